"""Adding, amending and deleting images: row and files together, or not at all."""

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage, storages
from django.core.files.storage.memory import InMemoryStorage
from django.db import DatabaseError
from django.db.models.signals import pre_save
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from articles import images, picture_files
from articles.images import ImageInUse, UnusablePicture
from articles.models import Image
from articles.renditions import Rendition
from articles.signals import changed
from tests.factories import NOON, make_article, make_image, make_user, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/'
    b'22-rdf-syntax-ns#"><rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop'
    b'/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" photoshop:Credit="Reuters">'
    b"<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>"
    b"<dc:description><rdf:Alt><rdf:li>%s</rdf:li></rdf:Alt></dc:description>"
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def upload(data: bytes | None = None, name: str = "pumpjack.jpg") -> io.BytesIO:
    """An upload as the web server hands it over."""
    file = io.BytesIO(picture_bytes((500, 300)) if data is None else data)
    file.name = name
    return file


def upload_saying(caption: str) -> io.BytesIO:
    """An upload whose XMP names creator, agency and this caption."""
    from PIL import Image as Pixels

    buffer = io.BytesIO()
    packet = XMP.replace(b"%s", caption.encode())
    Pixels.new("RGB", (64, 48)).save(buffer, "JPEG", xmp=packet)
    return upload(buffer.getvalue())


def files() -> list[str]:
    """Every file in both storages."""
    found = []
    for storage in (storages["originals"], default_storage):
        root = Path(storage.path(""))
        found += [str(path.relative_to(root)) for path in root.rglob("*.*")]
    return sorted(found)


def test_add_image_keeps_the_original_privately_and_renditions_publicly() -> None:
    mei = make_user()
    data = picture_bytes((500, 300))
    content_hash = hashlib.sha256(data).hexdigest()
    stem = f"images/{content_hash[:2]}/{content_hash[:20]}"

    image = images.add_image(upload(data), by=mei, creator="Bo Li")

    image.refresh_from_db()
    with image.file.open() as original:
        assert original.read() == data
    assert image.file.name == f"{content_hash[:2]}/{content_hash}.jpg"
    assert image.file.storage is storages["originals"]
    assert image.content_hash == content_hash
    assert (image.width, image.height) == (500, 300)
    assert image.original_name == "pumpjack.jpg"
    assert image.uploaded_by == mei
    assert image.creator == "Bo Li"
    assert [(made["width"], made["height"]) for made in image.renditions] == [
        (320, 192),
        (500, 300),
    ]
    for made in image.renditions:
        assert made["name"].startswith(f"{stem}-{made['width']}-")
        with default_storage.open(made["name"]) as rendition:
            assert rendition.read(2) == b"\xff\xd8"
    assert image.url(960) == f"/media/{image.renditions[1]['name']}"
    assert image.tone == "022"
    assert image.render_at is not None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\ship.jpg", "ship.jpg"),
        ("a\x00\nb\u202e.jpg", "ab.jpg"),
        ("x" * 300 + ".jpg", "x" * 251 + ".jpg"),
        ("", ""),
    ],
)
def test_only_the_last_part_of_a_file_name_is_kept(name: str, kept: str) -> None:
    assert images.add_image(upload(name=name), by=None).original_name == kept


def test_what_nobody_wrote_is_taken_from_the_file() -> None:
    image = images.add_image(upload_saying("A square"), by=None, source="AFP")

    assert (image.creator, image.source) == ("Ana Ruiz", "AFP")
    assert image.caption == "A square"
    assert image.credit == "AFP / Ana Ruiz"


def test_what_the_file_says_is_shortened_to_fit() -> None:
    image = images.add_image(upload_saying("word " * 300), by=None)

    assert len(image.caption) == 600
    assert image.caption.endswith("…")


def test_an_unusable_file_leaves_nothing_behind() -> None:
    with pytest.raises(UnusablePicture, match="The file is empty."):
        images.add_image(upload(b""), by=None)

    assert Image.objects.count() == 0
    assert files() == []


