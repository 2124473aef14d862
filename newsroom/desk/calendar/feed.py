"""A person's calendar at a secret address, for programs that subscribe to it."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.moment import moment_of
from newsroom.desk.calendar import icalendar
from newsroom.desk.calendar.agenda import Entry, Span, entries
from newsroom.models import Preference

BEFORE = timedelta(days=31)
AFTER = timedelta(days=366)
MOST = 2000
MOST_OF_A_DAY = 60
LARGEST = 2**31


def renew(person: User) -> None:
    """Give the person's calendar a new address; the one before is dead."""
    secret = secrets.token_urlsafe(32)
    Preference.objects.update_or_create(
        person=person, defaults={"calendar_secret": secret}
    )


def revoke(person: User) -> None:
    """Take the address of the person's calendar away."""
    Preference.objects.filter(person=person).update(calendar_secret="")


def address_of(person: User) -> str:
    """The address of the person's calendar; empty as long as they asked for none."""
    wish = Preference.objects.filter(person=person).first()
    if wish is None or not wish.calendar_secret:
        return ""
    return settings.SITE_URL + reverse(
        "calendar_feed", args=[person.pk, wish.calendar_secret]
    )


@require_safe
def show(request: HttpRequest, pk: int, secret: str) -> HttpResponse:
    """Answer with the calendar of whoever the secret belongs to, as of now.

    What they may not see at the desk any more, they do not see here either.
    """
    wishes = Preference.objects.select_related("person")
    wish = wishes.filter(person_id__in=[pk] if pk < LARGEST else []).first()
    known = wish.calendar_secret if wish else ""
    # Compared even when there is none: the answer takes the same time.
    is_right = constant_time_compare(known, secret) and bool(known)
    if wish is None or not is_right or not _works_here(wish.person):
        raise Http404("There is no such calendar.")
    at = moment_of(request)
    with translation.override(wish.language or settings.LANGUAGE_CODE):
        span = Span(at - BEFORE, at + AFTER, room=MOST_OF_A_DAY)
        found = entries(wish.person, span, at)
        text = icalendar.written(
            settings.SITE_NAME, [_event(entry) for entry in found[:MOST]], at
        )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = 'inline; filename="newsroom.ics"'
    return response


def _works_here(person: User) -> bool:
    is_in = person.is_active and person.is_staff
    return is_in and person.has_perm("articles.change_article")


def _event(entry: Entry) -> icalendar.Event:
    host = settings.SITE_URL.partition("://")[2]
    section = f" ({entry.section})" if entry.section else ""
    return icalendar.Event(
        uid=f"{entry.name}@{host}",
        moment=_minute(entry.moment),
        summary=_("%(what)s: %(title)s")
        % {"what": entry.kind.label, "title": f"{entry.title}{section}"},
        address=f"{settings.SITE_URL}{entry.address}",
    )


def _minute(moment: datetime) -> datetime:
    """Versions begin a tick after another one; calendars know no microseconds."""
    return moment.replace(microsecond=0)
