"""Rights that end, on Today: whose desk it is, and what is to be done about it."""

from datetime import timedelta

import pytest

from tests.desk import signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def picture():
    energy = make_section()
    image = make_image(caption="A pumpjack", rights_expire_at=NOON + DAY)
    make_live("Gas", section=energy, lead_image=image, at=NOON - HOUR)
    make_live("Coal", section=make_section("Finance"), lead_image=image, at=NOON - HOUR)
    return image


def shown(user):
    """The list as this person sees it; None if it is not there."""
    lists = signed_in(user).get("/admin/").context["today"]
    return next((one for one in lists if one.name == "rights-ending"), None)


@pytest.mark.parametrize(
    ("role", "note"),
    [
        ("Writer", None),
        ("Section editor", "Shown in: Gas"),
        ("Managing editor", "Shown in: Gas, Coal"),
        ("Photo editor", "Shown in: Gas, Coal"),
        ("Administrator", "Shown in: Gas, Coal"),
    ],
)
def test_who_can_do_something_about_it_is_told(picture, role, note):
    user = make_user(role=role)
    user.sections.set([picture.led_articles.get(headline="Gas").section])
    found = shown(user)
    assert (found and found.rows[0].note) == note
    if found:
        (row,) = found.rows
        assert (row.title, row.label) == ("A pumpjack", "")
        assert row.address == f"/admin/articles/image/{picture.pk}/change/"


def test_what_has_ended_says_so_and_what_is_far_away_nothing(picture):
    pia = make_user(role="Photo editor")
    picture.rights_expire_at = NOON
    picture.save()
    assert shown(pia).rows[0].label == "Ended"
    picture.rights_expire_at = NOON + 28 * DAY + timedelta(seconds=1)
    picture.save()
    assert shown(pia) is None


def test_six_are_named_and_all_are_counted():
    for number in range(8):
        image = make_image(caption=f"{number}", rights_expire_at=NOON + number * DAY)
        for place in range(5):
            make_live(f"Gas {place}", lead_image=image, at=NOON - HOUR)
    found = shown(make_user(role="Photo editor"))
    assert [row.title for row in found.rows] == ["0", "1", "2", "3", "4", "5"]
    assert (found.count, found.more_label) == (8, "All whose rights end")
    assert found.rows[0].note.endswith(", …")
    assert found.rows[0].note.count("Gas") == 3
