"""What waits for a section editor."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article
from articles.status import status_of
from newsroom.desk.today.rows import (
    SHOWN,
    List,
    address,
    from_articles,
    with_rows,
)


def listed(user: User, at: datetime) -> List | None:
    """What was sent to review, or was approved and has to go out."""
    if not rights.is_section_editor(user):
        return None
    stages = [Article.Stage.IN_REVIEW, Article.Stage.READY]
    rows = rights.editable(user).filter(stage__in=stages)
    found = with_rows(rows)[:SHOWN]
    return List(
        name="waiting",
        title=_("Waiting for you"),
        rows=from_articles(found, status_of(found, at), at),
        empty=_("Nothing waits for review."),
        verb=_("Review"),
        count=rows.count() if len(found) == SHOWN else None,
        more=address("changelist") + "?view=review",
        more_label=_("All in review"),
    )
