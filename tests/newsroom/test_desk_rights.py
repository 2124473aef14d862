"""Every address of the desk, with every role, on one's own things and on others'.

An address without a row in the table fails: side views leak first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver

from articles import publishing, writing
from newsroom import roles
from sections.models import LineUp, Slot
from tests.desk import signed_in, typed
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
W, S, M, P, A = roles.ROLES
CANARY = "kanarienvogel"
EVERYBODY = {W, S, M, P, A, "Nobody"}
WRITERS = {W, S, M, A}
CHIEFS = {M, A}


@dataclass(frozen=True)
class Row:
    """Who gets an answer, with their own things and with those of others."""

    own: set[str]
    others: set[str] | None = None
    method: str = "get"


# Without anything of others', the same people get an answer.
TABLE = {
    "": Row(EVERYBODY),
    "login/": Row(EVERYBODY),
    "logout/": Row(EVERYBODY, method="post"),
    "session/": Row(EVERYBODY),
    "password_change/": Row(EVERYBODY),
    "password_change/done/": Row(EVERYBODY),
    "autocomplete/": Row(WRITERS),
    "jsi18n/": Row(EVERYBODY),
    "articles/": Row({W, S, M, P, A}),
    "sections/": Row({S, M, A}),
    "auth/": Row(CHIEFS),
    "articles/article/": Row(WRITERS),
    "articles/article/add/": Row(WRITERS),
    "articles/article/ID/history/": Row(WRITERS, CHIEFS),
    "articles/article/ID/delete/": Row(WRITERS, CHIEFS),
    "articles/article/ID/change/": Row(WRITERS, CHIEFS),
    "articles/article/preview/": Row(WRITERS, method="post"),
    "articles/article/ID/preview/": Row(WRITERS, CHIEFS, method="post"),
    "articles/article/gate/": Row(WRITERS, method="post"),
    "articles/article/ID/gate/": Row(WRITERS, CHIEFS, method="post"),
    "articles/article/suggest/SOURCE/": Row(WRITERS),
    "articles/image/": Row({W, S, M, P, A}),
    "articles/image/add/": Row({W, S, M, P, A}),
    "articles/image/ID/history/": Row({W, S, M, P, A}),
    "articles/image/ID/delete/": Row({M, P, A}),
    "articles/image/ID/change/": Row({W, S, M, P, A}),
    "articles/image/ID/replace/": Row({W, S, M, P, A}, {S, M, P, A}),
    "articles/image/picker/": Row({W, S, M, P, A}),
    "articles/image/picker/upload/": Row({W, S, M, P, A}, method="post"),
    "articles/topic/": Row({W, S, M, P, A}),
    "articles/topic/add/": Row({S, M, A}),
    "articles/topic/ID/history/": Row({W, S, M, P, A}),
    "articles/topic/ID/delete/": Row(CHIEFS),
    "articles/topic/ID/change/": Row({W, S, M, P, A}),
    "articles/contributor/": Row(WRITERS),
    "articles/contributor/add/": Row({S, M, A}),
    "articles/contributor/ID/history/": Row(WRITERS),
    "articles/contributor/ID/delete/": Row(CHIEFS),
    "articles/contributor/ID/change/": Row(WRITERS),
    "sections/section/": Row(CHIEFS),
    "sections/section/add/": Row(CHIEFS),
    "sections/section/ID/history/": Row(CHIEFS),
    "sections/section/ID/delete/": Row(CHIEFS),
    "sections/section/ID/change/": Row(CHIEFS),
    "sections/lineup/": Row({S, M, A}),
    "sections/lineup/add/": Row({S, M, A}),
    "sections/lineup/ID/history/": Row({S, M, A}, CHIEFS),
    "sections/lineup/ID/delete/": Row({S, M, A}, CHIEFS),
    "sections/lineup/ID/change/": Row({S, M, A}, CHIEFS),
    "auth/user/": Row(CHIEFS),
    "auth/user/add/": Row({A}),
    "auth/user/ID/password/": Row({A}),
    "auth/user/ID/history/": Row(CHIEFS),
    "auth/user/ID/delete/": Row({A}),
    "auth/user/ID/change/": Row(CHIEFS),
    "auth/group/": Row({A}),
    "auth/group/add/": Row({A}),
    "auth/group/ID/history/": Row({A}),
    "auth/group/ID/delete/": Row({A}),
    "auth/group/ID/change/": Row({A}),
}
# Django's own: old addresses that lead on to /change/, and the 404 of the desk.
NO_PAGE = re.compile(r"(.+/ID/|NOWHERE)\Z")
QUERIES = {
    "autocomplete/": "?app_label=sections&model_name=slot&field_name=article&term=",
}


def addresses(patterns: Any, before: str = "") -> Iterator[str]:
    """Every address of the desk, with ID for what a pattern leaves open."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield from written(route)


