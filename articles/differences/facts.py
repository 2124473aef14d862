"""Which fields differ between two snapshots of an article."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Difference(NamedTuple):
    """One field that is not the same on both sides."""

    name: str
    before: Any
    after: Any


def fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The fields that differ, in the order of ``after``.

    A field that one side lacks is empty there: older snapshots do not know the newer
    fields, and nothing is no change from "".
    """
    names = dict.fromkeys([*after, *before])
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return [
        Difference(name, old, new)
        for name, old, new in pairs
        if old != new and (old or new)
    ]
