"""Readers' pages about articles, the archive, topics and contributors."""

from dataclasses import replace

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from articles import publishing, writing
from articles.cards import cards_of
from articles.models import Article
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
)
from tests.readers import get, headlines, parsed, texts, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


def test_article_is_read_in_the_order_of_the_contract():
    section, desk = make_section(), make_contributor("Energy desk")
    lead = make_image(caption="")
    inline = make_image(source="", creator="Ada Lens")
    make_live("Near", at=NOON - DAY, section=section, standfirst="Close by.")
    live = make_live(
        "A grid built on gas",
        section=section,
        standfirst="Two in three.",
        contributors=[desk],
        topics=["Natural gas", "Coal"],
        lead_image=lead,
        lead_caption="A pumpjack.",
        body=f'<p>Body text.</p><figure data-image="{inline.pk}"></figure>',
    )
    page = visit(live.get_absolute_url())
    assert texts(page, "main") == [
        words("""
        Energy & Mining A grid built on gas Two in three.
        By Energy desk 22 November 2026 1 min read
        A pumpjack. Credit: Shutterstock / jijomathaidesigners
        Body text. Credit: Ada Lens
        Natural gas Coal
        You may also be interested in…
        Energy & Mining Near Close by. View More: Near
        View All Articles
        """)
    ]


def test_article_without_anything_has_no_empty_element():
    live = make_live("Bare")
    page = visit(live.get_absolute_url())
    assert texts(page, "main") == [
        words("""
        Bare 22 November 2026 1 min read
        Of every three cubic metres consumed, two are bought abroad.
        Natural gas View All Articles
        """)
    ]
    assert page.query(".kicker, .standfirst, figure, .related-title") == []


def test_brief_has_no_text_and_no_reading_time():
    live = make_live("In brief", is_brief=True, body="", standfirst="All of it.")
    page = visit(live.get_absolute_url())
    assert texts(page, ".article") == [
        "In brief All of it. 22 November 2026 Natural gas"
    ]


def test_lead_image_is_fetched_first():
    live = make_live(lead_image=make_image())
    (image,) = visit(live.get_absolute_url()).query(".article-lead img")
    assert (image.attrs["fetchpriority"], image.attrs["width"]) == ("high", "960")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(5, []), (6, ["Updated 12:06"]), (26 * 60, ["Updated 23 November 2026, 14:00"])],
)
def test_update_is_announced_unless_it_comes_at_once(minutes, said):
    live = make_live()
    later = NOON + minutes * HOUR / 60
    publishing.update(live.article, by=None, at=later)
    with time_machine.travel(later, tick=False):
        spans = texts(visit(live.get_absolute_url()), ".byline span")
    assert [span for span in spans if span.startswith("Updated")] == said


@pytest.mark.parametrize("path", ["/finance/gas/", "/articles/gas/", "/nowhere/gas/"])
def test_wrong_section_is_sent_on(path):
    make_section("Finance")
    make_live("Gas", section=make_section())
    response = get(f"{path}?utm_source=letter")
    assert (response.status_code, response["Location"]) == (301, "/energy-mining/gas/")


def test_article_without_section_is_sent_on_to_its_place():
    make_live("Gas")
    make_section()
    response = get("/energy-mining/gas/")
    assert (response.status_code, response["Location"]) == (301, "/articles/gas/")


def test_old_slug_is_sent_on_and_a_slug_never_seen_is_not_found():
    live = make_live("First words")
    article = Article.objects.get(pk=live.article_id)
    article.slug = "other-words"
    writing.save(article, by=None, at=NOON)
    assert get("/articles/other-words/").status_code == 404
    publishing.update(article, by=None, at=NOON + HOUR)
    response = get("/articles/first-words/")
    assert (response.status_code, response["Location"]) == (
        301,
        "/articles/other-words/",
    )


def test_slug_in_any_script_has_its_page():
    live = make_live("Газ из-за границы")
    assert get("/articles/газ-из-за-границы/").status_code == 200
    assert visit(live.get_absolute_url()).query_one("h1").to_text() == live.headline


@pytest.mark.parametrize(
    ("notice", "title"),
    [
        ("It was\n\nwrong.", "This article has been withdrawn"),
        ("", "This article is no longer available"),
    ],
)
def test_withdrawn_article_says_so_and_nothing_else(notice, title):
    live = make_live("Canary", standfirst="Canary", lead_image=make_image())
    publishing.withdraw(live.article, by=None, at=NOON + HOUR, notice=notice)
    page = visit(live.get_absolute_url(), status=410)
    assert texts(page, "h1") == [title]
    (said,) = texts(page, "main")
    assert "It was published on 22 November 2026 and taken down on" in said
    assert texts(page, ".notice p") == notice.split("\n\n" if notice else None)
    assert "Canary" not in page.to_html()


def test_archive_groups_by_day():
    make_live("Today", at=NOON)
    make_live("Yesterday", at=NOON - DAY, section=make_section())
    page = visit("/articles/")
    assert texts(page, ".day, .card") == [
        "22 November 2026",
        "Today",
        "21 November 2026",
        "Energy & Mining Yesterday",
    ]


