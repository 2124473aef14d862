"""``build_renditions`` and the worker: killed at any moment, nothing is left half."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import (
    claims,
    developing,
    images,
    picture_check,
    picture_files,
    renditions,
)
from articles.models import Image
from tests.factories import picture_bytes, place_originals

ROOT = Path(__file__).parents[2]
# Fifty by hand: KILLS=50 pytest -s tests/newsroom/test_build_renditions.py -k killing
KILLS = int(os.environ.get("KILLS", "6"))


def add(count: int) -> None:
    for number in range(count):
        data = picture_bytes((700 + number, 500), colour=f"#{number:02x}8060")
        images.add_image(io.BytesIO(data), by=None, source="AFP")


def report(capsys: pytest.CaptureFixture[str], **options: Any) -> list[str]:
    call_command("build_renditions", **options)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def _folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path / "var"
    place_originals(monkeypatch, tmp_path / "var" / "originals")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_folders")
def test_what_is_lacking_is_made_and_nothing_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    add(3)
    assert report(capsys, dry_run=True) == ["3 images to render"]

    assert report(capsys, jobs=2) == ["3 images rendered"]

    assert all(developing.is_complete(image) for image in Image.objects.all())
    assert report(capsys, dry_run=True) == ["0 images to render"]
    assert report(capsys) == ["0 images rendered"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_folders")
def test_what_another_machine_is_at_is_left_to_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    add(1)
    Image.objects.update(render_at=timezone.now() + developing.LEASE)

    with pytest.raises(SystemExit):
        report(capsys)

    assert capsys.readouterr().out.splitlines()[0] == "0 images rendered"
    assert list(picture_files.listed(default_storage, "images")) == sorted(
        renditions.names(Image.objects.get().renditions)
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_folders")
def test_what_a_killed_process_had_is_made_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    add(2)
    dead, alive = Image.objects.order_by("pk")
    Image.objects.update(render_at=timezone.now() + developing.LEASE)
    with claims.held(str(alive.pk)):
        left_behind(dead.pk)
        with pytest.raises(SystemExit):
            report(capsys)

    assert capsys.readouterr().out.splitlines()[0] == "1 images rendered"
    assert [developing.is_complete(one) for one in Image.objects.order_by("pk")] == [
        *(True, False)
    ]


def left_behind(pk: int) -> None:
    """Leave what a killed process leaves: a file that nobody has locked."""
    (Path(settings.VAR_DIR) / "claims" / str(pk)).touch()


def database_url() -> str:
    """The address of the test database, for another process."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    who = quote(f"{held['USER']}:{held['PASSWORD']}", safe=":")
    # A host may be a folder with a socket in it, which only a query can say.
    where = urlencode({"host": held["HOST"], "port": held["PORT"] or "5432"})
    return f"postgres://{who}@/{held['NAME']}?{where}"


def kill_a_worker(folder: Path, after: float) -> None:
    """Start a worker in a process group of its own and kill it, child and all."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "MEDIA_ROOT": str(folder / "media"),
        "VAR_DIR": str(folder / "var"),
    }
    with subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as worker:
        # However long a busy machine takes to start it: to the first claim.
        for _ in range(1_000):
            assert worker.poll() is None, "the worker ended by itself"
            if any((folder / "var/claims").glob("*")):
                break
            time.sleep(0.02)
        time.sleep(after)
        os.killpg(worker.pid, signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_folders")
def test_killing_workers_leaves_nothing_half(tmp_path: Path) -> None:
    dice, in_the_middle = random.Random(2026), 0
    add(6)
    for number in range(KILLS):
        # Another credit: all files are to be made afresh, and older ones deleted.
        facts = {"source": f"AFP {number}", "render_at": timezone.now()}
        Image.objects.update(**facts)
        kill_a_worker(tmp_path, after=dice.uniform(0, 1.5))
        in_the_middle += any((tmp_path / "var/claims").glob("*"))
        for image in Image.objects.all():
            for name in renditions.names(image.renditions):
                assert default_storage.size(name) > 0
    sys.stderr.write(f"{in_the_middle} of {KILLS} killed in the middle of a build\n")
    # Nobody has to wait until a dead one's lease has run out.
    developing.take_back(timezone.now())
    assert not Image.objects.filter(render_at__gt=timezone.now()).exists()

    for finding in list(picture_check.findings(timezone.now())):
        picture_check.repair(finding, timezone.now())
    developing.render_due(timezone.now(), 10)

    assert list(picture_check.findings(timezone.now())) == []
    named = set()
    for image in Image.objects.all():
        assert developing.is_complete(image)
        named |= renditions.names(image.renditions) | set(image.superseded)
    assert set(picture_files.listed(default_storage, "images")) == named
    assert not any((tmp_path / "var/claims").glob("*"))
