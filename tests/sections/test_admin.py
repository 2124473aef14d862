"""Sections and line-ups in the admin, and what they tell to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from newsroom.models import PurgeRecord
from sections.models import LineUp, Section
from tests.desk import errors, signed_in
from tests.factories import HOUR, NOON, make_live, make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
NEW_SECTION = {"name": "Energy & Mining", "slug": "energy-mining", "position": "1"}


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def desk(chief):
    return signed_in(chief)


def told() -> list[tuple[set[str], timedelta]]:
    records = PurgeRecord.objects.order_by("pk")
    return [(set(record.keys), record.due_at - NOON) for record in records]


def test_a_new_section_tells_every_page(desk):
    response = desk.post(reverse("admin:sections_section_add"), NEW_SECTION)
    assert response.status_code == 302
    section = Section.objects.get()
    keys = {"site", "all", f"section-{section.pk}"}
    assert told() == [(keys, timedelta(0))]


def test_a_new_section_is_offered_the_last_place_in_the_menu(desk):
    def offered() -> int:
        form = desk.get("/admin/sections/section/add/").context["adminform"].form
        return form.initial["position"]

    assert offered() == 0
    Section.objects.create(name="Energy", slug="energy", position=4)
    assert offered() == 5


@pytest.mark.parametrize("slug", ["admin", "Energy", "a b", "-x", "x" * 61, "é", ""])
def test_an_address_that_no_section_can_have_is_refused(desk, slug):
    address = reverse("admin:sections_section_add")
    response = desk.post(address, {**NEW_SECTION, "slug": slug})
    assert list(errors(response)) == ["slug"]


def test_the_editors_of_a_section_are_ticked_among_those_who_can_sign_in(desk):
    editor = make_user("desk", role="Section editor")
    make_user("gone", is_active=False)
    make_user("reader", is_staff=False)
    address = reverse("admin:sections_section_add")
    field = desk.get(address).context["adminform"].form.fields["editors"]
    assert [user.username for user in field.queryset] == ["ana", "desk"]
    desk.post(address, {**NEW_SECTION, "editors": [editor.pk]})
    assert list(Section.objects.get().editors.all()) == [editor]


def test_a_section_with_articles_cannot_be_deleted(desk):
    section = make_section()
    make_live(at=NOON - HOUR, section=section)
    address = reverse("admin:sections_section_delete", args=[section.pk])
    assert desk.post(address, {"post": "yes"}).status_code in {200, 403}
    assert Section.objects.exists()


def test_the_list_names_the_page_the_moment_and_the_slots(desk):
    LineUp.objects.create(starts_at=NOON)
    LineUp.objects.create(section=make_section(), starts_at=NOON - HOUR)
    shown = desk.get(reverse("admin:sections_lineup_changelist")).content.decode()
    for words in ("Front page", "Energy &amp; Mining", "22 Nov 2026, 12:00 <abbr>UTC"):
        assert words in shown


def test_a_section_editor_lists_their_own_pages_alone():
    editor = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(editor)
    for section in (own, make_section("Finance"), None):
        LineUp.objects.create(section=section, starts_at=NOON)
    address = reverse("admin:sections_lineup_changelist")
    shown = signed_in(editor).get(address).context["cl"].result_list
    assert [row.section for row in shown] == [own]
