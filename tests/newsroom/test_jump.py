"""Going anywhere: everybody finds what is theirs, and nobody what is not."""

from typing import Any

import pytest

from articles import merging, publishing
from articles.models import Topic
from tests.desk import signed_in
from tests.factories import (
    DAY,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


def found(user: Any, typed: str) -> list[tuple[str, str]]:
    answer = signed_in(user).get("/admin/jump/", {"as": "json", "q": typed})
    assert answer.status_code == 200
    return [(place["kind"], place["label"]) for place in answer.json()["found"]]


def chief() -> Any:
    return make_user("ana", role="Managing editor")


def test_articles_in_every_state_are_found() -> None:
    make_article("Gas one")
    make_live("Gas two")
    publishing.withdraw(make_live("Gas three").article, by=None, at=NOON)
    publishing.schedule(make_article("Gas four"), by=None, at=NOON, start=NOON + DAY)
    names = ["Gas four", "Gas three", "Gas two", "Gas one"]
    assert found(chief(), "gas") == [
        *(("Article", name) for name in names),
        ("Topic", "Natural gas"),
    ]


def test_each_kind_of_thing_is_found() -> None:
    make_article("Copper and lithium", topics=["Copper mines"])
    make_contributor("Copper desk")
    make_section("Copper & Coal")
    make_image(alternative_text="A copper wire")
    assert [kind for kind, _label in found(chief(), "copper")] == [
        "Article",
        "Section",
        "Topic",
        "Contributor",
        "Image",
    ]


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("cal", "Calendar"),
        ("new art", "New article"),
        ("LINE", "Front page & line-ups"),
    ],
)
def test_pages_are_found(typed: str, page: str) -> None:
    assert ("Page", page) in found(chief(), typed)


def test_nothing_typed_offers_pages() -> None:
    kinds = {kind for kind, _label in found(chief(), "")}
    assert kinds == {"Page"}


def test_a_merged_topic_leads_to_what_it_became() -> None:
    [crude, oil] = Topic.objects.named(["Crude", "Oil"])
    merging.merge([crude], oil, at=NOON)
    assert found(chief(), "crude") == [("Topic", "Oil")]


@pytest.mark.parametrize("role", ["Writer", "Section editor"])
def test_others_plans_are_found_by_nobody_else(role: str) -> None:
    section = make_section("Finance")
    make_article("Secret plan", section=section, topics=["Money"])
    make_live("Secret past", section=section, topics=["Money"])
    mei = make_user("mei", role=role)
    make_article("Another secret of mine", by=mei)
    assert found(mei, "secret") == [
        ("Article", "Another secret of mine"),
        ("For readers", "Secret past"),
    ]


def test_the_picture_desk_finds_pictures_and_topics() -> None:
    make_live("Gas")
    make_image(alternative_text="A gas flame")
    photo = make_user("photo", role="Photo editor")
    assert found(photo, "gas") == [("Topic", "Natural gas"), ("Image", "A gas flame")]
    assert found(make_user("nobody"), "gas") == []


@pytest.mark.parametrize(
    "typed", ["%00", "x" * 5000, "'", '"', "gas*", "()", "🔥", "-gas"]
)
def test_nonsense_is_answered(typed: str) -> None:
    make_article("Gas")
    found(chief(), typed)


def test_a_page_answers_without_javascript() -> None:
    make_article("Gas one")
    page = signed_in(chief()).get("/admin/jump/", {"q": "gas"}).content.decode()
    assert "Gas one" in page


def test_it_costs_the_same_for_one_and_thirty(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(30):
        make_article(f"Gas {number}")
    client = signed_in(chief())
    with django_assert_max_num_queries(20):
        client.get("/admin/jump/", {"as": "json", "q": "gas"})
