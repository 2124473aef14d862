"""Renditions are made once, by one worker, whoever is killed or corrects meanwhile."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from PIL import Image as Pixels

from articles import developing, images, picture_files, renditions
from articles.models import Image
from articles.signals import changed
from tests.factories import NOON, make_image, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def image() -> Image:
    """An image just uploaded."""
    return images.add_image(
        io.BytesIO(picture_bytes((400, 300))), by=None, source="AFP"
    )


def files() -> set[str]:
    """Every public file."""
    return set(picture_files.listed(default_storage, "images"))


def listed(image: Image) -> set[str]:
    image.refresh_from_db()
    return renditions.names(image.renditions)


def test_an_upload_is_due_and_made_whole(image: Image) -> None:
    quick = listed(image)
    assert list(developing.due(NOON)) == [image]

    assert developing.render_due(NOON, 5) == 1

    assert listed(image) == files()
    assert quick < files()
    assert developing.is_complete(image)
    assert (image.render_at, image.superseded) == (None, [])
    assert {one.get("crop", "") for one in image.renditions} == {
        *("", "3x2", "16x9", "4x3", "1x1")
    } - {"4x3"}
    for name in files():
        with default_storage.open(name) as file:
            assert Pixels.open(file).size[0] == int(name.split("-")[-2])
    assert developing.render_due(NOON, 5) == 0


def test_pages_with_the_picture_are_told(image: Image) -> None:
    heard: list[Any] = []

    def listen(sender: Any, keys: frozenset[str], due_at: Any, **_: Any) -> None:
        heard.append((keys, due_at))

    changed.connect(listen)
    developing.render_due(NOON, 5)
    changed.disconnect(listen)

    assert heard == [(frozenset({f"image-{image.pk}"}), NOON)]


def test_only_one_of_several_workers_has_it(image: Image) -> None:
    twin = Image.objects.get(pk=image.pk)

    assert developing.render(image, NOON)
    assert not developing.render(twin, NOON)


def test_what_a_killed_worker_had_is_taken_up_when_its_lease_ends(
    image: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(renditions, "develop", die)
        with pytest.raises(KeyboardInterrupt):
            developing.render_due(NOON, 5)

    assert developing.render_due(NOON, 5) == 0
    assert developing.render_due(NOON + developing.LEASE, 5) == 1
    assert listed(image) == files()
    assert developing.is_complete(image)


def test_a_corrected_credit_is_written_into_new_files(image: Image) -> None:
    developing.render_due(NOON, 5)
    old = listed(image)
    image.source = "Reuters"
    images.amend(image, at=NOON)
    assert listed(image) == old

    developing.render_due(NOON, 5)

    new = listed(image)
    assert not new & old
    # Pages in caches ask for the old ones, until the next correction.
    assert files() == new | old
    assert set(image.superseded) == old
    for name in new:
        with default_storage.open(name) as file:
            assert b"<photoshop:Credit>Reuters<" in file.read()
    image.source = "dpa"
    images.amend(image, at=NOON)
    developing.render_due(NOON, 5)
    assert files() == listed(image) | new


def test_a_moved_focus_makes_new_crops_and_keeps_the_rest(image: Image) -> None:
    developing.render_due(NOON, 5)
    old = {one["name"] for one in image.shown()} | listed(image)
    image.focal_x = 0.1
    images.amend(image, at=NOON)
    developing.render_due(NOON, 5)

    kept = listed(image) & old
    assert {"x" in name.rpartition("/")[2].split("-")[1] for name in kept} == {False}
    assert listed(image) - kept


def test_a_caption_makes_nothing_new(image: Image) -> None:
    developing.render_due(NOON, 5)
    image.refresh_from_db()
    image.caption = "A square."
    images.amend(image, at=NOON)

    assert developing.due(NOON).count() == 0


def test_a_form_read_before_the_build_does_not_undo_it(image: Image) -> None:
    before = Image.objects.get(pk=image.pk)
    developing.render_due(NOON, 5)
    before.caption = "A square."
    images.amend(before, at=NOON)

    assert developing.is_complete(Image.objects.get(pk=image.pk))


def test_a_correction_during_the_build_wins(
    image: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = renditions.develop

    def meanwhile(*order: Any) -> Any:
        monkeypatch.setattr(renditions, "develop", real)
        copy = Image.objects.get(pk=image.pk)
        copy.source = "Reuters"
        images.amend(copy, at=NOON)
        return real(*order)

    monkeypatch.setattr(renditions, "develop", meanwhile)
    quick = listed(image)
    developing.render_due(NOON, 5)
    assert listed(image) == quick
    assert files() == quick

    developing.render_due(NOON, 5)
    assert developing.is_complete(Image.objects.get(pk=image.pk))


def test_a_lost_original_is_given_up_and_a_full_disk_tried_again(
    image: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(picture_files, "keep_renditions", full)
        developing.render_due(NOON, 5)
    image.refresh_from_db()
    assert image.render_at == NOON + developing.PAUSE

    image.file.storage.delete(str(image.file))
    developing.render_due(NOON + developing.PAUSE, 5)
    image.refresh_from_db()
    assert image.render_at is None
    assert listed(image)


def test_twins_with_other_credits_have_files_of_their_own(image: Image) -> None:
    data = io.BytesIO(picture_bytes((400, 300)))
    twin = images.add_image(data, by=None, source="Reuters")
    developing.render_due(NOON, 5)

    assert not listed(image) & listed(twin)
    developing.remove_unclaimed(files())
    assert files() == listed(image) | listed(twin)


def test_the_longest_waiting_is_first() -> None:
    late = make_image(render_at=NOON)
    early = make_image(render_at=NOON - timedelta(hours=1))
    make_image(render_at=NOON + timedelta(seconds=1))
    make_image()

    assert list(developing.due(NOON)) == [early, late]


def test_parts_are_told_dead_by_their_lock(own_folders: tuple[Path, Path]) -> None:
    import fcntl

    part = own_folders[1] / "images" / ".x.part"
    part.parent.mkdir(parents=True)
    with part.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert list(picture_files.dead(default_storage)) == []
        picture_files.remove_dead(str(part))
        assert part.exists()
    assert list(picture_files.dead(default_storage)) == [str(part)]
    assert files() == set()
    picture_files.remove_dead(str(part))
    assert not part.exists()
