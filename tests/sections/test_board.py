"""The board: what it shows, what it saves, and what it does without JavaScript."""

import pytest
from justhtml import JustHTML

from articles import publishing
from articles.models import Publication
from sections import arranging
from sections.models import LineUp, Slot
from tests.desk import messages, signed_in
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
from tests.readers import parsed, texts
from tests.sections.boards import FRONT, make_line_up, placed, posted

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
POOL, PREVIEW = "/admin/sections/lineup/pool/", "/admin/sections/lineup/preview/"


@pytest.fixture
def chief():
    return signed_in(make_user("ana", role="Managing editor"))


@pytest.fixture
def energy():
    return make_section("Energy")


@pytest.fixture
def three():
    return [make_live(name, at=NOON - HOUR, topics=[name]) for name in "ABC"]


def slots_shown(response) -> list[str]:
    return texts(parsed(response), "[data-slot] .piece-title")


def pool_shown(response) -> list[str]:
    return texts(parsed(response), "[data-pool-list] .piece-title")


def facts_shown(response, selector="[data-slot]") -> list[str]:
    return texts(parsed(response), f"{selector} .piece-facts")


# --- opening ---
def test_an_empty_board_says_what_to_do_and_what_the_page_does_by_itself(chief, three):
    page = parsed(chief.get(FRONT))
    assert texts(page, ".slots-empty") == [
        "No slots: the page fills itself. Add articles, or drag them here."
    ]
    assert texts(page, ".filling .piece-title") == ["C", "B", "A"]


def test_the_board_opens_with_what_is_in_force(chief, three):
    make_line_up(three[2], starts_at=NOON - 2 * DAY)
    make_line_up(three[1], three[0])
    make_line_up(three[0], starts_at=NOON + DAY)
    answer = chief.get(FRONT)
    assert slots_shown(answer) == ["B", "A"]
    assert texts(parsed(answer), "[data-state]") == ["In force since 21 Nov, 12:00 UTC"]


def test_one_to_come_and_one_of_the_past_can_be_opened(chief, three):
    past = make_line_up(three[2], starts_at=NOON - 2 * DAY)
    make_line_up(three[1])
    coming = make_line_up(three[0], starts_at=NOON + DAY)
    assert slots_shown(chief.get(f"{FRONT}?line_up={coming.pk}")) == ["A"]
    again = chief.get(f"{FRONT}?like={past.pk}")
    assert slots_shown(again) == ["C"]
    # What it is made from is what stands: saving replaces that, from now on.
    assert again.context["board"].base.line_up.starts_at == NOON - DAY


def test_what_was_just_published_opens_on_top_of_the_rest(chief, three):
    kept = make_line_up(three[0], three[1])
    asked = f"{FRONT}?lead={three[2].article_id}"
    assert slots_shown(chief.get(asked)) == ["C", "A", "B"]
    assert slots_shown(chief.get(f"{FRONT}?lead={three[1].article_id}")) == ["B", "A"]
    for unseen in (make_article("Draft").pk, three[0].pk + 99, "x"):
        assert slots_shown(chief.get(f"{FRONT}?lead={unseen}")) == ["A", "B"]
    assert placed(kept) == ["A", "B"]


def test_yesterdays_is_copied_for_tomorrow(chief, three):
    old = make_line_up(three[1], three[0], starts_at=NOON - 2 * DAY)
    make_line_up(three[2], starts_at=NOON - HOUR)
    links = [a.attrs["href"] for a in parsed(chief.get(FRONT)).query(".board-copies a")]
    assert links == [f"?like={old.pk}&tomorrow", "?tomorrow"]
    answer = chief.get(FRONT + links[0])
    assert slots_shown(answer) == ["B", "A"]
    starts = parsed(answer).query("[name=starts_at]")[0].attrs["value"]
    assert starts == "2026-11-23T06:00"


@pytest.mark.parametrize("query", ["line_up=999", "line_up=x", "like=²", "like=9" * 9])
def test_no_such_line_up_is_not_found(chief, query):
    assert chief.get(f"{FRONT}?{query}").status_code == 404


def test_a_line_up_of_another_page_is_not_opened(chief, energy):
    other = make_line_up(section=energy)
    assert chief.get(f"{FRONT}?line_up={other.pk}").status_code == 404
    change = chief.get(f"/admin/sections/lineup/{other.pk}/change/")
    assert change["Location"] == f"{FRONT}{energy.pk}/?line_up={other.pk}"


