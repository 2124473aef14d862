"""Searching the desk: every working copy by all its words, whatever its state."""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article, DeskEntry
from articles.richtext import plain_text
from articles.search.folding import words_of
from articles.search.index import LONGEST_TEXT
from articles.search.query import Query, parse
from articles.working_copy import WorkingCopy

Phrase = tuple[str, ...]


def keep(copy: WorkingCopy) -> None:
    """Make the article's entry that of its working copy; call it where it is saved."""
    words = " ".join(words_of(_text(copy)))
    DeskEntry.objects.update_or_create(article=copy.article, defaults={"words": words})


def rebuild(articles: QuerySet[Article]) -> int:
    """Index these articles afresh; returns how many."""
    done = 0
    for article in articles.order_by("pk").iterator(200):
        keep(WorkingCopy.of(article))
        done += 1
    return done


def among(rows: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Those of ``rows`` that hold what was typed; all, when that is no word at all.

    The last word may be the beginning of one: people look while they type.
    """
    query = parse(typed)
    if not query:
        return rows.none() if typed.strip() else rows
    sql, match = ENGINES[connection.vendor]
    return rows.filter(pk__in=RawSQL(sql, [match(query)]))


def _text(copy: WorkingCopy) -> str:
    article = copy.article
    return " ".join(
        [
            article.headline,
            article.standfirst,
            plain_text(article.body)[:LONGEST_TEXT],
            article.internal_notes,
            *(topic.name for topic in copy.topics),
            *(contributor.name for contributor in copy.contributors),
        ]
    )


def _for_fts5(query: Query) -> str:
    phrases = [f'"{" ".join(phrase)}"' for phrase in query.wanted]
    wanted = f"{' AND '.join(phrases)} *"
    unwanted = " OR ".join(f'"{" ".join(phrase)}"' for phrase in query.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _for_tsquery(query: Query) -> str:
    def one(phrase: Phrase, ending: str = "") -> str:
        words = [f"'{word}'" for word in phrase]
        return f"({' <-> '.join(words)}{ending})"

    parts = [one(phrase) for phrase in query.wanted[:-1]]
    parts.append(one(query.wanted[-1], ":*"))
    parts += ["!" + one(phrase) for phrase in query.unwanted]
    return " & ".join(parts)


FIND_IN_SQLITE = (
    "SELECT rowid FROM articles_deskindex WHERE articles_deskindex MATCH %s"
)
FIND_IN_POSTGRES = """
    SELECT article_id FROM articles_deskentry WHERE vector @@ to_tsquery('simple', %s)
"""
ENGINES = {
    "sqlite": (FIND_IN_SQLITE, _for_fts5),
    "postgresql": (FIND_IN_POSTGRES, _for_tsquery),
}
