"""Why one article stands below another, in an editor's words."""

import pytest

from articles import reasons
from articles.models import Topic
from articles.working_copy import WorkingCopy
from tests.factories import DAY, NOON, make_article, make_live, make_section, make_user

pytestmark = pytest.mark.django_db


def told(article, at=NOON) -> list[tuple]:
    found = reasons.neighbours(WorkingCopy.of(article), at)
    return [
        (
            row.version.headline,
            [topic.name for topic in row.rare],
            [topic.name for topic in row.common],
            row.nearness,
        )
        for row in found
    ]


def test_a_reason_names_topics_by_rarity_and_the_time_between():
    make_live("Salt flats", topics=["Lithium", "Mexico"], at=NOON - 3 * DAY)
    Topic.objects.filter(name="Mexico").update(article_count=reasons.RARE + 1)
    article = make_article("New", topics=["Mexico", "Lithium"])
    assert told(article) == [("Salt flats", ["Lithium"], ["Mexico"], "same week")]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "same day"),
        (1, "same week"),
        (7, "same week"),
        (8, "1 week apart"),
        (15, "2 weeks apart"),
        (60, "2 months apart"),
        (729, "24 months apart"),
        (730, "2 years apart"),
    ],
)
def test_the_time_between_is_said_in_round_words(days, words):
    make_live("Other", topics=["Gas"], at=NOON - days * DAY)
    assert told(make_article("New", topics=["Gas"]))[0][3] == words


def test_the_hand_picked_come_first_and_say_so():
    picked = make_live("Picked", topics=["Coal"])
    make_live("Near", topics=["Gas"])
    article = make_article("New", topics=["Gas"], picked=[picked.article])
    found = reasons.neighbours(WorkingCopy.of(article), NOON)
    assert [(row.version.headline, row.is_picked) for row in found] == [
        ("Picked", True),
        ("Near", False),
    ]


def test_the_same_section_is_a_reason_and_no_section_is_none():
    section = make_section()
    make_live("There", topics=["Gas"], section=section)
    make_live("Nowhere", topics=["Gas"])
    article = make_article("New", topics=["Gas"], section=section)
    found = reasons.neighbours(WorkingCopy.of(article), NOON)
    assert {row.version.headline: row.is_same_section for row in found} == {
        "There": True,
        "Nowhere": False,
    }
    bare = reasons.neighbours(WorkingCopy.of(make_article("B", topics=["Gas"])), NOON)
    assert [row.is_same_section for row in bare] == [False, False]


def test_what_readers_cannot_see_is_no_neighbour():
    make_article("Draft", topics=["Gas"])
    make_live("Tomorrow", topics=["Gas"], at=NOON + DAY)
    assert told(make_article("New", topics=["Gas"])) == []


def test_the_desk_shows_them_for_what_is_typed(client):
    other = make_live("Salt flats", topics=["Lithium"])
    client.force_login(make_user("mei", role="Managing editor"))
    typed = {"headline": "New", "topics": "Lithium"}
    page = client.post("/admin/articles/article/neighbours/", typed).content.decode()
    assert "Salt flats" in page
    assert f'data-part="Salt flats #{other.article_id}"' in page
    assert "shares Lithium, rare" in page


def test_nothing_typed_has_no_neighbour(client):
    client.force_login(make_user("mei", role="Managing editor"))
    page = client.post("/admin/articles/article/neighbours/", {}).content.decode()
    assert "Nothing yet: give it topics" in page
