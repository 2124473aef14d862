"""The command that finds what is not as it should be."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import licensing, picture_check
from articles.admin.words import moment_text
from articles.licensing import Ending

# What is left to people.
ADVICE = {
    "missing original": (
        "put it back from the backup of the originals, or give the image another file"
        " at the desk; until then readers get what was made of it"
    ),
    "public original": (
        "anybody can fetch it: make the bucket S3_ORIGINALS_BUCKET private"
    ),
}


class Command(BaseCommand):
    """Parses, calls ``articles.picture_check``, reports."""

    help = (
        "Hold images against their files: what is missing, empty, unfinished or left"
        " over. Exits with 1 when something is found. --fix deletes what is left over"
        " and lets the worker make what is missing; safe while the newsroom is running."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer repair, and findings for programs."""
        parser.add_argument("--fix", action="store_true", help="put right what can be")
        parser.add_argument("--json", action="store_true", help="findings as JSON")

    def handle(self, *, fix: bool, json: bool, **options: Any) -> None:
        """Look, repair, report."""
        at = timezone.now()
        try:
            found = list(picture_check.findings(at))
            for finding in found if fix else ():
                picture_check.repair(finding, at)
        except OSError as error:
            raise CommandError(f"The store of the pictures fails: {error}") from error
        # Told, but no fault: what is to be done about it is for editors to decide.
        endings = licensing.endings(at)
        (self._as_json if json else self._as_text)(found, fix, endings)
        if any(not (fix and finding.can_repair) for finding in found):
            raise SystemExit(1)

    def _as_json(
        self, found: list[picture_check.Finding], fix: bool, endings: list[Ending]
    ) -> None:
        rows = [
            {**asdict(finding), "repaired": fix and finding.can_repair}
            for finding in found
        ]
        rows += [
            {
                "kind": "rights ending",
                "name": ending.ends_at.isoformat(),
                "image": ending.image.pk,
                "places": ending.places,
            }
            for ending in endings
        ]
        self.stdout.write(json.dumps(rows, indent=1))

    def _as_text(
        self, found: list[picture_check.Finding], fix: bool, endings: list[Ending]
    ) -> None:
        for finding in found:
            whose = f"image {finding.image}: " if finding.image else ""
            done = " (repaired)" if fix and finding.can_repair else ""
            self.stdout.write(f"{whose}{finding.kind}: {finding.name}{done}")
        for kind in sorted({finding.kind for finding in found} & set(ADVICE)):
            self.stdout.write(f"{kind}: {ADVICE[kind]}")
        for ending in endings:
            end = moment_text(ending.ends_at)
            where = ", ".join(ending.places)
            self.stdout.write(f"image {ending.image.pk}: rights end {end}: {where}")
        self.stdout.write(f"{len(found)} findings")
