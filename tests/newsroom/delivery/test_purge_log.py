"""Every change of what readers see is noted in the transaction that makes it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from articles.signals import changed
from newsroom.delivery import purge_log
from newsroom.models import PurgeRecord

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def tell(*keys, due_at=NOON):
    with time_machine.travel(NOON, tick=False):
        changed.send(sender=object, keys=frozenset(keys), due_at=due_at)


def test_change_is_recorded_once():
    tell("front", "article-12", due_at=NOON + HOUR)
    records = PurgeRecord.objects.values_list("keys", "due_at", "recorded_at")
    assert list(records) == [(["article-12", "front"], NOON + HOUR, NOON)]


def test_change_of_nothing_is_not_recorded():
    tell()
    assert PurgeRecord.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_record_goes_with_the_transaction_that_fails():
    @transaction.atomic
    def fail():
        tell("front")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert PurgeRecord.objects.count() == 0


def test_prune_keeps_what_is_still_to_come():
    tell("front")
    tell("section-3", due_at=NOON + timedelta(days=30))
    later = NOON + purge_log.KEPT_FOR + HOUR
    assert (purge_log.old(later), purge_log.prune(later, 10)) == (1, 1)
    assert [record.keys for record in PurgeRecord.objects.all()] == [["section-3"]]


def test_prune_keeps_a_week():
    tell("front")
    assert purge_log.prune(NOON + purge_log.KEPT_FOR, 10) == 0


def test_prune_stops_at_its_limit():
    for _ in range(3):
        tell("front")
    assert purge_log.prune(NOON + timedelta(days=8), 2) == 2
    assert PurgeRecord.objects.count() == 1


def test_record_says_what_and_when():
    tell("front")
    record = PurgeRecord.objects.get()
    assert str(record) == f"{record.pk}: front at 2026-11-22 12:00:00"
