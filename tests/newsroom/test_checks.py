"""Every way to misconfigure us is a numbered check with a hint."""

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from newsroom import checks


def ids(check):
    return [message.id for message in check(None)]


def test_site_url_must_be_answered_to(settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    settings.SITE_URL = "https://news.example"
    assert ids(checks.check_site_url) == []
    settings.SITE_URL = "https://other.example"
    assert ids(checks.check_site_url) == ["newsroom.E001"]


def test_originals_lie_outside_the_media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert ids(checks.check_originals) == []
    settings.MEDIA_ROOT = settings.VAR_DIR
    assert ids(checks.check_originals) == ["newsroom.E002"]


def test_media_folder_lies_outside_the_originals(settings):
    settings.MEDIA_ROOT = settings.VAR_DIR / "originals" / "media"
    assert ids(checks.check_originals) == ["newsroom.E002"]


@pytest.mark.parametrize(
    ("has", "complaint"),
    [
        ({"webp"}, "This Pillow cannot write AVIF."),
        ({"avif"}, "This Pillow cannot write WebP."),
        (set(), "This Pillow cannot write AVIF or WebP."),
    ],
)
def test_pillow_must_write_what_readers_get(monkeypatch, has, complaint):
    assert ids(checks.check_pillow) == []
    monkeypatch.setattr(checks.features, "check", lambda name: name in has)
    (message,) = checks.check_pillow(None)
    assert (message.id, message.msg) == ("newsroom.E003", complaint)


@pytest.mark.parametrize(
    ("public", "private", "expected"),
    [
        ("bucket", "disk", ["newsroom.W002"]),
        ("bucket", "bucket", []),
        ("disk", "disk", []),
        ("disk", "bucket", []),
    ],
)
def test_originals_should_be_where_renditions_are(
    monkeypatch, public, private, expected
):
    made = {"disk": FileSystemStorage(), "bucket": InMemoryStorage()}
    kept = {"default": made[public], "originals": made[private]}
    monkeypatch.setattr(checks, "storages", kept)
    assert ids(checks.check_both_in_buckets) == expected


def test_site_should_have_https(settings):
    settings.SITE_URL = "http://news.example"
    assert ids(checks.check_https) == ["newsroom.W001"]
    settings.SITE_URL = "https://news.example"
    assert ids(checks.check_https) == []
