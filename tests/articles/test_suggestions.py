"""What is proposed while somebody types, and what must never be."""

import pytest

from articles import publishing, suggestions, writing
from articles.models import Article, Topic
from tests.factories import (
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_live,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return make_user("mei", role="Writer")


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


def labels(found) -> list[str]:
    return [suggestion.label for suggestion in found]


def test_topics_that_begin_with_the_letters_come_first(writer):
    Topic.objects.named(["Natural gas", "Gas", "Gasoline", "Oil"])
    Topic.objects.filter(name="Natural gas").update(article_count=9)
    found = suggestions.topics("GAS", writer, NOON)
    assert labels(found) == ["Gas", "Gasoline", "Natural gas"]


@pytest.mark.parametrize("term", ["", "   ", "\0", "zzz", "%", "_"])
def test_nothing_typed_or_known_proposes_no_topic(writer, term):
    Topic.objects.named(["Gas"])
    assert suggestions.topics(term, writer, NOON) == []


def test_contributors_are_named_with_their_number_and_role(writer):
    desk = make_contributor("Energy desk", role="Reporters")
    make_contributor("Trade desk")
    found = suggestions.contributors("energy", writer, NOON)
    assert [one.json for one in found] == [
        {
            "value": f"Energy desk #{desk.pk}",
            "label": "Energy desk",
            "note": "Reporters",
        }
    ]


def test_all_contributors_are_proposed_before_anything_is_typed(writer):
    make_contributor("Trade desk")
    make_contributor("Energy desk")
    found = suggestions.contributors("", writer, NOON)
    assert labels(found) == ["Energy desk", "Trade desk"]


def test_a_writer_finds_public_articles_and_their_own_drafts(writer):
    make_live("Gas for sale")
    make_article("Gas, a draft", by=writer)
    make_article("Gas, a secret")
    found = suggestions.articles("gas", writer, NOON)
    assert sorted(labels(found)) == ["Gas for sale", "Gas, a draft"]


def test_a_writer_finds_others_articles_by_what_readers_see_alone(writer):
    article = make_live("Gas for sale").article
    article = Article.objects.get(pk=article.pk)
    article.headline = "Gas is bankrupt"
    writing.save(article, by=None, at=NOON + HOUR)
    at = NOON + HOUR
    assert labels(suggestions.articles("bankrupt", writer, at)) == []
    assert labels(suggestions.articles("sale", writer, at)) == ["Gas for sale"]


def test_the_chief_finds_every_draft_by_what_it_says_now(chief):
    article = make_live("Gas for sale").article
    article = Article.objects.get(pk=article.pk)
    article.headline = "Gas is bankrupt"
    writing.save(article, by=None, at=NOON + HOUR)
    found = suggestions.articles("bankrupt gas", chief, NOON + HOUR)
    assert labels(found) == ["Gas is bankrupt"]


def test_a_withdrawn_article_is_proposed_to_nobody_else(writer):
    article = make_live("Gas for sale").article
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    assert suggestions.articles("gas", writer, NOON + HOUR / 2) != []
    assert suggestions.articles("gas", writer, NOON + HOUR) == []


def test_no_more_is_proposed_than_fits(writer):
    for number in range(12):
        make_live(f"Gas {number}")
    assert len(suggestions.articles("gas", writer, NOON)) == 8


@pytest.mark.parametrize("term", ["\0", "x" * 10_000, "🦆", "' OR 1=1 --", "%"])
def test_hostile_words_find_nothing(writer, term):
    make_live("Gas for sale")
    make_contributor("Energy desk")
    for source in (suggestions.articles, suggestions.topics):
        assert source(f"gas {term}" if term != "\0" else "a\0b", writer, NOON) == []


def test_picks_are_named_by_what_the_user_may_know(writer):
    section = make_section()
    public = make_live("Public", section=section).article
    secret = make_article("Secret", section=section)
    mine = make_article("Mine", by=writer)
    lines = suggestions.lines_for([public, secret, mine], writer, NOON)
    assert lines == [
        f"Public #{public.pk}",
        f"Article #{secret.pk}",
        f"Mine #{mine.pk}",
    ]


def test_what_is_pickable_is_ones_own_and_public(writer):
    public, mine = make_live("Public").article, make_article("Mine", by=writer)
    make_article("Secret")
    assert set(suggestions.pickable(writer, NOON)) == {public, mine}
