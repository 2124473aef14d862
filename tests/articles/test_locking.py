"""A lock keeps others from saving and publishing, and never the article from safety."""

from datetime import timedelta

import pytest

from articles import locking, publishing, writing
from articles.locking import Locked
from articles.models import Article, Lock, Notice, Publication, Revision
from tests.factories import NOON, make_article, make_live, make_user

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def mei():
    return make_user("mei", role="Managing editor", first_name="Mei", last_name="Lin")


@pytest.fixture
def bo():
    return make_user("bo", role="Managing editor")


def test_who_holds_the_lock_alone_can_save_and_publish(mei, bo):
    article = make_article()
    locking.take(article, by=mei, at=NOON, note=" legal check ")
    article.headline = "Theirs"
    with pytest.raises(Locked, match="Locked by Mei Lin: “legal check”."):
        writing.save(article, by=bo, at=NOON)
    with pytest.raises(Locked):
        publishing.publish(article, by=bo, at=NOON)
    with pytest.raises(Locked):
        publishing.schedule(article, by=bo, at=NOON, start=LATER)
    assert (Revision.objects.count(), Publication.objects.count()) == (1, 0)
    writing.save(article, by=mei, at=NOON)
    publishing.publish(article, by=mei, at=NOON)
    assert Publication.objects.get().headline == "Theirs"


def test_what_the_machine_does_by_itself_asks_no_lock(mei):
    article = make_article()
    locking.take(article, by=mei, at=NOON)
    assert writing.save(article, by=None, at=NOON).number == 2


def test_withdrawing_is_never_locked(mei, bo):
    article = make_live().article
    locking.take(article, by=mei, at=NOON)
    publishing.withdraw(article, by=bo, at=LATER)
    assert not Publication.objects.live(LATER).exists()


def test_discarding_changes_is_a_save(mei, bo):
    article = make_live().article
    locking.take(article, by=mei, at=NOON)
    with pytest.raises(Locked):
        publishing.discard_changes(article, by=bo, at=LATER)


def test_a_lock_is_taken_once_and_renewed_by_its_holder(mei, bo):
    article = make_article()
    locking.take(article, by=mei, at=NOON)
    with pytest.raises(Locked, match="Locked by Mei Lin."):
        locking.take(article, by=bo, at=LATER)
    locking.take(article, by=mei, at=LATER, note="x" * 300)
    assert Lock.objects.get().note == "x" * 200


def test_taking_over_tells_the_former_holder(mei, bo):
    article = make_article()
    locking.take(article, by=mei, at=NOON, note="legal check")
    locking.take_over(article, by=bo, at=LATER, note="going out at six")
    lock, notice = Lock.objects.get(), Notice.objects.get()
    assert (lock.person, lock.note) == (bo, "going out at six")
    assert (notice.person, notice.kind, notice.made_by, notice.text) == (
        mei,
        Notice.Kind.TAKEN_OVER,
        bo,
        "going out at six",
    )
    with pytest.raises(Locked):
        writing.save(article, by=mei, at=LATER)


def test_taking_over_what_nobody_holds_tells_nobody(bo):
    article = make_article()
    locking.take_over(article, by=bo, at=NOON)
    locking.take_over(article, by=bo, at=LATER)
    assert Lock.objects.get().taken_at == LATER
    assert not Notice.objects.exists()


def test_a_lock_is_released_by_its_holder_or_by_who_publishes(mei, bo):
    writer = make_user("writer", role="Writer")
    article = make_article(by=writer)
    locking.take(article, by=mei, at=NOON)
    assert locking.release(article, by=writer) is False
    assert locking.release(article, by=bo) is True
    assert locking.release(article, by=mei) is False
    locking.take(article, by=writer, at=NOON)
    assert locking.release(article, by=writer) is True
    assert not Lock.objects.exists()


def test_a_new_article_is_locked_by_nobody(mei):
    assert locking.against(Article(), mei) is None
