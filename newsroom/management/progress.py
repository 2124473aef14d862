"""Progress of a command: a bar on a terminal, plain lines anywhere else."""

from collections.abc import Callable
from io import TextIOBase
from typing import TextIO

Stream = TextIO | TextIOBase
Progress = Callable[[int, int, str], None]

WIDTH = 30
NAME = 40


def reporter(stream: Stream, *, lines: int = 10) -> Progress:
    """A function to be told (done, total, name) after each step.

    On a terminal it draws one bar; anywhere else it writes about ``lines`` lines, the
    last one when all is done.
    """
    return _bar(stream) if stream.isatty() else _lines(stream, lines)


def _bar(stream: Stream) -> Progress:
    def draw(done: int, total: int, name: str) -> None:
        filled = "#" * (WIDTH * done // total)
        end = "\n" if done == total else ""
        stream.write(f"\r[{filled:<{WIDTH}}] {done}/{total} {name[:NAME]:<{NAME}}{end}")
        stream.flush()

    return draw


def _lines(stream: Stream, lines: int) -> Progress:
    def write(done: int, total: int, name: str) -> None:
        every = max(1, total // lines)
        if done == total or done % every == 0:
            stream.write(f"{done} of {total}: {name}\n")

    return write
