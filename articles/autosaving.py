"""Unsaved texts: what one person has typed, beside the article and its history.

Every browser tab writes under a key of its own, so that two tabs of one person never
overwrite one another. A text that was saved leaves a mark under its key: what arrives
late, from a slow network or a laptop that was closed, does not come back as unsaved.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from articles.models import Article, Autosave

KEPT = timedelta(days=30)
# All fields together, in characters: three of the longest bodies that the form takes.
LONGEST = 3_000_000
MOST_FIELDS = 200
KEY = re.compile(r"[0-9A-Za-z-]{8,40}\Z", re.ASCII)
NOT_TEXT = re.compile("[\0\ud800-\udfff]")

Fields = dict[str, str | list[str]]
# The key of the text that one went on from, and when that was kept.
Before = tuple[str, datetime]


class Unusable(ValueError):
    """Nothing that our own form would send."""


class SavedAlready(Exception):
    """The text of this key was saved; ``step`` says how far it had come."""

    def __init__(self, step: int) -> None:
        super().__init__(step)
        self.step = step


@dataclass(frozen=True)
class Typed:
    """A text as the browser sends it; ``step`` counts what was typed under the key."""

    key: str
    step: int
    base_version: int
    fields: Fields

    @classmethod
    def of(
        cls, key: str, step: str, base_version: str, fields: dict[str, list[str]]
    ) -> "Typed":
        """Check what was posted; raises Unusable."""
        numbers = (step or "0", base_version or "0")
        if not all(re.fullmatch(r"[0-9]{1,9}", one, re.ASCII) for one in numbers):
            raise Unusable("No number.")
        if not KEY.match(key):
            raise Unusable("No key.")
        length = sum(len(value) for values in fields.values() for value in values)
        if length > LONGEST or len(fields) > MOST_FIELDS:
            raise Unusable("Too much.")
        # PostgreSQL keeps neither NUL nor half a character.
        whole = {
            name: [NOT_TEXT.sub("", value) for value in values]
            for name, values in fields.items()
        }
        flat: Fields = {
            name: values[0] if len(values) == 1 else values
            for name, values in whole.items()
        }
        return cls(key, int(numbers[0]), int(numbers[1]), flat)


def keep(
    person: User,
    article: Article | None,
    typed: Typed,
    *,
    at: datetime,
    instead: Before | None = None,
) -> None:
    """Keep what the person has typed; readers, article and history never notice.

    ``instead`` names the text that this one went on from: that one goes, unless another
    tab has written to it since. Raises SavedAlready.
    """
    facts: dict[str, object] = {
        "article": article,
        "base_version": typed.base_version,
        "typed": {"fields": typed.fields, "step": typed.step},
        "saved_at": at,
    }
    rows = Autosave.objects.filter(person=person, key=typed.key)
    if not rows.exclude(typed__has_key="saved").update(**facts):
        _begin(person, typed.key, facts)
    _let_go(person, instead)


def _let_go(person: User, before: Before | None) -> None:
    if before is not None:
        key, then = before
        Autosave.objects.filter(person=person, key=key, saved_at=then).delete()


def _begin(person: User, key: str, facts: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            Autosave.objects.create(person=person, key=key, **facts)
    except IntegrityError:
        known = Autosave.objects.filter(person=person, key=key).first()
        if known is None or "saved" not in known.typed:
            raise
        raise SavedAlready(known.typed["saved"]) from None


def finish(
    person: User, key: str, step: str, *, at: datetime, instead: Before | None = None
) -> None:
    """Note that the text of this key was saved up to ``step``, and let go of it.

    What has gone beyond is kept. Keys that are none of ours are nothing to us.
    """
    _let_go(person, instead)
    if not KEY.match(key) or not re.fullmatch(r"[0-9]{1,9}", step, re.ASCII):
        return
    beyond = Autosave.objects.filter(person=person, key=key, typed__step__gt=int(step))
    if beyond.exists():
        return
    Autosave.objects.update_or_create(
        person=person,
        key=key,
        defaults={"typed": {"saved": int(step)}, "saved_at": at, "article": None},
    )


def texts(person: User) -> QuerySet[Autosave]:
    """The unsaved texts of a person, the latest first; without those discarded."""
    rows = Autosave.objects.filter(person=person).exclude(typed__has_key="saved")
    rows = rows.exclude(typed__has_key="discarded")
    return rows.order_by("-saved_at", "-pk")


def texts_of(person: User, article: Article) -> QuerySet[Autosave]:
    """The unsaved texts of a person for one article, the latest first."""
    return texts(person).filter(article=article)


def never_saved(person: User) -> QuerySet[Autosave]:
    """Texts of articles that do not exist yet, the latest first."""
    return texts(person).filter(article=None)


def text(person: User, key: str, article: Article | None) -> Autosave | None:
    """The text of this key, even if it was discarded; None once it was saved."""
    rows = Autosave.objects.filter(person=person, key=key, article=article)
    return rows.exclude(typed__has_key="saved").first() if KEY.match(key) else None


def discard(person: User, key: str) -> bool:
    """Offer a text no longer; it can be brought back until it is pruned."""
    row = Autosave.objects.filter(person=person, key=key).first()
    if row is None or "fields" not in row.typed:
        return False
    row.typed["discarded"] = True
    row.save(update_fields=["typed"])
    return True


def headline(row: Autosave) -> str:
    """What the text is called, as far as it has come; "" without a headline."""
    found = row.typed.get("fields", {}).get("headline", "")
    return " ".join(str(found).split())[:200]


# --- what nobody came back for ------------------------------------------------------
def old(at: datetime) -> int:
    """Count the texts that nobody has touched for 30 days."""
    return Autosave.objects.filter(saved_at__lt=at - KEPT).count()


def prune(at: datetime, limit: int) -> int:
    """Delete texts that nobody has touched for 30 days; return how many."""
    found = Autosave.objects.filter(saved_at__lt=at - KEPT).order_by("saved_at")
    oldest: Iterable[int] = list(found.values_list("pk", flat=True)[:limit])
    return Autosave.objects.filter(pk__in=oldest).delete()[0]
