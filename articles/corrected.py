"""What readers are told was wrong: below an article, and all together by date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.listings import Place, cursor_of
from articles.models import Correction, Publication
from articles.models.correction import CorrectionQuerySet

PAGE = 20


@dataclass(frozen=True)
class Entry:
    """A correction, and the article as readers see it now, if they still do."""

    correction: Correction
    publication: Publication | None


@dataclass(frozen=True)
class Listing:
    """One page of the list of corrections."""

    entries: Sequence[Entry]
    # The cursor of the next page; empty on the last.
    older: str = ""

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything it prints."""
        ids = {entry.correction.article_id for entry in self.entries}
        shown = [entry.publication for entry in self.entries if entry.publication]
        sections = {row.section_id for row in shown if row.section_id}
        return {f"article-{pk}" for pk in ids} | {f"section-{pk}" for pk in sections}


def below(publication: Publication, at: datetime) -> list[Correction]:
    """The corrections of an article, the latest first; no query where there are none.

    As ``version_at`` has found out; else they are looked up.
    """
    if not getattr(publication, "is_corrected", True):
        return []
    rows = Correction.objects.shown(at).filter(article_id=publication.article_id)
    return list(rows) if publication.article_id else []


def is_corrected(at: datetime) -> Exists:
    """Whether readers are told of corrections, for a query of publications."""
    rows = Correction.objects.shown(at).filter(article_id=OuterRef("article_id"))
    return Exists(rows)


def page(at: datetime, before: Place | None) -> Listing:
    """The latest corrections of all articles, or those before a place; two queries.

    An article that readers see no more leaves its corrections on the record, without
    its headline and without a link. One that was taken down takes them along: their
    words may repeat what had to go.
    """
    rows = _public(at)
    if before:
        date, pk = before
        rows = rows.filter(Q(corrected_at__lt=date) | Q(corrected_at=date, pk__lt=pk))
    found = list(rows[: PAGE + 1])
    ids = {correction.article_id for correction in found}
    live = Publication.objects.live(at).filter(article_id__in=ids)
    shown = {row.article_id: row for row in live.select_related("section")}
    entries = [Entry(row, shown.get(row.article_id)) for row in found[:PAGE]]
    last = entries[-1].correction if len(found) > PAGE else None
    return Listing(entries, cursor_of((last.corrected_at, last.pk)) if last else "")


def count_of_year(at: datetime) -> int:
    """How many corrections bear a date of this year, where the newsroom is."""
    first = timezone.localtime(at).replace(
        month=1, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    return _public(at).filter(corrected_at__gte=first).count()


def _public(at: datetime) -> CorrectionQuerySet:
    return Correction.objects.shown(at).filter(article__blocked_at=None)
