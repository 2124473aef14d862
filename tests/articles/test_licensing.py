"""Rights that end: on the page a second before, replaced at the very moment."""

import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from articles import images, licensing, listings, writing
from articles.admin.words import moment_text
from articles.models import Image, Publication
from articles.reading import article_page, version_at
from sections.models import LineUp, Slot
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    picture_bytes,
)
from tests.readers import get

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
END = NOON + DAY


@pytest.fixture
def fallback():
    return make_image(alternative_text="The desk's own", creator="Ours", source="")


@pytest.fixture
def ending():
    return make_image(
        alternative_text="A pumpjack", creator="Ana Ruiz", rights_expire_at=END
    )


def test_rights_last_until_the_very_moment(ending, fallback):
    assert licensing.shown(ending, fallback, END - SECOND) == ending
    assert licensing.shown(ending, fallback, END) == fallback
    assert licensing.shown(ending, None, END) is None
    assert licensing.shown(None, fallback, END) is None
    fallback.rights_expire_at = END
    assert licensing.shown(ending, fallback, END) is None


def test_a_warning_replaces_nothing(ending, fallback, settings):
    settings.IMAGE_RIGHTS_FROM = None
    assert licensing.shown(ending, fallback, END + DAY) == ending
    assert Publication.objects.next_change(NOON) is None


def test_the_rule_may_begin_later(ending, fallback, settings):
    settings.IMAGE_RIGHTS_FROM = begins = END + 30 * DAY
    assert licensing.shown(ending, fallback, begins - SECOND) == ending
    assert licensing.shown(ending, fallback, begins) == fallback
    assert Publication.objects.next_change(END) == begins


def test_what_is_not_for_social_media_is_not_shared(fallback):
    kept = make_image(not_for_social=True)
    assert licensing.shown(kept, fallback, NOON) == kept
    assert licensing.shared(kept, fallback, NOON) == fallback
    assert licensing.shared(kept, None, NOON) is None
    fallback.not_for_social = True
    assert licensing.shared(kept, fallback, NOON) is None


def test_a_fallback_stands_once_on_a_page(fallback):
    ended = [make_image(rights_expire_at=NOON) for _ in range(2)]
    own = make_image()
    images = {image.pk: image for image in (*ended, own)}
    assert licensing.in_text(images, None, fallback, NOON) == {
        ended[0].pk: fallback,
        own.pk: own,
    }
    assert licensing.in_text(images, fallback, fallback, NOON) == {own.pk: own}


def test_the_article_changes_at_the_moment(ending, fallback):
    energy = make_section(fallback=fallback)
    body = f'<p>Text.</p><figure data-image="{ending.pk}"><figcaption>Seen</figcaption>'
    make_live(
        "Gas",
        section=energy,
        lead_image=ending,
        lead_caption="A caption of its own",
        body=f"{body}</figure>",
    )
    before = article_page(version_at("gas", END - SECOND), END - SECOND)
    assert (before.lead_image, before.shared_image) == (ending, ending)
    assert before.lead_caption == "A caption of its own"
    assert str(before.body).count("Ana Ruiz") == 1

    after = article_page(version_at("gas", END), END)
    assert (after.lead_image, after.shared_image) == (fallback, fallback)
    assert after.lead_caption == ""
    assert ("Ana Ruiz" in str(after.body), "Seen" in str(after.body)) == (False, False)
    both = {f"image-{ending.pk}", f"image-{fallback.pk}"}
    assert both <= after.keys
    assert f"image-{ending.pk}" in before.keys


def test_a_picture_in_the_text_is_replaced_without_its_caption(ending, fallback):
    energy = make_section(fallback=fallback)
    figure = (
        f'<figure data-image="{ending.pk}"><figcaption>A pump</figcaption></figure>'
    )
    make_live("Gas", section=energy, body=f"<p>Text.</p>{figure}")
    before = str(article_page(version_at("gas", END - SECOND), END - SECOND).body)
    after = str(article_page(version_at("gas", END), END).body)
    assert ("A pump" in before, "Ana Ruiz" in before) == (True, True)
    assert ("A pump" in after, "Ana Ruiz" in after) == (False, False)
    assert "Ours" in after


@pytest.mark.parametrize("path", ["/", "/energy-mining/", "/energy-mining/gas/"])
def test_pages_show_it_a_second_before_and_not_at_the_moment(path, ending, fallback):
    make_live("Gas", section=make_section(fallback=fallback), lead_image=ending)
    pages = {}
    for at in (END - SECOND, END):
        with time_machine.travel(at, tick=False):
            pages[at] = get(path).content.decode()
    assert ["Ana Ruiz" in page for page in pages.values()] == [True, False]
    assert ["Ours" in page for page in pages.values()] == [False, True]


def test_no_cache_keeps_a_page_beyond_the_moment(ending, fallback):
    make_live("Gas", section=make_section(fallback=fallback), lead_image=ending)
    with time_machine.travel(END - 30 * SECOND, tick=False):
        response = get("/energy-mining/gas/")
    assert response.changes_at == END
    shared, *others = response["Cache-Control"].split(", ")[2:]
    assert (shared, others) == ("s-maxage=29", [])


