"""The one word for an article, in each state and on both sides of each moment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing, writing
from articles.models import Article
from articles.status import Kind, status_of
from tests.factories import DAY, HOUR, NOON, make_article, make_live, make_section

pytestmark = pytest.mark.django_db


def kind(article: Article, at=NOON) -> Kind:
    article = Article.objects.get(pk=article.pk)
    return status_of([article], at)[article.pk].kind


def changed(article: Article, at=NOON + HOUR) -> Article:
    article = Article.objects.get(pk=article.pk)
    article.headline = "Gas, again"
    writing.save(article, by=None, at=at)
    return article


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("draft", Kind.DRAFT), ("in_review", Kind.IN_REVIEW), ("ready", Kind.READY)],
)
def test_an_unpublished_article_is_at_its_stage(stage, expected):
    assert kind(make_article(stage=stage)) is expected


def test_a_published_article_is_live_from_its_moment():
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + HOUR)
    assert kind(article, NOON + HOUR / 2) is Kind.SCHEDULED
    assert kind(article, NOON + HOUR) is Kind.LIVE


def test_a_live_article_that_was_saved_unchanged_is_live():
    article = make_live().article
    writing.save(Article.objects.get(pk=article.pk), by=None, at=NOON + HOUR)
    assert kind(article, NOON + HOUR) is Kind.LIVE


def test_a_live_article_that_was_changed_says_so_until_it_is_updated():
    article = changed(make_live().article)
    assert kind(article, NOON + HOUR) is Kind.CHANGED
    publishing.update(article, by=None, at=NOON + 2 * HOUR)
    assert kind(article, NOON + 2 * HOUR) is Kind.LIVE


def test_a_change_that_was_taken_back_by_hand_is_no_change():
    article = changed(make_live("A grid built on gas").article)
    article.headline = "A grid built on gas"
    writing.save(article, by=None, at=NOON + HOUR)
    assert kind(article, NOON + HOUR) is Kind.LIVE


def test_publishing_ends_the_way_through_the_desk():
    article = make_article(stage="ready")
    publishing.publish(article, by=None, at=NOON)
    article = changed(article)
    status = status_of([article], NOON + HOUR)[article.pk]
    assert (status.kind, status.stage, status.waits) == (Kind.CHANGED, "draft", False)


def test_a_withdrawn_article_is_withdrawn_and_one_that_ran_out_has_ended():
    withdrawn, ended = make_live("One").article, make_article("Two")
    publishing.withdraw(withdrawn, by=None, at=NOON + HOUR)
    publishing.publish(ended, by=None, at=NOON, until=NOON + HOUR)
    assert kind(withdrawn, NOON + HOUR) is Kind.WITHDRAWN
    assert kind(ended, NOON + HOUR / 2) is Kind.LIVE
    assert kind(ended, NOON + HOUR) is Kind.ENDED


def test_an_article_that_ran_out_after_an_earlier_withdrawal_has_ended():
    article = make_live().article
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    publishing.publish(article, by=None, at=NOON + DAY, until=NOON + 2 * DAY)
    assert kind(article, NOON + 3 * DAY) is Kind.ENDED


def test_a_withdrawn_article_that_is_scheduled_again_is_scheduled():
    article = make_live().article
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    publishing.schedule(article, by=None, at=NOON + DAY, start=NOON + 2 * DAY)
    assert kind(article, NOON + DAY) is Kind.SCHEDULED


def test_a_live_article_knows_its_next_version():
    article = changed(make_live().article)
    publishing.schedule(article, by=None, at=NOON + HOUR, start=NOON + DAY)
    article = Article.objects.get(pk=article.pk)
    status = status_of([article], NOON + HOUR)[article.pk]
    assert status.live is not None
    assert status.next is not None
    assert (status.live.live_from, status.next.live_from) == (NOON, NOON + DAY)
    assert not status.is_ahead
    assert kind(article, NOON + DAY) is Kind.LIVE


def test_a_draft_changed_after_it_was_scheduled_is_ahead():
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    article = changed(article)
    status = status_of([article], NOON + HOUR)[article.pk]
    assert (status.kind, status.is_ahead) == (Kind.SCHEDULED, True)


def test_many_articles_cost_what_few_do():
    def states(count: int) -> int:
        section = make_section(f"Section {count}")
        for number in range(count):
            make_live(f"Live {number}", section=section)
            gone = make_live(f"Gone {number}", section=section).article
            publishing.withdraw(gone, by=None, at=NOON + HOUR)
            make_article(f"Draft {number}", section=section)
        rows = list(Article.objects.filter(section=section))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = status_of(rows, NOON + HOUR)
        assert len(found) == 3 * count
        return len(queries)

    assert (states(1), states(4)) == (3, 3)
