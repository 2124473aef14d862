"""Notices by mail: sent once, to who wants them, whatever dies in between."""

from datetime import timedelta

import pytest
from django.core import mail

from articles import notices, writing
from articles.models import Notice
from newsroom import lateness, mailing
from newsroom.models import Preference
from tests.factories import DAY, HOUR, NOON, make_article, make_section, make_user

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor", email="ana@news.example")


@pytest.fixture
def notice(chief):
    article = make_article("Gas\r\nand coal")
    by = make_user("mei", role="Writer")
    [made] = notices.tell([chief], article, "review", "Ready & well?", by=by, at=NOON)
    return made


def waits_until(notice):
    return Notice.objects.get(pk=notice.pk).mail_at


def test_a_notice_is_sent_once_with_the_way_to_the_article(notice):
    assert mailing.due(NOON).count() == 1
    assert [mailing.send_due(NOON, 20) for _ in range(2)] == [1, 0]
    assert waits_until(notice) is None
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (
        ["ana@news.example"],
        "Waits for review: Gas and coal",
    )
    address = f"/admin/articles/article/{notice.article_id}/change/"
    assert address in sent.body
    assert "By mei, 22 Nov 2026, 12:00 UTC" in sent.body
    assert "Ready & well?" in sent.body
    assert sent.extra_headers["Message-ID"].startswith(f"<notice-{notice.pk}@")


@pytest.mark.parametrize("why", ["no wish", "read", "gone", "no right", "no address"])
def test_who_does_not_want_it_or_may_not_know_gets_no_mail(notice, chief, why):
    if why == "no wish":
        Preference.objects.create(person=chief, wants_mail=False)
    elif why == "read":
        Notice.objects.update(read_at=NOON)
    elif why == "gone":
        type(chief).objects.update(is_active=False)
    elif why == "no right":
        chief.groups.clear()
    else:
        type(chief).objects.update(email="")
    assert mailing.send_due(NOON, 20) == 0
    assert (mail.outbox, waits_until(notice)) == ([], None)


def test_a_worker_killed_in_between_loses_nothing(notice):
    stale = Notice.objects.get(pk=notice.pk)
    assert mailing._claim(stale, NOON) is True
    # Here it dies: nobody else sends it before the lease ends.
    assert mailing.send_due(NOON + MINUTE, 20) == 0
    assert mailing.send_due(NOON + mailing.LEASE, 20) == 1
    assert waits_until(notice) is None


def test_of_two_workers_one_sends(notice):
    both = [Notice.objects.get(pk=notice.pk) for _ in range(2)]
    assert [mailing._claim(each, NOON) for each in both] == [True, False]


@pytest.fixture
def dead_server(settings):
    """A mail server that refuses every connection."""
    if hasattr(settings, "MAILERS"):
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        options = {"host": "127.0.0.1", "port": 1}
        settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": options}}
        return
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@pytest.mark.usefixtures("dead_server")
def test_a_failure_is_tried_again_later_and_later(notice):
    moment, pauses = NOON, []
    for _ in range(5):
        assert mailing.send_due(moment, 20) == 0
        again = waits_until(notice)
        pauses.append((again - moment) // MINUTE)
        moment = again
    assert pauses == [1, 1, 2, 4, 8]
    mailing.send_due(NOON + 3 * DAY, 20)
    assert waits_until(notice) is None


@pytest.mark.usefixtures("dead_server")
def test_what_could_not_be_sent_is_late_work(notice):
    assert lateness.found(NOON + 10 * MINUTE) == []
    mailing.send_due(NOON, 20)
    [late] = lateness.found(NOON + 20 * MINUTE)
    assert (late.kind, late.count, late.since) == ("late mail", 1, NOON)
    assert late.sentence == "1 notice waits to be sent by mail."


def test_who_has_read_it_on_the_desk_gets_no_mail(notice, chief):
    assert notices.read(chief, [notice.pk], at=NOON) == 1
    assert notices.read(chief, [notice.pk], at=NOON + HOUR) == 0
    assert Notice.objects.get().read_at == NOON
    assert mailing.due(NOON + HOUR).count() == 0


# --- who is told at all --------------------------------------------------------------
def test_nobody_is_told_of_what_they_may_not_open(chief):
    article = make_article(section=make_section())
    stranger = make_user("bo", role="Writer")
    made = notices.tell([stranger, chief], article, "commented", by=None, at=NOON)
    assert [each.person for each in made] == [chief]


def test_a_right_that_ended_takes_its_notices_away():
    writer = make_user("mei", role="Writer")
    article = make_article("Secret", by=writer)
    notices.tell([writer], article, "sent-back", by=None, at=NOON)
    assert notices.unread(writer).count() == 1
    type(article).objects.update(created_by=None)
    assert notices.unread(writer).count() == 0


def test_nobody_reads_the_notices_of_others(chief, notice):
    other = make_user("bo", role="Managing editor")
    assert notices.read(other, [notice.pk], at=NOON) == 0
    assert notices.read_all_of(other, notice.article, at=NOON) == 0
    assert notices.read_all_of(chief, notice.article, at=NOON) == 1


def test_saving_tells_nobody():
    article = make_article(by=make_user("mei", role="Writer"))
    writing.save(article, by=None, at=NOON)
    assert Notice.objects.count() == 0
