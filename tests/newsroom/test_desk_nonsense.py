"""Nonsense sent to the desk: refused in words, and never an error."""

import pytest

from tests.desk import signed_in
from tests.factories import NOON, make_user
from tests.newsroom.test_desk_rights import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.mark.parametrize("pk", ["0", "abc", "%00", "9" * 40, "-1", "1_2F1"])
def test_nonsense_in_the_place_of_a_number_is_no_error(pk):
    client = signed_in(make_user("root", role="Administrator"))
    for address in TABLE:
        if "ID" in address or "PAGE" in address:
            path = "/admin/" + address.replace("ID", pk).replace("PAGE", pk)
            path = path.replace("SOURCE", "topics")
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
    answer = client.post("/admin/articles/contributor/add/", {"user": pk})
    assert answer.status_code == 200
    slots |= {"base": pk, "version": pk, "place": pk}
    for button in ("_save", "up", "add", "drop"):
        answer = client.post("/admin/sections/lineup/board/", {**slots, button: pk})
        assert answer.status_code in {200, 302, 422}, button
    section = client.post("/admin/sections/section/add/", {"editors": pk})
    assert section.status_code in {200, 400}
