"""What others did that this person should know of, until they have read it."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import notices
from articles.admin.words import time_tag
from articles.models import Notice
from newsroom.desk.today.rows import SHOWN, List, Row, address, is_writer

LONGEST = 160


def listed(user: User, at: datetime) -> List | None:
    """Unread notices, the latest first; each can be marked as read."""
    if not is_writer(user):
        return None
    rows = notices.unread(user).select_related("article__section", "made_by")
    found = list(rows.order_by("-made_at", "-pk")[: SHOWN + 1])
    if not found:
        return None
    return List(
        name="notices",
        title=_("For you"),
        rows=[_row(notice, at) for notice in found[:SHOWN]],
        empty="",
        count=rows.count() if len(found) > SHOWN else None,
    )


def _row(notice: Notice, at: datetime) -> Row:
    text = notice.text if len(notice.text) <= LONGEST else f"{notice.text[:LONGEST]}…"
    who = (
        notice.made_by.get_full_name() or str(notice.made_by) if notice.made_by else ""
    )
    return Row(
        title=str(notice.article),
        address=f"{address('change', notice.article_id)}#talk",
        when=time_tag(notice.made_at, at=at),
        section=notice.article.section,
        label=str(notice.get_kind_display()),
        note=" · ".join(word for word in (who, text) if word),
        notice=notice.pk,
    )
