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
    """E003: pictures are shown as WebP."""
    if features.check("webp"):
        return []
    return [
        Error(
            "This Pillow cannot write WebP.",
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
