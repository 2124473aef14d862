"""What one has typed and never saved: kept, and easily forgotten."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import autosaving, rights
from articles.admin.words import time_tag
from articles.models import Autosave
from newsroom.desk.today.rows import SHOWN, List, Row, address, is_writer


def listed(user: User, at: datetime) -> List | None:
    """One's own unsaved texts, the latest first; nothing when all is saved."""
    if not is_writer(user):
        return None
    own = rights.editable(user).values("pk")
    texts = autosaving.texts(user).select_related("article__section")
    rows = texts.filter(article=None) | texts.filter(article_id__in=own)
    found = list(rows[:SHOWN])
    if not found:
        return None
    return List(
        name="unsaved",
        title=_("Not saved yet"),
        rows=[_row(text, at) for text in found],
        empty="",
        verb=_("Continue"),
    )


def _row(text: Autosave, at: datetime) -> Row:
    article = text.article
    form = address("change", article.pk) if article else address("add")
    return Row(
        title=autosaving.headline(text) or str(article or _("(no headline yet)")),
        address=f"{form}?unsaved={text.key}",
        when=time_tag(text.saved_at, at=at),
        section=article.section if article else None,
        note="" if article else _("A new article"),
    )
