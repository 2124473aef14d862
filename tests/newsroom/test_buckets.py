"""Pictures in buckets: a real server on loopback, real requests, and its troubles."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles import developing, images, picture_files, renditions, replacing
from articles.figures import figure
from articles.models import EarlierFile, Image
from articles.picture_files import StoreFailed
from newsroom import backends
from tests import buckets
from tests.factories import make_live, make_user, picture_bytes

pytestmark = pytest.mark.django_db

PRIVATE, PUBLIC = "originals", "pictures"
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with buckets.server() as address:
        yield address


def keep_pictures_at(
    address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set the newsroom up as an operator would, by the environment."""
    monkeypatch.setenv("S3_BUCKET", PUBLIC)
    monkeypatch.setenv("S3_ORIGINALS_BUCKET", PRIVATE)
    monkeypatch.setenv("S3_ENDPOINT_URL", address)
    monkeypatch.setenv("S3_REGION", "us-east-1")
    monkeypatch.setenv("S3_ACCESS_KEY", buckets.KEYS["aws_access_key_id"])
    monkeypatch.setenv("S3_SECRET_KEY", buckets.KEYS["aws_secret_access_key"])
    settings.MEDIA_URL = f"{address}/{PUBLIC}/"
    set_up = backends.storages(
        var_dir=Path("/nowhere"), media_url=settings.MEDIA_URL, debug=True
    )
    # Not by STORAGES: fields hold on to theirs, and would to these after the test.
    made = {name: storages.create_storage(set_up[name]) for name in set_up}
    monkeypatch.setattr(storages, "_storages", made)
    monkeypatch.setattr(default_storage, "_wrapped", made["default"])
    for model in (Image, EarlierFile):
        field: Any = model._meta.get_field("file")
        monkeypatch.setattr(field, "storage", made["originals"])


