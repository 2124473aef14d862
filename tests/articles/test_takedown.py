"""Takedown: away from readers at once, and not back before somebody releases it."""

import pytest

from articles import publishing, takedown, writing
from articles.models import Article, PreviewLink, Revision, SearchEntry
from articles.signals import changed
from articles.status import status_of
from articles.timeline import Blocked, CannotPublish, NotLive
from tests.factories import DAY, HOUR, NOON, make_article, make_live, make_user

pytestmark = pytest.mark.django_db
LATER = NOON + HOUR


def take_down(article: Article, **facts) -> Article:
    facts = {"by": None, "at": LATER, "notice": "By order.", **facts}
    takedown.take_down(article, **facts)
    return Article.objects.get(pk=article.pk)


def kinds(article: Article) -> list[str]:
    return [row.kind for row in Revision.objects.filter(article=article)]


def test_it_leaves_readers_at_once_with_a_notice_and_a_note_for_the_desk():
    ana = make_user("ana")
    article = take_down(make_live().article, by=ana, legal_note="Case 12/2026")
    version = article.publications.get()
    assert (version.live_until, version.notice) == (LATER, "By order.")
    assert (article.blocked_at, article.blocked_by) == (LATER, ana)
    assert article.legal_note == "Case 12/2026"
    assert kinds(article)[0] == Revision.Kind.TAKEDOWN
    assert not SearchEntry.objects.exists()


def test_status_says_so_until_it_is_released():
    article = take_down(make_live().article)
    assert status_of([article], LATER)[article.pk].label == "Taken down"
    takedown.release(article, by=None, at=NOON + DAY, note="Settled.")
    article.refresh_from_db()
    assert status_of([article], NOON + DAY)[article.pk].label == "Withdrawn"


def test_nobody_publishes_it_while_it_is_blocked():
    article = take_down(make_live().article)
    at = NOON + DAY
    for act in (publishing.publish, publishing.update):
        with pytest.raises(CannotPublish):
            act(article, by=None, at=at)
    with pytest.raises(Blocked, match="managing editor"):
        publishing.schedule(article, by=None, at=at, start=at + DAY)
    assert article.publications.count() == 1


def test_what_was_scheduled_is_dropped():
    article = make_live().article
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    take_down(article)
    assert article.publications.count() == 1
    assert not article.publications.live(NOON + 2 * DAY).exists()


def test_an_article_that_is_only_scheduled_is_kept_from_going_out():
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    article = take_down(article)
    assert not article.publications.exists()
    assert article.blocked_at == LATER
    assert kinds(article)[:2] == [Revision.Kind.TAKEDOWN, Revision.Kind.UNSCHEDULE]


def test_a_withdrawn_article_can_be_taken_down_and_given_a_notice():
    article = make_live().article
    publishing.withdraw(article, by=None, at=NOON, notice="")
    article = take_down(article)
    version = article.publications.get()
    assert version.notice == "By order."
    assert article.blocked_at == LATER


def test_what_readers_never_had_and_what_is_down_already_is_refused():
    with pytest.raises(NotLive, match="never published"):
        take_down(make_article())
    article = take_down(make_live().article)
    with pytest.raises(Blocked):
        take_down(article)
    assert kinds(article).count(Revision.Kind.TAKEDOWN) == 1


def test_saving_an_older_copy_of_the_row_undoes_no_takedown():
    article = make_live().article
    stale = Article.objects.get(pk=article.pk)
    take_down(article, legal_note="Case 12/2026")
    stale.headline = "Typed meanwhile"
    writing.save(stale, by=None, at=LATER)
    article.refresh_from_db()
    assert (article.headline, article.legal_note) == ("Typed meanwhile", "Case 12/2026")
    assert article.blocked_at == LATER


def test_links_to_its_preview_end():
    article = make_live().article
    facts = {"article": article, "made_at": NOON, "expires_at": NOON + DAY}
    link = PreviewLink.objects.create(nonce="a", **facts)
    old = PreviewLink.objects.create(nonce="b", revoked_at=NOON, **facts)
    take_down(article)
    link.refresh_from_db()
    old.refresh_from_db()
    assert (link.revoked_at, old.revoked_at) == (LATER, NOON)


def test_a_release_publishes_nothing_but_lets_it_be_published():
    ana = make_user("ana")
    article = take_down(make_live().article)
    at = NOON + DAY
    takedown.release(article, by=ana, at=at, note="Settled.")
    article.refresh_from_db()
    assert article.blocked_at is None
    assert not article.publications.live(at).exists()
    last = Revision.objects.filter(article=article).first()
    assert (last.kind, last.note) == (Revision.Kind.RELEASE, "Settled.")
    publishing.publish(article, by=ana, at=at + HOUR)
    assert article.publications.live(at + HOUR).count() == 1


def test_only_what_is_down_can_be_released():
    with pytest.raises(CannotPublish, match="not taken down"):
        takedown.release(make_live().article, by=None, at=LATER)


def test_the_page_of_corrections_hears_of_it():
    heard: set[str] = set()

    def listen(*, keys: frozenset[str], **facts) -> None:
        heard.update(keys)

    article = make_live().article
    changed.connect(listen)
    take_down(article)
    changed.disconnect(listen)
    assert heard >= {"corrections", f"article-{article.pk}"}


def test_withdrawing_keeps_a_note_for_the_desk_and_can_be_published_again():
    article = make_live().article
    publishing.withdraw(article, by=None, at=LATER, notice="", legal_note=" Why. ")
    article.refresh_from_db()
    assert (article.legal_note, article.blocked_at) == ("Why.", None)
    publishing.publish(article, by=None, at=NOON + DAY)
    assert article.publications.live(NOON + DAY).count() == 1
