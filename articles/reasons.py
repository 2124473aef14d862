"""Why one article stands below another: what they share, and how near they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import related
from articles.models import Publication, Topic, TopicLink
from articles.working_copy import WorkingCopy, compose

SHOWN = 8
RARE = 10  # articles that carry a topic; beyond, sharing it is no surprise


@dataclass(frozen=True)
class Neighbour:
    """An article that stands, or would stand, below another one."""

    version: Publication
    is_picked: bool
    # The topics that both carry, the rarest first.
    shared: Sequence[Topic] = ()
    nearness: str = ""
    is_same_section: bool = False

    @property
    def rare(self) -> list[Topic]:
        """The shared topics that few articles carry."""
        return [topic for topic in self.shared if topic.article_count <= RARE]

    @property
    def common(self) -> list[Topic]:
        """The shared topics that many carry."""
        return [topic for topic in self.shared if topic.article_count > RARE]


def neighbours(copy: WorkingCopy, at: datetime) -> list[Neighbour]:
    """What would stand below ``copy`` if it were published at ``at``, and why.

    The hand-picked first, then the nearest by topic; only what readers can see then.
    More than readers are shown: the rest takes the place of what an editor refuses.
    """
    version = _version(copy, at)
    picked = [other.pk for other in copy.picked]
    nearest = [pk for pk, _score in related.scores(version, at)]
    wanted = list(dict.fromkeys([*picked, *nearest]))[: len(picked) + SHOWN]
    rows = Publication.objects.live(at).filter(article_id__in=wanted)
    found = {row.article_id: row for row in rows.select_related("section")}
    shared = _shared(version.topic_ids, found, at)
    return [
        replace(_near(version, found[pk], pk in picked), shared=shared[pk])
        for pk in wanted
        if pk in found
    ]


def _version(copy: WorkingCopy, at: datetime) -> Publication:
    """The version that ``copy`` would become, with the date that it would carry."""
    version = compose(copy)
    begun = Publication.objects.filter(article=copy.article.pk, live_from__lte=at)
    first = begun.order_by("live_until").first() if copy.article.pk else None
    version.published_at = first.published_at if first else at
    return version


def _shared(
    topic_ids: Iterable[int], article_ids: Iterable[int], at: datetime
) -> dict[int, list[Topic]]:
    """The topics that each of these articles carries of ``topic_ids``."""
    links = TopicLink.objects.live(at).filter(
        topic__in=list(topic_ids), article_id__in=list(article_ids)
    )
    shared: dict[int, list[Topic]] = defaultdict(list)
    for link in links.select_related("topic").order_by("topic__article_count", "topic"):
        shared[link.article_id].append(link.topic)
    return shared


def _near(one: Publication, other: Publication, is_picked: bool) -> Neighbour:
    return Neighbour(
        version=other,
        is_picked=is_picked,
        nearness=_gap(abs((one.published_at - other.published_at).days)),
        is_same_section=one.section_id is not None
        and one.section_id == other.section_id,
    )


def _gap(days: int) -> str:
    """How far apart two articles appeared, in the words that an editor would use."""
    if days < 1:
        return _("same day")
    if days <= 7:
        return _("same week")
    if days < 60:
        weeks = round(days / 7)
        return ngettext("%(n)d week apart", "%(n)d weeks apart", weeks) % {"n": weeks}
    if days < 730:
        months = round(days / 30)
        return ngettext("%(n)d month apart", "%(n)d months apart", months) % {
            "n": months
        }
    years = round(days / 365)
    return ngettext("%(n)d year apart", "%(n)d years apart", years) % {"n": years}
