"""The image library in the admin: who may do what, and what it says when refused."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.admin.images import ImageAdmin
from articles.models import Image
from tests.factories import (
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_user,
    picture_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
LIST = "admin:articles_image_changelist"
ADD = "admin:articles_image_add"
CHANGE = "admin:articles_image_change"
DELETE = "admin:articles_image_delete"
FIELDS = {
    "creator": "Bo Li",
    "source": "AFP",
    "licence": "",
    "licence_url": "",
    "copyright_notice": "",
    "alternative_text": "A ship",
    "caption": "",
    "topics": "Ships, Trade",
    "focal_x": "0.25",
    "focal_y": "0.75",
}


def signed_in(user: User) -> Client:
    """A browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def picture(data: bytes | None = None, name: str = "ship.jpg") -> io.BytesIO:
    """A file as a browser sends it."""
    file = io.BytesIO(picture_bytes((400, 300)) if data is None else data)
    file.name = name
    return file


def errors(response: Any) -> dict[str, list[str]]:
    """What the form says is wrong, by field."""
    return {
        name: list(found)
        for name, found in response.context["adminform"].form.errors.items()
    }


# --- who may what --------------------------------------------------------------------

ROLES = ["Writer", "Section editor", "Managing editor", "Photo editor", "Administrator"]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_the_library_and_may_add(role: str) -> None:
    make_image()
    client = signed_in(make_user(role=role))

    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(reverse(ADD)).status_code == 200


@pytest.mark.parametrize("name", [LIST, ADD])
def test_people_without_a_role_are_refused(name: str) -> None:
    assert signed_in(make_user()).get(reverse(name)).status_code == 403
    assert Client().get(reverse(name)).status_code == 302


@pytest.mark.parametrize(
    ("role", "is_own", "changed", "deleted"),
    [
        ("Writer", False, False, False),
        ("Writer", True, True, False),
        ("Section editor", False, True, False),
        ("Managing editor", False, True, True),
        ("Photo editor", False, True, True),
        ("Administrator", False, True, True),
    ],
)
def test_writers_change_their_own_images_and_editors_all(
    role: str, is_own: bool, changed: bool, deleted: bool
) -> None:
    user = make_user(role=role)
    image = make_image(uploaded_by=user if is_own else make_user("bo"))
    client = signed_in(user)

    shown = client.get(reverse(CHANGE, args=[image.pk]))
    posted = client.post(reverse(CHANGE, args=[image.pk]), FIELDS)
    removed = client.post(reverse(DELETE, args=[image.pk]), {"post": "yes"})

    assert shown.status_code == 200
    assert ('name="creator"' in shown.content.decode()) is changed
    assert posted.status_code == (302 if changed else 403)
    assert removed.status_code == (302 if deleted else 403)
    assert Image.objects.filter(creator="Bo Li").exists() is (changed and not deleted)
    assert Image.objects.exists() is not deleted


# --- adding ------------------------------------------------------------------------


def test_a_picture_is_added_with_its_facts() -> None:
    mei = make_user(role="Writer")

    answer = signed_in(mei).post(reverse(ADD), {**FIELDS, "file": picture()})

    assert answer.status_code == 302
    image = Image.objects.get()
    assert image.uploaded_by == mei
    assert (image.creator, image.source) == ("Bo Li", "AFP")
    assert [made["width"] for made in image.renditions] == [320, 400]
    assert sorted(topic.name for topic in image.topics.all()) == ["Ships", "Trade"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg/>", "This is an SVG drawing, not a picture we can use."),
        (b"hello", "This is not a JPEG, PNG, WebP, AVIF, GIF or TIFF picture"),
        (picture_bytes((400, 300))[:700], "The file is damaged or incomplete."),
        (picture_bytes() + b"<script>", "The file is a picture with a web page"),
    ],
)
def test_an_unusable_file_is_refused_beside_its_field(
    data: bytes, sentence: str
) -> None:
    client = signed_in(make_user(role="Photo editor"))

    answer = client.post(reverse(ADD), {**FIELDS, "file": picture(data)})

    assert answer.status_code == 200
    assert list(errors(answer)) == ["file"]
    assert errors(answer)["file"][0].startswith(sentence)
    assert 'value="Bo Li"' in answer.content.decode()
    assert Image.objects.count() == 0


def test_an_empty_file_or_none_is_refused() -> None:
    client = signed_in(make_user(role="Photo editor"))

    nothing = client.post(reverse(ADD), FIELDS)
    empty = client.post(reverse(ADD), {**FIELDS, "file": picture(b"")})

    assert errors(nothing) == {"file": ["This field is required."]}
    assert errors(empty) == {"file": ["The submitted file is empty."]}


def test_the_same_file_is_added_twice_only_on_purpose() -> None:
    client = signed_in(make_user(role="Photo editor"))
    client.post(reverse(ADD), {**FIELDS, "file": picture()})
    twin = Image.objects.get()

    refused = client.post(reverse(ADD), {**FIELDS, "file": picture()})
    wanted = client.post(reverse(ADD), {**FIELDS, "file": picture(), "again": "on"})

    address = reverse(CHANGE, args=[twin.pk])
    sentence = (
        "The library has this file already: "
        f'<a href="{address}">Credit: AFP / Bo Li</a>. '
        "Use that one, or tick “Add it once more”."
    )
    (said,) = errors(refused)["file"]
    assert said.partition(" <span data-earlier")[0] == sentence
    assert wanted.status_code == 302
    assert Image.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"licence_url": "javascript:alert(1)"}, "licence_url"),
        ({"creator": "x" * 10_000}, "creator"),
        ({"alternative_text": "x" * 301}, "alternative_text"),
        ({"caption": "a\x00b"}, "caption"),
        ({"topics": "x" * 200}, "topics"),
    ],
)
def test_unusable_facts_are_refused_beside_their_fields(
    facts: dict[str, str], field: str
) -> None:
    client = signed_in(make_user(role="Photo editor"))

    answer = client.post(reverse(ADD), {**FIELDS, "file": picture(), **facts})

    assert answer.status_code == 200
    assert list(errors(answer)) == [field]
    assert Image.objects.count() == 0


