"""Sitemaps: everything that may be found and nothing else, in files that stay small."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing, sitemaps
from articles.models import Correction, Publication, Topic
from articles.sitemaps import File
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_archive,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
)
from tests.machines import HOSTILE, SURVIVES
from tests.readers import get

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
NOVEMBER = "/sitemap-2026-11.xml"


@pytest.fixture(autouse=True)
def one():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


def root(path: str) -> ET.Element:
    """The XML at an address."""
    response = get(path)
    assert (path, response.status_code) == (path, 200)
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)


def locations(path: str) -> list[str]:
    """The paths that a file names, in its order."""
    found = root(path).iterfind(f".//{MAP}loc")
    return [str(loc.text).removeprefix(HOST) for loc in found]


def test_index_names_a_file_for_each_month_in_which_something_appeared():
    for month in (3, 11):
        make_live(f"Of {month}", at=datetime(2026, month, 2, tzinfo=UTC))
    make_live("Older", at=datetime(2013, 12, 31, 23, 59, tzinfo=UTC))
    assert locations("/sitemap.xml") == [
        "/sitemap-pages.xml",
        "/sitemap-2026-11.xml",
        "/sitemap-2026-03.xml",
        "/sitemap-2013-12.xml",
    ]
    assert locations("/sitemap-2013-12.xml") == [
        "/articles/2013/12/",
        "/articles/older/",
    ]
    assert get("/sitemap-2026-04.xml").status_code == 404


def test_months_are_those_of_the_newsroom(settings):
    settings.TIME_ZONE = "America/Mexico_City"
    make_live("Late", at=datetime(2026, 11, 1, 3, tzinfo=UTC))
    assert locations("/sitemap.xml") == ["/sitemap-pages.xml", "/sitemap-2026-10.xml"]
    assert "/articles/late/" in locations("/sitemap-2026-10.xml")


def test_article_is_listed_with_picture_and_last_change():
    image = make_image()
    live = make_live("Gas", section=make_section(), lead_image=image)
    Correction.objects.create(
        article=live.article, text="No.", corrected_at=NOON + HOUR, made_at=NOON
    )
    month, url = root(NOVEMBER)
    assert [child.tag for child in month] == [f"{MAP}loc"]
    assert [child.tag for child in url] == [
        f"{MAP}loc",
        f"{MAP}lastmod",
        f"{IMAGE}image",
    ]
    assert url[1].text == "2026-11-22T13:00:00+00:00"
    assert url[2][0].text == f"{HOST}/media/{image.renditions[-1]['name']}"


def test_what_search_engines_should_leave_is_left_out():
    make_live("Shown")
    make_live("Hidden", is_noindex=True)
    make_live("Elsewhere", canonical_url="https://first.example/a")
    publishing.schedule(make_article("Coming"), by=None, at=NOON, start=NOON + DAY)
    gone = make_live("Gone", at=NOON - DAY).article
    publishing.withdraw(gone, by=None, at=NOON)
    assert locations(NOVEMBER) == ["/articles/2026/11/", "/articles/shown/"]
    assert locations("/news-sitemap.xml") == ["/articles/shown/"]


def test_month_with_nothing_to_list_is_still_a_valid_file():
    make_live("Hidden", is_noindex=True)
    assert locations(NOVEMBER) == ["/articles/2026/11/"]


def test_month_of_very_many_has_several_files(monkeypatch):
    monkeypatch.setattr(sitemaps, "SIZE", 3)
    monkeypatch.setattr(sitemaps, "AT_ONCE", 2)
    make_archive(8, section=None, contributors=[], topics=[])
    make_live("Old", at=datetime(2026, 9, 2, tzinfo=UTC))
    assert locations("/sitemap.xml") == [
        "/sitemap-pages.xml",
        "/sitemap-2026-11-3.xml",
        "/sitemap-2026-11-2.xml",
        "/sitemap-2026-11.xml",
        "/sitemap-2026-09.xml",
    ]
    parts = [NOVEMBER, "/sitemap-2026-11-2.xml", "/sitemap-2026-11-3.xml"]
    listed = [path for part in parts for path in locations(part)]
    newest = Publication.objects.live(NOON).newest()
    expected = [row.get_absolute_url() for row in newest if row.headline != "Old"]
    assert listed == ["/articles/2026/11/", *expected]
    for missing in ("/sitemap-2026-11-4.xml", "/sitemap-2026-11-1.xml"):
        assert get(missing).status_code == 404


def test_index_costs_few_queries_however_long_the_archive():
    make_live("New")
    make_live("Old", at=datetime(1996, 1, 1, tzinfo=UTC))
    with CaptureQueriesContext(connection) as queries:
        found = sitemaps.files(NOON)
    assert found == [File(date(2026, 11, 1)), File(date(1996, 1, 1))]
    # The ends of the archive, four times ten years, and one look for second files.
    assert len(queries) == 2 + 4 + 1


def test_files_cost_the_same_for_3_and_300_articles():
    paths = ("/sitemap.xml", "/sitemap-pages.xml", NOVEMBER, "/news-sitemap.xml")
    energy, desk = make_section(), make_contributor()
    gas = Topic.objects.named(["Natural gas"])
    make_archive(3, section=energy, contributors=[desk], topics=gas)

    def costs() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                get(path)
            found.append(len(queries))
        return found

    few = costs()
    make_archive(297, section=energy, contributors=[desk], topics=gas)
    assert costs() == few
    assert max(few) <= 6


def test_lists_are_named_with_the_front_page_first():
    make_live(
        section=make_section(), contributors=[make_contributor()], topics=["Carbon"]
    )
    make_contributor("Nobody")
    Topic.objects.named(["Unused"])
    assert locations("/sitemap-pages.xml") == [
        "/",
        "/energy-mining/",
        "/articles/",
        "/topics/",
        "/by/",
        "/topics/carbon/",
        "/by/energy-desk/",
    ]


def test_empty_magazine_has_a_valid_index():
    assert locations("/sitemap.xml") == ["/sitemap-pages.xml"]
    assert locations("/sitemap-pages.xml") == ["/", "/articles/", "/topics/", "/by/"]


def test_news_are_two_days_old_at_most_and_not_paid_for():
    second = timedelta(seconds=1)
    edge = NOON + HOUR - sitemaps.NEWS_FOR
    make_live("Too old", at=edge)
    make_live("Just so", at=edge + second)
    make_live("Advice", sponsor="ACME")
    make_live("Español", at=NOON, language="es-MX")
    urls = list(root("/news-sitemap.xml"))
    told = [
        tuple(
            url.find(f"{NEWS}news").find(path).text
            for path in (
                f"{NEWS}title",
                f"{NEWS}publication_date",
                f"{NEWS}publication/{NEWS}name",
                f"{NEWS}publication/{NEWS}language",
            )
        )
        for url in urls
    ]
    assert told == [
        ("Español", "2026-11-22T12:00:00+00:00", "Meridian 99", "es"),
        ("Just so", "2026-11-20T13:00:01+00:00", "Meridian 99", "en"),
    ]


@pytest.mark.parametrize(
    ("language", "short"), [("en-GB", "en"), ("zh-CN", "zh-cn"), ("es_MX", "es")]
)
def test_languages_are_written_as_google_news_wants_them(language, short):
    assert sitemaps._short(language) == short


def test_hostile_words_break_nothing(settings):
    settings.SITE_NAME = "A <b> & ]]> C"
    make_live(HOSTILE, slug="日本")
    title = root("/news-sitemap.xml").find(f".//{NEWS}title").text
    assert [part for part in SURVIVES if part not in title] == []
    assert locations(NOVEMBER)[1].startswith("/articles/%E6%97%A5")


def test_files_say_how_long_they_hold_and_what_they_depend_on():
    make_live("Gas")
    ending = make_article("Ends")
    publishing.publish(ending, by=None, at=NOON, until=NOON + HOUR + DAY)
    for path in ("/sitemap.xml", "/sitemap-pages.xml", NOVEMBER, "/news-sitemap.xml"):
        response = get(path)
        assert response["Cache-Control"].startswith("public, max-age=0, s-maxage=30")
        assert response.has_header("Last-Modified") is False
        again = get(path, **{"if-none-match": response["ETag"]})
        assert again.status_code == 304
    # However many articles: a header has room for few words.
    assert get(NOVEMBER)["Surrogate-Key"].split() == ["all", "site"]
