"""What stands on the desk's first page: what is to be done, and what was done last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import library, rights
from articles.admin.article_list import mine
from articles.admin.words import time_tag
from articles.models import Article, Image, Publication
from articles.moment import moment_of
from articles.status import Status, status_of

SHOWN = 6
# Of these, the newest of one's own, those that are finished are left out.
LOOKED_AT = 40


@dataclass(frozen=True)
class Row:
    """One article or image in a list."""

    title: str
    address: str
    when: SafeString
    section: Any = None
    status: Status | None = None
    note: str = ""


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


def lists(request: HttpRequest) -> list[List]:
    """The lists for whoever is signed in; none for who has no role yet."""
    user: Any = request.user
    at = moment_of(request)
    if not user.has_perm("articles.change_article"):
        return [_incomplete(at)] if user.has_perm("articles.change_image") else []
    made = [_drafts(user, at)]
    if rights.is_section_editor(user):
        made.append(_waiting(user, at))
    return [*made, _going_out(user, at), _published(user, at)]


def _drafts(user: User, at: datetime) -> List:
    rows = _with_rows(rights.editable(user).filter(mine(user)))[:LOOKED_AT]
    statuses = status_of(rows, at)
    open_rows = [row for row in rows if statuses[row.pk].is_unfinished]
    return List(
        name="drafts",
        title=_("My drafts"),
        rows=_from_articles(open_rows[:SHOWN], statuses, at),
        empty=_("You have nothing unfinished. “New article” begins something."),
        verb=_("Continue"),
        more=_address("changelist") + "?view=mine",
        more_label=_("All of mine"),
    )


def _waiting(user: User, at: datetime) -> List:
    stages = [Article.Stage.IN_REVIEW, Article.Stage.READY]
    found = _with_rows(rights.editable(user).filter(stage__in=stages))[:SHOWN]
    return List(
        name="waiting",
        title=_("Waiting for you"),
        rows=_from_articles(found, status_of(found, at), at),
        empty=_("Nothing waits for review."),
        verb=_("Review"),
        more=_address("changelist") + "?view=review",
        more_label=_("All in review"),
    )


def _going_out(user: User, at: datetime) -> List:
    own = rights.editable(user).values("pk")
    coming = Publication.objects.filter(live_from__gt=at, article_id__in=own)
    rows = coming.select_related("section").order_by("live_from", "pk")[:SHOWN]
    return List(
        name="going-out",
        title=_("Going out next"),
        rows=[_from_version(version, version.live_from, at) for version in rows],
        empty=_("Nothing is scheduled. Choose a moment in the dialog of Publish…"),
        more=_address("changelist") + "?view=scheduled",
        more_label=_("All that is scheduled"),
    )


def _published(user: User, at: datetime) -> List:
    live = Publication.objects.live(at).newest().select_related("section")[:SHOWN]
    own = rights.editable(user).filter(pk__in=[row.article_id for row in live])
    editable = set(own.values_list("pk", flat=True))
    rows = [
        _from_version(version, version.published_at, at, version.article_id in editable)
        for version in live
    ]
    return List(
        name="published",
        title=_("Just published"),
        rows=rows,
        empty=_("Nothing is public yet. Publish the first article."),
    )


def _incomplete(at: datetime) -> List:
    """The images that nobody can publish yet, the latest first."""
    every = Image.objects.order_by("-pk")
    found = library.without_credit(every) | library.without_alternative(every)
    return List(
        name="incomplete",
        title=_("Images to complete"),
        rows=[_from_image(image, at) for image in found[:SHOWN]],
        empty=_("Every image has its credit and its alternative text."),
        verb=_("Complete"),
        more=reverse("admin:articles_image_changelist") + "?which=credit",
        more_label=_("All without credit"),
    )


def _with_rows(rows: QuerySet[Article]) -> QuerySet[Article]:
    ordered = rows.select_related("section").order_by("-updated_at", "-pk")
    return ordered.defer("body", "standfirst")


def _from_articles(
    rows: Sequence[Article] | QuerySet[Article],
    statuses: dict[int, Status],
    at: datetime,
) -> list[Row]:
    return [
        Row(
            title=str(row),
            address=_address("change", row.pk),
            when=time_tag(row.updated_at, at=at),
            section=row.section,
            status=statuses[row.pk],
            note=_note(statuses[row.pk]),
        )
        for row in rows
    ]


def _from_version(
    version: Publication, moment: datetime, at: datetime, is_own: bool = True
) -> Row:
    own = _address("change", version.article_id)
    return Row(
        title=version.headline,
        address=own if is_own else version.get_absolute_url(),
        when=time_tag(moment, at=at),
        section=version.section,
    )


def _from_image(image: Image, at: datetime) -> Row:
    missing = [
        "" if image.has_credit else _("No credit yet"),
        "" if image.has_alternative else _("No alternative text yet"),
    ]
    return Row(
        title=str(image),
        address=reverse("admin:articles_image_change", args=[image.pk]),
        when=time_tag(image.uploaded_at, at=at),
        note=" · ".join(word for word in missing if word),
    )


def _note(status: Status) -> str:
    waits = status.is_published and status.waits
    return str(status.stage.label) if waits else ""


def _address(name: str, *ids: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=ids)
