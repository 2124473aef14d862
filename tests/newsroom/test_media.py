"""Renditions are served for ever; nothing else in the folder is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in ("pit-a1b2c3.webp", "notes.html", "2026/pit.JPG"):
        default_storage.save(name, ContentFile(b"bytes"))
    (tmp_path / "secret.jpg").write_bytes(b"secret")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("pit-a1b2c3.webp", "image/webp"), ("2026/pit.JPG", "image/jpeg")],
)
def test_picture_is_served_for_ever(client, name, content_type):
    response = client.get(f"/media/{name}")
    assert b"".join(response.streaming_content) == b"bytes"
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "notes.html",
        "missing.webp",
        "2026",
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "/etc/hosts.jpg",
        "a%00.jpg",
        "x" * 5000 + ".jpg",
    ],
)
def test_anything_else_is_not_found(client, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_picture_is_only_for_reading(client):
    assert client.post("/media/pit-a1b2c3.webp").status_code == 405