def written(route: str) -> Iterator[str]:
    labels = re.search(r"\(\?P<app_label>([\w|]+)\)", route)
    if labels:
        yield from (f"{label}/" for label in labels[1].split("|"))
        return
    route = re.sub(r"\(\?P<url>.*", "NOWHERE", route)
    route = re.sub(r"<slug:source>", "SOURCE", route)
    yield re.sub(r"<[\w:]+>", "ID", route)


def test_every_address_of_the_desk_has_a_row():
    found = {
        address
        for address in addresses(admin.site.get_urls())
        if not NO_PAGE.match(address)
    }
    assert found == set(TABLE)


def answered(client: Client, address: str, row: Row, facts: dict[str, Any]) -> Any:
    path = "/admin/" + address.replace("SOURCE", "articles")
    model = "/".join(address.split("/")[:2])
    path = path.replace("ID", str(facts.get(model, 0)))
    if row.method == "post":
        return client.post(path, typed(headline="Typed"))
    return client.get(path + QUERIES.get(address, ""))


def is_answer(response: Any) -> bool:
    """Whether it is what was asked for, and no refusal however polite."""
    if response.status_code in {302, 301}:
        return False
    return response.status_code in {200, 422}


def things(user: Any, *, are_own: bool) -> dict[str, Any]:
    """One thing of each kind, the user's own or somebody else's."""
    section = make_section("Finance" if not are_own else "Energy")
    if are_own:
        section.editors.add(user)
    somebody = user if are_own else make_user("somebody")
    draft = make_article(f"{CANARY} draft", by=somebody, section=section)
    scheduled = make_article(f"{CANARY} plan", by=somebody, section=section)
    publishing.schedule(scheduled, by=None, at=NOON, start=NOON + DAY)
    image = make_image(uploaded_by=user if are_own else somebody)
    line_up = LineUp.objects.create(section=section, starts_at=NOON - HOUR)
    return {
        "articles/article": draft.pk,
        "articles/image": image.pk,
        "articles/topic": draft.topics.get().pk,
        "articles/contributor": make_contributor().pk,
        "sections/section": section.pk,
        "sections/lineup": line_up.pk,
        "auth/user": make_user("third").pk,
        "auth/group": user.groups.values_list("pk", flat=True).first() or 1,
    }


def person(role: str) -> Any:
    return make_user("mei", role="" if role == "Nobody" else role)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_ones_own_things(role):
    user = person(role)
    facts = things(user, are_own=True)
    refused, answers = set(), set()
    for address, row in TABLE.items():
        response = answered(signed_in(user), address, row, facts)
        assert response.status_code < 500, address
        (answers if is_answer(response) else refused).add(address)
    # Signed in already, one is led on from the door.
    expected = {address for address, row in TABLE.items() if role in row.own}
    assert answers == expected - {"login/"}
    assert refused == set(TABLE) - expected | {"login/"}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_things_of_others(role):
    user = person(role)
    facts = things(user, are_own=False)
    for address, row in TABLE.items():
        response = answered(signed_in(user), address, row, facts)
        allowed = row.own if row.others is None else row.others
        # An image of others is shown to all, and changed by the picture desk alone.
        if "ID" in address:
            assert is_answer(response) == (role in allowed), address
        if role not in CHIEFS:
            assert CANARY not in response.content.decode(), address


def test_a_stranger_is_led_to_the_door_from_everywhere():
    facts = things(make_user("mei"), are_own=False)
    for address, row in TABLE.items():
        response = answered(Client(), address, row, facts)
        if address in {"login/", "logout/", "jsi18n/"}:
            continue
        assert response.status_code == 302, address
        assert response.url.startswith("/admin/login/"), address


@pytest.mark.parametrize("pk", ["0", "abc", "%00", "9" * 40, "-1", "1_2F1"])
def test_nonsense_in_the_place_of_a_number_is_no_error(pk):
    client = signed_in(make_user("root", role="Administrator"))
    for address in TABLE:
        if "ID" in address:
            path = "/admin/" + address.replace("ID", pk).replace("SOURCE", "topics")
            for answer in (client.get(path), client.post(path, {})):
                assert answer.status_code < 500, path


@pytest.mark.parametrize(
    "query",
    [f"id__in={'9' * 40}", "name__exact=%00", "note__exact=%00", "_facets&section=1"],
)
def test_nonsense_in_a_filter_is_no_error(query):
    client = signed_in(make_user("root", role="Administrator"))
    for address in ("articles/topic", "articles/article", "sections/lineup"):
        answer = client.get(f"/admin/{address}/?{query}", follow=True)
        assert answer.status_code in {200, 400}, address


@pytest.mark.parametrize("pk", ["abc", "", "%00", "1.5", "²", "9" * 40])
def test_nonsense_chosen_for_an_action_is_refused(pk):
    client = signed_in(make_user("root", role="Administrator"))
    posted = {"action": "delete_selected", "_selected_action": pk, "post": "yes"}
    for address in ("articles/image", "articles/topic", "sections/lineup", "auth/user"):
        assert client.post(f"/admin/{address}/", posted).status_code == 400, address


