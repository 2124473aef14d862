"""The worker does what is due, goes on after a failure, and stops when told."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError

from articles.models import Topic
from newsroom import worker
from newsroom.models import LoginAttempt, PurgeRecord
from newsroom.worker import BATCH, Step

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=30)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def leftovers():
    PurgeRecord.objects.create(keys=["front"], due_at=LONG_AGO, recorded_at=LONG_AGO)
    LoginAttempt.objects.create(account="a", address="192.0.2.1", at=LONG_AGO)
    for key, expiry in (("old", LONG_AGO), ("new", NOON + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expiry)
    Topic.objects.create(name="Gas", key="gas", slug="gas", article_count=3)


def counts():
    return [model.objects.count() for model in (PurgeRecord, LoginAttempt, Session)]


def report(capsys, **options):
    call_command("run_worker", **options)
    return capsys.readouterr().out.splitlines()


def test_dry_run_says_what_is_due_and_does_nothing(leftovers, capsys):
    assert report(capsys, dry_run=True) == [
        "make renditions: 0 due",
        "send notices by mail: 0 due",
        "draw share cards: 0 due",
        "refresh related lists: 0 due",
        "recount topics: 1 due",
        "move merged topics: 0 due",
        "prune share cards: 0 due",
        "prune the purge log: 1 due",
        "prune log-in attempts: 1 due",
        "prune sessions: 1 due",
        "prune unsaved texts: 0 due",
        "forget who was there: 0 due",
    ]
    assert counts() == [1, 1, 2]


def test_once_does_what_is_due(leftovers, capsys):
    assert report(capsys, once=True) == [
        "make renditions: 0 done",
        "send notices by mail: 0 done",
        "draw share cards: 0 done",
        "refresh related lists: 0 done",
        "recount topics: 1 done",
        "move merged topics: 0 done",
        "prune share cards: 0 done",
        "prune the purge log: 1 done",
        "prune log-in attempts: 1 done",
        "prune sessions: 1 done",
        "prune unsaved texts: 0 done",
        "forget who was there: 0 done",
    ]
    assert counts() == [0, 0, 1]


def test_second_time_there_is_nothing_to_do(leftovers, capsys):
    report(capsys, once=True)
    done = [line.rsplit(": ", 1)[1] for line in report(capsys, once=True)]
    assert done == ["0 done"] * len(worker.STEPS)


def step(run, name="step"):
    return Step(name, timedelta(hours=1), lambda at: 0, run)


def test_full_batch_is_followed_by_another():
    batches = iter([BATCH, BATCH, 3])
    steps = [step(lambda at, limit: next(batches))]
    assert list(worker.catch_up(steps)) == [("step", 2 * BATCH + 3)]


def test_worker_goes_on_after_a_failing_step(caplog):
    stopping, seen = Event(), []

    def fail(at, limit):
        raise OperationalError("the database is away")

    def last(at, limit):
        seen.append((at, limit))
        stopping.set()
        return 1

    worker.work(stopping, [step(fail, "failing"), step(last, "last")])
    assert seen == [(NOON, BATCH)]
    assert "worker: failing failed" in caplog.messages


def test_worker_told_to_stop_begins_nothing_more():
    stopping = Event()
    stopping.set()
    worker.work(stopping, [step(lambda at, limit: pytest.fail("began"))])


def test_command_stops_cleanly_on_sigterm(tmp_path):
    """Even on a database without tables, where every step fails."""
    environment = os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    running = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker", "--verbosity", "2"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout.readline() == "The worker is running; Ctrl-C stops it.\n"
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 0
    running.stdout.close()
