"""Every address of the desk, with every role, on one's own things and on others'.

An address without a row in the table fails: side views leak first.
"""

import pytest
from django.contrib import admin
from django.test import Client

from newsroom import roles
from tests.desk import signed_in
from tests.desk_rights import (
    CANARY,
    EVERYBODY,
    NO_PAGE,
    Row,
    addresses,
    answered,
    is_answer,
    person,
    raw_post,
    things,
    writes,
)
from tests.factories import NOON, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
W, S, M, P, A = roles.ROLES
WRITERS = {W, S, M, A}
CHIEFS = {M, A}
# Whoever signs in changes their own things there; a row says who sees a page.
OPEN_TO_ALL = {"login/", "views/", "notices/read/", "calendar/address/"}
UNSAVED = {"unsaved_key": "of-this-tab"}

# Without anything of others', the same people get an answer.
TABLE = {
    "": Row(EVERYBODY),
    "login/": Row(EVERYBODY),
    "logout/": Row(EVERYBODY, method="post"),
    "session/": Row(EVERYBODY),
    "me/": Row(EVERYBODY),
    # It leads on to the list it saved, and answers a GET with 405.
    "views/": Row(set(), method="post"),
    "notices/read/": Row(set(), method="post"),
    "password_change/": Row(EVERYBODY),
    "password_change/done/": Row(EVERYBODY),
    "autocomplete/": Row(
        WRITERS, query="?app_label=sections&model_name=slot&field_name=article&term="
    ),
    "jsi18n/": Row(EVERYBODY),
    "jump/": Row(EVERYBODY, query="?q=kanarien"),
    "doctor/": Row({W, S, M, P, A}),
    "calendar/": Row(WRITERS),
    "calendar/move/": Row(WRITERS, method="post"),
    "calendar/address/": Row(set(), method="post"),
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
    "articles/article/neighbours/": Row(WRITERS, method="post"),
    "articles/article/ID/neighbours/": Row(WRITERS, CHIEFS, method="post"),
    "articles/article/ID/talk/": Row(
        WRITERS, CHIEFS, "post", posted={"act": "say", "text": "Why?", "part": "1"}
    ),
    "articles/article/ID/assign/": Row(WRITERS, CHIEFS, "post", posted={"part": "1"}),
    "articles/article/ID/people/": Row(WRITERS, CHIEFS),
    "articles/article/autosave/": Row(WRITERS, method="post", posted=UNSAVED),
    "articles/article/ID/autosave/": Row(WRITERS, CHIEFS, "post", posted=UNSAVED),
    "articles/article/ID/unsaved/": Row(WRITERS, CHIEFS),
    "articles/article/ID/presence/": Row(WRITERS, CHIEFS, method="post"),
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
    "articles/topic/merge/": Row(CHIEFS),
    "articles/topic/add/": Row({S, M, A}),
    "articles/topic/ID/history/": Row({W, S, M, P, A}),
    "articles/topic/ID/delete/": Row(CHIEFS),
    "articles/topic/ID/change/": Row({W, S, M, P, A}),
    "articles/series/": Row({S, M, A}),
    "articles/series/add/": Row({S, M, A}),
    "articles/series/ID/history/": Row({S, M, A}),
    "articles/series/ID/delete/": Row(CHIEFS),
    "articles/series/ID/change/": Row({S, M, A}),
    "articles/contributor/": Row(WRITERS),
    "articles/contributor/add/": Row({S, M, A}),
    "articles/contributor/ID/history/": Row(WRITERS),
    "articles/contributor/ID/delete/": Row(CHIEFS),
    "articles/contributor/ID/change/": Row(WRITERS),
    "articles/article/ID/compare/": Row(WRITERS, CHIEFS),
    "articles/article/ID/links/": Row(WRITERS, CHIEFS),
    # Somebody saved meanwhile: it shows what differs instead of what was.
    "articles/article/ID/restore/": Row(
        WRITERS, CHIEFS, "post", posted={"number": "1", "base_version": "0"}
    ),
    "articles/correction/": Row({S, M, A}),
    "articles/correction/add/": Row(set()),
    "articles/correction/ID/history/": Row({S, M, A}, CHIEFS),
    "articles/correction/ID/delete/": Row(set()),
    "articles/correction/ID/change/": Row({S, M, A}, CHIEFS),
    "sections/section/": Row(CHIEFS),
    "sections/section/add/": Row(CHIEFS),
    "sections/section/ID/history/": Row(CHIEFS),
    "sections/section/ID/delete/": Row(CHIEFS),
    "sections/section/ID/change/": Row(CHIEFS),
    "sections/lineup/": Row({S, M, A}),
    # It leads on to the board.
    "sections/lineup/ID/change/": Row(set()),
    "sections/lineup/board/": Row(CHIEFS),
    "sections/lineup/board/PAGE/": Row({S, M, A}, CHIEFS),
    "sections/lineup/pool/": Row(CHIEFS),
    "sections/lineup/pool/PAGE/": Row({S, M, A}, CHIEFS),
    "sections/lineup/preview/": Row(CHIEFS, method="post"),
    "sections/lineup/preview/PAGE/": Row({S, M, A}, CHIEFS, method="post"),
    "sections/lineup/travel/": Row({S, M, A}),
    # It leads on to the reader's page.
    "sections/lineup/travel/open/": Row(set()),
    "sections/breakingbar/": Row(CHIEFS),
    "sections/breakingbar/add/": Row(CHIEFS),
    "sections/breakingbar/ID/history/": Row(CHIEFS),
    "sections/breakingbar/ID/delete/": Row(CHIEFS),
    "sections/breakingbar/ID/change/": Row(CHIEFS),
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


def test_every_address_of_the_desk_has_a_row():
    found = {
        address
        for address in addresses(admin.site.get_urls())
        if not NO_PAGE.match(address)
    }
    assert found == set(TABLE)


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
        if "ID" in address or "PAGE" in address:
            assert is_answer(response) == (role in allowed), address
        if role not in CHIEFS:
            assert CANARY not in response.content.decode(), address


@pytest.mark.parametrize("are_own", [True, False])
@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_raw_post_writes_nothing_where_the_role_gets_no_answer(role, are_own):
    user = person(role)
    facts = things(user, are_own=are_own)
    client = signed_in(user)
    for address, row in TABLE.items():
        allowed = row.own if are_own or row.others is None else row.others
        if role in allowed or address in OPEN_TO_ALL:
            continue
        with writes() as written:
            answer = raw_post(client, address, facts)
        assert (address, written) == (address, [])
        assert answer.status_code < 500, address
        assert CANARY not in answer.content.decode(), address


def test_a_raw_post_of_a_stranger_writes_nothing():
    facts = things(make_user("mei"), are_own=False)
    for address in TABLE.keys() - {"login/"}:
        with writes() as written:
            raw_post(Client(), address, facts)
        assert (address, written) == (address, [])


def test_a_stranger_is_led_to_the_door_from_everywhere():
    facts = things(make_user("mei"), are_own=False)
    for address, row in TABLE.items():
        response = answered(Client(), address, row, facts)
        if address in {"login/", "logout/", "jsi18n/"}:
            continue
        assert response.status_code == 302, address
        assert response.url.startswith("/admin/login/"), address
