"""Starts the child, hands it one file, and believes nothing but its bytes."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from articles.darkroom.ladder import KINDS, Print
from articles.darkroom.limits import LADDER_SECONDS, MEMORY, UPLOAD_SECONDS
from articles.darkroom.refusals import Refused

ROOT = Path(__file__).resolve().parents[2]
# As many at once as there are processors: more would only add up their memory.
_places = BoundedSemaphore(max(2, os.cpu_count() or 2))

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class File:
    """One encoded picture."""

    crop: str
    width: int
    height: int
    kind: str
    data: bytes


@dataclass(frozen=True)
class Answer:
    """What the child saw and made."""

    format: str
    width: int
    height: int
    tone: str
    # What the file says of itself, as far as somebody asked.
    said: dict[str, Any]
    files: list[File]


def examine(data: bytes, zone: str) -> Answer:
    """Say what the file is and says, with quick pictures; raises ``Refused``.

    ``zone`` is the time zone of dates that name none.
    """
    return _ask({"zone": zone}, data, *UPLOAD_SECONDS)


def develop(data: bytes, prints: list[Print], packet: str) -> Answer:
    """Make all these pictures, with the XMP packet inside; raises ``Refused``."""
    order = {"prints": [asdict(one) for one in prints], "packet": packet}
    return _ask(order, data, *LADDER_SECONDS)


def _ask(order: dict[str, Any], data: bytes, processor: float, clock: float) -> Answer:
    with _places:
        said = _run(json.dumps(order).encode() + b"\n" + data, processor, clock)
    line, _, rest = said.partition(b"\n")
    answer = json.loads(line)
    if "refused" in answer:
        raise Refused(*answer["refused"])
    files, start = [], 0
    for crop, width, height, kind, size in answer["files"]:
        if kind not in KINDS:
            raise Refused("damaged")
        files.append(File(crop, width, height, kind, rest[start : start + size]))
        start += size
    width, height = answer["size"]
    return Answer(
        answer["format"], width, height, answer["tone"], answer["said"], files
    )


def _run(said: bytes, processor: float, clock: float) -> bytes:
    """Run the child to its end, or end it."""
    command = [sys.executable, "-m", "articles.darkroom"]
    try:
        done = subprocess.run(
            [*command, str(MEMORY), str(int(processor))],
            cwd=ROOT,
            # No key and no address is in there; one heap, since each reserves 64 MB.
            env={"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            input=said,
            capture_output=True,
            check=False,
            timeout=clock,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("time") from error
    if done.stderr:
        logger.info("Darkroom: %s", done.stderr[-500:].decode(errors="replace").strip())
    if done.returncode == 0:
        return done.stdout
    logger.warning("Darkroom ended with %d", done.returncode)
    raise Refused("time" if -done.returncode in _TOO_LONG else "crash")


# The signals for too much processor time: the polite one and the other.
_TOO_LONG = (24, 9)
