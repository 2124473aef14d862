"""The library as a list: what each row tells, in any order, with any views."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from articles.admin import image_list
from articles.models import Image
from tests.desk import signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
LIST = "admin:articles_image_changelist"


@pytest.fixture
def pia():
    return make_user("pia", role="Photo editor")


@pytest.fixture
def client(pia):
    return signed_in(pia)


def shown(client, **query: str) -> list[Image]:
    """The images of a page, in its order."""
    return list(client.get(reverse(LIST), query).context["cl"].result_list)


def cells(client, **query: str) -> dict[str, str]:
    """What the first row of the list says, by column."""
    page = client.get(reverse(LIST), {"layout": "list", **query}).content.decode()
    found = re.findall(r'class="field-(\w+)[^"]*">(.*?)</t[dh]>', page, re.DOTALL)
    return {name: " ".join(unescape(strip_tags(cell)).split()) for name, cell in found}


def test_the_address_chooses_grid_or_list_and_keeps_the_rest(client):
    make_image()
    grid = client.get(reverse(LIST), {"q": "slope", "which": "recent"})
    page = grid.content.decode()
    assert "is-grid" in page
    assert 'href="?layout=list&amp;q=slope&amp;which=recent"' in page
    listed = client.get(reverse(LIST), {"layout": "list"}).content.decode()
    assert "is-rows" in listed
    assert "is-grid" not in listed
    nonsense = client.get(reverse(LIST), {"layout": "pie"}).content.decode()
    assert "is-grid" in nonsense


def test_a_row_tells_all_there_is_to_know(client, pia):
    image = make_image(
        caption="A pumpjack at dusk",
        original_name="dusk.jpg",
        uploaded_by=pia,
        rights_expire_at=NOON + DAY,
    )
    Image.objects.update(uploaded_at=NOON - 2 * DAY)
    energy, finance = make_section(), make_section("Finance")
    make_live("Lead", section=energy, lead_image=image, at=NOON - HOUR)
    body = f'<p>x</p><figure data-image="{image.pk}"><figcaption></figcaption></figure>'
    make_article("Draft", section=finance, body=body)
    assert cells(client) == {
        "thumbnail": "",
        "named": "A pumpjack at dusk dusk.jpg",
        "credited": "Shutterstock / jijomathaidesigners",
        "described": "A pumpjack on a dry slope",
        "used": "2 articles Energy & Mining, Finance",
        "rights_end": "23 Nov 2026, 12:00 UTC Soon",
        "uploaded": "20 Nov 2026, 12:00 UTC pia",
    }


def test_a_row_says_what_is_missing(client):
    make_image(
        creator="",
        source="",
        alternative_text="",
        original_name="nameless.jpg",
        rights_expire_at=NOON,
    )
    row = cells(client)
    assert row["named"] == "nameless.jpg"
    assert (row["credited"], row["described"], row["used"]) == (
        "No credit yet",
        "No alternative text yet",
        "–",
    )
    assert row["rights_end"].endswith(" Ended")
    Image.objects.update(is_decorative=True, rights_expire_at=NOON + 29 * DAY)
    assert cells(client)["described"] == "Decorative"
    assert cells(client)["rights_end"] == "21 Dec 2026, 12:00 UTC"


SORTED = {
    "named": ["a", "b", "c"],
    "credited": ["c", "b", "a"],
    "described": ["b", "a", "c"],
    "rights_end": ["b", "c", "a"],
    "uploaded": ["c", "a", "b"],
}


@pytest.mark.parametrize("column", list(SORTED))
def test_every_column_sorts_both_ways(client, column):
    first, second, third = (
        make_image(caption="a", source="", creator="zoe", alternative_text="b"),
        make_image(caption="B", source="", creator="Yan", alternative_text=""),
        make_image(caption="c", source="AFP", alternative_text="C"),
    )
    days = {first: 1, second: 2, third: 0}
    for image, day in days.items():
        Image.objects.filter(pk=image.pk).update(uploaded_at=NOON + day * DAY)
    Image.objects.filter(pk=second.pk).update(rights_expire_at=NOON)
    Image.objects.filter(pk=third.pk).update(rights_expire_at=NOON + DAY)
    number = [column.__name__ for column in image_list.LIST].index(column) + 1
    for sign, expected in (("", SORTED[column]), ("-", SORTED[column][::-1])):
        found = shown(client, layout="list", o=f"{sign}{number}")
        assert [image.caption.lower() for image in found] == expected


def test_views_combine_with_one_another_and_with_words_and_sections(client, pia):
    energy = make_section()
    wanted = make_image(creator="", source="", caption="A ship", uploaded_by=pia)
    make_image(creator="", source="", caption="A ship")
    make_image(caption="A ship", uploaded_by=pia)
    make_image(creator="", source="", caption="A mine", uploaded_by=pia)
    make_article(section=energy, lead_image=wanted)
    query = {"which": "mine,credit", "q": "ship"}
    assert shown(client, **query) == [wanted]
    assert shown(client, **query, section=str(energy.pk)) == [wanted]
    assert shown(client, **query, section=str(make_section("Finance").pk)) == []
    assert shown(client, which="mine,credit,unused", q="ship") == []
    assert len(shown(client, which="mine,nonsense")) == 3


def test_a_view_is_switched_on_and_off_by_its_own_link(client):
    page = client.get(reverse(LIST), {"which": "mine,credit", "layout": "list"})
    links = {
        unescape(name).strip(): unescape(address)
        for address, name in re.findall(
            r'<li><a href="([^"]*)"[^>]*>([^<]*)', page.content.decode()
        )
    }
    assert links["Uploaded by me"] == "?layout=list&which=credit"
    assert links["Never used"] == "?layout=list&which=mine%2Ccredit%2Cunused"
    assert links["All"] == "?layout=list"


def test_rights_that_end_come_in_their_order(client):
    late = make_image(rights_expire_at=NOON + 28 * DAY)
    soon = make_image(rights_expire_at=NOON + HOUR)
    make_image(rights_expire_at=NOON + 28 * DAY + timedelta(seconds=1))
    ended = make_image(rights_expire_at=NOON - 400 * DAY)
    assert shown(client, which="ending") == [ended, soon, late]


def test_the_list_costs_the_same_for_one_row_and_for_twenty(
    client, django_assert_max_num_queries
):
    section = make_section()
    for count in (1, 20):
        for _ in range(count):
            make_live(section=section, lead_image=make_image(), at=NOON - HOUR)
        with django_assert_max_num_queries(15):
            client.get(reverse(LIST), {"layout": "list"})
