"""Two states of an article field by field, in words that people read.

For the page on which two saves meet, and for the history: both compare snapshots.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import differences
from articles.differences import Block
from articles.models import Article, Contributor, Image

Snapshot = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One field that differs, with its name for people and its words side by side."""

    name: str
    label: str
    blocks: list[Block]

    @property
    def is_long(self) -> bool:
        """Whether it is the text itself, and not a line of it."""
        return self.name == "body"


def changes(
    before: Snapshot,
    after: Snapshot,
    names: Mapping[str, dict[int, str]],
) -> list[Change]:
    """What differs between two snapshots, in the order of the later; few queries.

    ``names``: by field, what the ids in it may be called, such as articles of others.
    """
    found = differences.fields(_comparable(before), _comparable(after))
    shown = _Words([before, after], names)
    return [
        Change(
            name=name,
            label=label_of(name),
            blocks=differences.bodies(old or "", new or "")
            if name == "body"
            else differences.texts(shown.of(name, old), shown.of(name, new)),
        )
        for name, old, new in found
    ]


def label_of(name: str) -> str:
    """What a field of a snapshot is called on the desk."""
    labels = {"contributors": _("Bylines"), "picked": _("Hand-picked")}
    labels |= {"apart_ids": _("Never with")}
    labels |= {"slug": _("Address"), "body": _("Text"), "lead_caption": _("Caption")}
    if name in labels:
        return labels[name]
    plain = name.removesuffix("_id")
    known = {field.name: field for field in Article._meta.get_fields()}
    title = getattr(known.get(plain), "verbose_name", plain.replace("_", " "))
    return str(capfirst(title))


def _comparable(snapshot: Snapshot) -> dict[str, Any]:
    """Topics have no order."""
    topics = sorted(snapshot.get("topics") or [], key=str.casefold)
    return {**snapshot, "topics": topics}


class _Words:
    """Ids made readable, for several snapshots in one query per kind of thing."""

    def __init__(
        self, snapshots: Iterable[Snapshot], names: Mapping[str, dict[int, str]]
    ) -> None:
        self.snapshots = list(snapshots)
        self.known = dict(names)

    def of(self, name: str, fact: Any) -> str:
        """A fact for people; "" for none."""
        if name in MODELS:
            ids: list[int] = fact if isinstance(fact, list) else [fact] if fact else []
            names = self._names(name)
            return ", ".join(names.get(pk, _("(deleted)")) for pk in ids)
        if isinstance(fact, bool):
            return _("Yes") if fact else _("No")
        if isinstance(fact, list):
            return ", ".join(map(str, fact))
        choices = dict(getattr(_field(name), "flatchoices", None) or [])
        return str(choices.get(fact, fact if fact is not None else ""))

    def _names(self, name: str) -> dict[int, str]:
        if name not in self.known:
            found: set[Any] = set()
            for snapshot in self.snapshots:
                fact = snapshot.get(name)
                found |= set(fact if isinstance(fact, list) else [fact])
            rows = MODELS[name]()._default_manager.in_bulk(found - {None})
            self.known[name] = {pk: str(row) for pk, row in rows.items()}
        return self.known[name]


def _field(name: str) -> Any:
    known = {field.name: field for field in Article._meta.get_fields()}
    return known.get(name)


def _related(name: str) -> Callable[[], type[Model]]:
    # Sections are none of the articles' business, but for this field.
    return lambda: _field(name).related_model


MODELS: dict[str, Callable[[], type[Model]]] = {
    "section": _related("section"),
    "series_id": _related("series"),
    "lead_image": lambda: Image,
    "contributors": lambda: Contributor,
    "picked": lambda: Article,
    "apart_ids": lambda: Article,
}