def test_lists_slots_and_contributors_follow(ending, fallback):
    energy = make_section(fallback=fallback)
    ana = make_contributor("Ana", picture=ending)
    live = make_live("Gas", section=energy, lead_image=fallback, contributors=[ana])
    line_up = LineUp.objects.create(starts_at=NOON - HOUR)
    Slot.objects.create(line_up=line_up, article=live.article, image=ending)
    for path in ("/", "/by/ana/"):
        found = []
        for at in (END - SECOND, END):
            with time_machine.travel(at, tick=False):
                found.append("Ana Ruiz" in get(path).content.decode())
        assert found == [True, False], path
    rows = Publication.objects.live(END)
    (card,) = listings.of_publications(rows, END).cards
    assert card.image == fallback


def test_the_next_end_of_any_rights_is_a_change(ending):
    make_image(rights_expire_at=END + DAY)
    assert Publication.objects.next_change(NOON) == END
    assert Publication.objects.next_change(END) == END + DAY
    assert Publication.objects.next_change(END + DAY) is None


# --- what ends about now --------------------------------------------------------------
def told(*arguments) -> list[tuple[str, list[str]]]:
    """The pictures whose rights end about now, with what shows them."""
    found = licensing.endings(NOON, *arguments)
    return [(ending.image.caption, ending.places) for ending in found]


def test_rights_in_use_are_told_four_weeks_before_and_after():
    weeks = 28 * DAY
    for name, moment in {
        "long ago": NOON - weeks,
        "late": NOON - weeks + SECOND,
        "now": NOON,
        "soon": NOON + weeks,
        "far": NOON + weeks + SECOND,
    }.items():
        image = make_image(caption=name)
        make_live(f"Shows {name}", lead_image=image, at=NOON - HOUR)
        Image.objects.filter(pk=image.pk).update(rights_expire_at=moment)
    make_image(caption="unused", rights_expire_at=NOON)
    assert told() == [
        ("late", ["Shows late"]),
        ("now", ["Shows now"]),
        ("soon", ["Shows soon"]),
    ]


def test_a_draft_a_contributor_and_a_section_use_pictures_too(ending):
    ending.caption = "A pumpjack"
    ending.save()
    article = make_article("Draft", lead_image=ending)
    make_contributor("Mei Tan", picture=ending)
    make_section("Finance", fallback=ending)
    (found,) = licensing.endings(NOON)
    assert (found.image, found.ends_at) == (ending, END)
    assert [(use.article_id, use.is_out) for use in found.uses] == [(article.pk, False)]
    assert sorted(found.places) == ["Draft", "Finance", "Mei Tan"]


def test_an_article_that_no_longer_shows_it_is_not_concerned(ending):
    body = f'<p>Text.</p><figure data-image="{ending.pk}"></figure>'
    article = make_article(body=body)
    article.body = "<p>Without.</p>"
    writing.save(article, by=None, at=NOON)
    assert told() == []


def test_an_editor_is_told_of_their_own_sections(ending):
    energy, finance = make_section("Energy"), make_section("Finance")
    make_live("Ours", section=energy, lead_image=ending, at=NOON - HOUR)
    make_live("Theirs", section=finance, lead_image=ending, at=NOON - HOUR)
    make_contributor("Mei Tan", picture=ending)
    (found,) = licensing.endings(NOON, {energy.pk})
    assert found.places == ["Ours"]
    assert licensing.endings(NOON, set()) == []


def test_what_ends_costs_the_same_for_one_and_for_nine(django_assert_num_queries):
    for count in (1, 8):
        for _ in range(count):
            image = make_image(rights_expire_at=END)
            make_live(lead_image=image, at=NOON - HOUR)
        with django_assert_num_queries(9):
            assert licensing.endings(NOON)


def checked(capsys, **options) -> tuple[str, str | int | None]:
    """What ``check_newsroom`` says, and how it ends."""
    try:
        call_command("check_newsroom", **options)
    except SystemExit as end:
        return capsys.readouterr().out, end.code
    return capsys.readouterr().out, 0


@pytest.mark.usefixtures("own_folders")
@pytest.mark.time_machine(NOON, tick=False)
def test_the_check_tells_but_finds_no_fault_in_it(capsys):
    file = io.BytesIO(picture_bytes((400, 300)))
    image = images.add_image(file, by=None, creator="Bo", alternative_text="A ship")
    make_live("Gas", lead_image=image, at=NOON - HOUR)
    before, end_before = checked(capsys)
    image.rights_expire_at = END
    images.amend(image, at=NOON)
    after, end_after = checked(capsys)
    told = f"image {image.pk}: rights end {moment_text(END)}: Gas"
    assert set(after.splitlines()) - set(before.splitlines()) == {told}
    assert end_after == end_before
    rows = json.loads(checked(capsys, json=True)[0])
    assert [row for row in rows if row["kind"] == "rights ending"] == [
        {
            "kind": "rights ending",
            "name": END.isoformat(),
            "image": image.pk,
            "places": ["Gas"],
        }
    ]
