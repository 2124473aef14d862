"""How a river is laid out, and how cards are taken once."""

import pytest

from articles.cards import by_article, cards_of
from articles.models import Publication
from sections.composition import River, Shelf
from tests.factories import HOUR, NOON, make_image, make_live, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def energy():
    return make_section("Energy & Mining")


@pytest.mark.parametrize(
    ("pictures", "order", "is_gallery", "is_text"),
    [
        ("111", "ABC", True, False),
        ("11111", "ABC", True, False),
        ("000", "ABC", True, True),
        ("0100", "BACD", False, False),
        ("11", "AB", False, False),
        ("0", "A", False, False),
        ("0001", "ABC", True, True),
    ],
)
def test_river_is_a_gallery_or_a_picture_and_a_list(
    energy, pictures, order, is_gallery, is_text
):
    for number, has_picture in enumerate(pictures):
        image = make_image() if has_picture == "1" else None
        at = NOON - number * HOUR
        make_live("ABCDE"[number], at=at, section=energy, lead_image=image)
    rows = Publication.objects.live(NOON).newest().with_cards()
    cards = cards_of(rows, NOON)
    river = River.of(energy, cards, may_be_gallery=True)
    facts = (
        "".join(card.headline for card in river.cards),
        river.is_gallery,
        river.is_text,
    )
    assert facts == (order, is_gallery, is_text)


def test_three_pictures_make_a_gallery_only_where_the_rhythm_allows_it(energy):
    for number in range(3):
        make_live(f"{number}", section=energy, lead_image=make_image())
    cards = cards_of(Publication.objects.live(NOON).newest().with_cards(), NOON)
    assert not River.of(energy, cards, may_be_gallery=False).is_gallery


def test_shelf_gives_each_card_once_in_the_order_asked():
    ids = [make_live(f"Number {n}").article_id for n in range(4)]
    rows = Publication.objects.live(NOON).with_cards()
    shelf = Shelf(by_article(cards_of(rows, NOON)))
    taken = [shelf.take([ids[3], ids[0], 999, ids[3], ids[1]], 2), shelf.take(ids, 9)]
    assert [[card.publication.article_id for card in some] for some in taken] == [
        [ids[3], ids[0]],
        [ids[1], ids[2]],
    ]
