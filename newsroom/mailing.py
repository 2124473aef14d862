"""Notices by mail: claimed, sent, recorded; a worker that dies loses none.

A notice whose ``mail_at`` has come is claimed by moving that moment into the future,
which is the lease: of several workers one wins, and what a killed one had is sent when
the lease ends. Its Message-ID is the notice's own, so that a mail which was sent but
not recorded before the kill is the same mail to whoever gets it twice.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from articles import rights
from articles.models import Notice
from newsroom.environment import host_of
from newsroom.models import Preference

# Longer than a mail server may take to answer.
LEASE = timedelta(minutes=5)
SHORTEST_PAUSE = timedelta(minutes=1)
# After that nobody waits for it any more; it still stands on Today.
GIVEN_UP_AFTER = timedelta(days=3)

logger = logging.getLogger(__name__)


def due(at: datetime) -> QuerySet[Notice]:
    """The notices to be sent now, longest waiting first."""
    return Notice.objects.filter(mail_at__lte=at).order_by("mail_at", "pk")


def send_due(at: datetime, limit: int) -> int:
    """Send some of what is due; return how many were sent.

    When the mail server fails, the rest waits for the next round.
    """
    sent = 0
    rows = due(at).select_related("person", "article", "made_by")
    for notice in rows[:limit]:
        if not _claim(notice, at):
            continue
        if not _wants(notice):
            _record(notice, None)
            continue
        if not _send(notice, at):
            break
        sent += 1
    return sent


def _claim(notice: Notice, at: datetime) -> bool:
    lease = at + LEASE
    rows = Notice.objects.filter(pk=notice.pk, mail_at=notice.mail_at)
    notice.mail_at = lease
    return rows.update(mail_at=lease) == 1


def _wants(notice: Notice) -> bool:
    """Whether there is anybody who wants it, and may still know of it."""
    person = notice.person
    if notice.read_at or not person.is_active or not person.email:
        return False
    if Preference.objects.filter(person=person, wants_mail=False).exists():
        return False
    return rights.may_edit(person, notice.article)


def _send(notice: Notice, at: datetime) -> bool:
    try:
        message_for(notice).send()
    except (OSError, SMTPException) as error:
        again = _next_try(notice, at)
        logger.error("Notice %d was not sent by mail: %s", notice.pk, error)
        _record(notice, again)
        return False
    _record(notice, None)
    return True


def _next_try(notice: Notice, at: datetime) -> datetime | None:
    """Twice as late each time; None when it is too late."""
    age = at - notice.made_at
    return at + max(age, SHORTEST_PAUSE) if age < GIVEN_UP_AFTER else None


def _record(notice: Notice, moment: datetime | None) -> None:
    Notice.objects.filter(pk=notice.pk, mail_at=notice.mail_at).update(mail_at=moment)


def message_for(notice: Notice) -> EmailMessage:
    """The mail, in the language of whoever gets it."""
    with translation.override(_language(notice.person)):
        address = reverse("admin:articles_article_change", args=[notice.article_id])
        context = {
            "notice": notice,
            "address": f"{settings.SITE_URL}{address}",
            "settings_address": f"{settings.SITE_URL}{reverse('admin:me')}",
        }
        kind, title = notice.get_kind_display(), str(notice.article)
        return EmailMessage(
            subject=" ".join(f"{kind}: {title}".split())[:200],
            body=render_to_string("newsroom/notice.txt", context),
            to=[notice.person.email],
            headers={
                "Message-ID": f"<notice-{notice.pk}@{host_of(settings.SITE_URL)}>",
                "Auto-Submitted": "auto-generated",
            },
        )


def _language(person: User) -> str:
    wished = Preference.objects.filter(person=person).values_list("language", flat=True)
    language = wished.first() or ""
    known = dict(settings.DESK_LANGUAGES)
    return language if language in known else settings.LANGUAGE_CODE
