"""What readers will see by the clock alone."""

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.words import moment_text
from articles.models import Publication
from newsroom.desk.today.rows import SHOWN, List, address, from_version, is_writer


def listed(user: User, at: datetime) -> List | None:
    """What is scheduled of the articles one may open, the next first."""
    if not is_writer(user):
        return None
    own = rights.editable(user).values("pk")
    coming = Publication.objects.filter(live_from__gt=at, article_id__in=own)
    shown = coming.select_related("section", "article").order_by("live_from", "pk")
    rows = list(shown[:SHOWN])
    return List(
        name="going-out",
        title=_("Going out next"),
        rows=[
            replace(
                from_version(version, version.live_from, at),
                note=_embargo(version.article.embargo_until, at),
            )
            for version in rows
        ],
        empty=_("Nothing is scheduled. Choose a moment in the dialog of Publish…"),
        count=coming.count() if len(rows) == SHOWN else None,
        more=address("changelist") + "?view=scheduled",
        more_label=_("All that is scheduled"),
    )


def _embargo(until: datetime | None, at: datetime) -> str:
    if until is None or until <= at:
        return ""
    return _("Embargo until %(when)s") % {"when": moment_text(until)}
