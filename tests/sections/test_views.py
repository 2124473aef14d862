"""The front page and the sections' pages."""

import pytest
import time_machine
from django.test import Client

from sections.models import LineUp, Slot
from tests.factories import DAY, HOUR, NOON, make_image, make_live, make_section
from tests.readers import get, headlines, texts, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON, tick=False):
        yield


def test_front_shows_lead_latest_and_rivers():
    energy = make_section("Energy & Mining", accent="copper")
    for number in range(6):
        at = NOON - number * DAY
        make_live(f"Number {number}", at=at, section=energy, topics=[f"T{number}"])
    page = visit("/")
    assert headlines(page) == [f"Number {number}" for number in range(6)]
    assert texts(page, ".latest time") == [
        "Saturday",
        "Friday",
        "Thursday",
        "Wednesday",
        "Tuesday",
    ]
    assert texts(page, ".river-title") == ["Energy & Mining"]
    assert texts(page, ".masthead-date") == ["Sunday 22 November 2026"]


def test_latest_gives_the_time_of_today_and_the_date_of_long_ago():
    for at in (NOON, NOON - HOUR, NOON - 7 * DAY):
        make_live(at=at)
    assert texts(visit("/"), ".latest time") == ["11:00", "15 November"]


def test_picture_of_the_front_carries_its_credit():
    make_live(lead_image=make_image(), section=make_section())
    assert texts(visit("/"), "figure .credit") == [
        "Credit: Shutterstock / jijomathaidesigners"
    ]


def test_menu_marks_the_section_one_is_in():
    energy = make_section()
    live = make_live(section=energy)
    marks = [
        [link.attrs.get("aria-current") for link in visit(path).query(".nav a")]
        for path in ("/", "/energy-mining/", live.get_absolute_url(), "/articles/")
    ]
    assert marks == [[None], ["page"], ["true"], [None]]


def test_section_page_shows_its_lead_its_topics_and_the_rest():
    energy = make_section(description="Power, fuel and metals.")
    make_live("Newest", section=energy, topics=["Gas"])
    make_live("Older", at=NOON - DAY, section=energy, topics=["Gas", "Coal"])
    page = visit("/energy-mining/")
    assert texts(page, ".index-head") == ["Energy & Mining Power, fuel and metals."]
    assert headlines(page) == ["Newest", "Older"]
    assert texts(page, ".west-list") == ["Gas Coal"]
    # On its own page a section is no kicker.
    assert page.query(".kicker") == []


def test_empty_section_is_friendly():
    make_section()
    assert texts(visit("/energy-mining/"), ".lead-deck") == [
        "Nothing has been published here yet."
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/finance/",
        "/energy-mining/?before=garbage",
        "/energy-mining/?before=1-1",
        "/Energy-Mining/",
        "/energy-mining%00/",
        "/.env/",
    ],
)
def test_nonsense_is_not_found(path):
    make_live(section=make_section())
    visit(path, status=404)


@pytest.mark.parametrize("path", ["/", "/energy-mining/"])
def test_readers_may_only_read(path):
    make_section()
    assert Client().post(path).status_code == 405
    assert Client().head(path).status_code == 200


def test_page_lives_no_longer_than_its_line_up():
    live = make_live(section=make_section(), lead_image=make_image())
    line_up = LineUp.objects.create(starts_at=NOON)
    Slot.objects.create(line_up=line_up, article=live.article, ends_at=NOON + HOUR)
    lives = [get(path).changes_at for path in ("/", "/energy-mining/")]
    assert lives == [NOON + HOUR, None]


def test_front_tells_which_changes_would_change_it():
    energy = make_section()
    live = make_live(section=energy)
    keys = set(get("/")["Surrogate-Key"].split())
    assert keys == {
        "front",
        "site",
        f"article-{live.article_id}",
        f"section-{energy.pk}",
    }
