"""The command that makes renditions for many images at once."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from articles import developing, duplicates
from articles.models import Image
from newsroom.management.progress import reporter


class Command(BaseCommand):
    """Parses, calls ``articles.developing``, reports."""

    help = (
        "Make the renditions that images lack, on all processors. The worker does so"
        " by itself, one after the other: this is for after an import, an upgrade or"
        " a lost MEDIA_ROOT. Safe to kill, goes on where it stopped, safe beside"
        " workers; needs about 150 MB for each processor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a look, and fewer processors."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say how many images need it"
        )
        parser.add_argument(
            "--jobs", type=int, default=os.cpu_count() or 1, help="images at a time"
        )

    def handle(self, *, dry_run: bool, jobs: int, **options: Any) -> None:
        """Ask for what is missing, then make it."""
        if not dry_run:
            developing.take_back(timezone.now())
        lacking = list(_lacking())
        if dry_run:
            self.stdout.write(f"{len(lacking)} images to render")
            return
        tell, made = reporter(sys.stderr), 0
        with ThreadPoolExecutor(max(1, jobs)) as pool:
            waiting = {pool.submit(_make, pk): pk for pk in lacking}
            for done, future in enumerate(as_completed(waiting), start=1):
                made += future.result()
                tell(done, len(lacking), f"image {waiting[future]}")
        self.stdout.write(f"{made} images rendered")
        # From what was just made; only what came without an upload lacks one.
        if known := duplicates.backfill():
            self.stdout.write(f"{known} images made findable by likeness")
        if left := sum(1 for _pk in _lacking()):
            self.stdout.write(
                f"{left} not: another worker has them, or the log says why."
                " Run it again, or ask check_newsroom."
            )
            raise SystemExit(1)


def _lacking() -> Iterator[int]:
    images: Iterable[Image] = Image.objects.order_by("pk").iterator(500)
    return (image.pk for image in images if not developing.is_complete(image))


def _make(pk: int) -> bool:
    """Make one image's renditions in a thread; the work is done in a process."""
    try:
        return _render(pk)
    finally:
        connection.close()


def _render(pk: int) -> bool:
    at = timezone.now()
    image = Image.objects.filter(pk=pk).first()
    if image is None or developing.is_complete(image):
        return False
    if image.render_at is None and developing.ask(image, at):
        image.refresh_from_db()
    return developing.render(image, at)
