"""The child: reads one order and one file, answers with facts and pictures, is gone.

    python -m articles.darkroom MEMORY SECONDS < order > answer

Order and answer are a line of JSON with raw bytes after it, and nothing that runs: not
even a decoder that a file has taken over can make the server do more than read bytes.
"""

import json
import os
import resource
import sys
import warnings
from contextlib import suppress
from dataclasses import asdict
from typing import Any

MEMORY, SECONDS = (int(word) for word in sys.argv[1:3])


def bind() -> None:
    """Bound memory, processor, files and dumps before any stranger's byte is read."""
    for name, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", SECONDS),
        # Nothing is written but the answer, and that goes through a pipe.
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        # Not every system has or honours each; the clock is watched from outside.
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def work(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Open the file and make what was ordered."""
    from articles.darkroom import ladder, opening, printing

    with opening.opened(data) as picture:
        size = opening.upright_size(picture)
        answer: dict[str, Any] = {"format": opening.format_of(picture), "size": size}
        if "prints" in order:
            # Nobody waits for these; who uploads or reads meanwhile comes first.
            os.nice(5)
            wanted = [ladder.Print(**one) for one in order["prints"]]
            root = opening.upright(picture, ladder.largest(*size))
        else:
            wanted = ladder.quick(*size)
            root = opening.upright(picture, (wanted[-1].width, wanted[-1].height))
    packet = order.get("packet", "").encode()
    made = list(printing.prints(root, size, wanted, packet))
    answer["tone"] = printing.tone_of(root)
    answer["said"] = said(data, order["zone"]) if "zone" in order else {}
    answer["files"] = [
        [one.crop, one.width, one.height, kind, len(data)] for one, kind, data in made
    ]
    return answer, [data for _one, _kind, data in made]


def said(data: bytes, zone: str) -> dict[str, Any]:
    """Read the metadata, whose parsers meet the same strangers."""
    from django.conf import settings

    settings.configure(TIME_ZONE=zone, USE_TZ=True)
    from articles import photo_metadata

    return asdict(photo_metadata.read(data))


def main() -> None:
    """Answer one order."""
    bind()
    from articles.darkroom.refusals import Refused

    warnings.simplefilter("ignore")
    order = json.loads(sys.stdin.buffer.readline())
    files: list[bytes] = []
    try:
        answer, files = work(order, sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": [refused.code, refused.detail]}
    except MemoryError:
        answer = {"refused": ["memory", ""]}
    sys.stdout.buffer.write(json.dumps(answer, default=str).encode() + b"\n")
    sys.stdout.buffer.writelines(files)
    sys.stdout.buffer.flush()


main()
