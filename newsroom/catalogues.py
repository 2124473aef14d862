"""The texts in other languages: compiled when first needed, so no step is forgotten.

Translators keep ``newsroom/locale/<language>/LC_MESSAGES/django.po``; gettext reads a
compiled form, which is kept below VAR_DIR under a name made of the texts' hash.
"""

import hashlib
import os
import tempfile
from pathlib import Path

import polib

SOURCES = Path(__file__).parent / "locale"


def compiled(folder: Path, sources: Path = SOURCES) -> Path:
    """Return a folder below ``folder`` that holds every catalogue, compiled.

    A catalogue is written whole or not at all, and by several processes at once without
    harm. Raises OSError when the folder cannot be written.
    """
    catalogues = sorted(sources.glob("*/LC_MESSAGES/*.po"))
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in catalogues))
    target = folder / "locale" / digest.hexdigest()[:16]
    for path in catalogues:
        made = target / path.relative_to(sources).with_suffix(".mo")
        if not made.exists():
            _write(made, polib.pofile(str(path)).to_binary())
    return target


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    # mkstemp lets nobody else read it; another account may run the worker.
    Path(name).chmod(0o644)
    Path(name).replace(path)
