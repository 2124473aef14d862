"""What the ladder costs, beside a naive way: a table for docs/performance.md.

    python -m tests.bench_pictures

Each way runs in processes of its own; the least of three runs counts. The pictures are
the demonstration's photographs, put together side by side. pyvips is no dependency of
ours: where it is installed (pip install pyvips[binary]), it has its row.
"""

import io
import json
import os
import platform
import subprocess
import sys
import time
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import PIL
from PIL import Image

from articles.darkroom import ladder
from articles.darkroom.limits import MEMORY

ROOT = Path(__file__).parents[1]
SIZES = {"12": (4000, 3000), "24": (6000, 4000)}
NAIVE = """
import io, sys
from PIL import Image
data = sys.stdin.buffer.read()
for width in (320, 640, 960, 1280, 1600):
    for kind, options in (
        ("JPEG", {"quality": 80}),
        ("WEBP", {"quality": 76}),
        ("AVIF", {"quality": 60}),
    ):
        picture = Image.open(io.BytesIO(data)).convert("RGB")
        height = round(picture.height * width / picture.width)
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        small.save(io.BytesIO(), kind, **options)
"""
VIPS = """
import sys
import pyvips
data = sys.stdin.buffer.read()
for width in (320, 640, 960, 1280, 1600):
    picture = pyvips.Image.thumbnail_buffer(data, width).copy_memory()
    picture.jpegsave_buffer(Q=80)
    picture.webpsave_buffer(Q=76, effort=2)
    picture.heifsave_buffer(Q=60, compression="av1", effort=0)
"""
Run = tuple[float, float, float]


def photograph(size: tuple[int, int]) -> bytes:
    """A large JPEG of real photographs in a grid."""
    files = sorted((ROOT / "newsroom" / "demo" / "pictures").glob("*.jpg"))
    picture, side = Image.new("RGB", size), 1000
    places = [(x, y) for y in range(0, size[1], side) for x in range(0, size[0], side)]
    for number, place in enumerate(places):
        with Image.open(files[number % len(files)]) as one:
            picture.paste(one.convert("RGB").resize((side, side)), place)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def order(size: tuple[int, int], *, crops: bool) -> bytes:
    """What the darkroom is told to make."""
    prints = ladder.whole(*size)
    if crops:
        prints += ladder.cropped(*size, (0.5, 0.5))
    return json.dumps({"prints": [vars(one) for one in prints]}).encode() + b"\n"


def run(command: list[str], said: bytes, **environment: str) -> Run:
    """Seconds by the clock, of processor, and the megabytes at the peak."""
    started = time.perf_counter()
    # Not communicate(): the child's own use is known to the one who waits for it.
    child = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin
    assert child.stdout
    child.stdin.write(said)
    child.stdin.close()
    child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    clock = time.perf_counter() - started
    if status:
        raise SystemExit(f"{command[:3]} ended with {status}")
    # This process is small when it starts the others, or theirs would seem large.
    return clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def best(command: list[str], said: bytes, **environment: str) -> str:
    """The best of three, as cells of the table."""
    clock, processor, peak = min(
        (run(command, said, **environment) for _ in range(3)), key=lambda one: one[1]
    )
    return f"{clock:.2f} | {processor:.2f} | {peak:.0f}"


def main() -> None:
    """Print the table."""
    print(f"{date.today()}, {machine()}\n")
    make = "from tests.bench_pictures import *; import sys;"
    make += "sys.stdout.buffer.write(photograph(SIZES[sys.argv[1]]))"
    ours = ["-m", "articles.darkroom", str(MEMORY), "60"]
    print("| JPEG | way | files | wall s | CPU s | peak MB |")
    print("|---|---|---:|---:|---:|---:|")
    for name, size in SIZES.items():
        # Made elsewhere, so that this process stays small.
        done = subprocess.run(
            [sys.executable, "-c", make, name],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        rows = [
            ("ours, at once", 2, ours, b'{"zone": "UTC"}\n' + done.stdout),
            ("ours, five widths", 15, ours, order(size, crops=False) + done.stdout),
            ("ours, with crops", None, ours, order(size, crops=True) + done.stdout),
            ("naive Pillow", 15, ["-c", NAIVE], done.stdout),
        ]
        if find_spec("pyvips"):
            rows.append(("pyvips", 15, ["-c", VIPS], done.stdout))
        for way, files, command, said in rows:
            count = files or sum(
                len(one.kinds)
                for one in ladder.whole(*size) + ladder.cropped(*size, (0.5, 0.5))
            )
            cells = best(command, said, MALLOC_ARENA_MAX="1")
            print(f"| {name} MP | {way} | {count} | {cells} |", flush=True)
    if not find_spec("pyvips"):
        print("\nNo row for pyvips, which is not installed here.")


def machine() -> str:
    """Where this was measured, and with what."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return ", ".join(
        [
            f"{os.cpu_count()} × {names[0] if names else platform.processor()}",
            f"Python {platform.python_version()}",
            f"Pillow {PIL.__version__}",
        ]
    )


if __name__ == "__main__":
    main()