@pytest.fixture
def store(
    endpoint: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Two buckets, and a newsroom that keeps its pictures there."""
    buckets.make(endpoint, PRIVATE)
    buckets.make(endpoint, PUBLIC, is_public=True)
    keep_pictures_at(endpoint, settings, monkeypatch)
    yield endpoint
    buckets.forget(endpoint)


@pytest.fixture
def no_store(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newsroom whose store is not there."""
    nobody = f"http://127.0.0.1:{buckets.free_port()}"
    keep_pictures_at(nobody, settings, monkeypatch)


def added(colour: str = "teal", **facts: Any) -> Image:
    """An image with all its renditions."""
    data = io.BytesIO(picture_bytes((700, 500), colour))
    image = images.add_image(data, by=None, source="AFP", **facts)
    developing.render_due(timezone.now(), 5)
    image.refresh_from_db()
    return image


def check(capsys: pytest.CaptureFixture[str], **options: bool) -> list[str]:
    try:
        call_command("check_newsroom", **options)
    except SystemExit as end:
        return [*capsys.readouterr().out.splitlines(), f"exit {end.code}"]
    return capsys.readouterr().out.splitlines()


def test_readers_fetch_every_rendition_and_may_keep_it(store: str) -> None:
    image = added()

    names = renditions.names(image.renditions)
    assert buckets.names(store, PUBLIC) == names
    assert developing.is_complete(image)
    for name in names:
        status, headers, body = buckets.fetched(default_storage.url(name))
        kind = {"jpg": "jpeg"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
        assert (status, headers["Content-Type"]) == (200, f"image/{kind}")
        assert headers["Cache-Control"] == FOR_EVER
        assert len(body) == default_storage.size(name) > 0


def test_pages_name_addresses_that_answer_and_that_the_policy_allows(
    store: str, client: Any
) -> None:
    live = make_live(lead_image=added(alternative_text="A gas meter"))

    answer = client.get(live.get_absolute_url())

    addresses = set(re.findall(rf"{store}/[^\s\",]+", answer.content.decode()))
    assert {address.rpartition(".")[2] for address in addresses} == {
        *("avif", "webp", "jpg")
    }
    assert {buckets.fetched(address)[0] for address in addresses} == {200}
    assert f"img-src 'self' {store}" in answer["Content-Security-Policy"]
    assert figure(live.lead_image, "text") != ""


def test_the_original_is_there_for_us_alone(store: str) -> None:
    image = added()

    assert buckets.names(store, PRIVATE) == {str(image.file)}
    assert buckets.fetched(f"{store}/{PRIVATE}/{image.file}")[0] == 403
    with image.file.open() as original:
        assert original.read() == picture_bytes((700, 500), "teal")
    with pytest.raises(ValueError, match="has no address"):
        str(image.file.url)


def test_a_replaced_file_is_kept_and_a_deleted_image_leaves_nothing(
    store: str, django_capture_on_commit_callbacks: Any
) -> None:
    image, at = added(), timezone.now()
    old, before = str(image.file), renditions.names(image.renditions)
    chief = make_user(is_superuser=True)

    new = images.prepare(io.BytesIO(picture_bytes((800, 500), "navy")))
    replacing.replace_file(image, new, by=chief, at=at)
    developing.render_due(timezone.now(), 5)
    image.refresh_from_db()

    assert buckets.names(store, PRIVATE) == {old, str(image.file)}
    # Pages in caches ask for the old ones a while longer.
    shown = renditions.names(image.renditions)
    assert buckets.names(store, PUBLIC) == shown | before

    with django_capture_on_commit_callbacks(execute=True):
        images.delete_image(image, at=at)
    left = buckets.names(store, PRIVATE) | buckets.names(store, PUBLIC)
    assert left == set()


def test_check_newsroom_finds_and_repairs_what_a_bucket_lost(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    image, operator = added(), buckets.client(store)
    assert check(capsys) == ["0 findings"]
    one, other = image.renditions[0]["name"], image.renditions[-1]["name"]
    operator.delete_object(Bucket=PUBLIC, Key=one)
    operator.put_object(Bucket=PUBLIC, Key=other, Body=b"")
    mine = one.rpartition("-")[0] + "-00000000.jpg"
    operator.put_object(Bucket=PUBLIC, Key=mine, Body=b"x")

    expected = [
        f"image {image.pk}: missing rendition: {one}",
        f"image {image.pk}: empty rendition: {other}",
        f"orphan: {mine}",
    ]
    assert sorted(check(capsys)) == sorted([*expected, "3 findings", "exit 1"])
    assert check(capsys, fix=True)[-1] == "3 findings"
    developing.render_due(timezone.now(), 5)
    assert check(capsys) == ["0 findings"]


def test_check_newsroom_tells_of_lost_and_of_public_originals(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, other = added("teal"), added("navy")
    buckets.client(store).delete_object(Bucket=PRIVATE, Key=str(lost.file))
    buckets.publish(store, PRIVATE)

    said = check(capsys, fix=True)

    assert f"image {lost.pk}: missing original: {lost.file}" in said
    assert f"image {other.pk}: public original: {other.file}" in said
    assert said[-2:] == ["2 findings", "exit 1"]


def test_a_folder_is_told_with_sizes_and_dates(store: str) -> None:
    operator = buckets.client(store)
    for name in ("images/ab/1.jpg", "images/cd/2.jpg", "other/3.jpg"):
        operator.put_object(Bucket=PUBLIC, Key=name, Body=b"x" * int(name[-5]))

    found = list(picture_files.contents(default_storage, "images"))

    assert [(one.name, one.size) for one in found] == [
        ("images/ab/1.jpg", 1),
        ("images/cd/2.jpg", 2),
    ]
    assert abs(found[0].modified_at - timezone.now()) < timedelta(minutes=1)
    assert picture_files.folders(default_storage, "images") == ["ab", "cd"]


@pytest.mark.usefixtures("no_store")
def test_a_store_that_is_away_takes_no_picture() -> None:
    with pytest.raises(StoreFailed) as failure:
        added()

    assert failure.value.sentence.startswith("The picture could not be stored")
    assert not Image.objects.exists()


def sent() -> dict[str, Any]:
    file = SimpleUploadedFile("pit.jpg", picture_bytes((700, 500)), "image/jpeg")
    return {"file": file, "creator": "Ana Ruiz", "alternative_text": "A pit"}


@pytest.mark.usefixtures("no_store")
def test_the_form_says_so_beside_the_file_and_keeps_what_was_typed(client: Any) -> None:
    client.force_login(make_user(is_superuser=True))

    answer = client.post(reverse("admin:articles_image_add"), sent())

    form = answer.context["adminform"].form
    assert answer.status_code == 200
    assert form.errors == {"file": [StoreFailed().sentence]}
    assert form["creator"].value() == "Ana Ruiz"
    assert not Image.objects.exists()


@pytest.mark.usefixtures("no_store")
def test_the_picker_says_so_too(client: Any) -> None:
    client.force_login(make_user(is_superuser=True))

    answer = client.post(reverse("admin:articles_image_picker_upload"), sent())

    assert answer.status_code == 503
    assert answer.json() == {"errors": {"__all__": [StoreFailed().sentence]}}


def test_a_file_that_cannot_be_replaced_stays(
    store: str, client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = added()
    keep_pictures_at(f"http://127.0.0.1:{buckets.free_port()}", settings, monkeypatch)
    client.force_login(make_user(is_superuser=True))

    address = reverse("admin:articles_image_replace", args=[image.pk])
    answer = client.post(address, sent())

    assert answer.context["form"].errors == {"file": [StoreFailed().sentence]}
    assert Image.objects.get().file == image.file
    assert not EarlierFile.objects.exists()


def test_half_a_store_keeps_nothing(store: str) -> None:
    buckets.client(store).delete_bucket(Bucket=PUBLIC)

    with pytest.raises(StoreFailed):
        added()

    assert buckets.names(store, PRIVATE) == set()
    assert not Image.objects.exists()


def test_renditions_are_made_once_the_store_is_back(
    store: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = images.add_image(io.BytesIO(picture_bytes()), by=None)
    nobody = f"http://127.0.0.1:{buckets.free_port()}"
    keep_pictures_at(nobody, settings, monkeypatch)
    at = timezone.now()
    developing.render_due(at, 5)
    assert Image.objects.get().render_at == at + developing.PAUSE

    keep_pictures_at(store, settings, monkeypatch)
    developing.render_due(at + developing.PAUSE + timedelta(seconds=1), 5)

    image.refresh_from_db()
    assert developing.is_complete(image)


@pytest.mark.usefixtures("no_store")
def test_check_newsroom_says_when_the_store_is_away() -> None:
    with pytest.raises(CommandError, match="The store of the pictures fails: Bucket"):
        call_command("check_newsroom")


def test_wrong_keys_are_no_missing_file(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with buckets.server(INITIAL_NO_AUTH_ACTION_COUNT="0") as strict:
        keep_pictures_at(strict, settings, monkeypatch)
        with pytest.raises(PermissionError, match="InvalidAccessKeyId"):
            next(picture_files.contents(default_storage, "images"))
        with pytest.raises(StoreFailed):
            added()
