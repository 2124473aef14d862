"""The command rebuild_search."""

from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from articles.models import DeskEntry, SearchEntry
from tests.factories import HOUR, NOON, make_live

pytestmark = pytest.mark.django_db


def run(*options: str) -> str:
    out = StringIO()
    call_command("rebuild_search", *options, stdout=out)
    return out.getvalue()


@time_machine.travel(NOON + HOUR, tick=False)
def test_rebuild_search_indexes_what_is_missing() -> None:
    make_live()
    SearchEntry.objects.all().delete()
    DeskEntry.objects.all().delete()
    said = "1 publications indexed\n1 working copies indexed\n"
    said += "0 images indexed\n"
    assert run() == said
    assert (SearchEntry.objects.count(), DeskEntry.objects.count()) == (1, 1)
    assert run() == said


@time_machine.travel(NOON + HOUR, tick=False)
def test_rebuild_search_dry_run_writes_nothing() -> None:
    make_live()
    SearchEntry.objects.all().delete()
    said = "1 publications to index\n1 working copies to index\n"
    said += "0 images to index\n"
    assert run("--dry-run") == said
    assert SearchEntry.objects.count() == 0
