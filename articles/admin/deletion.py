"""What deleting a shared name would take along: a number, not a list of thousands."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import ngettext

Summary = tuple[list[Any], dict[Any, int], set[Any], list[Any]]


def summary(rows: Iterable[Any], articles_of: Callable[[Any], int]) -> Summary:
    """Answer Django's question: rows, their number, missing rights, what forbids it."""
    listed = list(rows)
    forbidden = []
    for row in listed:
        if count := articles_of(row):
            sentence = ngettext(
                "%(name)s: in %(count)d article",
                "%(name)s: in %(count)d articles",
                count,
            )
            forbidden.append(sentence % {"name": row, "count": count})
    names = [str(row) for row in listed]
    plural = listed[0]._meta.verbose_name_plural if listed else ""
    return names, {plural: len(listed)}, set(), forbidden
