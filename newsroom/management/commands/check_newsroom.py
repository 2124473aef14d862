"""The command that finds what is not as it should be."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import doctor, licensing, picture_check
from articles.admin.words import moment_text
from articles.doctor import Kind
from articles.licensing import Ending
from newsroom.desk.doctor import late_work

Ill = dict[str, Any]

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


# Told beside the pictures, with all their places.
EXAMINED = frozenset(Kind) - {Kind.RIGHTS}


class Command(BaseCommand):
    """Parses, calls ``articles.picture_check`` and the doctor, reports."""

    help = (
        "Hold images against their files: what is missing, empty, unfinished or left"
        " over; and tell what the desk's doctor tells. Exits with 1 when something is"
        " wrong; what is only worth a thought does not count. --fix deletes files that"
        " are left over and lets the worker make what is missing; safe while the"
        " newsroom is running."
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
        endings, ills = licensing.endings(at), _ills(at)
        (self._as_json if json else self._as_text)(found, fix, endings, ills)
        left = [row for row in found if not (fix and row.can_repair)]
        if left or any(ill["is_fault"] for ill in ills):
            raise SystemExit(1)

    def _as_json(
        self,
        found: list[picture_check.Finding],
        fix: bool,
        endings: list[Ending],
        ills: list[Ill],
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
        self.stdout.write(json.dumps([*rows, *ills], indent=1))

    def _as_text(
        self,
        found: list[picture_check.Finding],
        fix: bool,
        endings: list[Ending],
        ills: list[Ill],
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
        for ill in ills:
            said = ": ".join(filter(None, [ill["name"], ill["message"]]))
            self.stdout.write(f"{ill['kind']}: {said} {ill['address']}".rstrip())
        faults = [ill for ill in ills if ill["is_fault"]]
        self.stdout.write(f"{len(found) + len(faults)} findings")


def _ills(at: datetime) -> list[Ill]:
    """What the doctor finds, and the work that is late, as plain facts."""
    rows = [
        {
            "kind": finding.kind.value,
            "name": finding.title,
            "message": finding.message,
            finding.model: finding.pk,
            "field": finding.field,
            "address": finding.address,
            "is_fault": finding.kind.is_fault,
        }
        for finding in doctor.examine(doctor.Scope(at, kinds=EXAMINED))
    ]
    late = [
        {
            "kind": "late work",
            "name": sentence,
            "message": "",
            "address": "",
            "is_fault": True,
        }
        for sentence in late_work(at)
    ]
    return rows + late
