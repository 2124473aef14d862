"""What pages tell machines: who, when, whose picture, what was corrected."""

import json

import pytest
import time_machine

from articles.models import Correction, Series
from articles.templatetags.heads import data_block
from tests.factories import (
    HOUR,
    NOON,
    make_contributor,
    make_image,
    make_live,
    make_section,
)
from tests.machines import HOSTILE, blocks, metas
from tests.readers import get, parsed, visit

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def one():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


def test_article_says_everything_known_of_it():
    inside = make_image(creator="Ada Lens", source="")
    series = Series.objects.create(name="Power lines", slug="power-lines")
    live = make_live(
        "Gas",
        section=make_section(),
        standfirst="Two in three.",
        body=f'<p>Text.</p><figure data-image="{inside.pk}"></figure>',
        lead_image=make_image(
            copyright_notice="© Bo",
            licence_url="https://example.com/l",
            licensor_url="https://example.com/buy",
        ),
        contributors=[make_contributor(role="Power"), make_contributor("Ana Ruiz")],
        topics=["Natural gas", "Carbon"],
        series=series,
        series_part=3,
    )
    Correction.objects.create(
        article=live.article, text="It was two.", corrected_at=NOON + HOUR, made_at=NOON
    )
    found = blocks(get(live.get_absolute_url()))
    article = found["NewsArticle"]
    images = article.pop("image")
    publisher = article.pop("publisher")
    address = f"{HOST}/energy-mining/gas/"
    assert article == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": address,
        "headline": "Gas",
        "description": "Two in three.",
        "datePublished": "2026-11-22T12:00:00+00:00",
        "dateModified": "2026-11-22T13:00:00+00:00",
        "author": [
            {
                "@type": "Person",
                "name": "Energy desk",
                "url": f"{HOST}/by/energy-desk/",
                "jobTitle": "Power",
            },
            {"@type": "Person", "name": "Ana Ruiz", "url": f"{HOST}/by/ana-ruiz/"},
        ],
        "articleSection": "Energy & Mining",
        "keywords": ["Natural gas", "Carbon"],
        "isPartOf": {"@type": "CreativeWorkSeries", "name": "Power lines"},
        "position": 3,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "It was two.",
                "datePublished": "2026-11-22T13:00:00+00:00",
            }
        ],
        "inLanguage": "en-gb",
        "isAccessibleForFree": True,
    }
    assert (publisher["@type"], publisher["name"]) == (
        "NewsMediaOrganization",
        "Meridian 99",
    )
    assert [image["creditText"] for image in images] == [
        "Shutterstock / jijomathaidesigners",
        "Ada Lens",
    ]
    told = ("copyrightNotice", "license", "acquireLicensePage", "width", "height")
    assert [images[0][name] for name in told] == [
        "© Bo",
        "https://example.com/l",
        "https://example.com/buy",
        960,
        540,
    ]
    trail = found["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step["item"]) for step in trail] == [
        ("Meridian 99", f"{HOST}/"),
        ("Energy & Mining", f"{HOST}/energy-mining/"),
        ("Gas", address),
    ]


def test_article_without_anything_says_nothing_empty():
    found = blocks(get(make_live("Gas", topics=["Carbon"]).get_absolute_url()))
    article = found["NewsArticle"]
    assert {"image", "isPartOf", "correction", "articleSection", "sponsor"}.isdisjoint(
        article
    )
    assert article["author"] == [article["publisher"]]
    assert [step["name"] for step in found["BreadcrumbList"]["itemListElement"]] == [
        "Meridian 99",
        "Gas",
    ]


def test_what_was_paid_for_is_no_news_article():
    found = blocks(get(make_live("Advice", sponsor="ACME").get_absolute_url()))
    assert "NewsArticle" not in found
    assert found["AdvertiserContentArticle"]["sponsor"] == {
        "@type": "Organization",
        "name": "ACME",
    }


