"""Moving what is to go out: the moment changes, and everything that goes by it."""

from datetime import timedelta
from typing import Any

import pytest

from articles import publishing, writing
from articles.linking import drift
from articles.models import Article, Publication, Revision, TopicLink
from articles.rescheduling import reschedule
from newsroom.models import PurgeRecord
from tests.factories import DAY, HOUR, NOON, make_article, make_live

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def scheduled(start: Any = NOON + DAY, **facts: Any) -> Publication:
    article = make_article(**facts)
    return publishing.schedule(article, by=None, at=NOON, start=start)


def moments(article: Article) -> list[tuple[Any, Any]]:
    rows = Publication.objects.filter(article=article).order_by("live_from")
    return [(row.live_from - NOON, row.live_until - NOON) for row in rows]


def move(version: Publication, start: Any, **facts: Any) -> Publication:
    facts = {"by": None, "at": NOON + MINUTE, **facts}
    return reschedule(version.article, start=start, **facts)


@pytest.mark.parametrize("start", [NOON + HOUR, NOON + 3 * DAY])
def test_a_first_version_goes_out_at_the_new_moment(start: Any) -> None:
    version = scheduled()
    move(version, start)
    version.refresh_from_db()
    assert version.live_from == version.published_at == version.changed_at == start
    tick = timedelta(microseconds=1)
    assert not Publication.objects.live(start - tick).exists()
    assert Publication.objects.live(start).get() == version
    link = TopicLink.objects.get()
    assert (link.live_from, link.published_at) == (start, start)
    assert drift(version.article) == []


@pytest.mark.parametrize("start", [NOON + HOUR, NOON + 3 * DAY])
@pytest.mark.parametrize("topics", [["Natural gas"], ["Coal"]])
def test_the_live_version_stays_until_then(start: Any, topics: Any) -> None:
    live = make_live(at=NOON - DAY)
    writing.save(live.article, by=None, at=NOON, topics=topics)
    version = publishing.schedule(live.article, by=None, at=NOON, start=NOON + DAY)
    move(version, start)
    forever = moments(live.article)[1][1]
    assert moments(live.article) == [(-DAY, start - NOON), (start - NOON, forever)]
    version.refresh_from_db()
    assert version.published_at == NOON - DAY
    assert drift(live.article) == []


def test_the_date_of_later_versions_goes_along() -> None:
    first = scheduled()
    article = first.article
    writing.save(article, by=None, at=NOON, topics=["Coal"])
    second = publishing.schedule(
        article, by=None, at=NOON, start=NOON + 2 * DAY, scheduled="keep"
    )
    move(first, NOON + HOUR)
    second.refresh_from_db()
    assert (second.live_from, second.published_at) == (NOON + 2 * DAY, NOON + HOUR)
    assert drift(article) == []


def test_one_of_several_moves_between_its_neighbours() -> None:
    first = scheduled()
    article = first.article
    second = publishing.schedule(
        article, by=None, at=NOON, start=NOON + 2 * DAY, scheduled="keep"
    )
    move(second, NOON + 3 * DAY, version_id=second.pk)
    assert [start for start, _end in moments(article)] == [DAY, 3 * DAY]
    for start in (NOON + DAY, NOON + HOUR):
        with pytest.raises(publishing.CannotPublish):
            move(second, start, version_id=second.pk)
    for start in (NOON + 3 * DAY, NOON + 4 * DAY):
        with pytest.raises(publishing.CannotPublish):
            move(first, start, version_id=first.pk)
    assert [start for start, _end in moments(article)] == [DAY, 3 * DAY]
    assert drift(article) == []


def test_a_version_that_ends_does_not_begin_after_its_end() -> None:
    article = make_article()
    version = publishing.schedule(
        article, by=None, at=NOON, start=NOON + HOUR, until=NOON + DAY
    )
    with pytest.raises(publishing.CannotPublish):
        move(version, NOON + DAY)
    move(version, NOON + DAY - MINUTE)
    assert moments(article) == [(DAY - MINUTE, DAY)]


@pytest.mark.parametrize("start", [NOON, NOON + MINUTE])
def test_the_past_is_refused(start: Any) -> None:
    with pytest.raises(publishing.CannotPublish):
        move(scheduled(), start)


def test_an_embargo_is_kept() -> None:
    version = scheduled(start=NOON + 3 * DAY, embargo_until=NOON + 2 * DAY)
    with pytest.raises(publishing.CannotPublish):
        move(version, NOON + 2 * DAY - MINUTE)
    assert move(version, NOON + 2 * DAY).live_from == NOON + 2 * DAY


def test_what_was_taken_down_stays_where_it_is() -> None:
    version = scheduled()
    Article.objects.update(blocked_at=NOON)
    with pytest.raises(publishing.Blocked):
        move(version, NOON + HOUR)


def test_what_has_begun_or_was_taken_back_is_not_moved() -> None:
    version = scheduled(start=NOON + HOUR)
    with pytest.raises(publishing.NotLive):
        move(version, NOON + DAY, at=NOON + 2 * HOUR)
    publishing.unschedule(version.article, by=None, at=NOON + MINUTE)
    with pytest.raises(publishing.NotLive):
        move(version, NOON + DAY, version_id=version.pk)


def test_the_history_and_the_caches_are_told() -> None:
    version = scheduled()
    PurgeRecord.objects.all().delete()
    move(version, NOON + 2 * DAY)
    revision = Revision.objects.filter(article=version.article).first()
    assert revision is not None
    assert revision.kind == Revision.Kind.SCHEDULE
    assert revision.note == "Moved from 23 Nov 2026, 12:00 UTC."
    due = PurgeRecord.objects.order_by("due_at").values_list("due_at", flat=True)
    assert list(due) == [NOON + DAY, NOON + 2 * DAY]
