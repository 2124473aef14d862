"""Serve pictures where neither nginx nor a bucket does it."""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

# Whatever else may lie in the folder is not handed out.
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send one rendition; its name changes with its content, so for ever."""
    content_type = CONTENT_TYPES.get(PurePosixPath(name).suffix.lower())
    if content_type is None or "\0" in name:
        return nothing()
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousFileOperation):
        return nothing()
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(file, content_type=content_type, headers=headers)


def nothing() -> HttpResponseNotFound:
    """Answer in a word: nobody reads a page where a picture should be."""
    return HttpResponseNotFound("Not found", content_type="text/plain")
