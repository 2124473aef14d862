"""Corrections: telling readers what was wrong, and taking such a sentence back."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import history, publishing
from articles.models import Article, Correction, Publication, Revision
from articles.signals import tell
from articles.timeline import CannotPublish, NotLive, Scheduled, hold, tail_of
from articles.working_copy import WorkingCopy


def correct(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    kind: str,
    text: str,
    signed_by: str = "",
    corrected_at: datetime | None = None,
    with_changes: bool = False,
    scheduled: str = Scheduled.REFUSE,
) -> Correction:
    """Tell readers below the article, on /corrections/ and in feeds, what was wrong.

    ``corrected_at``: the date they read, if it is an earlier one than ``at``.
    ``with_changes`` publishes the working copy in the same act (``scheduled``: see
    ``publish``). The pages concerned are purged, and the history keeps the sentence.

    Raises NotLive when readers see no version to be corrected, CannotPublish for a date
    that cannot be, and whatever publishing raises.
    """
    with transaction.atomic():
        if with_changes:
            publishing.update(article, by=by, at=at, scheduled=scheduled)
        held, at = hold(article, at)
        live = tail_of(held, at).live
        if live is None:
            raise NotLive(_("It is not live: readers have nothing to be told of."))
        if not text.strip():
            raise CannotPublish(_("Say what was wrong, and what is right."))
        correction = Correction.objects.create(
            article=held,
            kind=Correction.Kind(kind),
            text=text.strip(),
            signed_by=signed_by.strip(),
            corrected_at=_date(corrected_at, live, at),
            made_by=by,
            made_at=at,
        )
        _tell(held, live, by=by, at=at, note=correction.text)
    return correction


def retract(correction: Correction, *, by: User | None, at: datetime) -> None:
    """Take back a correction that was itself wrong; the history keeps it.

    Raises CannotPublish when that was done already.
    """
    with transaction.atomic():
        held, at = hold(correction.article, at)
        rows = Correction.objects.filter(pk=correction.pk, retracted_at=None)
        if not rows.update(retracted_at=at):
            raise CannotPublish(_("It was taken back already."))
        note = _("Taken back: %(text)s") % {"text": correction.text}
        _tell(held, tail_of(held, at).live, by=by, at=at, note=note)


def _date(asked: datetime | None, live: Publication, at: datetime) -> datetime:
    """The date readers see: not in the future, nor before there was an article."""
    if asked is None:
        return at
    if asked > at:
        raise CannotPublish(_("A correction cannot be dated in the future."))
    if asked < live.published_at:
        raise CannotPublish(_("Readers had not seen the article by then."))
    return asked


def _tell(
    article: Article,
    live: Publication | None,
    *,
    by: User | None,
    at: datetime,
    note: str,
) -> None:
    """Record it, move the article's own clock, and name the pages that show it."""
    copy, kind = WorkingCopy.of(article), Revision.Kind.CORRECT
    history.record(copy, kind=kind, by=by, at=at, note=note)
    Article.objects.filter(pk=article.pk).update(acted_at=at)
    keys = publishing.keys_of(article, [live] if live else [])
    tell(Article, frozenset({"corrections", *keys}), at)
