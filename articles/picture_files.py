"""Where picture files are kept: originals in private, renditions for readers."""

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import (
    FileSystemStorage,
    Storage,
    default_storage,
    storages,
)
from django.utils.translation import gettext as _

from articles.renditions import Rendition

logger = logging.getLogger(__name__)

Kept = tuple[Storage, str]

# The folder of everything that readers fetch.
PUBLIC = "images"
_PART = ".part"


class StoreFailed(OSError):
    """A file could not be stored; the message is a sentence for the person."""

    @property
    def sentence(self) -> str:
        """What to tell whoever has the picture in hand."""
        return _(
            "The picture could not be stored, and nothing was saved: the store does"
            " not answer or is full. Please try again in a few minutes."
        )


@dataclass(frozen=True)
class Stored:
    """One file in a store."""

    name: str
    size: int
    modified_at: datetime


def original_name(content_hash: str, suffix: str) -> str:
    """Return where the original with this content is kept."""
    return f"{content_hash[:2]}/{content_hash}.{suffix}"


def stem(content_hash: str) -> str:
    """Return the beginning of the public names of everything made from a picture."""
    return f"{PUBLIC}/{content_hash[:2]}/{content_hash[:20]}"


def hash_in(name: str) -> str:
    """Return the beginning of the content's hash that stands in a public name."""
    return PurePosixPath(name).name[:20]


def keep_original(name: str, data: bytes) -> list[Kept]:
    """Store an original; return it if it is new, so that it can be taken back."""
    return _keep(storages["originals"], name, data)


def keep_renditions(renditions: Iterable[Rendition]) -> list[Kept]:
    """Store renditions where readers find them; return those that are new."""
    return list(keeping(renditions))


def keeping(renditions: Iterable[Rendition]) -> Iterator[Kept]:
    """Store one after the other, so that the caller knows how far it went."""
    for rendition in renditions:
        yield from _keep(default_storage, rendition.name, rendition.data)


def remove(kept: Iterable[Kept]) -> None:
    """Delete files; one that is gone already is no error.

    One that cannot be deleted now is too much, no reason to stop: check_newsroom
    finds it.
    """
    for storage, name in kept:
        try:
            storage.delete(name)
        except OSError as error:
            logger.warning("Left behind: %s (%s)", name, error)


def listed(storage: Storage, folder: str) -> Iterator[str]:
    """The names of all files in a folder and below, but for unfinished ones."""
    return (one.name for one in contents(storage, folder))


def contents(storage: Storage, folder: str) -> Iterator[Stored]:
    """All files in a folder and below, but for unfinished ones, by their names."""
    if isinstance(storage, FileSystemStorage):
        return _on_disk(storage, folder)
    # A bucket tells a thousand at once; asking for each would take a day.
    if (at_once := getattr(storage, "contents", None)) is not None:
        found: Iterator[Stored] = at_once(folder)
        return found
    return _one_by_one(storage, folder)


def folders(storage: Storage, folder: str) -> list[str]:
    """The names of the folders in a folder."""
    try:
        return storage.listdir(folder)[0]
    except FileNotFoundError:
        return []


def _on_disk(storage: FileSystemStorage, folder: str) -> Iterator[Stored]:
    root = Path(storage.location)
    for path in sorted((root / folder).rglob("*")):
        if _is_part(path.name) or not path.is_file():
            continue
        # A worker may delete what it replaced while we look.
        with suppress(FileNotFoundError):
            seen = path.stat()
            at = datetime.fromtimestamp(seen.st_mtime, UTC)
            yield Stored(path.relative_to(root).as_posix(), seen.st_size, at)


def _one_by_one(storage: Storage, folder: str) -> Iterator[Stored]:
    within, files = storage.listdir(folder)
    prefix = f"{folder}/" if folder else ""
    for name in (f"{prefix}{name}" for name in sorted(files)):
        yield Stored(name, storage.size(name), storage.get_modified_time(name))
    for inner in sorted(within):
        yield from _one_by_one(storage, f"{prefix}{inner}")


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
    try:
        if storage.exists(name):
            return []
        if isinstance(storage, FileSystemStorage):
            _write_whole(storage, name, data)
        else:
            storage.save(name, ContentFile(data))
    except OSError as error:
        logger.error("Not stored: %s (%s)", name, error)
        raise StoreFailed(str(error)) from error
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
