"""Lists page by page: every article once, in one order, whatever happens meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from articles import listings, publishing
from articles.models import Publication
from tests.factories import DAY, NOON, make_contributor, make_live, make_section


def test_cursor_names_the_same_place_again():
    place = (datetime(2026, 11, 22, 11, 59, 59, 123456, tzinfo=UTC), 17)
    cursor = listings.cursor_of(place)
    assert (cursor, listings.place_of(cursor)) == ("1795348799123456-17", place)


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "garbage",
        "1-",
        "-1",
        "1-1-1",
        "1.5-1",
        "١-١",
        "1-1\n",
        "9" * 18 + "-1",
        "1" * 999,
    ],
)
def test_nonsense_is_no_place(nonsense):
    with pytest.raises(ValueError, match="no place in a list"):
        listings.place_of(nonsense)


@pytest.mark.django_db
def test_pages_show_every_article_once_the_newest_first():
    times = [NOON - DAY, NOON - DAY, NOON - DAY, NOON - 2 * DAY, NOON - 3 * DAY]
    ids = [make_live(f"Number {n}", at=at).article_id for n, at in enumerate(times)]
    seen, before = [], None
    for _page in range(3):
        rows = Publication.objects.live(NOON, before)
        listing = listings.of_publications(rows, NOON, size=2)
        seen.append([card.publication.article_id for card in listing.cards])
        before = listings.place_of(listing.older) if listing.older else None
    assert seen == [[ids[2], ids[1]], [ids[0], ids[3]], [ids[4]]]


@pytest.mark.django_db
def test_last_page_that_is_full_has_no_older_one():
    make_live("One")
    make_live("Two")
    listing = listings.of_publications(Publication.objects.live(NOON), NOON, size=2)
    assert (len(listing.cards), listing.older) == (2, "")


@pytest.mark.django_db
def test_update_of_a_shown_article_moves_nothing_between_pages():
    old = make_live("Old", at=NOON - 2 * DAY)
    middle = make_live("Middle", at=NOON - DAY)
    make_live("New", at=NOON)
    first = listings.of_publications(Publication.objects.live(NOON), NOON, size=2)
    later = NOON + timedelta(minutes=1)
    publishing.update(middle.article, by=None, at=later)
    rows = Publication.objects.live(later, listings.place_of(first.older))
    rest = listings.of_publications(rows, NOON, size=2)
    assert [card.publication.article_id for card in rest.cards] == [old.article_id]


@pytest.mark.django_db
def test_bylines_of_twenty_cards_are_one_query(django_assert_num_queries):
    people = [make_contributor(f"Desk {n}") for n in range(5)]
    for n in range(20):
        make_live(f"Number {n}", contributors=[people[n % 5], people[n // 5]])
    with django_assert_num_queries(2):
        listing = listings.of_publications(Publication.objects.live(NOON), NOON)
    assert listing.cards[0].contributors == [people[4], people[3]]


@pytest.mark.django_db
def test_keys_name_everything_that_is_printed():
    section, desk = make_section(), make_contributor()
    shown = make_live(section=section, contributors=[desk])
    listing = listings.of_publications(Publication.objects.live(NOON), NOON)
    assert listing.keys == {
        f"article-{shown.article_id}",
        f"section-{section.pk}",
        f"contributor-{desk.pk}",
    }
