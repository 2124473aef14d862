"""Search: one small interface over SQLite's FTS5 and PostgreSQL's full text."""

from articles.search.folding import snippet
from articles.search.index import add_words, index
from articles.search.query import Query, parse
from articles.search.results import excerpt, find

__all__ = ["Query", "add_words", "excerpt", "find", "index", "parse", "snippet"]
