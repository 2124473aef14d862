"""Asking the index: the newest publications that hold the words and are live."""

from datetime import datetime

from django.db import connection

from articles.models import Publication
from articles.models.publication import PublicationQuerySet
from articles.richtext import plain_text
from articles.search.folding import snippet, words_of
from articles.search.query import Query

WINDOW = 1000  # newest hits looked at; older ones are for the filters of a later day


def find(
    query: Query, at: datetime, before: tuple[datetime, int] | None = None
) -> PublicationQuerySet:
    """The publications live at ``at`` that match, newest first: a lazy queryset.

    ``before``: as in ``Publication.objects.live``. An empty query finds nothing.
    """
    ids = _hits(query) if query else []
    rows = Publication.objects.live(at, before).filter(pk__in=ids)
    return rows.with_cards().newest()


def excerpt(publication: Publication, query: Query) -> list[tuple[str, bool]]:
    """What of the publication answers the query, as ``snippet`` gives it.

    The standfirst when it holds one of the words, else the body (to be loaded).
    """
    text = publication.standfirst
    if not query.words & set(words_of(text)):
        text = plain_text(publication.body.html) or text
    return snippet(text, query.words)


def _hits(query: Query) -> list[int]:
    """Ids of the publications that match, the latest versions first."""
    sql, match = ENGINES[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, [match(query), WINDOW])
        return [pk for (pk,) in cursor.fetchall()]


def _for_fts5(query: Query) -> str:
    """The query in FTS5's language; words hold letters and digits only."""

    def all_of(phrases: tuple[tuple[str, ...], ...], joint: str) -> str:
        return joint.join(f'"{" ".join(phrase)}"' for phrase in phrases)

    wanted = all_of(query.wanted, " AND ")
    unwanted = all_of(query.unwanted, " OR ")
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _for_tsquery(query: Query) -> str:
    """The query in to_tsquery's language; words hold letters and digits only."""

    def one(phrase: tuple[str, ...]) -> str:
        return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")"

    parts = [one(phrase) for phrase in query.wanted]
    parts += ["!" + one(phrase) for phrase in query.unwanted]
    return " & ".join(parts)


FIND_IN_SQLITE = """
    SELECT rowid FROM articles_searchindex
    WHERE articles_searchindex MATCH %s ORDER BY rowid DESC LIMIT %s
"""
# ``+ 0``: left alone, the planner walks the whole primary key for a rare word.
FIND_IN_POSTGRES = """
    SELECT publication_id FROM articles_searchentry
    WHERE vector @@ to_tsquery('simple', %s)
    ORDER BY publication_id + 0 DESC LIMIT %s
"""
ENGINES = {
    "sqlite": (FIND_IN_SQLITE, _for_fts5),
    "postgresql": (FIND_IN_POSTGRES, _for_tsquery),
}
