"""Before publishing: what would change for readers, where it would appear, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import comparing, related, restoring, share_cards, suggestions
from articles.forms.beside import languages
from articles.models import Article, Publication
from articles.slugs import slug_for
from articles.status import Status
from articles.working_copy import WorkingCopy, compose


@dataclass(frozen=True)
class Place:
    """Somewhere readers would meet it."""

    name: str
    note: str = ""


def context(
    copy: WorkingCopy, status: Status, user: User, at: datetime
) -> dict[str, Any]:
    """What the dialog says beside the gate; nothing is saved, no topic is made."""
    version = compose(copy)
    version.section = copy.article.section
    version.slug = version.slug or slug_for(version.headline, "article")
    version.live_from = version.changed_at = at
    version.published_at = status.live.published_at if status.live else at
    return {
        "changes": changes(copy, status.live, user, at),
        "places": list(_places(version, copy, at)),
        "card": share_cards.card_of(version, at),
        "card_title": version.search_headline or version.headline,
        "card_text": version.search_description or version.standfirst,
        "card_domain": domain(),
    }


def domain() -> str:
    """Where readers find the magazine, as other sites name it."""
    return urlsplit(settings.SITE_URL).hostname or ""


def changes(
    copy: WorkingCopy, live: Publication | None, user: User, at: datetime
) -> list[comparing.Change]:
    """What the working copy says otherwise than readers see; none before they do."""
    if live is None:
        return []
    seen, typed = restoring.seen(live), copy.snapshot
    names = suggestions.names_in(seen, typed, user=user, at=at)
    # An address left empty is made of the headline, or stays what it was.
    slug = copy.article.slug or live.slug
    return comparing.changes(seen, {**typed, "slug": slug}, names)


def _places(version: Publication, copy: WorkingCopy, at: datetime) -> Iterator[Place]:
    yield Place(_("Its own address"), version.get_absolute_url())
    slots = dict(_slots(copy.article, at))
    if version.section is None:
        yield Place(_("No section's page"))
    else:
        yield Place(str(version.section), slots.get(version.section_id, _("newest")))
    yield Place(_("Front page"), slots.get(None, _("newest")))
    for topic in copy.topics:
        is_new = topic.pk is None
        yield Place(str(topic), _("a new topic") if is_new else _("topic"))
    for contributor in copy.contributors:
        yield Place(str(contributor), _("byline"))
    if version.series is not None:
        part = version.series_part
        note = _("part %(number)d") % {"number": part} if part else _("series")
        yield Place(str(version.series), note)
    if version.language:
        yield Place(str(dict(languages())[version.language]), _("language"))
    count = len(related.scores(version, at)[: related.KEPT])
    if count:
        words = ngettext(
            "below %(count)d article at most",
            "below %(count)d articles at most",
            count,
        )
        yield Place(_("Related articles"), words % {"count": count})


def _slots(article: Article, at: datetime) -> Iterator[tuple[int | None, str]]:
    """Its places in the line-ups that count at the moment, by section."""
    if article.pk is None:
        return
    # Line-ups are none of the articles' business, but they point here.
    slots: Any = getattr(article, "slots").select_related("line_up")  # noqa: B009
    for slot in slots.filter(line_up__starts_at__lte=at)[:50]:
        line_up = slot.line_up
        later = type(line_up).objects.filter(
            section=line_up.section_id,
            starts_at__gt=line_up.starts_at,
            starts_at__lte=at,
        )
        if slot.is_open(at) and not later.exists():
            place = _("place %(number)d of the line-up") % {"number": slot.position + 1}
            yield line_up.section_id, place
