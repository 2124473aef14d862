"""The desk's first page: what is to be done, and what was done last.

Each list has a module of its own, which says for whom it is.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.http import HttpRequest

from articles.moment import moment_of
from newsroom.desk.today import (
    assigned,
    drafts,
    going_out,
    incomplete,
    late,
    notes,
    published,
    rights_ending,
    unsaved,
    waiting,
)
from newsroom.desk.today.rows import List

# In the order of the page; None is for somebody else.
LISTS: Sequence[Callable[[User, datetime], List | None]] = (
    late.listed,
    unsaved.listed,
    notes.listed,
    assigned.listed,
    drafts.listed,
    waiting.listed,
    going_out.listed,
    rights_ending.listed,
    published.listed,
    incomplete.listed,
)


def lists(request: HttpRequest) -> list[List]:
    """The lists for whoever is signed in; none for who has no role yet."""
    assert isinstance(request.user, User)
    made = (listed(request.user, moment_of(request)) for listed in LISTS)
    return [shown for shown in made if shown is not None]
