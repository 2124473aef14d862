"""Rows and files held against one another, and put right."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.utils import timezone

from articles import developing, images
from articles.models import Image
from tests.factories import picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


@pytest.fixture
def image() -> Image:
    """An image with all its renditions."""
    image = images.add_image(io.BytesIO(picture_bytes((400, 300))), by=None)
    developing.render_due(timezone.now(), 5)
    image.refresh_from_db()
    return image


def check(capsys: pytest.CaptureFixture[str], **options: bool) -> list[str]:
    """What the command finds, and an exit code if it is not 0."""
    try:
        call_command("check_newsroom", **options)
    except SystemExit as end:
        return [*capsys.readouterr().out.splitlines(), f"exit {end.code}"]
    return capsys.readouterr().out.splitlines()


def test_nothing_is_found_where_all_is_well(
    image: Image, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(capsys) == ["0 findings"]


def test_missing_and_empty_renditions_are_made_afresh(
    image: Image, own_folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = image.renditions[0]["name"], image.renditions[-1]["name"]
    default_storage.delete(one)
    (own_folders[1] / other).write_bytes(b"")

    found = sorted(check(capsys)[:2])
    assert found == sorted(
        [
            f"image {image.pk}: missing rendition: {one}",
            f"image {image.pk}: empty rendition: {other}",
        ]
    )
    assert check(capsys, fix=True)[-1] == "2 findings"
    developing.render_due(timezone.now(), 5)
    assert check(capsys) == ["0 findings"]


def test_a_lost_original_needs_the_backup(
    image: Image, capsys: pytest.CaptureFixture[str]
) -> None:
    storages["originals"].delete(str(image.file))

    lost = f"image {image.pk}: missing original: {image.file}"
    said = check(capsys, fix=True)
    assert [said[0], *said[2:]] == [lost, "1 findings", "exit 1"]
    assert said[1].startswith("missing original: put it back from the backup")


def test_leftovers_are_deleted_but_uploads_on_their_way_are_not(
    image: Image, own_folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    stem = image.renditions[0]["name"].rpartition("/")[2][:20]
    mine = f"images/{stem[:2]}/{stem}-320-00000000.jpg"
    default_storage.save(mine, ContentFile(b"x"))
    default_storage.save("images/ab/abcdef-320-00000000.jpg", ContentFile(b"x"))
    storages["originals"].save("ab/abcdef.jpg", ContentFile(b"x"))

    assert check(capsys) == [f"orphan: {mine}", "1 findings", "exit 1"]
    assert check(capsys, fix=True) == [f"orphan: {mine} (repaired)", "1 findings"]
    assert check(capsys) == ["0 findings"]

    long_ago = (timezone.now() - timedelta(days=1)).timestamp()
    import os

    for folder in own_folders:
        for path in folder.rglob("abcdef*"):
            os.utime(path, (long_ago, long_ago))
    assert check(capsys, fix=True) == [
        "orphan: images/ab/abcdef-320-00000000.jpg (repaired)",
        "orphan original: ab/abcdef.jpg (repaired)",
        "2 findings",
    ]
    assert check(capsys) == ["0 findings"]


def test_an_incomplete_image_is_asked_for_again(
    image: Image, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.objects.update(renditions=image.renditions[:1])

    assert check(capsys)[0] == f"image {image.pk}: incomplete: {image.file}"
    check(capsys, fix=True)
    assert developing.due(timezone.now()).count() == 1


def test_unfinished_files_are_removed(
    own_folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    part = own_folders[1] / "images" / ".1.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"")

    assert check(capsys, fix=True) == [f"unfinished: {part} (repaired)", "1 findings"]
    assert not part.exists()


def test_programs_read_findings_as_json(
    own_folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    part = own_folders[0] / ".1.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"")

    with pytest.raises(SystemExit):
        call_command("check_newsroom", json=True)
    assert json.loads(capsys.readouterr().out) == [
        {
            "kind": "unfinished",
            "name": str(part),
            "image": None,
            "can_repair": True,
            "repaired": False,
        }
    ]
