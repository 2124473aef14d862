"""The breaking-news bar that readers see at a moment, above every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar

from django.db.models import F, Model, OuterRef, QuerySet, Subquery
from django.urls import reverse

from articles.models import Publication
from sections.models import BreakingBar

Row = TypeVar("Row", bound=Model)
FACTS = ("text", "starts_at", "article_id", "slug", "place")


@dataclass(frozen=True)
class Bar:
    """One line: what happened, since when, and where to read of it."""

    text: str
    starts_at: datetime
    address: str = ""
    article_id: int | None = None

    @classmethod
    def of(cls, row: Any) -> Self | None:
        """The bar that ``beside`` put on a row; None when none stands."""
        text, starts_at, article_id, slug, place = (
            getattr(row, f"bar_{fact}") for fact in FACTS
        )
        if text is None:
            return None
        return cls(text, starts_at, _address(slug, place), article_id)

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of what it prints: its link comes and goes."""
        return {f"article-{self.article_id}"} if self.article_id else set()


def beside(rows: QuerySet[Row], at: datetime) -> QuerySet[Row]:
    """``rows`` with the bar of the moment on each, so that it costs no query more."""
    found = _linked(at)
    columns: dict[str, Any] = {
        f"bar_{fact}": Subquery(found.values(fact)[:1]) for fact in FACTS
    }
    found_rows: QuerySet[Row] = rows.annotate(**columns)
    return found_rows


def shown(at: datetime) -> Bar | None:
    """The bar of the moment, by a query of its own."""
    columns: dict[str, Any] = {f"bar_{fact}": F(fact) for fact in FACTS}
    return next((Bar.of(row) for row in _linked(at).annotate(**columns)[:1]), None)


def changes(at: datetime) -> Iterable[QuerySet[Any, Any]]:
    """Rows of the moments after ``at``, known now, at which a bar begins or ends."""
    rows = BreakingBar.objects.order_by()
    for moment in ("starts_at", "ends_at"):
        yield rows.filter(**{f"{moment}__gt": at}).values_list(moment)


def _linked(at: datetime) -> QuerySet[BreakingBar]:
    """The bars of the moment, with where readers find their articles, if they do."""
    live = Publication.objects.live(at).filter(article_id=OuterRef("article_id"))
    return BreakingBar.objects.shown(at).annotate(
        slug=Subquery(live.values("slug")[:1]),
        place=Subquery(live.values("section__slug")[:1]),
    )


def _address(slug: str | None, place: str | None) -> str:
    if not slug:
        return ""
    if place is None:
        return reverse("articles:article", args=[slug])
    return reverse("sections:article", args=[place, slug])
