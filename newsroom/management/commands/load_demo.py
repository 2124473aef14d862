"""The command that fills an empty newsroom with the demonstration magazine."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.demo import accounts, loading
from newsroom.management import progress


class Command(BaseCommand):
    """Parses, calls ``newsroom.demo.loading``, reports."""

    help = (
        "Load the demonstration: the magazine Meridian 99, its pictures, and an account"
        " for each role. Only while DEBUG is on. Safe to kill and safe to run again:"
        " what is there, however it has been edited, is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a look without touching anything."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is missing and do nothing"
        )

    def handle(self, *, dry_run: bool, verbosity: int, **options: Any) -> None:
        """Load."""
        self.stdout.ending = ""  # else a bar would become a line for each step
        told = progress.reporter(self.stdout) if verbosity else _silence
        try:
            report = loading.load(timezone.now(), progress=told, dry_run=dry_run)
        except accounts.DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for kind in report.kinds:
            made, kept = report.made[kind], report.kept[kind]
            word = "missing" if dry_run else "loaded"
            self.stdout.write(f"{kind}: {made} {word}, {kept} already there\n")
        names = ", ".join(account.username for account in accounts.ACCOUNTS)
        self.stdout.write(f"Accounts: {names}. Their password: {accounts.PASSWORD}\n")


def _silence(done: int, total: int, name: str) -> None:
    """Hear of progress and say nothing."""
