"""What this person has next."""

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import F
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.words import moment_text
from articles.status import status_of
from newsroom.desk.today.rows import (
    SHOWN,
    List,
    address,
    from_articles,
    is_writer,
    with_rows,
)

LOOKED_AT = 40


def listed(user: User, at: datetime) -> List | None:
    """What is assigned to them and not done, the first due first."""
    if not is_writer(user):
        return None
    own = rights.editable(user).filter(assigned_to=user)
    by_due = F("due_at").asc(nulls_last=True)
    rows = with_rows(own).order_by(by_due, "-updated_at", "-pk")[:LOOKED_AT]
    statuses = status_of(rows, at)
    left = [row for row in rows if statuses[row.pk].is_unfinished]
    if not left:
        return None
    shown = from_articles(left[:SHOWN], statuses, at)
    return List(
        name="assigned",
        title=_("Assigned to you"),
        rows=[
            replace(row, note=_due(article.due_at, at))
            for row, article in zip(shown, left, strict=False)
        ],
        empty="",
        verb=_("Continue"),
        more=address("changelist") + "?view=assigned",
        more_label=_("All that is assigned to you"),
    )


def _due(due_at: datetime | None, at: datetime) -> str:
    if due_at is None:
        return ""
    sentence = _("Overdue since %(when)s") if due_at < at else _("Due %(when)s")
    return sentence % {"when": moment_text(due_at)}
