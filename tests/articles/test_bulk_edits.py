"""One credit for many images: looked at first, then written, and nobody else's."""

import pytest
from django.urls import reverse

from articles import bulk_edits
from articles.models import Image
from tests.desk import messages, signed_in
from tests.factories import NOON, make_image, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:articles_image_changelist"


def posted(images, **typed):
    chosen = [image.pk for image in images]
    return {"action": "edit", "_selected_action": chosen, **typed}


def test_a_plan_names_what_changes_and_leaves_out_what_does_not():
    one, same = make_image(creator="Bo"), make_image(creator="Ana", source="AP")
    same.topics.add("Gas")
    facts = {"creator": "Ana", "source": "AP"}
    (edit,) = bulk_edits.planned([one, same], facts, ["gas"])
    assert edit.image == one
    assert [(c.field, c.before, c.after) for c in edit.changes] == [
        ("creator", "Bo", "Ana"),
        ("source", "Shutterstock", "AP"),
        ("topics", "", "gas"),
    ]
    assert bulk_edits.carry_out([edit], at=NOON) == 1
    one.refresh_from_db()
    assert (one.creator, one.source, [t.name for t in one.topics.all()]) == (
        "Ana",
        "AP",
        ["Gas"],
    )


def test_it_is_asked_shown_and_done():
    client = signed_in(make_user(role="Photo editor"))
    pictures = [make_image(creator="", source="") for _ in range(2)]
    address = reverse(LIST)
    asked = client.post(address, posted(pictures))
    assert [i.pk for i in asked.context["images"]] == [
        i.pk for i in reversed(pictures)
    ] or len(asked.context["images"]) == 2
    typed = {"creator": "Ana", "topics": "Gas, Trade"}
    shown = client.post(address, posted(pictures, step="look", **typed))
    assert len(shown.context["edits"]) == 2
    assert set(Image.objects.values_list("creator", flat=True)) == {""}
    done = client.post(address, posted(pictures, step="do", **typed))
    assert done.status_code == 302
    assert messages(done) == ["2 images changed."]
    assert set(Image.objects.values_list("creator", flat=True)) == {"Ana"}
    assert [t.name for t in pictures[0].topics.order_by("name")] == ["Gas", "Trade"]


def test_nothing_to_write_and_nonsense_are_refused():
    client = signed_in(make_user(role="Photo editor"))
    image = make_image()
    for typed in ({}, {"licence_url": "javascript:alert(1)"}, {"topics": "a" * 200}):
        page = client.post(reverse(LIST), posted([image], step="do", **typed))
        assert (page.status_code, bool(page.context["form"].errors)) == (200, True)


def test_writers_change_their_own_only():
    writer = make_user(role="Writer")
    own, other = make_image(uploaded_by=writer), make_image()
    client = signed_in(writer)
    typed = {"step": "do", "creator": "Ana"}
    client.post(reverse(LIST), posted([own, other], **typed))
    found = [Image.objects.get(pk=image.pk).creator for image in (own, other)]
    assert found == ["Ana", "jijomathaidesigners"]
