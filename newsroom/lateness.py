"""Work that the worker should have done long ago: for Today and for operators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from articles import developing
from articles.models import Notice

# A worker that runs needs seconds; failures that mend themselves, some minutes.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class Late:
    """One kind of work that is behind: since when, and a sentence about it."""

    kind: str
    count: int
    since: datetime
    sentence: str


def found(at: datetime) -> list[Late]:
    """Every kind of work that is behind at ``at``."""
    return [late for late in (_mails(at), _pictures(at)) if late is not None]


def _mails(at: datetime) -> Late | None:
    """Notices not sent after a while, whether they failed or nobody tried."""
    rows = Notice.objects.filter(mail_at__isnull=False, made_at__lt=at - PATIENCE)
    count = rows.count()
    first = rows.order_by("made_at").first()
    if first is None:
        return None
    sentence = ngettext(
        "%(count)d notice waits to be sent by mail.",
        "%(count)d notices wait to be sent by mail.",
        count,
    )
    return Late("late mail", count, first.made_at, sentence % {"count": count})


def _pictures(at: datetime) -> Late | None:
    rows = developing.due(at - PATIENCE)
    count = rows.count()
    first = rows.first()
    if first is None or first.render_at is None:
        return None
    sentence = ngettext(
        "%(count)d picture waits for its sizes.",
        "%(count)d pictures wait for their sizes.",
        count,
    )
    return Late("late picture", count, first.render_at, sentence % {"count": count})