@pytest.mark.parametrize(
    "facts",
    [
        {"licence_url": "javascript:alert(1)"},
        {"creator": "x" * 201},
        {"focal_x": 1.5},
        {"alternative_text": "x" * 301},
    ],
)
def test_unusable_facts_leave_nothing_behind(facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refusal:
        images.add_image(upload(), by=None, **facts)

    assert list(refusal.value.message_dict) == list(facts)
    assert Image.objects.count() == 0
    assert files() == []


@pytest.fixture
def _database_fails() -> Iterator[None]:
    """A database that takes no more images."""

    def fail(**_: Any) -> None:
        raise DatabaseError("disk full")

    pre_save.connect(fail, sender=Image)
    yield
    pre_save.disconnect(fail, sender=Image)


@pytest.mark.usefixtures("_database_fails")
def test_files_are_taken_back_when_the_row_cannot_be_saved() -> None:
    with pytest.raises(DatabaseError, match="disk full"):
        images.add_image(upload(), by=None)

    assert files() == []


def test_files_of_a_twin_stay_when_the_row_cannot_be_saved(
    request: pytest.FixtureRequest,
) -> None:
    images.add_image(upload(), by=None)
    before = files()
    request.getfixturevalue("_database_fails")

    with pytest.raises(DatabaseError, match="disk full"):
        images.add_image(upload(), by=None)

    assert files() == before
    assert len(before) == 3


def test_the_same_file_is_found_and_shares_its_files() -> None:
    assert images.same_file("0" * 64) is None
    first = images.add_image(upload(), by=None)
    before = files()

    second = images.add_image(upload(), by=None)

    assert images.same_file(first.content_hash) == second
    assert files() == before


def test_no_half_file_ever_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        images.add_image(upload(), by=None)

    assert files() == []
    assert Image.objects.count() == 0


def test_a_store_that_is_no_folder_keeps_files_under_their_names(
    settings: Any,
) -> None:
    memory = {"BACKEND": "django.core.files.storage.memory.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    rendition = Rendition("images/ab/abc-320.webp", 320, 200, b"RIFF")

    assert isinstance(storages["default"], InMemoryStorage)
    assert len(picture_files.keep_renditions([rendition])) == 1
    assert picture_files.keep_renditions([rendition]) == []
    assert default_storage.open("images/ab/abc-320.webp").read() == b"RIFF"


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """What is told to those who keep pages."""
    heard: list[Any] = []

    def listen(sender: Any, keys: frozenset[str], due_at: Any, **_: Any) -> None:
        heard.append((sender, keys, due_at))

    changed.connect(listen)
    yield heard
    changed.disconnect(listen)


def test_amend_saves_and_tells_every_page_with_the_picture(told: list[Any]) -> None:
    image = make_image(creator="Bo Lee")
    image.creator = "Bo Li"

    images.amend(image, at=NOON)

    assert Image.objects.get().creator == "Bo Li"
    assert told == [(Image, frozenset({f"image-{image.pk}"}), NOON)]


def test_delete_image_removes_row_and_files(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    image = images.add_image(upload(), by=None)
    assert len(files()) == 3

    with django_capture_on_commit_callbacks(execute=True):
        images.delete_image(image, at=NOON)

    assert Image.objects.count() == 0
    assert files() == []


def test_delete_image_leaves_the_files_that_a_twin_needs(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    image = images.add_image(upload(), by=None)
    twin = images.add_image(upload(), by=None)

    with django_capture_on_commit_callbacks(execute=True):
        images.delete_image(image, at=NOON)

    assert Image.objects.get() == twin
    assert len(files()) == 3


def test_delete_image_is_refused_while_it_is_in_use() -> None:
    image = images.add_image(upload(), by=None)
    make_article("A grid built on gas", lead_image=image)

    with pytest.raises(ImageInUse) as refusal:
        images.delete_image(image, at=NOON)

    assert [place.title for place in refusal.value.places] == ["A grid built on gas"]
    assert Image.objects.get() == image
    assert len(files()) == 3
