"""The search page."""

import pytest
import time_machine
from django.test import Client

from tests.articles.test_publishing import TICK
from tests.articles.test_search import NAUGHTY
from tests.factories import HOUR, NOON, make_article, make_live, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


def page(client: Client, **asked: str) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_search_shows_what_was_found(client: Client) -> None:
    make_live("A grid built on gas", body="<p>Lithium is rare.</p>")
    text = page(client, q="lithium")
    assert "1 article contains “lithium”" in text
    assert "<mark>Lithium</mark> is rare." in text


def test_search_prefers_the_standfirst(client: Client) -> None:
    make_live(standfirst="Lithium first.", body="<p>Lithium second.</p>")
    text = page(client, q="lithium")
    assert "<mark>Lithium</mark> first." in text
    assert "second." not in text


def test_search_says_when_nothing_is_found(client: Client) -> None:
    make_live("A grid built on gas")
    text = page(client, q="lithium")
    assert "Nothing contains “lithium”" in text
    assert "View All Articles" in text


def test_search_without_words_is_a_form(client: Client) -> None:
    text = page(client)
    assert 'role="status"' not in text
    assert text.count("<form") == 1


def test_search_finds_no_draft(client: Client) -> None:
    make_article("Canary")
    assert "/articles/canary/" not in page(client, q="canary")


def test_search_pages_keep_the_words(client: Client) -> None:
    for number in range(21):
        make_live(f"Gas {number}", at=NOON + number * TICK)
    first = page(client, q="gas & oil gas")
    assert "Nothing contains" in first
    response = client.get("/search/", {"q": "gas"})
    older = response.context["listing"].older
    assert f'href="?q=gas&amp;before={older}"' in response.content.decode()
    assert "Gas 0" in page(client, q="gas", before=older)


@pytest.mark.parametrize("typed", NAUGHTY, ids=range(len(NAUGHTY)))
def test_search_takes_anything(client: Client, typed: str) -> None:
    make_live()
    page(client, q=typed)


def test_search_refuses_a_garbage_place(client: Client) -> None:
    response = client.get("/search/", {"q": "gas", "before": "garbage"})
    assert response.status_code == 404


def test_search_costs_the_same_for_one_and_twenty(
    client: Client, django_assert_num_queries
) -> None:
    section = make_section()
    make_live("Gas", section=section)
    with django_assert_num_queries(4):
        page(client, q="gas")
    for number in range(20):
        make_live(f"Gas {number}", section=section)
    with django_assert_num_queries(4):
        page(client, q="gas")
