"""Share cards: an address for each content, drawn once, and only of what is live."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from PIL import Image as Pixels

from articles import publishing, share_cards
from articles.models import Image, Publication
from articles.photo_metadata import read
from articles.share_cards import card_of, live_card
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_section,
    picture_bytes,
)
from tests.machines import metas
from tests.readers import get, visit

pytestmark = pytest.mark.django_db
YEAR = 31_536_000


@pytest.fixture(autouse=True)
def noon(own_folders):
    with time_machine.travel(NOON, tick=False):
        yield


def pictured(**facts) -> Image:
    """An image with a file behind it."""
    image = make_image(**facts)
    name = f"images/card-{image.pk}.jpg"
    default_storage.save(name, io.BytesIO(picture_bytes((640, 640), "teal")))
    image.renditions = [{"name": name, "width": 640, "height": 640}]
    image.save()
    return image


def path(publication: Publication) -> str:
    """Where the page says that its card is."""
    page = visit(publication.get_absolute_url())
    return metas(page)["og:image"].removeprefix("http://testserver")


def teal(content: bytes) -> bool:
    """Whether the picture is on the card."""
    with Pixels.open(io.BytesIO(content)) as card:
        red, green, blue = card.convert("RGB").getpixel((900, 300))
    return (red < 30, green > 90, blue > 90) == (True, True, True)


def stored() -> list[str]:
    """The names of the cards that are kept."""
    try:
        return default_storage.listdir("share")[1]
    except FileNotFoundError:
        return []


def test_page_names_a_card_that_is_drawn_when_asked_for():
    live = make_live("Gas", section=make_section(), lead_image=pictured())
    address = path(live)
    assert stored() == []
    first = get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "image/jpeg")
    assert teal(first.content)
    assert len(stored()) == 1
    assert get(address).content == first.content
    with Pixels.open(io.BytesIO(first.content)) as card:
        assert (card.size, card.format) == ((1200, 630), "JPEG")


def test_file_says_whose_the_picture_is():
    live = make_live("Gas", lead_image=pictured(creator="Ada Lens", source="AFP"))
    content = get(path(live)).content
    assert read(content).creator == "Ada Lens"


def test_address_changes_with_what_it_shows_and_only_then():
    image = pictured()
    live = make_live("Gas", section=make_section(), lead_image=image)
    before = path(live)
    assert path(live) == before
    Image.objects.update(creator="Ada Lens")
    after = path(live)
    assert after != before
    assert [get(before).status_code, get(after).status_code] == [404, 200]


def test_card_is_good_for_ever_or_until_its_next_change():
    for_ever = make_live("For ever", lead_image=pictured())
    ending = pictured(rights_expire_at=NOON + HOUR)
    ended = make_live("Ends", lead_image=ending)
    assert get(path(for_ever))["Cache-Control"] == f"public, max-age={YEAR}, immutable"
    response = get(path(ended))
    assert response["Cache-Control"] == "public, max-age=3599, immutable"
    assert set(response["Surrogate-Key"].split()) == {
        f"article-{ended.article_id}",
        f"image-{ending.pk}",
    }


def test_picture_gives_way_at_the_moment_its_rights_end():
    section = make_section(fallback=None)
    image = pictured(rights_expire_at=NOON + HOUR)
    live = make_live("Gas", section=section, lead_image=image)
    before = path(live)
    with time_machine.travel(NOON + HOUR - timedelta(seconds=1), tick=False):
        assert teal(get(before).content)
    with time_machine.travel(NOON + HOUR, tick=False):
        after = path(live)
        assert get(before).status_code == 404
        assert not teal(get(after).content)


def test_what_is_not_for_social_media_is_not_on_it():
    own = pictured(not_for_social=True)
    fallback = pictured(creator="Ours", source="")
    alone = make_live("Alone", lead_image=own)
    instead = make_live(
        "Instead", lead_image=own, section=make_section(fallback=fallback)
    )
    assert card_of(alone, NOON).words.credit == ""
    assert not teal(get(path(alone)).content)
    assert card_of(instead, NOON).words.credit == "Credit: Ours"
    assert teal(get(path(instead)).content)


def test_no_picture_stands_on_a_card_without_its_credit():
    card = card_of(make_live("Gas", lead_image=pictured()), NOON)
    assert (bool(card.picture), card.words.credit) == (
        True,
        "Credit: Shutterstock / jijomathaidesigners",
    )
    nobody = pictured(creator="", source="")
    unknown = make_live("Unknown")
    unknown.lead_image = nobody
    assert (card_of(unknown, NOON).picture, card_of(unknown, NOON).image) == ("", None)
    bare = card_of(make_live("Bare", lead_image=make_image(renditions=[])), NOON)
    assert (bare.picture, bare.words.credit) == ("", "")


def test_only_live_articles_have_cards():
    coming = publishing.schedule(
        make_article("Soon"), by=None, at=NOON, start=NOON + DAY
    )
    gone = make_live("Gone", at=NOON - DAY)
    old = path(gone)
    publishing.withdraw(gone.article, by=None, at=NOON)
    row = Publication.objects.get(pk=coming.pk)
    early = share_cards.card_of(row, NOON).address.removeprefix("http://testserver")
    wrong = f"/share/{row.pk}-{'0' * 16}.jpg"
    assert [get(p).status_code for p in (old, early, wrong)] == [404] * 3
    assert stored() == []
    assert live_card(row.pk, share_cards.card_of(row, NOON).mark, NOON + DAY)


def test_names_in_the_store_cannot_be_guessed(settings):
    card = card_of(make_live("Gas"), NOON)
    assert card.mark not in card.name
    before = card.name
    settings.SECRET_KEY = "another"
    assert card.name != before


def test_picture_that_is_away_is_left_out_and_nothing_kept():
    live = make_live("Gas", lead_image=make_image())
    response = get(path(live))
    assert (response.status_code, stored()) == (200, [])


def test_paid_content_says_so_on_its_card():
    words = card_of(make_live("Advice", sponsor="ACME"), NOON).words
    assert words.kicker == "Paid for by ACME"


def test_worker_draws_what_has_just_appeared_once():
    make_live("Old", at=NOON - DAY)
    make_live("New", at=NOON, lead_image=pictured())
    assert share_cards.due(NOON) == 1
    assert share_cards.draw_due(NOON, 20) == 1
    assert (share_cards.due(NOON), len(stored())) == (0, 1)


def test_cards_of_long_ago_are_deleted():
    share_cards.draw_due(make_live("New").live_from, 20)
    (name,) = stored()
    drawn = default_storage.get_modified_time(f"share/{name}")
    later = drawn + share_cards.KEPT_FOR
    assert (share_cards.prune(later, 20), len(stored())) == (0, 1)
    assert share_cards.old(later + DAY) == share_cards.prune(later + DAY, 20) == 1
    assert stored() == []


def test_preview_announces_no_card(admin_client):
    article = make_article("Draft")
    page = admin_client.get(f"/admin/articles/article/{article.pk}/preview/")
    assert "og:image" not in page.content.decode()
