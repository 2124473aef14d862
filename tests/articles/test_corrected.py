"""Corrections for readers: below the article, and on a page of their own."""

import pytest
import time_machine

from articles import corrected, correcting, publishing, takedown
from articles.models import Article, Correction
from tests.factories import DAY, HOUR, NOON, make_live, make_section
from tests.readers import get, texts, visit

pytestmark = pytest.mark.django_db
WRONG = "The figure was 45.5bn, not 4.5bn."


def correct(article: Article, text: str = WRONG, at=NOON, **facts) -> Correction:
    facts = {"kind": "correction", **facts}
    return correcting.correct(article, by=None, at=at, text=text, **facts)


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


def live(headline: str = "A grid built on gas", **facts) -> Article:
    return make_live(headline, at=NOON - DAY, **facts).article


# --- on the article -------------------------------------------------------------------
def test_a_correction_stands_between_the_text_and_the_topics():
    article = live()
    correct(article, signed_by="The energy desk")
    page = visit("/articles/a-grid-built-on-gas/")
    assert texts(page, ".corrections .notice-title") == ["Correction"]
    assert texts(page, ".corrections section > p") == [
        WRONG,
        "The energy desk 22 November 2026, 12:00 UTC",
    ]
    shown = get("/articles/a-grid-built-on-gas/").content.decode()
    shown = shown[shown.index("<main") :]
    words = ("two are bought", WRONG, "Natural gas</a>")
    places = [shown.index(word) for word in words]
    assert places == sorted(places)


def test_without_a_signature_the_magazine_signs(settings):
    correct(live())
    page = visit("/articles/a-grid-built-on-gas/")
    assert texts(page, ".corrections .byline > span") == [settings.SITE_NAME]


def test_an_article_without_corrections_has_no_empty_block():
    live()
    page = visit("/articles/a-grid-built-on-gas/")
    assert texts(page, ".corrections") == []


def test_the_byline_leads_on_to_the_latest_correction():
    article = live()
    correct(article)
    [line] = texts(visit("/articles/a-grid-built-on-gas/"), ".article-head .byline")
    assert "Corrected 22 November 2026, 12:00" in line
    correct(article, "And more is known.", at=NOON + HOUR / 2, kind="update")
    [line] = texts(visit("/articles/a-grid-built-on-gas/"), ".article-head .byline")
    assert "Updated 22 November 2026, 12:30" in line


def test_a_later_text_takes_the_line_and_leaves_the_correction():
    article = live()
    correct(article)
    publishing.update(article, by=None, at=NOON + HOUR / 2)
    page = visit("/articles/a-grid-built-on-gas/")
    [line] = texts(page, ".article-head .byline")
    assert "Updated 22 November 2026, 12:30" in line
    assert texts(page, ".corrections .notice-title") == ["Correction"]


def test_what_was_taken_back_is_gone():
    correcting.retract(correct(live()), by=None, at=NOON + HOUR / 2)
    assert WRONG not in get("/articles/a-grid-built-on-gas/").content.decode()
    assert WRONG not in get("/corrections/").content.decode()


def test_markup_in_a_correction_is_text():
    correct(live(), "<b>4.5bn</b> is wrong.")
    for path in ("/articles/a-grid-built-on-gas/", "/corrections/"):
        assert "&lt;b&gt;4.5bn&lt;/b&gt;" in get(path).content.decode()


# --- all together ---------------------------------------------------------------------
def test_the_latest_come_first_each_with_its_article():
    old, new = live("Old", section=make_section()), live("New")
    correct(old, "First.", at=NOON - HOUR)
    correct(new, "Second.")
    page = visit("/corrections/")
    assert texts(page, ".correction .card-title") == ["New", "Old"]
    assert texts(page, ".correction-text") == ["Second.", "First."]
    links = [link.attrs["href"] for link in page.query(".correction a")]
    assert links == ["/articles/new/#corrections", "/energy-mining/old/#corrections"]
    assert texts(page, ".index-head .byline") == ["2 this year"]


def test_without_any_the_page_says_so():
    page = visit("/corrections/")
    assert texts(page, ".lead-deck") == ["Nothing has been corrected yet."]


def test_a_withdrawn_article_leaves_its_correction_without_a_name():
    article = live("Regretted")
    correct(article)
    publishing.withdraw(article, by=None, at=NOON, notice="Gone.")
    page = visit("/corrections/")
    assert texts(page, ".correction .card-title") == [
        "An article that is no longer available"
    ]
    assert texts(page, ".correction-text") == [WRONG]
    assert "Regretted" not in get("/corrections/").content.decode()


def test_what_was_taken_down_takes_its_corrections_along():
    article = live()
    correct(article)
    takedown.take_down(article, by=None, at=NOON + HOUR / 2)
    page = visit("/corrections/")
    assert texts(page, ".correction") == []
    assert corrected.count_of_year(NOON + HOUR) == 0


def test_older_corrections_stand_on_further_pages():
    article = live()
    for number in range(corrected.PAGE + 5):
        correct(article, f"Number {number}.", at=NOON - HOUR)
    first = visit("/corrections/")
    [link] = first.query(".pagination a")
    second = visit("/corrections/" + link.attrs["href"])
    shown = [*texts(first, ".correction-text"), *texts(second, ".correction-text")]
    assert shown == [f"Number {number}." for number in reversed(range(25))]
    assert texts(second, ".pagination a") == ["Newest"]


def test_those_of_one_moment_are_told_apart_by_their_number():
    article = live()
    made = [correct(article, f"Number {number}.") for number in range(3)]
    Correction.objects.update(corrected_at=NOON, made_at=NOON)
    listing = corrected.page(NOON, (NOON, made[1].pk))
    assert [entry.correction for entry in listing.entries] == [made[0]]


@pytest.mark.parametrize("before", ["x", "", "1-2-3", "1-1"])
def test_a_page_that_begins_nowhere_is_not_there(before):
    correct(live())
    assert get(f"/corrections/?before={before}").status_code == 404


def test_the_page_is_purged_with_what_it_names():
    article = live(section=make_section())
    correct(article)
    listing = corrected.page(NOON + HOUR, None)
    section = f"section-{article.section_id}"
    assert listing.keys == {f"article-{article.pk}", section}
