"""The desk finds every working copy by all its words, and nobody else's."""

import pytest

from articles import publishing, writing
from articles.models import Article, DeskEntry
from articles.search import desk
from tests.factories import NOON, make_article, make_contributor, make_live

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    rows = desk.among(Article.objects.all(), typed)
    return sorted(rows.values_list("headline", flat=True))


@pytest.fixture(autouse=True)
def articles():
    make_article("Número uno", body="<p>La <strong>gasolina</strong> sube</p>")
    make_article("Coal", standfirst="Dug at home", topics=["Mining policy"])
    make_live("Wind", contributors=[make_contributor("Mei Ōta")])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("coal", ["Coal"]),
        ("NUMERO", ["Número uno"]),
        ("gasolina sube", ["Número uno"]),
        ("home dug", ["Coal"]),
        ("mining", ["Coal"]),
        ("ota", ["Wind"]),
        # The last word may be its beginning only.
        ("gaso", ["Número uno"]),
        ("gaso sube", []),
        ('"la gasolina"', ["Número uno"]),
        ('"gasolina la"', []),
        ("coal -dug", []),
        ("coal wind", []),
        ("-coal", []),
        ("nothing", []),
        ("", ["Coal", "Número uno", "Wind"]),
        ("!?", []),
        ("NEAR(a b) * ' \" \0 OR", []),
    ],
)
def test_words_of_every_field_and_state_are_found(typed, expected):
    assert found(typed) == expected


def test_what_is_saved_or_withdrawn_is_found_as_it_is_now():
    wind = Article.objects.get(headline="Wind")
    wind.headline = "Storm"
    writing.save(wind, by=None, at=NOON)
    assert (found("wind"), found("storm")) == ([], ["Storm"])
    publishing.withdraw(wind, by=None, at=NOON)
    assert found("storm") == ["Storm"]
    Article.objects.get(headline="Coal").delete()
    assert found("coal") == []


def test_a_search_keeps_to_the_rows_it_was_given():
    own = Article.objects.filter(headline="Wind")
    assert list(desk.among(own, "coal")) == []


def test_rebuilding_finds_all_again():
    DeskEntry.objects.all().delete()
    assert found("coal") == []
    assert desk.rebuild(Article.objects.all()) == 3
    assert found("coal") == ["Coal"]