def test_small_mend_does_not_count_as_a_change():
    live = make_live("Gas")
    live.live_from = NOON + HOUR / 2
    live.save()
    article = blocks(get("/articles/gas/"))["NewsArticle"]
    assert article["dateModified"] == article["datePublished"]


def test_words_for_search_engines_go_first_to_them():
    live = make_live(
        "Gas: the long view",
        standfirst="Deck.",
        search_headline="Mexico gas imports",
        search_description="How much.",
    )
    page = visit(live.get_absolute_url())
    meta = metas(page)
    assert (meta["og:title"], meta["og:description"], meta["description"]) == (
        "Mexico gas imports",
        "How much.",
        "How much.",
    )
    assert page.query("title")[0].to_text() == "Mexico gas imports | Meridian 99"
    assert page.query("h1")[0].to_text() == "Gas: the long view"


@pytest.mark.parametrize(
    ("facts", "robots", "canonical"),
    [
        ({}, "max-image-preview:large", f"{HOST}/articles/gas/"),
        ({"is_noindex": True}, "noindex, max-image-preview:large", None),
        ({"canonical_url": "https://first.example/a"}, None, "https://first.example/a"),
    ],
)
def test_search_engines_are_sent_where_the_desk_says(facts, robots, canonical):
    make_live("Gas", **facts)
    page = visit("/articles/gas/")
    (link,) = page.query('link[rel="canonical"]')
    assert link.attrs["href"] == (canonical or f"{HOST}/articles/gas/")
    assert metas(page)["robots"] == (robots or "max-image-preview:large")
    assert metas(page)["og:url"] == f"{HOST}/articles/gas/"


def test_card_of_a_page_is_announced_with_its_size():
    image = make_image(alternative_text="A pumpjack")
    live = make_live("Gas", lead_image=image, contributors=[make_contributor()])
    meta = metas(visit(live.get_absolute_url()))
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"] == "Gas. A pumpjack"
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["article:author"] == f"{HOST}/by/energy-desk/"


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("/energy-mining/", ["Energy & Mining"]),
        ("/topics/carbon/", ["Topics", "Carbon"]),
        ("/by/energy-desk/", ["Contributors", "Energy desk"]),
    ],
)
def test_lists_say_where_they_stand(path, steps):
    make_live(
        section=make_section(), contributors=[make_contributor()], topics=["Carbon"]
    )
    trail = blocks(get(path))["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in trail] == ["Meridian 99", *steps]
    assert trail[-1]["item"] == f"{HOST}{path}"


def test_front_page_says_whose_it_is_and_how_to_search():
    site = blocks(get("/"))["WebSite"]
    assert site["publisher"]["correctionsPolicy"] == f"{HOST}/corrections/"
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        f"{HOST}/search/?q={{words}}"
    )


def test_no_word_can_end_the_element():
    printed = data_block({"name": HOSTILE})
    start, end = '<script type="application/ld+json">', "</script>\n"
    assert (printed.startswith(start), printed.endswith(end)) == (True, True)
    inside = printed[len(start) : -len(end)]
    assert not {"<", ">", "&"} & set(inside)
    assert json.loads(inside)["name"] == HOSTILE


def test_hostile_words_in_every_field_leave_a_valid_page():
    words = HOSTILE.replace("\u0007", "").replace("\x1b", "").replace("\x85", "")
    words = words.replace("\ufffe", "")
    image = make_image(alternative_text=words, creator=words, source="", caption=words)
    live = make_live(
        words,
        slug="odd",
        standfirst=words,
        search_headline=words,
        search_description=words,
        sponsor=words[:60],
        lead_image=image,
        contributors=[make_contributor(words, slug="odd")],
    )
    response = get(live.get_absolute_url())
    parsed(response)
    article = blocks(response)["AdvertiserContentArticle"]
    assert (article["headline"], article["image"][0]["creditText"]) == (words, words)
    assert metas(parsed(response))["og:title"] == words