def test_month_shows_its_own_and_links_to_the_others():
    make_live("Today", at=NOON)
    make_live("In October", at=NOON - 30 * DAY)
    make_live("Last year", at=NOON - 365 * DAY)
    page = visit("/articles/2026/10/")
    assert (headlines(page), texts(page, ".west-list a")) == (
        ["In October"],
        ["November", "October"],
    )
    assert [link.attrs["href"] for link in page.query(".west-note a")] == [
        "/articles/2025/12/"
    ]
    assert headlines(visit("/articles/2025/12/")) == []


def test_topic_lists_its_articles_with_bylines():
    desk = make_contributor("Energy desk")
    make_live("Gas", topics=["Natural gas"], contributors=[desk])
    make_live("Coal", topics=["Coal"])
    page = visit("/topics/natural-gas/")
    assert headlines(page) == ["Gas"]
    assert texts(page, ".card .byline") == [
        "By Energy desk 22 November 2026 1 min read"
    ]


def test_contributor_has_a_page_with_picture_and_credit():
    picture = make_image(caption="")
    desk = make_contributor(role="Power", bio="Follows power.", picture=picture)
    make_live("Gas", contributors=[desk])
    page = visit("/by/energy-desk/")
    (head,) = texts(page, ".index-head")
    assert head == (
        "Contributors Power Credit: Shutterstock / jijomathaidesigners "
        "Energy desk Follows power."
    )
    assert headlines(page) == ["Gas"]


def test_indexes_list_names():
    make_live(topics=["Coal", "Zinc"], contributors=[make_contributor("Data desk")])
    assert texts(visit("/topics/"), ".letter") == ["C Coal", "Z Zinc"]
    assert texts(visit("/by/"), ".people a") == ["Data desk"]


@pytest.mark.parametrize("path", ["/", "/articles/", "/topics/", "/by/"])
def test_empty_newsroom_is_friendly(path):
    page = visit(path)
    assert texts(page, ".lead-deck")[0].startswith("Nothing has been published")


@pytest.mark.parametrize("path", ["/articles/", "/topics/natural-gas/"])
def test_long_list_goes_on(path):
    for number in range(61):
        make_live(f"Number {number}", at=NOON - number * HOUR)
    seen, address = [], path
    while address:
        page = visit(address)
        seen += headlines(page)
        links = [link.attrs["href"] for link in page.query(".is-next")]
        address = f"{path}{links[0]}" if links else ""
    assert seen == [f"Number {number}" for number in range(61)]


@pytest.mark.parametrize(
    "path",
    [
        "/articles/?before=garbage",
        "/articles/?before=",
        "/articles/?before=%00",
        "/articles/?before=1-1",
        "/articles/2026/11/?before=1-1",
        "/topics/natural-gas/?before=1-1",
        "/articles/2026/13/",
        "/articles/2026/00/",
        "/articles/0000/01/",
        "/articles/2027/01/",
        "/articles/nothing/",
        "/articles/gas%00/",
        "/topics/nothing/",
        "/by/nobody/",
        "/by/a%20b/",
        f"/articles/{'a' * 10_000}/",
        f"/{'a' * 10_000}/",
        "/%ff%fe/",
    ],
)
def test_nonsense_is_not_found(path):
    make_live("Gas")
    page = visit(path, status=404)
    assert texts(page, "h1") == ["Page not found"]


def test_unknown_parameters_change_nothing():
    make_live()
    assert get("/articles/?page=abc&q=%00").content == get("/articles/").content


@pytest.mark.parametrize("path", ["/articles/", "/topics/", "/by/", "/articles/gas/"])
def test_readers_may_only_read(path):
    make_live("Gas")
    client = Client(enforce_csrf_checks=False)
    assert client.post(path).status_code == 405
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_other_sites_see_the_article_without_a_draft_word():
    live = make_live("Gas", standfirst="Two in three.", lead_image=make_image())
    page = visit(live.get_absolute_url())
    meta = {
        tag.attrs.get("property", tag.attrs.get("name")): tag.attrs["content"]
        for tag in page.query("meta")
        if "content" in tag.attrs
    }
    assert meta["description"] == meta["og:description"] == "Two in three."
    assert meta["og:title"] == "Gas"
    assert meta["og:url"] == "http://testserver/articles/gas/"
    assert meta["og:type"] == "article"
    assert meta["og:image"].startswith(f"http://testserver/share/{live.pk}-")
    assert meta["article:published_time"] == "2026-11-22T12:00:00+00:00"


def test_draft_next_to_a_live_article_shows_nowhere_on_it():
    live = make_live("Gas")
    make_article("Secret", topics=["Natural gas"])
    assert "Secret" not in visit(live.get_absolute_url()).to_html()


def test_page_for_our_own_mistakes_needs_nothing_of_ours():
    response = server_error(RequestFactory().get("/"))
    assert texts(parsed(response), "h1") == ["Something went wrong"]


def test_picture_of_a_line_up_does_not_carry_the_caption_of_another():
    live = make_live(lead_image=make_image(), lead_caption="Of the article’s own.")
    (card,) = cards_of([live], NOON)
    other = replace(card, image=make_image())
    assert (card.caption, other.caption) == ("Of the article’s own.", "")
