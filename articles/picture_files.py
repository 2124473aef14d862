"""Where picture files are kept: originals in private, renditions for readers."""

import fcntl
import os
from collections.abc import Iterable, Iterator
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

# The folder of everything that readers fetch.
PUBLIC = "images"
_PART = ".part"


def original_name(content_hash: str, suffix: str) -> str:
    """Return where the original with this content is kept."""
    return f"{content_hash[:2]}/{content_hash}.{suffix}"


def stem(content_hash: str) -> str:
    """Return the beginning of the public names of everything made from a picture."""
    return f"{PUBLIC}/{content_hash[:2]}/{content_hash[:20]}"


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


def listed(storage: Storage, folder: str) -> Iterator[str]:
    """The names of all files in a folder and below, but for unfinished ones."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files) if not _is_part(name))
    for inner in sorted(folders):
        yield from listed(storage, f"{prefix}{inner}")


def dead(storage: Storage) -> Iterator[str]:
    """The paths of unfinished files whose writer is no more."""
    if isinstance(storage, FileSystemStorage):
        parts = sorted(Path(storage.location).rglob(f".*{_PART}"))
        yield from (str(part) for part in parts if _is_dead(part))


def remove_dead(path: str) -> None:
    """Delete an unfinished file, unless somebody writes it after all."""
    part = Path(path)
    if _is_part(part.name) and _is_dead(part):
        part.unlink(missing_ok=True)


def _is_part(name: str) -> bool:
    return name.startswith(".") and name.endswith(_PART)


def _is_dead(part: Path) -> bool:
    """Tell by the lock, which its writer holds and which dies with the writer."""
    try:
        with part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


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
    part = path.with_name(f".{uuid4().hex}{_PART}")
    try:
        with part.open("wb") as file:
            # Who finds a part that is not locked knows that its writer is dead.
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if storage.file_permissions_mode is not None:
            part.chmod(storage.file_permissions_mode)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
