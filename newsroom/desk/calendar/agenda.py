"""What happens between two moments, as far as one person may know of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights, suggestions
from articles.models import FOREVER, Article, Publication
from sections.models import LineUp

# Of each kind: more than a newsroom does in the six weeks of a page.
MOST = 10_000


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


@dataclass
class Span:
    """From when until before when; of each day, no more than ``room`` of a kind."""

    first: datetime
    last: datetime
    room: int
    # How many there was no room for, by day.
    left_out: Counter[date] = field(default_factory=Counter)

    def pick(self, rows: QuerySet[Any], column: str) -> list[int]:
        """Ids of the rows that happen in the span, in order; notes what it leaves out.

        Two columns are all it reads of a row: most of a busy month is not shown.
        """
        inside = {f"{column}__gte": self.first, f"{column}__lt": self.last}
        found = rows.filter(**inside).order_by(column, "pk").values_list(column, "pk")
        taken: Counter[date] = Counter()
        ids = []
        for moment, pk in found[:MOST]:
            day = timezone.localdate(moment)
            taken[day] += 1
            if taken[day] <= self.room:
                ids.append(pk)
            else:
                self.left_out[day] += 1
        return ids


def entries(user: User, span: Span, at: datetime) -> list[Entry]:
    """Everything in the span, in order of time.

    What others schedule is for those who may open it; what is public is for all.
    """
    if not user.has_perm("articles.change_article"):
        return []
    own = rights.editable(user)
    found = [
        *_starts(user, own, span, at),
        *_ends(own, span),
        *_of_articles(own, Kind.EMBARGO, "embargo_until", span),
        *_of_articles(own, Kind.DUE, "due_at", span),
        *_line_ups(user, span),
    ]
    return sorted(found, key=lambda entry: (entry.moment, entry.kind, entry.pk))


def _starts(
    user: User, own: QuerySet[Article], span: Span, at: datetime
) -> Iterator[Entry]:
    """Versions to come; of the past, the first version of what readers still see."""
    is_start = Q(live_from__gt=at) | Q(published_at=F("live_from"))
    rows = Publication.objects.filter(is_start)
    if not rights.acts_everywhere(user):
        mine = Q(article__in=own.values("pk"))
        known = suggestions.pickable(user, at).values("pk")
        rows = rows.filter(mine | Q(live_from__lte=at, article__in=known))
    found = _loaded(Publication, span.pick(rows, "live_from"))
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


def _ends(own: QuerySet[Article], span: Span) -> Iterator[Entry]:
    """Versions that end, and that no other one replaces at that moment."""
    next_one = Publication.objects.filter(
        article=OuterRef("article"), live_from=OuterRef("live_until")
    )
    rows = Publication.objects.filter(
        ~Exists(next_one), live_until__lt=FOREVER, article__in=own.values("pk")
    )
    for row in _loaded(Publication, span.pick(rows, "live_until")):
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
    own: QuerySet[Article], kind: Kind, column: str, span: Span
) -> Iterator[Entry]:
    for row in _loaded(Article, span.pick(own, column)):
        yield Entry(
            kind=kind,
            moment=getattr(row, column),
            pk=row.pk,
            title=str(row),
            address=_form(row.pk),
            section=row.section,
            article_id=row.pk,
        )


def _line_ups(user: User, span: Span) -> Iterator[Entry]:
    """Line-ups of the pages that the user arranges."""
    if not user.has_perm("sections.view_lineup"):
        return
    rows = LineUp.objects.all()
    if not rights.acts_everywhere(user):
        rows = rows.filter(section_id__in=rights.own_sections(user))
    for row in _loaded(LineUp, span.pick(rows, "starts_at")):
        yield Entry(
            kind=Kind.LINE_UP,
            moment=row.starts_at,
            pk=row.pk,
            title=row.section.name if row.section else _("Front page"),
            address=reverse("admin:sections_lineup_change", args=[row.pk]),
            section=row.section,
        )


def _loaded(model: Any, ids: list[int]) -> list[Any]:
    """The rows with what an entry prints, and without their texts."""
    rows = model._default_manager.filter(pk__in=ids).select_related("section")
    long = {"body", "standfirst"} & {each.name for each in model._meta.fields}
    return list(rows.defer(*long))


def _form(article_id: int) -> str:
    return reverse("admin:articles_article_change", args=[article_id])
