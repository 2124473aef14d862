"""An article in another language, and one that was paid for: what readers are told."""

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from articles import preview, publishing, sharing
from articles.working_copy import WorkingCopy
from tests.factories import DAY, HOUR, NOON, make_article, make_live, make_user
from tests.readers import get, parsed, texts, visit

pytestmark = pytest.mark.django_db
MORE = ".related-title"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


def tongue(page) -> str:
    return page.query_one("html").attrs["lang"]


def lang(page, selector: str) -> list[str | None]:
    return [one.attrs.get("lang") for one in page.query(selector)]


def test_spanish_article_is_spanish_from_head_to_foot():
    make_live("Cerca", at=NOON - DAY, language="es")
    page = visit(make_live("La red", language="es").get_absolute_url())
    assert tongue(page) == "es"
    assert texts(page, MORE) == ["También puede interesarle…"]
    assert texts(page, ".article-head time") == ["22 de noviembre de 2026"]
    # Where all is Spanish, no card needs to say so.
    assert lang(page, ".card-title") == [None]


def test_the_next_page_is_in_the_sites_language_again():
    live = make_live("La red", language="es")
    assert tongue(visit(live.get_absolute_url())) == "es"
    assert tongue(visit("/")) == tongue(visit("/nothing/", 404)) == "en-gb"


def test_withdrawn_article_says_so_in_its_language():
    live = make_live("La red", at=NOON, language="es")
    publishing.withdraw(live.article, by=None, at=NOON + HOUR)
    assert tongue(visit(live.get_absolute_url(), 410)) == "es"


def test_card_says_that_its_words_are_in_another_language():
    english = make_live("The grid", standfirst="Gas.", at=NOON - HOUR)
    facts = {"language": "es", "standfirst": "Gas.", "picked": [english.article]}
    spanish = make_live("La red", at=NOON, **facts)
    page = visit("/topics/natural-gas/")
    assert lang(page, ".card-title") == lang(page, ".card-deck") == ["es", None]
    assert lang(visit("/"), ".lead-title") == ["es"]
    assert lang(visit(spanish.get_absolute_url()), ".card-title") == ["en-gb"]


@pytest.mark.parametrize(("language", "shown"), [("es", "es"), ("", "en-gb")])
def test_previews_are_in_the_language_of_the_article(language, shown):
    chief = make_user(role="Managing editor")
    article = make_article("La red", language=language)
    request = RequestFactory().get("/admin/articles/preview/")
    with translation.override("es" if shown == "en-gb" else "en-gb"):
        page = preview.render(WorkingCopy.of(article), request, NOON)
    assert tongue(parsed(page)) == shown
    link = sharing.share(article, by=chief, at=NOON)
    address = reverse("articles:preview", args=[sharing.token_of(link)])
    assert tongue(visit(address)) == shown


def test_whoever_paid_is_named_above_the_headline_and_on_cards():
    live = make_live("Advice", sponsor="ACME & Co")
    make_live("Ours", at=NOON - HOUR)
    page = visit(live.get_absolute_url())
    assert texts(page, ".article-above, h1") == ["Paid for by ACME & Co", "Advice"]
    said = ["Paid for by ACME & Co"]
    assert texts(visit("/"), ".lead .paid") == said
    assert texts(visit("/topics/natural-gas/"), ".card .paid") == said


def test_an_article_nobody_paid_for_says_nothing():
    page = get(make_live().get_absolute_url()).content.decode()
    assert "article-above" not in page
