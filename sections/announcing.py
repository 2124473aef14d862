"""Putting a breaking-news bar up and taking it down; what readers saw stays so."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.signals import tell
from sections.models import BreakingBar


class Over(Exception):
    """The bar has been taken down: it is part of what readers saw."""


def announce(bar: BreakingBar, *, by: User, at: datetime) -> BreakingBar:
    """Save a bar and tell every page; return the row that stands for it now.

    One that readers see already is ended, and another takes its place: only its end may
    move. Raises Over for one that has ended.
    """
    with transaction.atomic():
        held = BreakingBar.objects.select_for_update().filter(pk=bar.pk).first()
        if held is not None and held.ends_at <= at:
            raise Over
        if held is not None and held.starts_at <= at and not _says_the_same(held, bar):
            _end(held, at)
            bar = BreakingBar(text=bar.text, article=bar.article, ends_at=bar.ends_at)
            held = None
        if held is not None and held.starts_at <= at:
            bar.starts_at = held.starts_at
        else:
            bar.starts_at = max(bar.starts_at or at, at)
        if held is None:
            bar.made_by, bar.made_at = by, at
        bar.save()
        _tell(at, bar.starts_at, bar.ends_at, *([held.ends_at] if held else []))
    return bar


def take_down(bar: BreakingBar, *, at: datetime) -> None:
    """End a bar now; delete one that readers have not seen; leave what is over."""
    with transaction.atomic():
        held = BreakingBar.objects.select_for_update().filter(pk=bar.pk).first()
        if held is None or held.ends_at <= at:
            return
        _tell(at, held.starts_at, held.ends_at)
        _end(held, at)


def _end(bar: BreakingBar, at: datetime) -> None:
    if bar.starts_at >= at:
        bar.delete()
    else:
        bar.ends_at = at
        bar.save(update_fields=["ends_at"])


def _says_the_same(held: BreakingBar, bar: BreakingBar) -> bool:
    return (held.text, held.article_id) == (bar.text, bar.article_id)


def _tell(at: datetime, *moments: datetime) -> None:
    for moment in sorted({max(at, moment) for moment in (at, *moments)}):
        tell(BreakingBar, frozenset({"site"}), moment)
