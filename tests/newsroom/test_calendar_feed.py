"""The secret address of a calendar: who gets what, and that programs can read it."""

from typing import Any

import pytest
from django.test import Client

from articles import publishing
from newsroom.desk.calendar import feed, icalendar
from newsroom.models import Preference
from tests.desk import signed_in
from tests.factories import DAY, HOUR, NOON, make_article, make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
ADDRESS = "/admin/calendar/address/"


@pytest.fixture
def ana() -> Any:
    return make_user("ana", role="Managing editor")


def scheduled(headline: str = "A grid", **facts: Any) -> Any:
    article = make_article(headline, **facts)
    return publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)


def fetch(person: Any) -> Any:
    return Client().get(feed.address_of(person).partition("testserver")[2])


def unfolded(response: Any) -> list[str]:
    text: str = response.content.decode()
    return text.replace("\r\n ", "").split("\r\n")


def test_an_address_is_made_renewed_and_switched_off(ana: Any) -> None:
    desk = signed_in(ana)
    assert feed.address_of(ana) == ""
    addresses = []
    for act in ("create", "renew"):
        assert desk.post(ADDRESS, {"act": act}).status_code == 302
        addresses.append(feed.address_of(ana))
        assert addresses[-1] in desk.get("/admin/calendar/").content.decode()
    assert fetch(ana).status_code == 200
    old = addresses[0].partition("testserver")[2]
    assert Client().get(old).status_code == 404
    desk.post(ADDRESS, {"act": "revoke"})
    assert feed.address_of(ana) == ""
    assert Client().get(addresses[1].partition("testserver")[2]).status_code == 404


def test_it_is_read_by_programs_and_kept_by_none(ana: Any) -> None:
    scheduled("Gas", section=make_section("Energy"))
    feed.renew(ana)
    response = fetch(ana)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    lines = unfolded(response)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    event = lines[lines.index("BEGIN:VEVENT") :]
    assert "DTSTAMP:20261122T120000Z" in event
    assert "DTSTART:20261123T120000Z" in event
    assert "SUMMARY:Goes out: Gas (Energy)" in event


def test_what_is_moved_keeps_its_name(ana: Any) -> None:
    feed.renew(ana)
    version = scheduled()
    [uid] = [line for line in unfolded(fetch(ana)) if line.startswith("UID")]
    assert uid == f"UID:goes-out-{version.pk}@testserver"


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"is_staff": False}],
)
def test_who_works_here_no_more_gets_nothing(ana: Any, change: Any) -> None:
    feed.renew(ana)
    for name, value in change.items():
        setattr(ana, name, value)
    ana.save()
    assert fetch(ana).status_code == 404


def test_rights_are_those_of_now(ana: Any) -> None:
    scheduled("Secret plan", section=make_section("Finance"))
    feed.renew(ana)
    assert "Secret plan" in fetch(ana).content.decode()
    ana.groups.clear()
    assert fetch(ana).status_code == 404
    ana.groups.add(make_user("mei", role="Writer").groups.get())
    answer = fetch(type(ana).objects.get(pk=ana.pk))
    assert answer.status_code == 200
    assert "Secret plan" not in answer.content.decode()


@pytest.mark.parametrize("secret", ["x", "ü", "a" * 64, "%00", "-"])
def test_guesses_find_nothing(ana: Any, secret: str) -> None:
    Preference.objects.create(person=ana)
    for pk in (ana.pk, 0, 10**30):
        assert Client().get(f"/calendar/{pk}-{secret}.ics").status_code == 404
        feed.renew(ana)


def test_only_the_desk_makes_addresses(ana: Any) -> None:
    assert signed_in(ana).get(ADDRESS).status_code == 405
    photo = make_user("photo", role="Photo editor")
    assert signed_in(photo).post(ADDRESS, {"act": "create"}).status_code == 403
    assert feed.address_of(photo) == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("one\r\ntwo\rthree\nfour", "one\\ntwo\\nthree\\nfour"),
        ("bell\x07 null\0 sep\u2028 nel\x85", "bell null sep nel"),
        ("BEGIN:VEVENT", "BEGIN:VEVENT"),
    ],
)
def test_text_is_escaped(text: str, value: str) -> None:
    assert icalendar.escaped(text) == value


@pytest.mark.parametrize("sign", ["a", "é", "能", "🔥"])
def test_lines_are_folded_between_characters(sign: str) -> None:
    line = sign * 500
    pieces = icalendar.folded(line).split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


def test_hostile_headlines_stay_one_event(ana: Any) -> None:
    feed.renew(ana)
    scheduled("Gas\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Free; money, \\n" + "能" * 60)
    make_article("Due", due_at=NOON + HOUR)
    lines = unfolded(fetch(ana))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert len([line for line in lines if line.startswith("SUMMARY:")]) == 2
