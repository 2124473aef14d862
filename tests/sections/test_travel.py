"""Readers' pages at another moment: who may look, what they see, and nobody else."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import signing
from django.test import Client

from articles import publishing
from articles.models import Article
from sections import travel
from tests.desk import signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_live,
    make_section,
    make_user,
)
from tests.readers import get, headlines, parsed, texts
from tests.sections.boards import make_line_up

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
YESTERDAY, TOMORROW = "2026-11-21T12:00", "2026-11-23T12:00"


@pytest.fixture
def energy():
    return make_section("Energy")


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def desk(energy):
    user = make_user("desk", role="Section editor")
    energy.editors.add(user)
    return user


def schedule(name, at=NOON + HOUR, **facts):
    article = make_article(name, topics=[name], **facts)
    publishing.schedule(article, by=None, at=NOON, start=at)
    return article


def seen(user, path, at):
    """The headlines that the user sees at ``path`` by a link of their own."""
    moment = travel.moment_asked(at)
    response = Client().get(travel.link(path, user, moment))
    assert response.status_code == 200
    return headlines(parsed(response))


# --- moments ---
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-23T06:00", datetime(2026, 11, 23, 6, tzinfo=UTC)),
        ("2026-11-23 06:00:30", datetime(2026, 11, 23, 6, 0, 30, tzinfo=UTC)),
        ("2026-11-23T06:00-06:00", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("2026-11-23T06:00 01:00", datetime(2026, 11, 23, 5, tzinfo=UTC)),
        ("2026-11-23T06:00Z", datetime(2026, 11, 23, 6, tzinfo=UTC)),
    ],
)
def test_a_moment_without_a_zone_is_the_newsrooms(typed, meant):
    assert travel.moment_asked(typed) == meant


def test_the_newsrooms_zone_counts(settings):
    settings.TIME_ZONE = "America/Mexico_City"
    asked = travel.moment_asked("2026-11-23T06:00")
    assert asked == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert travel.written(asked) == "2026-11-23T06:00"


@pytest.mark.parametrize(
    "typed",
    ["", "now", "2026-13-01T06:00", "9" * 50, "2026-11-23T06:00\0"]
    + ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "'; --", "٢٠٢٦-11-23T06:00"],
)
def test_nonsense_is_no_moment_and_no_page(typed, chief):
    make_live(at=NOON - HOUR)
    with pytest.raises(ValueError, match="no moment"):
        travel.moment_asked(typed)
    for client in (Client(), signed_in(chief)):
        answer = client.get("/", {"at": typed})
        assert answer.status_code == 404
        assert answer["Cache-Control"] == "private, no-store"


# --- who may look ---
def test_a_stranger_is_led_to_the_door_and_sees_nothing(energy):
    schedule("Canary", section=energy)
    for path in ("/", "/energy/", "/energy/canary/", "/nowhere/"):
        answer = get(f"{path}?at={TOMORROW}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/sections/lineup/travel/open/")
        assert answer["Cache-Control"] == "private, no-store"
        door = Client().get(answer["Location"], follow=True)
        assert "Canary" not in door.content.decode()


def test_the_door_leads_back_to_the_page_that_was_asked_for(chief):
    make_live("Words", at=NOON - 2 * DAY)
    away = get(f"/search/?q=words&at={YESTERDAY}")
    answer = signed_in(chief).get(away["Location"])
    assert answer.status_code == 302
    assert answer["Location"].startswith("/search/?q=words&at=2026-11-21T12:00&sig=")
    shown = Client().get(answer["Location"])
    assert (shown.status_code, headlines(parsed(shown))) == (200, ["Words"])


@pytest.mark.parametrize("role", ["Writer", "Photo editor", ""])
def test_who_publishes_nothing_looks_at_no_other_moment(role):
    user = make_user("mei", role=role)
    client = signed_in(user)
    assert client.get(f"/?at={YESTERDAY}").status_code == 302
    door = "/admin/sections/lineup/travel/"
    assert client.get(door).status_code == 403
    assert client.get(f"{door}open/?path=/&at={YESTERDAY}").status_code == 403


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "/admin/"]
)
def test_the_door_leads_to_pages_of_ours_alone(path, chief):
    door = "/admin/sections/lineup/travel/open/"
    answer = signed_in(chief).get(door, {"path": path, "at": YESTERDAY})
    assert answer.status_code == 404


def test_the_past_is_open_to_whoever_publishes(desk, energy):
    finance = make_section("Finance")
    old = make_live("Old", at=NOON - 2 * DAY, section=finance)
    publishing.withdraw(old.article, by=None, at=NOON - HOUR)
    make_live("New", at=NOON - HOUR)
    assert seen(desk, "/", YESTERDAY) == ["Old"]
    assert headlines(parsed(get("/"))) == ["New"]
    assert seen(desk, "/", "2026-11-22T11:30") == ["New"]


def test_managing_editors_see_all_that_is_to_come(chief, energy):
    schedule("Coming", section=energy)
    schedule("Elsewhere", section=make_section("Finance"))
    assert sorted(seen(chief, "/", TOMORROW)) == ["Coming", "Elsewhere"]
    assert seen(chief, "/energy/coming/", TOMORROW) == []


def test_section_editors_look_ahead_at_their_own_sections_pages(desk, energy):
    finance = make_section("Finance")
    schedule("Own", section=energy)
    schedule("Canary", section=finance)
    assert seen(desk, "/energy/", TOMORROW) == ["Own"]
    for path in ("/", "/finance/", "/finance/canary/", "/articles/", "/search/?q=can"):
        asked = travel.link(path, desk, travel.moment_asked(TOMORROW))
        answer = Client().get(asked)
        assert (path, answer.status_code) == (path, 403)
        assert "Canary" not in answer.content.decode()


def test_what_others_have_coming_is_left_out_of_ones_own_page(desk, energy):
    finance = make_section("Finance")
    known = make_live("Known", at=NOON - HOUR, section=finance, topics=["Gas"])
    secret = schedule("Canary", section=finance)
    make_live("Own", at=NOON - HOUR, section=energy)
    make_line_up(secret, known, section=energy)
    assert seen(desk, "/energy/", TOMORROW) == ["Known", "Own"]


# --- links ---
def test_a_link_is_for_its_moment_alone(chief):
    schedule("Canary")
    link = travel.link("/", chief, travel.moment_asked(YESTERDAY))
    other = link.replace("2026-11-21", "2026-11-23")
    answer = Client().get(other)
    assert (answer.status_code, "Canary" in answer.content.decode()) == (302, False)


def test_a_link_ends_after_a_week(chief):
    link = travel.link("/", chief, travel.moment_asked(YESTERDAY))
    for later, status in ((travel.LASTS - HOUR, 200), (travel.LASTS + HOUR, 302)):
        with time_machine.travel(NOON + later, tick=False):
            assert Client().get(link).status_code == status


def test_a_link_looks_with_the_eyes_of_who_made_it(chief, desk):
    link = travel.link("/", chief, travel.moment_asked(TOMORROW))
    assert Client().get(link).status_code == 200
    chief.groups.clear()
    assert Client().get(link).status_code == 302
    gone = travel.link("/", desk, travel.moment_asked(YESTERDAY))
    desk.is_active = False
    desk.save()
    assert Client().get(gone).status_code == 302


@pytest.mark.parametrize("sig", ["", "x", "a:b:c", "é", "\0", "x" * 9000])
def test_a_forged_link_opens_nothing(sig, chief):
    schedule("Canary")
    answer = Client().get("/", {"at": TOMORROW, "sig": sig})
    assert (answer.status_code, b"Canary" in answer.content) == (302, False)
    other = signing.dumps({"by": chief.pk, "at": 0}, salt="other")
    assert Client().get("/", {"at": TOMORROW, "sig": other}).status_code == 302


def test_old_addresses_lead_on_at_the_same_moment(chief, energy):
    make_live("Old", at=NOON - 2 * DAY, section=energy)
    moment = travel.moment_asked(YESTERDAY)
    link = travel.link("/articles/old/", chief, moment)
    answer = Client().get(link)
    target = answer["Location"]
    assert target == travel.link("/energy/old/", chief, moment)
    assert Client().get(target).status_code == 200


def test_what_was_taken_down_by_law_is_not_shown_at_any_moment(chief, energy):
    old = make_live("Old", at=NOON - 2 * DAY, section=energy)
    asked = travel.link(old.get_absolute_url(), chief, travel.moment_asked(YESTERDAY))
    assert Client().get(asked).status_code == 200
    Article.objects.update(blocked_at=NOON)
    assert Client().get(asked).status_code == 403


# --- what the answer is like ---
def test_the_answer_is_marked_and_private(chief):
    live = make_live("Old", at=NOON - 2 * DAY)
    for path in ("/", live.get_absolute_url(), "/articles/", "/topics/natural-gas/"):
        link = travel.link(path, chief, travel.moment_asked(YESTERDAY))
        answer = Client().get(link)
        page = parsed(answer)
        assert answer.status_code == 200
        assert texts(page, ".travel strong") == ["As it was"]
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert not answer.cookies
        for name in ("Surrogate-Key", "Cache-Tag", "ETag"):
            assert not answer.has_header(name)
        robots = [meta.attrs["content"] for meta in page.query("meta[name=robots]")]
        assert robots == ["noindex"]
        assert page.query("link[rel=canonical]") == []


def test_the_future_says_that_it_is_not_out(chief):
    link = travel.link("/", chief, travel.moment_asked(TOMORROW))
    page = parsed(Client().get(link))
    assert texts(page, ".travel-text")[0].startswith(
        "Not out yet This is what readers will see on 23 November 2026, 12:00 UTC,"
    )


def test_without_at_a_session_changes_nothing(chief):
    make_live(at=NOON - HOUR)
    anonymous, own = get("/"), signed_in(chief).get("/")
    assert own.content == anonymous.content
    assert (own.get("Vary"), own["Surrogate-Key"]) == (
        anonymous.get("Vary"),
        anonymous["Surrogate-Key"],
    )


def test_files_and_the_desk_know_no_other_moment(chief):
    assert get(f"/media/nothing.webp?at={YESTERDAY}").status_code == 404
    assert signed_in(chief).get(f"/admin/?at={YESTERDAY}").status_code == 200


# --- the desk's picker ---
def test_the_picker_steps_from_change_to_change(chief):
    make_live("First", at=NOON - 2 * HOUR)
    make_live("Second", at=NOON - HOUR)
    schedule("Third")
    desk = signed_in(chief)
    context = desk.get("/admin/sections/lineup/travel/", {"path": "/"}).context
    assert (context["before"], context["after"]) == (NOON - HOUR, NOON + HOUR)
    at = (NOON - HOUR).isoformat()
    context = desk.get("/admin/sections/lineup/travel/", {"at": at}).context
    assert (context["before"], context["after"]) == (NOON - 2 * HOUR, NOON + HOUR)


def test_the_picker_says_what_changed(chief):
    make_live("Stays", at=NOON - 3 * DAY)
    gone = make_live("Goes", at=NOON - 2 * DAY)
    publishing.withdraw(gone.article, by=None, at=NOON - 2 * HOUR)
    make_live("Comes", at=NOON - HOUR)
    asked = {"path": "/", "at": "2026-11-22T12:00", "since": YESTERDAY}
    answer = signed_in(chief).get("/admin/sections/lineup/travel/", asked)
    changes = answer.context["changes"]
    assert [(change.kind, change.spot.headline) for change in changes] == [
        ("appeared", "Comes"),
        ("left", "Goes"),
    ]
    assert texts(parsed(answer), ".changes tbody th") == ["Comes", "Goes"]


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "//evil.example"},
        {"at": "soon"},
        {"since": "\0"},
        {"path": "/articles/", "since": YESTERDAY},
    ],
)
def test_the_picker_says_what_it_cannot_show(asked, chief):
    answer = signed_in(chief).get("/admin/sections/lineup/travel/", asked)
    assert answer.status_code == 200
    assert len(texts(parsed(answer), ".errornote")) == 1


def test_a_section_editor_compares_nothing_of_others_that_is_to_come(desk):
    finance = make_section("Finance")
    schedule("Canary", section=finance)
    asked = {"path": "/finance/", "at": TOMORROW, "since": YESTERDAY}
    answer = signed_in(desk).get("/admin/sections/lineup/travel/", asked)
    assert (answer.status_code, b"Canary" in answer.content) == (403, False)
    del asked["since"]
    answer = signed_in(desk).get("/admin/sections/lineup/travel/", asked)
    assert (answer.status_code, answer.context["after"]) == (200, None)
