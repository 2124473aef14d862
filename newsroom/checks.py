"""Tell the operator at the start what would fail at midnight."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.files.storage import FileSystemStorage, storages
from django.http.request import validate_host
from PIL import features

# By their names in Pillow.
FORMATS_SHOWN = {"avif": "AVIF", "webp": "WebP"}


@register(Tags.urls)
def check_site_url(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """E001: the site's own name must be one that we answer to."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if validate_host(host, settings.ALLOWED_HOSTS) or settings.DEBUG:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL}, but ALLOWED_HOSTS refuses {host}.",
            hint="Add the host to ALLOWED_HOSTS, or correct SITE_URL.",
            id="newsroom.E001",
        )
    ]


@register(Tags.files)
def check_originals(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """E002: what was uploaded must not lie where readers can fetch it."""
    private, public = storages["originals"], storages["default"]
    if not isinstance(private, FileSystemStorage):
        return []
    if not isinstance(public, FileSystemStorage):
        return []
    inside, outside = Path(private.location), Path(public.location)
    if not (inside.is_relative_to(outside) or outside.is_relative_to(inside)):
        return []
    return [
        Error(
            "MEDIA_ROOT and the folder of private originals contain one another.",
            hint=f"Set MEDIA_ROOT to a folder beside {inside}.",
            id="newsroom.E002",
        )
    ]


@register(Tags.compatibility)
def check_pillow(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """E003: pictures are shown as AVIF and WebP."""
    lacking = [name for kind, name in FORMATS_SHOWN.items() if not features.check(kind)]
    if not lacking:
        return []
    return [
        Error(
            f"This Pillow cannot write {' or '.join(lacking)}.",
            hint="Install its wheel: pip install --only-binary :all: pillow",
            id="newsroom.E003",
        )
    ]


@register(Tags.security, deploy=True)
def check_https(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """W001: passwords and drafts should not travel in the clear."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [
        Warning(
            f"SITE_URL is {settings.SITE_URL}, without HTTPS.",
            hint="Put a proxy with a certificate in front (docs/operators.md).",
            id="newsroom.W001",
        )
    ]


@register(Tags.files, deploy=True)
def check_both_in_buckets(
    app_configs: Sequence[Any] | None, **_: Any
) -> list[CheckMessage]:
    """W002: a second server or worker has no access to this one's originals."""
    private, public = storages["originals"], storages["default"]
    if isinstance(public, FileSystemStorage) or not isinstance(
        private, FileSystemStorage
    ):
        return []
    return [
        Warning(
            "Pictures are in a bucket, but their originals are on this machine alone.",
            hint="Set S3_ORIGINALS_BUCKET, or run no second worker and back up"
            f" {private.location}.",
            id="newsroom.W002",
        )
    ]
