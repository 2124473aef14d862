"""Keep the log of changes by which caches learn what to forget, and when."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from newsroom.models import PurgeRecord

KEPT_FOR = timedelta(days=7)


def record(
    sender: type, *, keys: frozenset[str], due_at: datetime, **others: Any
) -> None:
    """Note a change, in the transaction that makes it (receives ``changed``)."""
    if keys:
        PurgeRecord.objects.create(
            keys=sorted(keys), due_at=due_at, recorded_at=timezone.now()
        )


def old(at: datetime) -> int:
    """Count the records that ``prune`` would delete."""
    return _old(at).count()


def prune(at: datetime, limit: int) -> int:
    """Delete records that every cache has long acted upon; return how many."""
    oldest = list(_old(at).order_by("pk").values_list("pk", flat=True)[:limit])
    return PurgeRecord.objects.filter(pk__in=oldest).delete()[0]


def _old(at: datetime) -> models.QuerySet[PurgeRecord]:
    # A record for the future must stay until its moment has passed as well.
    return PurgeRecord.objects.filter(
        due_at__lt=at - KEPT_FOR, recorded_at__lt=at - KEPT_FOR
    )
