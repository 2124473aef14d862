"""The command that makes the search index afresh."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from articles import library
from articles.models import Article, Image, Publication
from articles.search import desk
from articles.search.index import rebuild


class Command(BaseCommand):
    """Parses, calls ``articles.search.index.rebuild``, reports."""

    help = (
        "Index every article afresh, for readers and for the desk. Saving and"
        " publishing keep the index: this is for after a repair or an upgrade. Readers"
        " search the old index until the new one is whole; safe to kill and repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a look without touching anything."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say how much there is to index"
        )

    def handle(self, *, dry_run: bool, verbosity: int, **options: Any) -> None:
        """Rebuild the readers' index in one transaction, then the desk's."""
        at = timezone.now()
        if dry_run:
            count = Publication.objects.filter(live_until__gt=at).count()
            self.stdout.write(f"{count} publications to index")
            self.stdout.write(f"{Article.objects.count()} working copies to index")
            self.stdout.write(f"{Image.objects.count()} images to index")
            return
        step = self._progress if verbosity and self.stdout.isatty() else None
        with transaction.atomic():
            count = rebuild(at, step)
        self.stdout.write(f"{count} publications indexed")
        # Row by row: nobody at the desk has to wait for the last of them.
        count = desk.rebuild(Article.objects.all())
        self.stdout.write(f"{count} working copies indexed")
        self.stdout.write(f"{library.index_all()} images indexed")

    def _progress(self, count: int) -> None:
        """Show how far it has come, on one line."""
        self.stdout.write(f"\r{count} publications", ending="")
        self.stdout.flush()
