"""What the desk proposes while somebody types: topics, contributors, articles."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article, Contributor, Publication, Topic

SHOWN = 8
LONGEST_TERM = 100
# Searching headlines reads every one of them, so not those of ten years.
SEARCHED = 2000


@dataclass(frozen=True)
class Suggestion:
    """One proposal: what is written into the field, and what is said beside it."""

    value: str
    label: str
    note: str = ""

    @property
    def json(self) -> dict[str, str]:
        """The proposal as the desk's JavaScript gets it."""
        return asdict(self)


def written(name: str, pk: int) -> str:
    """How a field names a row: readable, and unmistakable."""
    return f"{' '.join(name.split())} #{pk}"


def topics(term: str, user: User, at: datetime) -> list[Suggestion]:
    """Topics with these letters: first those that begin with them, then much used."""
    typed = _tidy(term).casefold()
    if not typed:
        return []
    rows = Topic.objects.filter(key__contains=typed).select_related("merged_into")
    first = rows.order_by("-article_count", "name")[:50]
    by_beginning = sorted(first, key=lambda topic: not topic.key.startswith(typed))
    # Whoever types the name of a merged topic is offered the one that it became.
    found = list(dict.fromkeys(topic.lasting for topic in by_beginning))
    return [
        Suggestion(topic.name, topic.name, _used(topic.article_count))
        for topic in found[:SHOWN]
    ]


def contributors(term: str, user: User, at: datetime) -> list[Suggestion]:
    """Contributors with these letters in their name; all, when none are typed."""
    rows = Contributor.objects.filter(name__icontains=_tidy(term))
    return [
        Suggestion(written(row.name, row.pk), row.name, row.role)
        for row in rows.order_by("name", "pk")[:SHOWN]
    ]


def articles(term: str, user: User, at: datetime) -> list[Suggestion]:
    """Articles with these words in their headline, of those that the user may pick.

    Those on their desk by what it says now, all others by what readers see.
    """
    words = _tidy(term).split()
    own = rights.editable(user).order_by("-updated_at", "-pk")
    public = Publication.objects.live(at).newest()
    found: dict[int, Suggestion] = {}
    for row in _matching(own, words):
        found[row.pk] = Suggestion(written(row.headline, row.pk), row.headline)
    for version in _matching(public, words):
        note = f"{version.published_at:%Y-%m-%d}"
        known = found.get(version.article_id)
        label = known.label if known else version.headline
        found[version.article_id] = Suggestion(
            written(label, version.article_id), label, note
        )
    return list(found.values())[:SHOWN]


def pickable(user: User, at: datetime) -> QuerySet[Article]:
    """The articles that the user may know of: their own desk's, and what is public."""
    live = Publication.objects.live(at).filter(article=OuterRef("pk"))
    mine = rights.editable(user).values("pk")
    return Article.objects.filter(Q(pk__in=mine) | Exists(live))


def lines_for(picked: Iterable[Article], user: User, at: datetime) -> list[str]:
    """How the field names articles picked before; never by a headline kept secret."""
    ids = list(dict.fromkeys(article.pk for article in picked))
    names = names_for(ids, user, at)
    return [written(names[pk], pk) for pk in ids]


def names_for(ids: Collection[int], user: User, at: datetime) -> dict[int, str]:
    """What the user may call these: as their own desk does, else as readers do.

    Of an article that is neither on their desk nor public they learn that it exists.
    """
    mine = rights.editable(user).filter(pk__in=ids).only("headline")
    live = Publication.objects.live(at).filter(article_id__in=ids)
    known = dict(live.values_list("article_id", "headline"))
    known |= {article.pk: str(article) for article in mine}
    return {pk: known.get(pk) or _("Article") for pk in ids}


def names_in(
    *snapshots: Mapping[str, Any], user: User, at: datetime
) -> dict[str, dict[int, str]]:
    """What the user may call the articles that these snapshots name, by field."""
    fields = ("picked", "apart_ids")
    ids = {
        pk for facts in snapshots for field in fields for pk in facts.get(field) or ()
    }
    return dict.fromkeys(fields, names_for(ids, user, at))


def _tidy(term: str) -> str:
    return " ".join(term.replace("\0", " ")[:LONGEST_TERM].split())


def _used(count: int) -> str:
    return str(count) if count else ""


def _matching(rows: QuerySet[Any], words: list[str]) -> QuerySet[Any]:
    """The newest few with all the words in their headline."""
    recent = rows.values("pk")[:SEARCHED]
    found = rows.filter(pk__in=recent).exclude(headline="")
    for word in words:
        found = found.filter(headline__icontains=word)
    return found[:SHOWN]
