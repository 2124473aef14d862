"""Another file for an image: nothing lost, and no live page changed by just anybody."""

import io

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from articles import images, replacing
from articles.models import Image, Publication
from articles.replacing import MayNotReplace, may_replace, replace_file
from sections.models import LineUp, Slot
from tests.desk import signed_in
from tests.factories import (
    HOUR,
    NOON,
    make_image,
    make_live,
    make_section,
    make_user,
    picture_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


def file(colour: str = "teal", size: tuple[int, int] = (400, 300)) -> io.BytesIO:
    data = io.BytesIO(picture_bytes(size, colour))
    data.name = f"{colour}.jpg"
    return data


def test_the_old_file_is_kept_and_what_is_said_stays():
    boss = make_user(role="Managing editor")
    image = images.add_image(file(), by=boss, creator="Ana Ruiz", alternative_text="A")
    old, old_hash = str(image.file), image.content_hash
    replace_file(image, images.prepare(file("red", (500, 250))), by=boss, at=NOON)

    assert (image.creator, image.alternative_text) == ("Ana Ruiz", "A")
    assert (image.width, image.height, image.original_name) == (500, 250, "red.jpg")
    (earlier,) = image.earlier_files.all()
    assert (str(earlier.file), earlier.content_hash) == (old, old_hash)
    assert (earlier.width, earlier.height, earlier.replaced_by) == (400, 300, boss)
    assert storages["originals"].exists(old)
    assert image.renditions
    assert image.render_at == NOON


def test_deleting_takes_the_earlier_files_along(django_capture_on_commit_callbacks):
    boss = make_user(role="Managing editor")
    image = images.add_image(file(), by=boss)
    names = [str(image.file)]
    replace_file(image, images.prepare(file("red")), by=boss, at=NOON)
    names.append(str(image.file))
    with django_capture_on_commit_callbacks(execute=True):
        images.delete_image(image, at=NOON)
    assert [storages["originals"].exists(name) for name in names] == [False, False]


def test_a_file_that_an_earlier_version_of_another_needs_stays(
    django_capture_on_commit_callbacks,
):
    boss = make_user(role="Managing editor")
    kept = images.add_image(file(), by=boss)
    twin = images.add_image(file(), by=boss)
    name = str(kept.file)
    replace_file(kept, images.prepare(file("red")), by=boss, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        images.delete_image(twin, at=NOON)
    assert storages["originals"].exists(name)


@pytest.mark.parametrize("place", ["lead", "text"])
def test_what_readers_see_changes_by_who_may_publish_there(place):
    energy, trade = make_section(), make_section("Trade")
    editor = make_user("desk", role="Section editor")
    writer = make_user("writer", role="Writer")
    energy.editors.add(editor)
    image = make_image(uploaded_by=writer)
    assert [may_replace(user, image, NOON) for user in (writer, editor)] == [True, True]
    shown = {"lead_image": image}
    if place == "text":
        body = f'<p>Text.</p><figure data-image="{image.pk}"></figure>'
        shown = {"body": body}
    make_live("Gas", section=energy, **shown)
    assert [may_replace(user, image, NOON) for user in (writer, editor)] == [
        False,
        True,
    ]
    # A second before, no reader saw it.
    assert may_replace(writer, image, NOON - HOUR)
    make_live("Ships", section=trade, **shown)
    boss = make_user("boss", role="Managing editor")
    photo = make_user("photo", role="Photo editor")
    assert [may_replace(user, image, NOON) for user in (editor, photo, boss)] == [
        False,
        False,
        True,
    ]
    with pytest.raises(MayNotReplace):
        replace_file(image, None, by=editor, at=NOON)  # type: ignore[arg-type]


def test_what_stands_on_everybodys_pages_is_replaced_by_who_acts_everywhere():
    energy = make_section()
    editor = make_user("desk", role="Section editor")
    energy.editors.add(editor)
    image, fallback = make_image(), make_image()
    live: Publication = make_live("Gas", section=energy)
    line_up = LineUp.objects.create(starts_at=NOON)
    Slot.objects.create(line_up=line_up, article=live.article, image=image)
    energy.fallback = fallback
    energy.save()
    boss = make_user("boss", role="Managing editor")
    for one in (image, fallback):
        assert [may_replace(user, one, NOON) for user in (editor, boss)] == [
            False,
            True,
        ]


def test_the_page_replaces_and_refuses():
    boss, writer = make_user(role="Managing editor"), make_user("w", role="Writer")
    image = images.add_image(file(), by=boss)
    address = reverse("admin:articles_image_replace", args=[image.pk])
    assert signed_in(writer).get(address).status_code == 403
    client = signed_in(boss)
    assert client.get(address).status_code == 200
    refused = client.post(address, {"file": io.BytesIO(b"nonsense")})
    assert list(refused.context["form"].errors) == ["file"]
    assert client.post(address, {"file": file("red")}).status_code == 302
    image = Image.objects.get()
    assert image.original_name == "red.jpg"
    page = client.get(reverse("admin:articles_image_change", args=[image.pk]))
    assert [earlier.original_name for earlier in page.context["earlier"]] == [
        "teal.jpg"
    ]
    assert client.get(
        reverse("admin:articles_image_replace", args=[987])
    ).status_code == (404)


def test_replacing_is_offered_to_who_may():
    assert replacing.may_replace(make_user(), make_image(), NOON) is False
