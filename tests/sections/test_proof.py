"""Tomorrow's 06:00 front, built tonight; and two weeks later, what was served."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from articles import publishing, related, writing
from sections import arranging, travel
from sections.models import LineUp
from tests.desk import signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_section,
    make_user,
)
from tests.readers import get, headlines, parsed
from tests.sections.boards import FRONT, placed, posted

pytestmark = pytest.mark.django_db
TONIGHT = NOON + 9 * HOUR
SIX = NOON + 18 * HOUR
MINUTE = timedelta(minutes=1)


def lists(response) -> str:
    """The part of a page that holds its lists."""
    html = response.content.decode()
    found = re.search(r"<main.*?</main>", html, re.S)
    assert found
    return found[0]


def at_moment(user, path, at):
    """The page as the user sees it at ``at``, by a link."""
    response = Client().get(travel.link(path, user, at))
    assert response.status_code == 200
    return response


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def magazine():
    """Two sections, and articles that share a subject; some of them have pictures."""
    sections = [make_section("Energy"), make_section("Finance")]
    for number in range(24):
        make_live(
            f"Number {number}",
            at=NOON - 3 * HOUR * (number + 1),
            section=sections[number % 2],
            topics=["Gas", f"Topic {number % 5}"],
            lead_image=make_image() if number % 3 == 0 else None,
        )
    return sections


def build_tonight(chief, magazine):
    """Three articles for 05:00 to 06:00, and the line-up with them, by the board."""
    coming = []
    for name, start in (("One", SIX - HOUR), ("Two", SIX), ("Three", SIX - MINUTE)):
        article = make_article(name, section=magazine[0], topics=["Gas", name])
        publishing.schedule(article, by=None, at=TONIGHT, start=start)
        coming.append(article)
    facts = {"starts_at": "2026-11-23T06:00", "slots-1-headline": "Two, at six"}
    answer = signed_in(chief).post(FRONT, posted(*coming, **facts))
    assert answer.status_code == 302
    return coming


def test_tomorrows_front_is_built_tonight_and_stays_for_ever(chief, magazine):
    with time_machine.travel(TONIGHT, tick=False):
        coming = build_tonight(chief, magazine)
        made = LineUp.objects.get()
        ahead = at_moment(chief, "/", SIX)
        before = at_moment(chief, "/", SIX - MINUTE)
        now = get("/")
    top = ["One", "Two, at six", "Three"]
    assert headlines(parsed(ahead))[:3] == top
    assert headlines(parsed(before))[0] != "One"
    assert set(top) & set(headlines(parsed(now))) == set()
    assert "Two" not in headlines(parsed(before))
    # No worker runs; the clock alone brings it out.
    served = {}
    moments = (SIX, SIX + HOUR, SIX + 5 * HOUR)
    with time_machine.travel(SIX, tick=False):
        served[SIX] = lists(get("/"))
        assert headlines(parsed(get("/")))[:3] == top
    assert served[SIX] == lists(ahead)
    _a_busy_fortnight(chief, magazine, coming, made, served, moments)
    with time_machine.travel(SIX + 14 * DAY, tick=False):
        for moment in moments:
            assert lists(at_moment(chief, "/", moment)) == served[moment], moment
        assert lists(get("/")) != served[SIX]


def _a_busy_fortnight(chief, magazine, coming, made, served, moments):
    """News, updates, withdrawals, new line-ups, refreshed lists; pages are kept."""
    one, two, three = coming
    with time_machine.travel(SIX + HOUR, tick=False):
        late = make_live("Late", at=SIX + HOUR, section=magazine[1], topics=["Gas"])
        served[moments[1]] = lists(get("/"))
        address = f"{FRONT}?line_up={made.pk}"
        assert signed_in(chief).get(address).status_code == 200
    with time_machine.travel(SIX + 5 * HOUR, tick=False):
        edited = posted(late, two, base=made, **{"slots-0-headline": "Edited"})
        assert signed_in(chief).post(FRONT, edited).status_code == 302
        served[moments[2]] = lists(get("/"))
        assert headlines(parsed(get("/")))[:2] == ["Edited", "Two"]
    assert placed(made) == ["One", "Two", "Three"]
    for number in range(20):
        at = SIX + 6 * HOUR + number * 15 * HOUR
        make_live(f"News {number}", at=at, section=magazine[0], topics=["Gas", "One"])
        related.refresh_due(at, 50)
        related.recount_topics(at)
    at = SIX + 13 * DAY
    two.headline, two.slug = "Two, rewritten", "rewritten"
    writing.save(two, by=None, at=at, topics=["Other"])
    publishing.update(two, by=None, at=at)
    publishing.withdraw(one, by=None, at=at, notice="Gone.")
    publishing.withdraw(three, by=None, at=at)
    arranging.drop(arranging.in_force(None, at), by=chief, at=at)


def test_sections_and_articles_are_as_they_were_too(chief, magazine):
    paths = ["/energy/", "/energy/number-2/", "/articles/", "/topics/gas/", "/finance/"]
    with time_machine.travel(NOON, tick=False):
        first = {path: lists(get(path)) for path in paths}
    at = NOON + DAY
    for number in range(30):
        make_live(f"News {number}", at=at, section=magazine[0], topics=["Gas"])
        at += 5 * HOUR
        related.refresh_due(at, 50)
    with time_machine.travel(at, tick=False):
        for path in paths:
            assert lists(at_moment(chief, path, NOON)) == first[path], path
            assert lists(get(path)) != first[path] or path == "/finance/", path


def test_an_article_published_again_does_not_rewrite_the_past(chief, magazine):
    old = make_live("Old", at=NOON, section=magazine[0], topics=["Gas"])
    with time_machine.travel(NOON, tick=False):
        then = {path: lists(get(path)) for path in ("/", old.get_absolute_url())}
    copy = old.article
    copy.headline = "New words"
    writing.save(copy, by=None, at=NOON + HOUR)
    publishing.update(copy, by=None, at=NOON + HOUR)
    with time_machine.travel(NOON + DAY, tick=False):
        for path, html in then.items():
            assert lists(at_moment(chief, path, NOON)) == html