@pytest.mark.parametrize("pk", ["abc", "²", "9" * 40])
def test_nonsense_chosen_in_a_menu_is_no_error(pk):
    client = signed_in(make_user("root", role="Administrator"))
    slots = {"slots-TOTAL_FORMS": "1", "slots-INITIAL_FORMS": "0"}
    slots |= {"slots-0-article": pk, "slots-0-image": pk, "slots-0-position": "0"}
    forms = {"sections/lineup": slots, "articles/contributor": {"user": pk}}
    for address, posted in forms.items():
        answer = client.post(f"/admin/{address}/add/", posted)
        assert answer.status_code == 200, address
    section = client.post("/admin/sections/section/add/", {"editors": pk})
    assert section.status_code in {200, 400}


# --- what the table cannot tell ---
def test_others_images_are_not_changed_by_a_writer():
    image = make_image(uploaded_by=make_user("somebody"))
    client = signed_in(make_user("mei", role=W))
    answer = client.post(f"/admin/articles/image/{image.pk}/change/", {"creator": "x"})
    assert answer.status_code == 403


def test_a_section_editor_makes_no_line_up_for_others_or_the_front():
    user = make_user("desk", role=S)
    own, other = make_section("Energy"), make_section("Finance")
    own.editors.add(user)
    client = signed_in(user)

    def post(section: Any) -> int:
        posted = {
            "section": section,
            "starts_at_0": "2026-11-23",
            "starts_at_1": "06:00:00",
            "slots-TOTAL_FORMS": "0",
            "slots-INITIAL_FORMS": "0",
        }
        return client.post("/admin/sections/lineup/add/", posted).status_code

    assert [post(other.pk), post(""), post(own.pk)] == [200, 200, 302]
    assert [line_up.section for line_up in LineUp.objects.all()] == [own]


def test_a_slot_cannot_show_an_article_that_may_not_be_known():
    user = make_user("desk", role=S)
    own = make_section("Energy")
    own.editors.add(user)
    secret = make_article(f"{CANARY} draft", section=make_section("Finance"))
    posted = {
        "section": own.pk,
        "starts_at_0": "2026-11-23",
        "starts_at_1": "06:00:00",
        "slots-TOTAL_FORMS": "1",
        "slots-INITIAL_FORMS": "0",
        "slots-0-position": "0",
        "slots-0-article": secret.pk,
    }
    answer = signed_in(user).post("/admin/sections/lineup/add/", posted)
    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()
    assert not LineUp.objects.exists()


def hidden_and_changed(**facts: Any) -> tuple[Any, Any]:
    """A draft of another desk, and a live article whose next headline is secret."""
    finance = make_section("Finance")
    draft = make_article(f"{CANARY} draft", section=finance, **facts)
    live = make_live("For everybody", section=finance, **facts).article
    live.headline = f"{CANARY} next"
    writing.save(live, by=None, at=NOON)
    return draft, live


@pytest.mark.parametrize("role", ["Writer", "Section editor"])
def test_an_image_names_no_article_that_may_not_be_known(role):
    image = make_image()
    hidden_and_changed(lead_image=image)
    client = signed_in(make_user("mei", role=role))
    page = client.get(f"/admin/articles/image/{image.pk}/change/").content.decode()
    assert CANARY not in page
    assert "Used in 2 places" in page
    assert "For everybody" in page


@pytest.mark.parametrize("role", ["Photo editor", "Managing editor"])
def test_the_picture_desk_sees_all_that_an_image_is_for(role):
    image = make_image()
    hidden_and_changed(lead_image=image)
    client = signed_in(make_user("mei", role=role))
    page = client.get(f"/admin/articles/image/{image.pk}/change/").content.decode()
    assert page.count(CANARY) == 2


@pytest.mark.parametrize("place", ["change", "delete", "history"])
def test_a_line_up_names_no_article_that_may_not_be_known(place):
    user = make_user("desk", role=S)
    own = make_section("Energy")
    own.editors.add(user)
    line_up = LineUp.objects.create(section=own, starts_at=NOON - HOUR)
    for article in hidden_and_changed():
        Slot.objects.create(line_up=line_up, article=article)
    client = signed_in(user)
    answer = client.get(f"/admin/sections/lineup/{line_up.pk}/{place}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert CANARY not in page
    assert ("For everybody" in page) == (place == "change")


def test_popups_ask_for_the_same_rights():
    article = make_article(f"{CANARY} draft")
    client = signed_in(make_user("mei", role=W))
    for query in ("?_popup=1", "?_popup=1&_to_field=id"):
        answer = client.get(f"/admin/articles/article/{article.pk}/change/{query}")
        assert answer.status_code == 302
        assert answer.url == "/admin/articles/article/"
    assert client.get("/admin/articles/article/add/?_popup=1").status_code == 200
