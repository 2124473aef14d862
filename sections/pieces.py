"""Articles as the board shows them: by what readers will see when a line-up starts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from articles import rights, suggestions
from articles.models import Article, Image, Publication
from articles.models.publication import PublicationQuerySet
from sections.models import Section

SHOWN = 24
# Searching headlines reads every one of them, so not those of ten years.
SEARCHED = 2000


@dataclass(frozen=True)
class Piece:
    """An article on the board, and how it will stand with it at the start."""

    article_id: int
    headline: str
    # live, coming (out by the start), late (out after it), ended, dark (no date at all)
    state: str = "dark"
    section: Section | None = None
    image: Image | None = None
    # When it went, goes, or went out of sight.
    when: datetime | None = None

    @property
    def is_shown(self) -> bool:
        """Whether readers will see it when the line-up starts."""
        return self.state in {"live", "coming"}


@dataclass(frozen=True)
class Pool:
    """What an editor looks for: words, a section, and how near it is to readers."""

    words: str = ""
    section_id: int | None = None
    # "" for all that readers will see at the start, "coming", "desk"
    which: str = ""


def known_to(user: User, at: datetime) -> Q:
    """Which publications the user may know of: what is out, and their own desk's."""
    if rights.acts_everywhere(user):
        return Q()
    own = rights.editable(user).values("pk")
    return Q(live_from__lte=at) | Q(article_id__in=own)


def pieces(
    ids: Collection[int], user: User, *, start: datetime, at: datetime
) -> dict[int, Piece]:
    """The articles by id, each as the user may know it; four queries at most."""
    versions: dict[int, list[Publication]] = defaultdict(list)
    rows = Publication.objects.filter(article_id__in=ids, live_until__gt=at)
    rows = rows.filter(known_to(user, at)).with_cards().order_by("live_from")
    for version in rows:
        versions[version.article_id].append(version)
    found = {pk: _piece(some, start, at) for pk, some in versions.items()}
    unseen = [pk for pk in ids if pk not in found]
    return found | _without_date(unseen, user, at)


def pool(
    asked: Pool, user: User, *, start: datetime, at: datetime
) -> tuple[list[Piece], bool]:
    """What an editor may place, the newest first; and whether there is more."""
    if asked.which == "desk":
        return _on_desk(asked, user, at)
    rows = Publication.objects.live(max(start, at)).filter(known_to(user, at)).newest()
    if asked.which == "coming":
        coming = Publication.objects.filter(known_to(user, at), live_from__gt=at)
        rows = coming.order_by("live_from", "pk")
    found = list(_matching(rows, asked).select_related("section", "lead_image"))
    unique = {row.article_id: row for row in reversed(found[:SHOWN])}
    some = [row for row in found[:SHOWN] if unique[row.article_id] is row]
    return [_piece([row], start, at) for row in some], len(found) > SHOWN


def _piece(versions: Sequence[Publication], start: datetime, at: datetime) -> Piece:
    """The piece of an article by its versions that have not ended, in their order."""
    moment = max(start, at)
    at_start = next((row for row in versions if row.is_live(moment)), None)
    shown = at_start or next(
        (row for row in versions if row.live_from > moment), versions[-1]
    )
    if at_start is not None:
        # A version to come of what is out already is news of that alone.
        is_out = at_start.published_at <= at
        state = "live" if is_out else "coming"
        when: datetime | None = at_start.published_at if is_out else at_start.live_from
    elif shown.live_from > moment:
        state, when = "late", shown.live_from
    else:
        state, when = "ended", shown.ends
    return Piece(
        shown.article_id, shown.headline, state, shown.section, shown.lead_image, when
    )


def _without_date(ids: Collection[int], user: User, at: datetime) -> dict[int, Piece]:
    """Those that no clock will bring out, by the name that the user may know."""
    if not ids:
        return {}
    names = suggestions.names_for(ids, user, at)
    mine = rights.editable(user).filter(pk__in=ids)
    own = {row.pk: row for row in _with_pictures(mine)}
    return {
        pk: _unpublished(own[pk]) if pk in own else Piece(pk, name)
        for pk, name in names.items()
    }


def _on_desk(asked: Pool, user: User, at: datetime) -> tuple[list[Piece], bool]:
    running = Publication.objects.filter(live_until__gt=at)
    rows = rights.editable(user).exclude(pk__in=running.values("article_id"))
    ordered = _with_pictures(rows.order_by("-updated_at", "-pk"))
    found = list(_matching(ordered, asked))
    return [_unpublished(row) for row in found[:SHOWN]], len(found) > SHOWN


def _unpublished(article: Article) -> Piece:
    return Piece(
        article.pk,
        str(article),
        section=article.section,
        image=article.lead_image,
        when=article.updated_at,
    )


def _with_pictures(rows: QuerySet[Article]) -> QuerySet[Article]:
    return rows.select_related("section", "lead_image").defer("body")


def _matching(rows: QuerySet[Any] | PublicationQuerySet, asked: Pool) -> QuerySet[Any]:
    """The first few with all the words in their headline, in the section asked for."""
    found: QuerySet[Any] = rows
    if asked.section_id:
        found = found.filter(section_id=asked.section_id)
    words = asked.words.replace("\0", " ")[:100].split()
    if words:
        found = found.filter(pk__in=list(_ids(found.values_list("pk", flat=True))))
    for word in words:
        found = found.filter(headline__icontains=word)
    return found[: SHOWN + 1]


def _ids(rows: Iterable[int] | QuerySet[Any, int]) -> Iterable[int]:
    return rows[:SEARCHED] if isinstance(rows, QuerySet) else rows
