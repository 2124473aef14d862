"""Where picture files are kept: originals in private, renditions for readers."""

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import (
    FileSystemStorage,
    Storage,
    default_storage,
    storages,
)

from articles.renditions import Rendition

Kept = tuple[Storage, str]


def original_name(content_hash: str, suffix: str) -> str:
    """Return where the original with this content is kept."""
    return f"{content_hash[:2]}/{content_hash}.{suffix}"


def stem(content_hash: str) -> str:
    """Return the beginning of the public names of everything made from a picture."""
    return f"images/{content_hash[:2]}/{content_hash[:20]}"


def keep_original(name: str, data: bytes) -> list[Kept]:
    """Store an original; return it if it is new, so that it can be taken back."""
    return _keep(storages["originals"], name, data)


def keep_renditions(renditions: Iterable[Rendition]) -> list[Kept]:
    """Store renditions where readers find them; return those that are new."""
    return [
        kept
        for rendition in renditions
        for kept in _keep(default_storage, rendition.name, rendition.data)
    ]


def remove(kept: Iterable[Kept]) -> None:
    """Delete files; one that is gone already is no error."""
    for storage, name in kept:
        storage.delete(name)


def _keep(storage: Storage, name: str, data: bytes) -> list[Kept]:
    """Store data whole or not at all. Names tell contents: what exists is the same."""
    if storage.exists(name):
        return []
    if isinstance(storage, FileSystemStorage):
        _write_whole(storage, name, data)
    else:
        storage.save(name, ContentFile(data))
    return [(storage, name)]


def _write_whole(storage: FileSystemStorage, name: str, data: bytes) -> None:
    """Write beside the place and move in, so that no half file ever has the name."""
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{uuid4().hex}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if storage.file_permissions_mode is not None:
            part.chmod(storage.file_permissions_mode)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