def test_the_board_says_how_it_stands_with_each_article(chief, three):
    soon, late, draft = (make_article(name, topics=[name]) for name in ("S", "L", "D"))
    publishing.schedule(soon, by=None, at=NOON, start=NOON + HOUR)
    publishing.schedule(late, by=None, at=NOON, start=NOON + 3 * HOUR)
    gone = make_live("Gone", at=NOON - HOUR, topics=["Gone"])
    Publication.objects.filter(pk=gone.pk).update(live_until=NOON + HOUR)
    six = make_line_up(three[0], soon, late, draft, gone, starts_at=NOON + 2 * HOUR)
    answer = chief.get(f"{FRONT}?line_up={six.pk}")
    assert facts_shown(answer) == [
        "Live On the page now",
        "Out 22 Nov, 13:00",
        "Only out 22 Nov, 15:00",
        "No date yet",
        "Ends before the start On the page now",
    ]
    assert len(texts(parsed(answer), ".slot-warning")) == 3


def test_what_led_the_day_before_is_marked(chief, three):
    old = make_live("Old", at=NOON - 3 * DAY, topics=["Old"])
    make_line_up(old, starts_at=NOON - 2 * DAY)
    make_line_up(three[0], old, starts_at=NOON - HOUR)
    assert facts_shown(chief.get(FRONT)) == [
        "Live On the page now",
        "Live On the page now Led the day before",
    ]


# --- the pool ---
def test_the_pool_offers_what_is_out_by_the_start(chief, three):
    soon = make_article("Soon", topics=["Soon"])
    publishing.schedule(soon, by=None, at=NOON, start=NOON + HOUR)
    make_article("Draft", topics=["Draft"])
    assert pool_shown(chief.get(FRONT)) == ["C", "B", "A"]
    tomorrow = chief.get(f"{FRONT}?tomorrow")
    assert pool_shown(tomorrow) == ["Soon", "C", "B", "A"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "gAs"}, ["Gas two", "Gas one"]),
        ({"words": "gas ONE"}, ["Gas one"]),
        ({"words": "%_'"}, []),
        ({"words": "\0gas"}, ["Gas two", "Gas one"]),
        ({"which": "coming"}, ["Later"]),
        ({"which": "desk"}, ["Draft"]),
        ({"which": "desk", "words": "gas"}, []),
        ({"starts_at": "2026-11-23T06:00"}, ["Later", "Gas two", "Gas one"]),
        ({"place": "here"}, ["Gas two"]),
        (
            {"place": "999", "which": "nonsense", "starts_at": "x"},
            ["Gas two", "Gas one"],
        ),
    ],
)
def test_the_pool_is_searched(chief, energy, asked, found):
    make_live("Gas one", at=NOON - 2 * HOUR, topics=["One"])
    make_live("Gas two", at=NOON - HOUR, topics=["Two"], section=energy)
    later = make_article("Later", topics=["Later"])
    publishing.schedule(later, by=None, at=NOON, start=NOON + HOUR)
    make_article("Draft", topics=["Draft"])
    if asked.get("place") == "here":
        asked = {"place": str(energy.pk)}
    answer = chief.get(POOL, asked)
    assert texts(parsed_part(answer), ".piece-title") == found


def parsed_part(response):
    html = response.content.decode()
    return JustHTML(f"<!doctype html><title>x</title>{html}", sanitize=False)


def test_a_section_editor_sees_nothing_of_others_that_is_not_out(energy):
    user = make_user("desk", role="Section editor")
    energy.editors.add(user)
    finance = make_section("Finance")
    for name, section in (("Canary", finance), ("Own", energy)):
        article = make_article(name, section=section)
        publishing.schedule(article, by=None, at=NOON, start=NOON + HOUR)
    make_article("Canary draft", section=finance, topics=["Draft"])
    make_live("Everybody’s", section=finance, at=NOON - HOUR)
    desk = signed_in(user)
    pages = [
        desk.get(f"{FRONT}{energy.pk}/?tomorrow"),
        desk.get(f"{POOL}{energy.pk}/", {"which": "coming"}),
        desk.get(f"{POOL}{energy.pk}/", {"which": "desk"}),
    ]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert pool_shown(pages[0]) == ["Own", "Everybody’s"]
    for page in pages:
        assert "Canary" not in page.content.decode()


