"""What tests of line-ups share: slots, line-ups, and what a board posts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from articles.models import Article, Publication
from sections.models import LineUp, Slot
from tests.factories import DAY, NOON

FRONT = "/admin/sections/lineup/board/"


def article_of(shown: Article | Publication) -> Article:
    """The article itself."""
    return shown.article if isinstance(shown, Publication) else shown


def slots(*shown: Article | Publication) -> list[Slot]:
    """Unsaved slots for these, in order."""
    return [Slot(article=article_of(one)) for one in shown]


def make_line_up(
    *shown: Article | Publication, starts_at: datetime = NOON - DAY, **facts: Any
) -> LineUp:
    """A saved line-up with these in its slots."""
    made = LineUp.objects.create(starts_at=starts_at, **facts)
    for place, slot in enumerate(slots(*shown)):
        slot.line_up, slot.position = made, place
        slot.save()
    return made


def placed(line_up: LineUp | None) -> list[str]:
    """The headlines of a line-up's slots, in order."""
    assert line_up is not None
    return [slot.article.headline for slot in line_up.slots.all()]


def posted(
    *shown: Article | Publication, base: LineUp | None = None, **facts: Any
) -> dict[str, Any]:
    """What the board posts for these slots, made from ``base``."""
    rows: Iterable[tuple[str, Any]] = (
        (f"slots-{number}-{name}", value)
        for number, one in enumerate(shown)
        for name, value in (("article", article_of(one).pk), ("position", number))
    )
    return {
        "slots-TOTAL_FORMS": len(shown),
        "slots-INITIAL_FORMS": 0,
        "base": base.pk if base else "",
        "version": base.version if base else 0,
        "fill": "newest",
        **dict(rows),
        **facts,
    }
