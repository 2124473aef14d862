"""Who is at work on what on this machine: locks that die with their holders.

The database says until when something is claimed; a lock says that the one who claimed
it still lives. Where it is gone and its file is not, somebody was killed, and nobody
has to wait for the time to run out.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Hold a lock for as long as the block lasts; False if somebody else does."""
    path = _folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        mine = _locked(file)
        try:
            yield mine
        finally:
            if mine:
                path.unlink(missing_ok=True)


def abandoned() -> Iterator[str]:
    """The names of what killed processes held, each locked while it is looked at."""
    folder = _folder()
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        with suppress(FileNotFoundError), path.open("rb") as file:
            if _locked(file):
                yield path.name
                path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "claims"


def _locked(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