# --- without JavaScript ---
@pytest.mark.parametrize(
    ("press", "order"),
    [
        ({"up": "1"}, ["B", "A", "C"]),
        ({"up": "0"}, ["A", "B", "C"]),
        ({"down": "0"}, ["B", "A", "C"]),
        ({"down": "2"}, ["A", "B", "C"]),
        ({"remove": "1"}, ["A", "C"]),
        ({"remove": "99"}, ["A", "B", "C"]),
        ({"remove": "x"}, ["A", "B", "C"]),
        ({"find": "1"}, ["A", "B", "C"]),
    ],
)
def test_buttons_move_slots_and_save_nothing(chief, three, press, order):
    answer = chief.post(FRONT, {**posted(*three), **press})
    assert (answer.status_code, slots_shown(answer)) == (200, order)
    assert not LineUp.objects.exists()


def test_adding_keeps_what_was_typed_valid_or_not(chief, three):
    typed = {"slots-0-headline": "Own", "slots-0-ends_at": "soon", "note": "Morning"}
    typed |= {"starts_at": "2026-11-23T06:00", "add": str(three[2].article_id)}
    page = parsed(chief.post(FRONT, posted(*three[:2], **typed)))
    assert texts(page, "[data-slot] .piece-title") == ["Own", "B", "C"]
    values = [
        page.query(f"[name={name}]")[0].attrs["value"]
        for name in ("slots-0-headline", "slots-0-ends_at", "note", "starts_at")
    ]
    assert values == ["Own", "soon", "Morning", "2026-11-23T06:00"]


def test_an_article_is_added_once(chief, three):
    again = posted(*three, add=str(three[0].article_id))
    assert slots_shown(chief.post(FRONT, again)) == ["A", "B", "C"]


def test_the_order_is_that_of_the_positions(chief, three):
    typed = {"slots-0-position": "2", "slots-1-position": "0", "slots-2-position": "1"}
    assert chief.post(FRONT, posted(*three, **typed)).status_code == 302
    assert placed(LineUp.objects.get()) == ["B", "C", "A"]


# --- saving ---
def test_saving_puts_it_on_the_page_and_says_so(chief, three):
    answer = chief.post(FRONT, posted(*three[:2]))
    made = LineUp.objects.get()
    assert answer["Location"] == f"{FRONT}?line_up={made.pk}"
    bar = f"/admin/sections/breakingbar/add/?article={three[0].article_id}"
    link = f'<a href="{bar}">Announce the first one in the breaking bar</a>'
    assert messages(answer) == [f"Saved. Readers see it now. {link}"]
    assert (placed(made), made.starts_at) == (["A", "B"], NOON)


def test_a_start_names_its_zone(chief, three, settings):
    settings.TIME_ZONE = "America/Mexico_City"
    answer = chief.post(FRONT, posted(*three, starts_at="2026-11-23T06:00"))
    assert messages(answer)[0].endswith("2026, 06:00 CST.")
    assert LineUp.objects.get().starts_at == NOON + DAY


def test_words_and_picture_of_a_slot_are_saved(chief, three):
    image = make_image()
    typed = {
        "slots-0-headline": "Own",
        "slots-0-standfirst": "Deck",
        "slots-0-image": image.pk,
        "slots-0-ends_at": "2026-11-22T18:00",
    }
    chief.post(FRONT, posted(three[0], **typed))
    slot = Slot.objects.get()
    assert (slot.headline, slot.standfirst, slot.image) == ("Own", "Deck", image)
    assert slot.ends_at == NOON + 6 * HOUR


