"""Related articles: what is near by topic, rarity, time and section."""

from datetime import timedelta

import pytest

from articles import publishing, related
from articles.models import RelatedList, Topic
from tests.factories import DAY, HOUR, NOON, make_live, make_section

pytestmark = pytest.mark.django_db


def neighbours(publication) -> list[int]:
    return RelatedList.objects.get(pk=publication.article_id).article_ids


def test_rare_topics_weigh_more() -> None:
    rare = make_live("Rare", topics=["Lithium"])
    common = [make_live(f"Common {n}", topics=["Mexico"]) for n in range(5)]
    article = make_live("New", topics=["Mexico", "Lithium"])
    assert neighbours(article)[0] == rare.article_id
    assert set(neighbours(article)[1:]) == {row.article_id for row in common}


def test_near_in_time_comes_first() -> None:
    far = make_live("Far", topics=["Gas"], at=NOON - 300 * DAY)
    near = make_live("Near", topics=["Gas"], at=NOON - DAY)
    article = make_live("New", topics=["Gas"])
    assert neighbours(article) == [near.article_id, far.article_id]


def test_same_section_comes_first() -> None:
    section = make_section()
    other = make_live("Other", topics=["Gas"], at=NOON - HOUR)
    same = make_live("Same", topics=["Gas"], at=NOON - HOUR, section=section)
    article = make_live("New", topics=["Gas"], section=section)
    assert neighbours(article) == [same.article_id, other.article_id]


def test_publishing_enters_the_neighbours_lists() -> None:
    first = make_live("First", topics=["Gas"])
    assert neighbours(first) == []
    second = make_live("Second", topics=["Gas"], at=NOON + HOUR)
    assert neighbours(first) == [second.article_id]


def test_stored_and_computed_scores_agree() -> None:
    for number in range(4):
        make_live(f"Article {number}", topics=["Gas", "Coal"][: 1 + number % 2])
    article = make_live("New", topics=["Gas", "Coal"])
    stored = RelatedList.objects.get(pk=article.article_id).entries
    # Its own publication made both topics one article more common.
    assert [pk for pk, _ in stored] == [pk for pk, _ in related.scores(article, NOON)]


def test_never_itself_never_without_a_shared_topic() -> None:
    make_live("Other", topics=["Coal"])
    assert neighbours(make_live("New", topics=["Gas"])) == []


def test_never_what_is_not_live() -> None:
    gone = make_live("Gone", topics=["Gas"]).article
    publishing.withdraw(gone, by=None, at=NOON + HOUR)
    article = make_live("New", topics=["Gas"], at=NOON + 2 * HOUR)
    assert neighbours(article) == []


def test_changed_topics_leave_the_old_neighbours() -> None:
    first = make_live("First", topics=["Gas"])
    second = make_live("Second", topics=["Gas"]).article
    second.topics.set(["Coal"], clear=True)
    publishing.update(second, by=None, at=NOON + HOUR)
    assert neighbours(first) == []


def test_a_popular_topic_keeps_its_nearest() -> None:
    at = NOON - 400 * DAY
    crowd = [
        make_live(f"Article {n}", topics=["Mexico"], at=at + n * HOUR) for n in range(9)
    ]
    related.refresh_due(NOON)
    assert set(neighbours(crowd[4])[:2]) == {crowd[3].article_id, crowd[5].article_id}


def test_scores_take_five_queries(django_assert_num_queries) -> None:
    for number in range(30):
        make_live(f"Article {number}", topics=["Gas", "Coal", "Mexico"])
    article = make_live("New", topics=["Gas", "Coal", "Mexico"])
    with django_assert_num_queries(5):
        related.scores(article, NOON)


@pytest.mark.parametrize(
    ("age", "too_soon", "due"),
    [
        (timedelta(0), timedelta(minutes=9), timedelta(minutes=10)),
        (3 * DAY, timedelta(hours=23), timedelta(hours=24)),
    ],
)
def test_refresh_recomputes_only_what_is_old(age, too_soon, due) -> None:
    article = make_live("First", topics=["Gas"], at=NOON - age)
    make_live("Second", topics=["Gas"], at=NOON - age)
    RelatedList.objects.update(entries=[], computed_at=NOON)
    assert related.refresh_due(NOON + too_soon) == 0
    assert neighbours(article) == []
    assert related.refresh_due(NOON + due) == 2
    assert len(neighbours(article)) == 1


def test_recount_counts_what_is_held() -> None:
    live = make_live("First", topics=["Gas"])
    topic = live.article.topics.get()
    Topic.objects.update(article_count=7)
    assert related.recount_topics(NOON) == 1
    topic.refresh_from_db()
    assert topic.article_count == 1
    assert related.recount_topics(NOON) == 0
