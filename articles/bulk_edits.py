"""What writing one thing on many images would change, and changing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from articles import images
from articles.models import Image, Topic
from articles.models.topic import key_of


@dataclass(frozen=True)
class Change:
    """One field of one image: what it says and what it would say."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Edit:
    """An image with everything that would be written on it."""

    image: Image
    facts: Mapping[str, Any]
    topics: list[str]
    changes: list[Change]


def planned(
    chosen: Iterable[Image], facts: Mapping[str, Any], topics: list[str]
) -> list[Edit]:
    """What would change; images that say all of it already are left out."""
    edits = []
    for image in chosen:
        known = {topic.key for topic in image.topics.all()}
        missing = [name for name in topics if key_of(name) not in known]
        changes = [
            Change(_label(name), str(getattr(image, name)), str(value))
            for name, value in facts.items()
            if getattr(image, name) != value
        ]
        if missing:
            before = ", ".join(topic.name for topic in image.topics.all())
            after = ", ".join(filter(None, [before, *missing]))
            changes.append(Change(_label("topics"), before, after))
        if changes:
            edits.append(Edit(image, facts, missing, changes))
    return edits


def carry_out(edits: Iterable[Edit], *, at: datetime) -> int:
    """Write it, all or nothing; return how many images changed.

    Raises images.StillShown when that would empty what readers need.
    """
    # In one order, whoever does it: two people then never wait for each other.
    wanted = sorted(edits, key=lambda edit: edit.image.pk)
    with transaction.atomic():
        for edit in wanted:
            for name, value in edit.facts.items():
                setattr(edit.image, name, value)
            images.amend(edit.image, at=at)
            if edit.topics:
                edit.image.topics.add(*Topic.objects.named(edit.topics))
    return len(wanted)


def _label(name: str) -> str:
    field: Any = Image._meta.get_field(name)
    return str(field.verbose_name)
