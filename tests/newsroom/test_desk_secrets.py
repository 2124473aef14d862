"""What the table of addresses cannot tell: secrets that one thing holds of another."""

from typing import Any

import pytest

from articles import writing
from sections.models import LineUp, Slot
from tests.desk import signed_in
from tests.desk_rights import CANARY
from tests.factories import (
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


def test_others_images_are_not_changed_by_a_writer():
    image = make_image(uploaded_by=make_user("somebody"))
    client = signed_in(make_user("mei", role="Writer"))
    answer = client.post(f"/admin/articles/image/{image.pk}/change/", {"creator": "x"})
    assert answer.status_code == 403


def test_a_section_editor_makes_no_line_up_for_others_or_the_front():
    user = make_user("desk", role="Section editor")
    own, other = make_section("Energy"), make_section("Finance")
    own.editors.add(user)
    client = signed_in(user)

    def post(board: str) -> int:
        posted = {"slots-TOTAL_FORMS": "0", "slots-INITIAL_FORMS": "0"}
        return client.post(f"/admin/sections/lineup/board/{board}", posted).status_code

    boards = [f"{other.pk}/", "", f"{own.pk}/"]
    assert [post(board) for board in boards] == [403, 403, 302]
    assert [line_up.section for line_up in LineUp.objects.all()] == [own]


def test_a_slot_cannot_show_an_article_that_may_not_be_known():
    user = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(user)
    secret = make_article(f"{CANARY} draft", section=make_section("Finance"))
    posted = {
        "slots-TOTAL_FORMS": "1",
        "slots-INITIAL_FORMS": "0",
        "slots-0-position": "0",
        "slots-0-article": secret.pk,
    }
    address = f"/admin/sections/lineup/board/{own.pk}/"
    answer = signed_in(user).post(address, posted)
    assert answer.status_code == 422
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


def test_a_board_names_no_article_that_may_not_be_known():
    user = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(user)
    line_up = LineUp.objects.create(section=own, starts_at=NOON - HOUR)
    for article in hidden_and_changed():
        Slot.objects.create(line_up=line_up, article=article)
    page = signed_in(user).get(f"/admin/sections/lineup/board/{own.pk}/")
    assert page.status_code == 200
    assert CANARY not in page.content.decode()
    assert "For everybody" in page.content.decode()


def test_popups_ask_for_the_same_rights():
    article = make_article(f"{CANARY} draft")
    client = signed_in(make_user("mei", role="Writer"))
    for query in ("?_popup=1", "?_popup=1&_to_field=id"):
        answer = client.get(f"/admin/articles/article/{article.pk}/change/{query}")
        assert answer.status_code == 302
        assert answer.url == "/admin/articles/article/"
    assert client.get("/admin/articles/article/add/?_popup=1").status_code == 200
