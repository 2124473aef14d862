"""What should have happened by now, and has not."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.words import time_tag
from articles.status import status_of
from newsroom import lateness
from newsroom.desk.today.rows import (
    SHOWN,
    List,
    Row,
    address,
    is_writer,
    with_rows,
)

LOOKED_AT = 40


def listed(user: User, at: datetime) -> List | None:
    """Articles past their due time; for chiefs, what the worker is behind with."""
    if not is_writer(user):
        return None
    rows = [*_overdue(user, at), *(_behind(at) if rights.acts_everywhere(user) else [])]
    if not rows:
        return None
    return List(
        name="late",
        title=_("Late"),
        rows=rows[:SHOWN],
        empty="",
        verb=_("Continue"),
        more=address("changelist") + "?view=overdue",
        more_label=_("All that is overdue"),
    )


def _overdue(user: User, at: datetime) -> list[Row]:
    own = rights.editable(user).filter(due_at__lt=at).select_related("assigned_to")
    if not rights.is_section_editor(user):
        own = own.filter(assigned_to=user)
    found = with_rows(own).order_by("due_at", "-pk")[:LOOKED_AT]
    statuses = status_of(found, at)
    return [
        Row(
            title=str(row),
            address=address("change", row.pk),
            when=time_tag(row.due_at, at=at),
            section=row.section,
            status=statuses[row.pk],
            note=str(row.assigned_to or _("Nobody has it")),
        )
        for row in found
        if row.due_at and statuses[row.pk].is_unfinished
    ]


def _behind(at: datetime) -> list[Row]:
    return [
        Row(
            title=str(late.sentence),
            address="",
            when=time_tag(late.since, at=at),
            note=_("The worker is behind, or does not run: tell an operator."),
        )
        for late in lateness.found(at)
    ]
