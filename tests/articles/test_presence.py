"""Who has an article open, and since when we have not heard of them."""

from datetime import timedelta

import pytest

from articles import presence
from articles.models import Presence
from articles.presence import Present
from tests.factories import DAY, NOON, make_article, make_user

pytestmark = pytest.mark.django_db


def after(seconds: int):
    return NOON + timedelta(seconds=seconds)


def test_others_are_seen_until_they_are_not_heard_of():
    article, mei = make_article(), make_user("mei")
    bo = make_user("bo", first_name="Bo", last_name="Li")
    presence.note(article, mei, at=NOON)
    presence.note(article, bo, at=NOON)
    assert presence.others(article, mei, after(24)) == [Present("Bo Li", False)]
    assert presence.others(article, mei, after(26)) == []
    presence.note(article, bo, at=after(20))
    assert presence.others(article, mei, after(26)) == [Present("Bo Li", False)]


def test_typing_is_said_for_a_moment():
    article, mei, bo = make_article(), make_user("mei"), make_user("bo")
    presence.note(article, bo, at=NOON, has_typed=True)
    presence.note(article, bo, at=after(10))
    assert presence.others(article, mei, after(11)) == [Present("bo", True)]
    assert presence.others(article, mei, after(13)) == [Present("bo", False)]


def test_who_leaves_is_gone_at_once():
    article, mei, bo = make_article(), make_user("mei"), make_user("bo")
    presence.note(article, bo, at=NOON)
    presence.leave(article, bo)
    presence.leave(article, bo)
    assert presence.others(article, mei, NOON) == []


def test_a_list_asks_for_all_its_articles_at_once(django_assert_num_queries):
    articles = [make_article(f"Gas {number}") for number in range(3)]
    mei, bo = make_user("mei"), make_user("bo")
    for person in (mei, bo):
        presence.note(articles[0], person, at=NOON)
    presence.note(articles[1], bo, at=after(-60))
    with django_assert_num_queries(1):
        found = presence.in_articles([article.pk for article in articles], NOON)
    assert found == {articles[0].pk: ["bo", "mei"]}


def test_one_person_in_two_tabs_is_one(django_assert_num_queries):
    article, bo = make_article(), make_user("bo")
    presence.note(article, bo, at=NOON)
    with django_assert_num_queries(1):
        presence.note(article, bo, at=after(5))
    assert Presence.objects.get().seen_at == after(5)


def test_who_is_long_gone_is_forgotten():
    article = make_article()
    for number in range(3):
        person = make_user(f"mei{number}")
        presence.note(article, person, at=NOON - DAY * number)
    at = after(1)
    assert presence.old(at) == 2
    assert [presence.prune(at, 1), presence.prune(at, 5)] == [1, 1]
    assert Presence.objects.get().seen_at == NOON
