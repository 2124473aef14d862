"""Finding images, and what the desk's JavaScript is told of one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from articles import images, library
from articles.models import Image, ImageEntry, Topic
from tests.factories import NOON, make_article, make_image, make_live

pytestmark = pytest.mark.django_db


def names(rows: QuerySet[Image]) -> list[str]:
    """The file names of the images, in alphabetical order."""
    return sorted(image.original_name for image in rows)


@pytest.fixture
def _library() -> None:
    make_image(original_name="a.jpg", creator="Ana Ruiz", alternative_text="A ship")
    make_image(original_name="b.jpg", caption="Núñez aboard a SHIP", source="AFP")
    image = make_image(original_name="c.jpg", copyright_notice="© Reuters")
    image.topics.set(Topic.objects.named(["Natural gas", "Gas prices"]))
    make_image(
        original_name="d.jpg",
        internal_notes="Invoice 12",
        decorative_reason="A pattern",
        said={"caption": "Foto: Sánchez", "keywords": ["LNG terminal"]},
    )


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]),
        ("ship", ["a.jpg", "b.jpg"]),
        ("ruiz ship", ["a.jpg"]),
        ("afp", ["b.jpg"]),
        ("Núñez", ["b.jpg"]),
        ("reuters", ["c.jpg"]),
        ("gas", ["c.jpg"]),
        ("C.JPG", ["c.jpg"]),
        ("nothing", []),
        ("\x00", ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]),
        ("%", []),
        ("_", []),
        ("% ship", ["a.jpg", "b.jpg"]),
        ("nunez", ["b.jpg"]),
        ("NÚÑEZ aboard", ["b.jpg"]),
        ("euter", ["c.jpg"]),
        ("Gas-prices", ["c.jpg"]),
        ("sánchez", ["d.jpg"]),
        ("lng", ["d.jpg"]),
        ("invoice", ["d.jpg"]),
        ("pattern", ["d.jpg"]),
        ("'\"; DROP", []),
        ("ship " * 5_000, ["a.jpg", "b.jpg"]),
    ],
)
def test_search_finds_every_word_somewhere(query: str, found: list[str]) -> None:
    assert names(library.search(Image.objects.all(), query)) == found


@pytest.mark.parametrize(
    ("keep", "found"),
    [
        (library.without_credit, ["none.jpg"]),
        (library.without_alternative, ["silent.jpg"]),
    ],
)
def test_what_is_missing_can_be_listed(
    keep: Callable[[QuerySet[Image]], QuerySet[Image]], found: list[str]
) -> None:
    make_image(original_name="none.jpg", creator="", source="")
    make_image(original_name="half.jpg", creator="", source="AFP")
    make_image(original_name="silent.jpg", alternative_text="")
    make_image(original_name="plain.jpg", alternative_text="", is_decorative=True)

    assert names(keep(Image.objects.all())) == found


def test_unused_images_are_those_no_article_has_shown() -> None:
    make_image(original_name="free.jpg")
    make_article("Draft", lead_image=make_image(original_name="lead.jpg"))
    inline = make_image(original_name="inline.jpg")
    make_article("Text", body=f'<p>x</p><figure data-image="{inline.pk}"></figure>')
    make_live("Live", lead_image=make_image(original_name="live.jpg"))

    assert names(library.unused(Image.objects.all())) == ["free.jpg"]


def test_card_tells_what_the_picker_shows() -> None:
    image = make_image(caption="A pumpjack", licence="CC BY 4.0")

    assert library.card(image) == {
        "id": image.pk,
        "src": image.url(480),
        "alt": "A pumpjack on a dry slope",
        "credit": "Credit: Shutterstock / jijomathaidesigners (CC\u00a0BY\u00a04.0)",
        "caption": "A pumpjack",
        "width": 960,
        "height": 540,
        "name": "A pumpjack",
        "has_credit": True,
        "has_alternative": True,
        "address": f"/admin/articles/image/{image.pk}/change/",
    }


def test_what_is_amended_is_found_and_no_longer_by_what_it_said() -> None:
    image = make_image(caption="A ship")
    image.caption = "A mine"
    images.amend(image, at=NOON)
    assert names(library.search(Image.objects.all(), "mine")) == [image.original_name]
    assert names(library.search(Image.objects.all(), "ship")) == []


def test_everything_can_be_indexed_afresh() -> None:
    image = make_image(caption="A ship")
    ImageEntry.objects.all().delete()
    told: list[int] = []
    assert library.index_all(told.append) == 1
    assert library.search(Image.objects.all(), "ship").get() == image
    assert told == []
    for number in range(200):
        make_image(original_name=f"{number}.jpg")
    assert library.index_all(told.append) == 201
    assert told == [200]


def test_words_cost_one_query_however_many(django_assert_num_queries: Any) -> None:
    make_image(caption="A ship in the port of Lima")
    for query in ("ship", "ship port lima in of a"):
        with django_assert_num_queries(1):
            assert len(library.search(Image.objects.all(), query)) == 1


def test_an_image_of_which_nothing_is_said_has_a_name_all_the_same() -> None:
    image = make_image(alternative_text="", original_name="")
    assert str(image) == f"#{image.pk}"
    image.original_name = "ship.jpg"
    assert str(image) == "ship.jpg"
