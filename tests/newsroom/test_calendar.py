"""The calendar: who sees what of the time to come, moving it, paging through it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from articles import publishing
from articles.admin.words import moment_text
from articles.models import Article, Publication
from newsroom.desk.calendar.agenda import Entry, Span, entries
from sections.models import LineUp
from tests.desk import messages, signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_live,
    make_section,
    make_user,
)
from tests.readers import parsed, texts

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
PAGE = "/admin/calendar/"
MOVE = "/admin/calendar/move/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ana() -> Any:
    return make_user("ana", role="Managing editor")


@pytest.fixture
def desk(ana: Any) -> Client:
    return signed_in(ana)


def scheduled(
    headline: str = "A grid", start: Any = NOON + DAY, **facts: Any
) -> Publication:
    article = make_article(headline, **facts)
    return publishing.schedule(article, by=None, at=NOON, start=start)


def told(
    user: Any, first: Any = NOON - 9 * DAY, last: Any = NOON + 9 * DAY
) -> list[str]:
    found = entries(user, Span(first, last, room=100), NOON)
    return [f"{entry.kind}: {entry.title}" for entry in found]


def coming(user: Any) -> list[Entry]:
    return entries(user, Span(NOON, NOON + 2 * DAY, room=100), NOON)


def section_editor(section: Any) -> Any:
    user = make_user("bo", role="Section editor")
    section.editors.add(user)
    return user


# --- what stands in it ------------------------------------------------------------
def test_everything_that_happens_stands_in_order(ana: Any) -> None:
    make_live("Out", at=NOON - DAY)
    scheduled("Coming", NOON + 2 * HOUR)
    make_article("Draft", due_at=NOON + HOUR, embargo_until=NOON + 3 * HOUR)
    LineUp.objects.create(starts_at=NOON + 4 * HOUR)
    ending = make_article("Ending")
    publishing.publish(ending, by=None, at=NOON, until=NOON + 5 * HOUR)
    assert told(ana) == [
        "published: Out",
        "published: Ending",
        "due: Draft",
        "goes-out: Coming",
        "embargo: Draft",
        "line-up: Front page",
        "ends: Ending",
    ]


def test_an_update_is_neither_published_again_nor_ended(ana: Any) -> None:
    live = make_live("Out", at=NOON - DAY)
    publishing.update(live.article, by=None, at=NOON - HOUR)
    assert told(ana) == ["published: Out"]


def test_a_withdrawal_is_an_end(ana: Any) -> None:
    live = make_live("Out", at=NOON - DAY)
    publishing.withdraw(live.article, by=None, at=NOON - HOUR)
    assert told(ana) == ["published: Out", "ends: Out"]


def test_bounds_hold_their_first_moment_and_not_their_last(ana: Any) -> None:
    scheduled("Coming", NOON + DAY)
    tick = timedelta(microseconds=1)
    assert told(ana, NOON + DAY, NOON + DAY + tick) == ["goes-out: Coming"]
    assert told(ana, NOON, NOON + DAY) == []


def test_others_plans_stay_theirs(ana: Any) -> None:
    energy, finance = make_section("Energy"), make_section("Finance")
    for section in (energy, finance):
        scheduled(f"{section} plan", section=section)
        make_live(f"{section} out", section=section, at=NOON - DAY)
        make_article(f"{section} draft", section=section, due_at=NOON)
        LineUp.objects.create(section=section, starts_at=NOON)
    gone = make_live("Finance gone", section=finance, at=NOON - DAY)
    publishing.withdraw(gone.article, by=None, at=NOON)
    assert told(section_editor(energy)) == [
        "published: Energy out",
        "published: Finance out",
        "due: Energy draft",
        "line-up: Energy",
        "goes-out: Energy plan",
    ]
    assert len(told(ana)) == 10
    assert told(make_user("photo", role="Photo editor")) == []
    assert told(make_user("writer", role="Writer")) == [
        "published: Energy out",
        "published: Finance out",
    ]


def test_only_who_publishes_it_may_move_it(ana: Any) -> None:
    energy = make_section("Energy")
    mei = make_user("mei", role="Writer")
    scheduled("Plan", section=energy, by=mei)
    bo = section_editor(energy)
    movable = {
        user.username: [entry.may_move for entry in coming(user)]
        for user in (mei, bo, ana)
    }
    assert movable == {"mei": [False], "bo": [True], "ana": [True]}
    Article.objects.update(section=None)
    assert coming(bo) == []


def test_a_month_costs_the_same_for_one_and_thirty(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        scheduled(f"Number {number}", NOON + DAY + number * HOUR)
    with django_assert_max_num_queries(16):
        assert desk.get(PAGE).status_code == 200


# --- the page -----------------------------------------------------------------------
def test_a_month_names_its_days_and_its_zone(desk: Client) -> None:
    for number in range(8):
        scheduled(f"Number {number}", NOON + DAY + number * MINUTE)
    page = parsed(desk.get(PAGE))
    assert texts(page, ".calendar-period") == ["November 2026"]
    assert texts(page, ".calendar-zone") == ["All times are those of UTC."]
    assert len(page.query("td[data-day]")) == 42
    [day] = page.query('td[data-day="2026-11-23"]')
    assert texts(day, ".entry-title") == [f"Number {number}" for number in range(6)]
    assert texts(day, ".day-more") == ["2 more"]
    assert texts(page, "[aria-current=date]") == ["Sunday, 22 November"]


@pytest.mark.parametrize(
    ("query", "title", "days"),
    [
        ("?view=month&on=2027-02-10", "February 2027", 28),
        ("?view=month&on=2027-01-31", "January 2027", 35),
        ("?view=week&on=2026-11-22", "16 November – 22 November 2026", 7),
    ],
)
def test_periods_are_whole_weeks(
    desk: Client, query: str, title: str, days: int
) -> None:
    page = parsed(desk.get(PAGE + query))
    assert texts(page, ".calendar-period") == [title]
    assert len(page.query("td[data-day]")) == days


def test_a_list_shows_days_with_something_and_today(desk: Client) -> None:
    scheduled(start=NOON + 3 * DAY)
    page = parsed(desk.get(PAGE + "?view=list"))
    assert texts(page, ".is-list h3") == [
        "Sunday, 22 November 2026 · today",
        "Wednesday, 25 November 2026",
    ]


@pytest.mark.parametrize(
    "query", ["view=year", "on=abc", "on=0001-01-01", "on=9999-12-31", "view=%00"]
)
def test_pages_that_are_not_there(desk: Client, query: str) -> None:
    assert desk.get(f"{PAGE}?{query}").status_code == 404


@pytest.mark.parametrize("move", ["", "abc", "0", "9" * 40, "²"])
def test_nonsense_to_move_shows_the_calendar(desk: Client, move: str) -> None:
    answer = desk.get(PAGE, {"move": move})
    assert (answer.status_code, answer.context["form"]) == (200, None)


# --- moving ---------------------------------------------------------------------------
def test_moving_without_javascript(desk: Client) -> None:
    version = scheduled()
    page = desk.get(PAGE, {"move": version.pk}).content.decode()
    assert 'value="2026-11-23T12:00"' in page
    posted = {"version": version.pk, "start": "2026-12-01T06:30"}
    answer = desk.post(MOVE + "?view=week&on=2026-11-22", posted)
    assert answer.url == f"{PAGE}?view=week&on=2026-12-01"
    moment = NOON.replace(month=12, day=1, hour=6, minute=30)
    assert messages(answer) == [f"“A grid” goes out on {moment_text(moment)}."]
    version.refresh_from_db()
    assert version.live_from == moment


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2026-11-22T11:00", "The moment to publish at has passed."),
        ("", "Choose a date and a time."),
        ("soon", "Enter a valid date/time."),
        ("9999-12-31T23:59", "It ends, or is replaced by another version, at"),
    ],
)
def test_a_refusal_is_said_beside_the_field(
    desk: Client, start: str, said: str
) -> None:
    version = scheduled()
    answer = desk.post(MOVE, {"version": version.pk, "start": start})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    version.refresh_from_db()
    assert version.live_from == NOON + DAY


@pytest.mark.parametrize("version", ["", "abc", "0", "9" * 40])
def test_nonsense_is_not_moved(desk: Client, version: str) -> None:
    posted = {"version": version, "start": "2026-12-01T06:30"}
    assert desk.post(MOVE, posted).status_code in {403, 422}


@pytest.mark.parametrize("role", ["Writer", "Section editor"])
def test_others_articles_are_not_moved(role: str) -> None:
    version = scheduled(section=make_section("Finance"))
    client = signed_in(make_user("bo", role=role))
    posted = {"version": version.pk, "start": "2026-12-01T06:30"}
    assert client.post(MOVE, posted).status_code == 403
    assert client.get(PAGE, {"move": version.pk}).context["form"] is None
    version.refresh_from_db()
    assert version.live_from == NOON + DAY
