"""The command that makes the search index afresh."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from articles.models import Publication
from articles.search.index import rebuild


class Command(BaseCommand):
    """Parses, calls ``articles.search.index.rebuild``, reports."""

    help = (
        "Index every article that readers can see, or will see, afresh. Publishing"
        " keeps the index by itself: this is for after a repair or an upgrade. Readers"
        " search the old index until the new one is whole; safe to kill and repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a look without touching anything."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say how much there is to index"
        )

    def handle(self, *, dry_run: bool, verbosity: int, **options: Any) -> None:
        """Rebuild, in one transaction."""
        at = timezone.now()
        if dry_run:
            count = Publication.objects.filter(live_until__gt=at).count()
            self.stdout.write(f"{count} publications to index")
            return
        step = self._progress if verbosity and self.stdout.isatty() else None
        with transaction.atomic():
            count = rebuild(at, step)
        self.stdout.write(f"{count} publications indexed")

    def _progress(self, count: int) -> None:
        """Show how far it has come, on one line."""
        self.stdout.write(f"\r{count} publications", ending="")
        self.stdout.flush()