@pytest.mark.parametrize(
    "typed",
    [
        {"starts_at": "soon"},
        {"fill": "topic"},
        {"fill": "topic", "fill_topic": "No such topic"},
        {"fill": "nonsense"},
        {"note": "x" * 201},
        {"slots-0-ends_at": "soon"},
        {"slots-0-headline": "x" * 201},
        {"slots-0-image": "999"},
        {"slots-0-article": "99999"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(chief, three, typed):
    answer = chief.post(FRONT, posted(*three, **typed))
    assert answer.status_code == 422
    assert not LineUp.objects.exists()
    assert texts(parsed(answer), ".errornote") != []


def test_a_topic_fills_by_name(chief, three):
    chief.post(FRONT, posted(fill="topic", fill_topic="  a "))
    assert LineUp.objects.get().fill_topic.name == "A"


# --- two editors ---
def test_two_editors_see_both_and_lose_nothing(chief, three):
    old = make_line_up(three[0])
    bo = signed_in(make_user("bo", role="Managing editor"))
    assert bo.post(FRONT, posted(three[1], base=old)).status_code == 302
    mine = posted(three[2], base=old, **{"slots-0-headline": "Mine"})
    answer = chief.post(FRONT, mine)
    page = parsed(answer)
    assert answer.status_code == 409
    assert texts(page, ".board-both li") == ["B", "Mine"]
    assert texts(page, "[data-slot] .piece-title") == ["Mine"]
    assert "bo has changed this page’s line-up" in texts(page, ".board-conflict p")[0]
    theirs = arranging.in_force(None, NOON)
    sent = {"base": theirs.pk, "version": theirs.version, "anyway": "1"}
    assert chief.post(FRONT, {**mine, **sent}).status_code == 302
    orders = [placed(row) for row in LineUp.objects.order_by("starts_at", "pk")]
    assert orders == [["A"], ["B"], ["C"]]


def test_one_deleted_meanwhile_is_told_of(chief, three):
    coming = make_line_up(three[0], starts_at=NOON + DAY)
    mine = posted(three[1], base=coming, starts_at="2026-11-23T12:00")
    assert chief.post(FRONT, {"drop": coming.pk}).status_code == 302
    answer = chief.post(FRONT, mine)
    assert (answer.status_code, slots_shown(answer)) == (409, ["B"])
    assert chief.post(FRONT, {**mine, "anyway": "1"}).status_code == 302
    assert placed(LineUp.objects.get()) == ["B"]


def test_going_back_brings_the_one_before(chief, three):
    make_line_up(three[0], starts_at=NOON - 2 * DAY)
    second = make_line_up(three[1])
    answer = chief.post(FRONT, {"drop": second.pk})
    assert messages(answer) == ["Back to the one before."]
    assert placed(arranging.in_force(None, NOON)) == ["A"]
    late = chief.post(FRONT, {"drop": second.pk})
    assert messages(late)[-1:] == ["Somebody has changed the page meanwhile."]
    assert LineUp.objects.count() == 3


@pytest.mark.parametrize("pk", ["", "x", "999", "²"])
def test_what_is_not_there_is_not_dropped(chief, pk):
    answer = chief.post(FRONT, {"drop": pk})
    assert messages(answer) == ["This line-up is not there any more."]


# --- preview ---
def test_the_preview_shows_what_is_not_saved_at_any_moment(chief, three):
    soon = make_article("Soon", topics=["Soon"])
    publishing.schedule(soon, by=None, at=NOON, start=NOON + HOUR)
    typed = posted(soon, three[0], **{"slots-1-headline": "Own words"})

    def shown(at: str) -> list[str]:
        answer = chief.post(PREVIEW, {**typed, "preview_at": at})
        assert answer["Cache-Control"].startswith("private, no-store")
        return texts(parsed(answer), ".lead-title, .card-title")

    assert shown("2026-11-22T12:59") == ["Own words", "C", "B"]
    assert shown("2026-11-22T13:00") == ["Soon", "Own words", "C", "B"]
    assert not LineUp.objects.exists()


def test_the_preview_of_a_section_is_its_page(chief, three, energy):
    typed = posted(three[0], **{"slots-0-headline": "Own words"})
    page = parsed(chief.post(f"{PREVIEW}{energy.pk}/", typed))
    assert texts(page, "h1") == ["Energy"]
    assert texts(page, ".lead-title") == ["Own words"]
    assert texts(page, ".travel strong") == ["Not saved"]


@pytest.mark.parametrize(
    "typed", [{}, {"slots-TOTAL_FORMS": "x"}, {"slots-TOTAL_FORMS": "-1"}]
)
def test_a_broken_form_is_no_error(chief, typed):
    assert chief.post(PREVIEW, typed).status_code == 200
    assert chief.post(FRONT, {**typed, "find": "1"}).status_code == 200
    assert chief.post(FRONT, typed).status_code in {302, 422}


# --- the list ---
def test_the_list_says_what_is_in_force(chief, energy):
    make_line_up(starts_at=NOON - 2 * DAY)
    make_line_up()
    make_line_up(starts_at=NOON + DAY)
    make_line_up(section=energy)
    page = parsed(chief.get("/admin/sections/lineup/"))
    assert texts(page, "#result_list .field-state") == [
        "Coming",
        "In force",
        "In force",
        "Past",
    ]
    one = parsed(chief.get("/admin/sections/lineup/?page=energy"))
    assert texts(one, "#result_list .field-page") == ["Energy"]
    assert (
        texts(parsed(chief.get("/admin/sections/lineup/?page=x")), ".field-page") == []
    )
