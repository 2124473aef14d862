"""What an article is at a moment: told from its publications first, then its stage."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Publication, Revision


class Kind(TextChoices):
    """The one word for an article."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    CHANGED = "changed", _("Live with changes")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TAKEN_DOWN = "taken_down", _("Taken down")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True)
class Status:
    """The word for an article, and the versions that it is read from."""

    kind: Kind
    stage: Article.Stage = Article.Stage.DRAFT
    live: Publication | None = None
    coming: Sequence[Publication] = ()
    ended_at: datetime | None = None
    # The working copy differs from the last version that readers see or will see.
    is_ahead: bool = True

    @property
    def label(self) -> str:
        """The word, for people."""
        return str(self.kind.label)

    @property
    def word(self) -> str:
        """The word, for style sheets."""
        return self.kind.value.replace("_", "-")

    @property
    def stage_word(self) -> str:
        """The stage, for style sheets."""
        return self.stage.value.replace("_", "-")

    @property
    def is_blocked(self) -> bool:
        """Whether nobody may publish it before it is released."""
        return self.kind is Kind.TAKEN_DOWN

    @property
    def is_published(self) -> bool:
        """Whether readers see it, have seen it, or will see it by the clock alone."""
        return bool(self.live or self.coming or self.ended_at)

    @property
    def waits(self) -> bool:
        """Whether the desk has yet to look at it, or to send it out."""
        return self.is_ahead and self.stage != Article.Stage.DRAFT

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody is still at work on it, as far as one can tell."""
        return self.waits or (self.is_ahead and self.ended_at is None)

    @property
    def next(self) -> Publication | None:
        """The version that begins next."""
        return self.coming[0] if self.coming else None


NEW = Status(Kind.DRAFT)


def status_of(articles: Iterable[Article], at: datetime) -> dict[int, Status]:
    """The status of each article, by id; three queries at most, however many there are.

    Reads ``stage``, ``digest`` and ``blocked_at`` from the rows given.
    """
    rows = {article.pk: article for article in articles}
    running = _running(rows, at)
    ended = _ended([pk for pk in rows if pk not in running], at)
    withdrawn = _withdrawn(ended)
    return {
        pk: _status(article, running.get(pk, []), ended.get(pk), pk in withdrawn, at)
        for pk, article in rows.items()
    }


def _running(ids: Iterable[int], at: datetime) -> dict[int, list[Publication]]:
    """Versions that have not ended, in order of time."""
    versions: dict[int, list[Publication]] = defaultdict(list)
    rows = Publication.objects.filter(article_id__in=list(ids), live_until__gt=at)
    for version in rows.select_related("section").order_by("live_until"):
        versions[version.article_id].append(version)
    return versions


def _ended(ids: list[int], at: datetime) -> dict[int, datetime]:
    """When the last version ended, of those that have had one."""
    if not ids:
        return {}
    rows = Publication.objects.filter(article_id__in=ids, live_until__lte=at)
    ends = rows.order_by().values_list("article_id").annotate(end=Max("live_until"))
    return dict(ends)


def _withdrawn(ended: dict[int, datetime]) -> set[int]:
    """Those whose end was an act of withdrawal, and not an end set beforehand."""
    if not ended:
        return set()
    kinds = (Revision.Kind.WITHDRAW, Revision.Kind.TAKEDOWN)
    acts = Revision.objects.filter(article_id__in=list(ended), kind__in=kinds)
    last = acts.order_by().values_list("article_id").annotate(at=Max("made_at"))
    return {pk for pk, made_at in last if made_at == ended[pk]}


def _status(
    article: Article,
    running: list[Publication],
    ended_at: datetime | None,
    is_withdrawn: bool,
    at: datetime,
) -> Status:
    live = next((version for version in running if version.is_live(at)), None)
    coming = [version for version in running if version.live_from > at]
    last = running[-1] if running else None
    if article.blocked_at is not None:
        kind = Kind.TAKEN_DOWN
    elif live is not None:
        kind = Kind.LIVE if live.digest == article.digest else Kind.CHANGED
    elif coming:
        kind = Kind.SCHEDULED
    elif ended_at is not None:
        kind = Kind.WITHDRAWN if is_withdrawn else Kind.ENDED
    else:
        kind = Kind(article.stage)
    return Status(
        kind=kind,
        stage=Article.Stage(article.stage),
        live=live,
        coming=coming,
        ended_at=ended_at,
        is_ahead=last is None or last.digest != article.digest,
    )
