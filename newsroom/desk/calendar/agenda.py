"""What happens between two moments, as far as one person may know of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights, suggestions
from articles.models import FOREVER, Article, Publication
from sections.models import LineUp

# Of each kind; no month of a newsroom has as many.
MOST = 2000


class Kind(StrEnum):
    """What happens."""

    GOES_OUT = "goes-out"
    PUBLISHED = "published"
    ENDS = "ends"
    EMBARGO = "embargo"
    DUE = "due"
    LINE_UP = "line-up"

    @property
    def label(self) -> Promise:
        """The words for it."""
        return LABELS[self]


LABELS = {
    Kind.GOES_OUT: gettext_lazy("Goes out"),
    Kind.PUBLISHED: gettext_lazy("Published"),
    Kind.ENDS: gettext_lazy("Ends"),
    Kind.EMBARGO: gettext_lazy("Embargo ends"),
    Kind.DUE: gettext_lazy("Due"),
    Kind.LINE_UP: gettext_lazy("Line-up starts"),
}


@dataclass(frozen=True)
class Entry:
    """One thing at one moment."""

    kind: Kind
    moment: datetime
    # Of the version, article or line-up; the kind and it name the entry.
    pk: int
    title: str
    address: str
    section: Any = None
    article_id: int | None = None
    may_move: bool = False

    @property
    def name(self) -> str:
        """What the entry is called, whenever it is: "goes-out-12"."""
        return f"{self.kind}-{self.pk}"


def entries(user: User, first: datetime, last: datetime, at: datetime) -> list[Entry]:
    """Everything from ``first`` until before ``last``, in order of time.

    What others schedule is for those who may open it; what is public is for all.
    """
    if not user.has_perm("articles.change_article"):
        return []
    own = rights.editable(user)
    found = [
        *_starts(user, own, first, last, at),
        *_ends(own, first, last),
        *_of_articles(own, Kind.EMBARGO, "embargo_until", first, last),
        *_of_articles(own, Kind.DUE, "due_at", first, last),
        *_line_ups(user, first, last),
    ]
    return sorted(found, key=lambda entry: (entry.moment, entry.kind, entry.pk))


def _starts(
    user: User, own: QuerySet[Article], first: datetime, last: datetime, at: datetime
) -> Iterator[Entry]:
    """Versions to come; of the past, the first version of what readers still see."""
    rows = Publication.objects.filter(live_from__gte=first, live_from__lt=last)
    rows = rows.filter(Q(live_from__gt=at) | Q(published_at=F("live_from")))
    if not rights.acts_everywhere(user):
        mine = Q(article__in=own.values("pk"))
        known = suggestions.pickable(user, at).values("pk")
        rows = rows.filter(mine | Q(live_from__lte=at, article__in=known))
    found = list(rows.select_related("section").order_by("live_from", "pk")[:MOST])
    ids = {row.article_id for row in found}
    editable = set(own.filter(pk__in=ids).values_list("pk", flat=True))
    movable = _movable(user, [row for row in found if row.live_from > at])
    for row in found:
        form = _form(row.article_id) if row.article_id in editable else ""
        yield Entry(
            kind=Kind.GOES_OUT if row.live_from > at else Kind.PUBLISHED,
            moment=row.live_from,
            pk=row.pk,
            title=row.headline,
            address=form or row.get_absolute_url(),
            section=row.section,
            article_id=row.article_id,
            may_move=row.article_id in movable,
        )


def _movable(user: User, rows: Iterable[Publication]) -> set[int]:
    """The articles that the user may publish, by all the sections they are in."""
    ids = {row.article_id for row in rows}
    if not rights.is_section_editor(user):
        return set()
    if rights.acts_everywhere(user):
        return ids
    blocked = Article.objects.filter(pk__in=ids, blocked_at__isnull=False)
    places = Article.objects.filter(pk__in=ids).values_list("pk", "section_id")
    shown = Publication.objects.filter(article_id__in=ids)
    shown = shown.filter(
        live_until__gte=min((row.live_from for row in rows), default=FOREVER)
    )
    own = rights.own_sections(user)
    others = {
        pk
        for pk, section in [*places, *shown.values_list("article_id", "section_id")]
        if section not in own
    }
    return ids - others - set(blocked.values_list("pk", flat=True))


def _ends(own: QuerySet[Article], first: datetime, last: datetime) -> Iterator[Entry]:
    """Versions that end, and that no other one replaces at that moment."""
    next_one = Publication.objects.filter(
        article=OuterRef("article"), live_from=OuterRef("live_until")
    )
    rows = Publication.objects.filter(
        ~Exists(next_one),
        live_until__gte=first,
        live_until__lt=min(last, FOREVER),
        article__in=own.values("pk"),
    )
    for row in rows.select_related("section").order_by("live_until", "pk")[:MOST]:
        yield Entry(
            kind=Kind.ENDS,
            moment=row.live_until,
            pk=row.pk,
            title=row.headline,
            address=_form(row.article_id),
            section=row.section,
            article_id=row.article_id,
        )


def _of_articles(
    own: QuerySet[Article], kind: Kind, column: str, first: datetime, last: datetime
) -> Iterator[Entry]:
    rows = own.filter(**{f"{column}__gte": first, f"{column}__lt": last})
    rows = rows.select_related("section").defer("body", "standfirst")
    for row in rows.order_by(column, "pk")[:MOST]:
        yield Entry(
            kind=kind,
            moment=getattr(row, column),
            pk=row.pk,
            title=str(row),
            address=_form(row.pk),
            section=row.section,
            article_id=row.pk,
        )


def _line_ups(user: User, first: datetime, last: datetime) -> Iterator[Entry]:
    """Line-ups of the pages that the user arranges."""
    if not user.has_perm("sections.view_lineup"):
        return
    rows = LineUp.objects.filter(starts_at__gte=first, starts_at__lt=last)
    if not rights.acts_everywhere(user):
        rows = rows.filter(section_id__in=rights.own_sections(user))
    for row in rows.select_related("section").order_by("starts_at", "pk")[:MOST]:
        yield Entry(
            kind=Kind.LINE_UP,
            moment=row.starts_at,
            pk=row.pk,
            title=row.section.name if row.section else _("Front page"),
            address=reverse("admin:sections_lineup_change", args=[row.pk]),
            section=row.section,
        )


def _form(article_id: int) -> str:
    return reverse("admin:articles_article_change", args=[article_id])
