"""The history: one line of time, a page at a time, whatever its length."""

import pytest

from articles import correcting, past, publishing, takedown, writing
from articles.models import Article, Revision
from tests.factories import DAY, HOUR, NOON, make_article, make_live, make_user

pytestmark = pytest.mark.django_db


def lines(article: Article, at=NOON + DAY, before=None) -> list[str]:
    return [str(event.what) for event in past.page(article, at, before).events]


def lengthen(article: Article, count: int) -> None:
    """Add revisions, one a second from NOON on."""
    first = article.revisions.count() + 1
    Revision.objects.bulk_create(
        Revision(article=article, number=n, kind="save", made_at=NOON + HOUR * n / 3600)
        for n in range(first, first + count)
    )


def test_all_that_people_did_is_on_one_line():
    ana = make_user("ana")
    article = make_article(by=ana, at=NOON)
    publishing.publish(article, by=ana, at=NOON + HOUR)
    facts = {"kind": "correction", "text": "Wrong."}
    correcting.correct(article, by=ana, at=NOON + 2 * HOUR, **facts)
    publishing.update(article, by=ana, at=NOON + 3 * HOUR, is_minor=True)
    takedown.take_down(article, by=ana, at=NOON + 4 * HOUR)
    shown = past.page(article, NOON + DAY)
    assert [(str(event.what), event.revision.made_by) for event in shown.events] == [
        ("Taken down", ana),
        ("Mended a small thing", ana),
        ("Corrected", ana),
        ("Published", ana),
        ("Saved", ana),
    ]
    assert shown.older is None


def test_the_clock_has_its_lines_too():
    article = make_article(at=NOON)
    start, end = NOON + HOUR, NOON + 3 * HOUR
    publishing.publish(article, by=None, at=NOON, start=start, until=end)
    assert lines(article, at=NOON) == ["Scheduled", "Saved"]
    assert lines(article, at=start) == ["Went out by the clock", "Scheduled", "Saved"]
    assert lines(article, at=end)[0] == "Ended by the clock"


def test_an_end_that_somebody_made_is_not_the_clocks():
    article = make_live(at=NOON).article
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    assert lines(article) == ["Withdrawn", "Published", "Saved"]


def test_a_version_that_replaced_another_ended_nothing():
    article = make_live(at=NOON).article
    publishing.schedule(article, by=None, at=NOON, start=NOON + HOUR)
    assert lines(article) == [
        "Went out by the clock",
        "Scheduled",
        "Published",
        "Saved",
    ]


def test_pages_follow_one_another_without_gap():
    article = make_article(at=NOON)
    lengthen(article, 2 * past.PAGE)
    numbers, before = [], None
    while True:
        page = past.page(article, NOON + DAY, before)
        numbers += [event.revision.number for event in page.events]
        if (before := page.older) is None:
            break
    assert numbers == list(range(2 * past.PAGE + 1, 0, -1))


def test_it_costs_the_same_for_3_and_1000_revisions(django_assert_num_queries):
    article = make_article(at=NOON)
    lengthen(article, 2)
    with django_assert_num_queries(4):
        past.page(article, NOON + DAY)
    lengthen(article, 997)
    with django_assert_num_queries(4):
        past.page(article, NOON + DAY)


def test_no_text_is_loaded_for_it():
    article = make_article(at=NOON)
    writing.save(article, by=None, at=NOON + HOUR)
    [latest, _first] = past.page(article, NOON + DAY).events
    assert latest.revision.get_deferred_fields() == {"data"}


def test_a_page_that_begins_nowhere_ends_the_list():
    article = make_article(at=NOON)
    assert lines(article, before=1) == []
