"""The work that has to happen beside readers' requests, one small step at a time.

Nothing waits in a queue: each step asks the database what is due, does a batch of it
and records that it is done. Killing a worker loses nothing; several do no harm.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from time import monotonic

from django.contrib.sessions.models import Session
from django.db import Error, close_old_connections
from django.utils import timezone

from articles import autosaving, developing, merging, presence, related, share_cards
from newsroom import mailing, throttle
from newsroom.delivery import purge_log

logger = logging.getLogger(__name__)

BATCH = 200


@dataclass(frozen=True)
class Step:
    """One kind of work: how often to look, how much is due, and how to do it."""

    name: str
    every: timedelta
    due: Callable[[datetime], int]
    run: Callable[[datetime, int], int]
    # How much at once, before the other steps have their turn.
    batch: int = BATCH


def old_sessions(at: datetime) -> int:
    """Count the log-ins that have run out."""
    return Session.objects.filter(expire_date__lt=at).count()


def prune_sessions(at: datetime, limit: int) -> int:
    """Delete log-ins that have run out; return how many."""
    found = Session.objects.filter(expire_date__lt=at).order_by("expire_date")
    oldest = list(found.values_list("pk", flat=True)[:limit])
    return Session.objects.filter(pk__in=oldest).delete()[0]


STEPS: Sequence[Step] = (
    Step(
        "make renditions",
        timedelta(seconds=1),
        lambda at: developing.due(at).count(),
        developing.render_due,
        # A second each.
        batch=5,
    ),
    Step(
        "send notices by mail",
        timedelta(seconds=5),
        lambda at: mailing.due(at).count(),
        mailing.send_due,
        # A slow mail server keeps the other steps waiting.
        batch=20,
    ),
    Step(
        "draw share cards",
        timedelta(seconds=30),
        share_cards.due,
        share_cards.draw_due,
        batch=20,
    ),
    Step(
        "refresh related lists",
        timedelta(seconds=5),
        lambda at: related.due(at).count(),
        related.refresh_due,
    ),
    Step(
        "recount topics",
        timedelta(days=1),
        lambda at: len(related.miscounted(at)),
        lambda at, _limit: related.recount_topics(at),
    ),
    Step(
        "move merged topics",
        timedelta(minutes=1),
        lambda at: merging.waiting(),
        merging.settle,
    ),
    Step("prune share cards", timedelta(days=1), share_cards.old, share_cards.prune),
    Step("prune the purge log", timedelta(hours=1), purge_log.old, purge_log.prune),
    Step("prune log-in attempts", timedelta(hours=1), throttle.old, throttle.prune),
    Step("prune sessions", timedelta(hours=1), old_sessions, prune_sessions),
    Step("prune unsaved texts", timedelta(hours=1), autosaving.old, autosaving.prune),
    Step("forget who was there", timedelta(hours=1), presence.old, presence.prune),
)


def look(steps: Sequence[Step] = STEPS) -> Iterator[tuple[str, int]]:
    """Say how much of each step is due, and do nothing."""
    at = timezone.now()
    for step in steps:
        yield step.name, step.due(at)


def catch_up(steps: Sequence[Step] = STEPS) -> Iterator[tuple[str, int]]:
    """Do all that is due now; raises what a step raises."""
    for step in steps:
        done = count = step.run(timezone.now(), step.batch)
        while count == step.batch:
            count = step.run(timezone.now(), step.batch)
            done += count
        yield step.name, done


def work(stopping: Event, steps: Sequence[Step] = STEPS) -> None:
    """Do what is due, again and again, until told to stop.

    A failing step is logged and tried again when it is next due; the others go on.
    """
    next_at = {step.name: 0.0 for step in steps}
    while not stopping.is_set():
        for step in steps:
            if monotonic() < next_at[step.name] or stopping.is_set():
                continue
            full = _run(step) == step.batch
            pause = 0 if full else step.every.total_seconds()
            next_at[step.name] = monotonic() + pause
        stopping.wait(max(min(next_at.values()) - monotonic(), 0))


def _run(step: Step) -> int:
    close_old_connections()
    try:
        done = step.run(timezone.now(), step.batch)
    except Error:
        logger.exception("worker: %s failed", step.name)
        return 0
    if done:
        logger.info("worker: %s: %d", step.name, done)
    return done
