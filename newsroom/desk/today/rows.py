"""What a list of Today is made of: rows with a title, a moment and a way on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.admin.words import time_tag
from articles.models import Article, Publication
from articles.status import Status

# So many rows in a list; the rest is behind the link below it.
SHOWN = 6


@dataclass(frozen=True)
class Row:
    """One article or image in a list."""

    title: str
    address: str
    when: SafeString
    section: Any = None
    status: Status | None = None
    # What else it is, in a word, where there is no status.
    label: str = ""
    note: str = ""
    # The notice that this row shows; it can be marked as read.
    notice: int | None = None


@dataclass(frozen=True)
class List:
    """A list with its heading, and what to do next when it is empty."""

    name: str
    title: str
    rows: Sequence[Row]
    empty: str
    verb: str = ""
    more: str = ""
    more_label: str = ""
    count: int | None = None


def is_writer(user: User) -> bool:
    """Whether lists of articles are for this person at all."""
    return user.has_perm("articles.change_article")


def with_rows(rows: QuerySet[Article]) -> QuerySet[Article]:
    """What a row prints, the latest first."""
    ordered = rows.select_related("section").order_by("-updated_at", "-pk")
    return ordered.defer("body", "standfirst")


def from_articles(
    rows: Iterable[Article], statuses: dict[int, Status], at: datetime
) -> list[Row]:
    """Rows that lead to the forms of articles."""
    return [
        Row(
            title=str(row),
            address=address("change", row.pk),
            when=time_tag(row.updated_at, at=at),
            section=row.section,
            status=statuses[row.pk],
            note=stage_beside(statuses[row.pk]),
        )
        for row in rows
    ]


def from_version(
    version: Publication, moment: datetime, at: datetime, is_own: bool = True
) -> Row:
    """A row for what readers see or will see; for others it leads to their page."""
    own = address("change", version.article_id)
    return Row(
        title=version.headline,
        address=own if is_own else version.get_absolute_url(),
        when=time_tag(moment, at=at),
        section=version.section,
    )


def stage_beside(status: Status) -> str:
    """Where the desk is with it, beside what readers have."""
    waits = status.is_published and status.waits
    return str(status.stage.label) if waits else ""


def address(name: str, *ids: int) -> str:
    """The address of one of the pages of articles."""
    return reverse(f"admin:articles_article_{name}", args=ids)
