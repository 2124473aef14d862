"""The doctor: what is wrong with what readers see, and where to put it right.

One set of checks for the desk's page and for ``check_newsroom``. Each is bounded: of
live articles the newest 2,000 are looked at, and no check tells of more than 50 things.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from articles.doctor import links, names, pictures, texts, times
from articles.doctor.findings import SHOWN, Finding, Kind
from articles.doctor.scope import LOOKED_AT, Scope

__all__ = ["LOOKED_AT", "SHOWN", "Finding", "Kind", "Scope", "examine"]

CHECKS: dict[Kind, Callable[[Scope], Iterator[Finding]]] = {
    Kind.CREDIT: pictures.without_credit,
    Kind.ALTERNATIVE: pictures.without_alternative,
    Kind.RIGHTS: pictures.with_ending_rights,
    Kind.LINK: links.broken,
    Kind.STANDFIRST: texts.without_standfirst,
    Kind.ORPHAN: texts.in_no_list,
    Kind.FAR: times.far_away,
    Kind.OVERDUE: times.overdue,
    Kind.TWINS: names.twins,
    Kind.THIN: names.thin,
    Kind.DRIFT: links.drifting,
}


def examine(scope: Scope) -> Iterator[Finding]:
    """Everything that is wrong within ``scope``, kind by kind, at most 50 of each."""
    for kind, check in CHECKS.items():
        if kind in scope.kinds:
            yield from islice(check(scope), SHOWN)
