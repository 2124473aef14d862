"""The command that keeps the worker running."""

import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from newsroom import worker


class Command(BaseCommand):
    """Parses, calls ``newsroom.worker``, reports."""

    help = (
        "Do what has to happen beside readers' requests (refresh related lists,"
        " prune logs), again and again, until stopped. Safe to kill, safe to run"
        " several times."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer one round, and a look without touching anything."""
        parser.add_argument("--once", action="store_true", help="do what is due, stop")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is due and do nothing"
        )

    def handle(
        self, *, once: bool, dry_run: bool, verbosity: int, **options: Any
    ) -> None:
        """Work."""
        if dry_run:
            self._report("due", worker.look())
        elif once:
            self._report("done", worker.catch_up())
        else:
            stopping = Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopping.set())
            if verbosity > 1:
                self.stdout.write("The worker is running; Ctrl-C stops it.")
                self.stdout.flush()
            worker.work(stopping)

    def _report(self, word: str, counts: Iterator[tuple[str, int]]) -> None:
        for name, count in counts:
            self.stdout.write(f"{name}: {count} {word}")