# --- changing ------------------------------------------------------------------------


def test_what_is_said_of_an_image_is_amended() -> None:
    image = make_image()
    client = signed_in(make_user(role="Photo editor"))

    client.post(reverse(CHANGE, args=[image.pk]), FIELDS)

    image.refresh_from_db()
    assert image.credit == "AFP / Bo Li"
    assert (image.focal_x, image.focal_y) == (0.25, 0.75)


@pytest.mark.parametrize("value", ["1.01", "-0.1", "x", "", "nan"])
def test_a_focal_point_outside_the_picture_is_refused(value: str) -> None:
    image = make_image()
    client = signed_in(make_user(role="Photo editor"))
    facts = {**FIELDS, "focal_x": value}

    answer = client.post(reverse(CHANGE, args=[image.pk]), facts)

    assert list(errors(answer)) == ["focal_x"]


def test_the_form_shows_the_credit_and_where_the_image_is_used() -> None:
    image = make_image(caption="A pumpjack")
    make_live("Readers see this", lead_image=image, at=NOON - HOUR)
    make_article("Only a draft", lead_image=image)
    client = signed_in(make_user(role="Photo editor"))

    page = client.get(reverse(CHANGE, args=[image.pk])).content.decode()

    assert "Credit: Shutterstock / jijomathaidesigners" in page
    assert "Used in 2 places" in page
    assert page.index("Readers see this") < page.index("Only a draft")


def test_an_image_that_does_not_exist_is_no_error() -> None:
    client = signed_in(make_user(role="Photo editor"))

    for pk in ["4711", "abc", "9" * 40]:
        assert client.get(f"{reverse(LIST)}{pk}/change/").status_code == 302


# --- listing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"ship", "silent", "nameless"}),
        ("q=ship", {"ship"}),
        ("which=mine", {"ship"}),
        ("which=credit", {"nameless"}),
        ("which=alternative", {"silent"}),
        ("which=unused", {"silent", "nameless"}),
        ("which=nonsense", {"ship", "silent", "nameless"}),
        ("q=%00", {"ship", "silent", "nameless"}),
        ("p=abc", {"ship", "silent", "nameless"}),
    ],
)
def test_the_list_is_searched_and_filtered(query: str, shown: set[str]) -> None:
    mei = make_user(role="Photo editor")
    ship = make_image(alternative_text="A ship", caption="ship", uploaded_by=mei)
    make_image(alternative_text="", caption="silent")
    make_image(creator="", source="", caption="nameless")
    make_article(lead_image=ship)

    answer = signed_in(mei).get(f"{reverse(LIST)}?{query}", follow=True)

    assert {image.caption for image in answer.context["cl"].result_list} == shown


def test_the_list_says_what_is_missing() -> None:
    make_image(creator="", source="", alternative_text="")

    page = signed_in(make_user(role="Writer")).get(reverse(LIST)).content.decode()

    assert "No credit yet" in page
    assert "No alternative text yet" in page


def test_the_list_costs_the_same_queries_for_one_and_for_twenty(
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(make_user(role="Photo editor"))
    make_image()
    client.get(reverse(LIST))

    for _ in range(2):
        with django_assert_max_num_queries(15):
            client.get(reverse(LIST))
        for _ in range(19):
            make_image()


# --- deleting ------------------------------------------------------------------------


def test_an_image_in_use_is_not_deleted_and_the_page_says_where_it_is() -> None:
    image = make_image()
    make_article("A grid built on gas", lead_image=image)
    client = signed_in(make_user(role="Photo editor"))
    address = reverse(DELETE, args=[image.pk])

    asked = client.get(address).content.decode()
    posted = client.post(address, {"post": "yes"})

    assert "is in use and was not deleted" in asked
    assert "A grid built on gas (lead image of the working copy)" in asked
    assert 'name="post"' not in asked
    assert posted.status_code == 200
    assert Image.objects.get() == image


def test_an_image_that_is_taken_while_it_is_deleted_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = make_image()
    make_article("A grid built on gas", lead_image=image)
    client = signed_in(make_user(role="Photo editor"))
    # The page was asked for before the article took the image.
    nothing = ([str(image)], {"images": 1}, set(), [])
    monkeypatch.setattr(ImageAdmin, "get_deleted_objects", lambda *_: nothing)

    answer = client.post(reverse(DELETE, args=[image.pk]), {"post": "yes"}, follow=True)

    assert [str(said) for said in answer.context["messages"]] == [
        "This image is in use."
    ]
    assert Image.objects.get() == image


def test_several_images_are_deleted_together_unless_one_is_in_use() -> None:
    free, other, used = make_image(), make_image(), make_image()
    make_article("A grid built on gas", lead_image=used)
    client = signed_in(make_user(role="Photo editor"))
    order = {"action": "delete_selected", "post": "yes"}

    refused = client.post(
        reverse(LIST), {**order, "_selected_action": [free.pk, used.pk]}
    )
    done = client.post(
        reverse(LIST), {**order, "_selected_action": [free.pk, other.pk]}
    )

    assert "A grid built on gas" in refused.content.decode()
    assert done.status_code == 302
    assert Image.objects.get() == used
