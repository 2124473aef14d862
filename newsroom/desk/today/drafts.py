"""What one has begun and not finished."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.article_filters import mine
from articles.status import status_of
from newsroom.desk.today.rows import (
    SHOWN,
    List,
    address,
    from_articles,
    is_writer,
    with_rows,
)

# Of these, the newest of one's own, those that are finished are left out.
LOOKED_AT = 40


def listed(user: User, at: datetime) -> List | None:
    """One's own unfinished articles."""
    if not is_writer(user):
        return None
    # What is assigned to them stands in a list of its own.
    own = rights.editable(user).filter(mine(user)).exclude(assigned_to=user)
    rows = with_rows(own)[:LOOKED_AT]
    statuses = status_of(rows, at)
    open_rows = [row for row in rows if statuses[row.pk].is_unfinished]
    return List(
        name="drafts",
        title=_("My drafts"),
        rows=from_articles(open_rows[:SHOWN], statuses, at),
        empty=_("You have nothing unfinished. “New article” begins something."),
        verb=_("Continue"),
        more=address("changelist") + "?view=mine",
        more_label=_("All of mine"),
    )
