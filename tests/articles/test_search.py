"""Search: words in any case and accent, phrases, exclusions, and only what is live."""

import pytest
from django.db import connection

from articles import publishing, search
from articles.models import Publication, SearchEntry
from articles.search.folding import fold, words_of
from articles.search.index import rebuild
from articles.search.query import Query
from tests.articles.test_publishing import TICK, edit
from tests.factories import DAY, HOUR, NOON, make_contributor, make_live

NAUGHTY = [
    '"',
    '""',
    "'",
    "a' OR 1=1 --",
    "NEAR(a b)",
    "AND OR NOT",
    "*",
    "a*",
    "col:a",
    "(a",
    "-",
    "--a",
    "\\",
    "%_",
    "a & | ! <-> b",
    "🔥",
    "\u202e\u0000a",
    "x" * 10_000,
    '"' * 100_000,
]


def found(typed: str, at=NOON + HOUR, before=None) -> list[str]:
    rows = search.find(search.parse(typed), at, before)
    return [row.headline for row in rows]


def test_fold_keeps_every_place() -> None:
    text = "¿Cuánto cuesta la ENERGÍA? ﬁn İzmir ß"
    assert len(fold(text)) == len(text)
    assert words_of("Energía, NUEVO León") == ["energia", "nuevo", "leon"]


def test_parse_reads_words_phrases_and_exclusions() -> None:
    assert search.parse('gas "natural Gas" -coal -"fuel oil"') == Query(
        wanted=(("gas",), ("natural", "gas")), unwanted=(("coal",), ("fuel", "oil"))
    )
    assert not search.parse("  -coal ")


def test_parse_joins_what_punctuation_splits() -> None:
    assert search.parse("e-mail").wanted == (("e", "mail"),)


def test_snippet_marks_what_was_found() -> None:
    parts = search.snippet("La energía es cara.", ["energia"])
    assert parts == [("La ", False), ("energía", True), (" es cara.", False)]


def test_snippet_starts_near_the_first_hit() -> None:
    text = "word " * 100 + "lithium " + "word " * 100
    parts = search.snippet(text, ["lithium"])
    assert parts[0] == ("…", False)
    assert ("lithium", True) in parts
    assert sum(len(part) for part, _ in parts) < 400


def test_snippet_without_a_hit_is_the_beginning() -> None:
    assert search.snippet("Short.", ["other"]) == [("Short.", False)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("lithium", ["Lithium"]),
        ("LITHIUM", ["Lithium"]),
        ("energia", ["Energía"]),
        ("ENERGÍA", ["Energía"]),
        ('"two reactors"', ["Lithium"]),
        ('"reactors two"', []),
        ("reactors", ["Energía", "Lithium"]),
        ("reactors -lithium", ["Energía"]),
        ('reactors -"two reactors"', ["Energía"]),
        ("reactors lithium", ["Lithium"]),
        ("nosuchword", []),
        ("-lithium", []),
        ("", []),
        ("zinc", ["Lithium"]),
        ("quiroga", ["Lithium"]),
        ("standing", ["Lithium"]),
    ],
)
def test_find_matches(typed: str, hits: list[str]) -> None:
    make_live(
        "Lithium",
        body="<p>Two reactors.</p>",
        standfirst="Standing first",
        topics=["Zinc"],
        contributors=[make_contributor("Quiroga")],
    )
    make_live("Energía", body="<p>Reactors, more of them.</p>", at=NOON + TICK)
    assert found(typed) == hits


@pytest.mark.django_db
@pytest.mark.parametrize("typed", NAUGHTY, ids=range(len(NAUGHTY)))
def test_find_takes_anything_as_data(typed: str) -> None:
    make_live("Lithium")
    assert set(found(typed)) <= {"Lithium"}


@pytest.mark.django_db
def test_scheduled_update_is_found_on_its_side_of_the_moment() -> None:
    article = make_live("Lithium").article
    edit(article, headline="Cobalt")
    publishing.schedule(article, by=None, at=NOON + HOUR, start=NOON + DAY)
    assert (
        found("lithium", NOON + DAY - TICK),
        found("cobalt", NOON + DAY - TICK),
    ) == (
        ["Lithium"],
        [],
    )
    assert (found("lithium", NOON + DAY), found("cobalt", NOON + DAY)) == (
        [],
        ["Cobalt"],
    )


@pytest.mark.django_db
def test_withdrawn_is_not_found_and_not_kept() -> None:
    article = make_live("Lithium").article
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    assert found("lithium") == []
    assert SearchEntry.objects.count() == 0


@pytest.mark.django_db
def test_superseded_version_leaves_the_index() -> None:
    article = make_live("Lithium").article
    edit(article, headline="Cobalt")
    publishing.update(article, by=None, at=NOON + HOUR)
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == [
        Publication.objects.get(headline="Cobalt").pk
    ]
    assert (found("lithium"), found("cobalt")) == ([], ["Cobalt"])


@pytest.mark.django_db
def test_rebuild_finds_the_same() -> None:
    make_live("Lithium")
    make_live("Cobalt")
    entries = set(SearchEntry.objects.values_list("pk", "words"))
    assert rebuild(NOON + HOUR) == 2
    assert set(SearchEntry.objects.values_list("pk", "words")) == entries
    assert found("cobalt") == ["Cobalt"]


@pytest.mark.django_db
def test_find_pages_by_the_last_card() -> None:
    rows = [make_live(f"Gas {n}", at=NOON + n * TICK) for n in range(3)]
    last = rows[1]
    assert found("gas", before=(last.published_at, last.article_id)) == ["Gas 0"]


@pytest.mark.django_db
def test_index_agrees_with_its_table() -> None:
    article = make_live("Lithium").article
    publishing.update(article, by=None, at=NOON + HOUR)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_searchindex(articles_searchindex, rank) "
                "VALUES ('integrity-check', 1)"
            )
    assert SearchEntry.objects.count() == 1
