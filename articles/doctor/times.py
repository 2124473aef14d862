"""Dates that cannot be meant, and work that should be done."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.doctor.findings import SHOWN, Finding, Kind
from articles.doctor.scope import Scope
from articles.doctor.texts import of_version
from articles.status import status_of

FAR = timedelta(days=366)
# Articles past their time that are looked at: most of them are out by then.
LOOKED_AT = 4 * SHOWN


def far_away(scope: Scope) -> Iterator[Finding]:
    """Versions scheduled in more than a year, and live ones dated after now."""
    coming = scope.versions().filter(live_from__gt=scope.at + FAR)
    for version in coming.order_by("live_from", "pk"):
        message = _("Scheduled for %(when)s") % {"when": _text(version.live_from)}
        yield of_version(version, Kind.FAR, "", message)
    for version in scope.live().filter(changed_at__gt=scope.at):
        message = _("Changed on %(when)s") % {"when": _text(version.changed_at)}
        yield of_version(version, Kind.FAR, "", message)


def overdue(scope: Scope) -> Iterator[Finding]:
    """Articles whose time to be done has passed, and that are not out."""
    rows = scope.of_articles().filter(due_at__lt=scope.at).order_by("due_at", "pk")
    late = list(rows.select_related("assigned_to")[:LOOKED_AT])
    statuses = status_of(late, scope.at)
    for article in late:
        if article.due_at is None or not statuses[article.pk].is_unfinished:
            continue
        facts = {
            "when": _text(article.due_at),
            "who": article.assigned_to or _("nobody has it"),
        }
        yield Finding(
            kind=Kind.OVERDUE,
            title=str(article),
            message=_("Due %(when)s: %(who)s") % facts,
            model="article",
            pk=article.pk,
            field="due_at",
            section=article.section,
        )


def _text(moment: datetime) -> str:
    return date_format(localtime(moment), "j M Y, H:i T")
