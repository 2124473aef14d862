"""What stands where: an editor's line-up first, then the newest, nothing twice."""

import pytest

from articles import publishing
from articles.listings import place_of
from articles.models import Publication
from sections import curation, plans
from sections.composition import Front
from sections.models import LineUp, Slot
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_section,
)

pytestmark = pytest.mark.django_db
TICK = publishing.TICK


@pytest.fixture
def energy():
    return make_section("Energy & Mining")


def live(*names, **facts) -> list[Publication]:
    """Live articles of these headlines, the first one the newest."""
    return [
        make_live(name, at=NOON - number * HOUR, **{"topics": [name], **facts})
        for number, name in enumerate(names, start=1)
    ]


def line_up(*slots: Slot, starts_at=NOON - DAY, section=None) -> LineUp:
    made = LineUp.objects.create(starts_at=starts_at, section=section)
    for position, slot in enumerate(slots):
        slot.line_up, slot.position = made, position
        slot.save()
    return made


def pin(publication: Publication, **facts) -> Slot:
    return Slot(article=publication.article, **facts)


def said(cards) -> list[str]:
    return [card.headline for card in cards]


def shape(page: Front) -> tuple:
    lead = page.lead.headline if page.lead else None
    return lead, said(page.secondary), [said(river.cards) for river in page.rivers]


def test_empty_front_has_no_lead(energy):
    make_article("Draft", section=energy)
    page = curation.front([energy], NOON)
    assert (shape(page), page.keys) == ((None, [], []), set())


def test_front_without_line_up_fills_itself_the_newest_first(energy):
    live("A", "B", "C", "D", "E", "F", section=energy)
    page = curation.front([energy], NOON)
    assert shape(page) == ("A", ["B", "C", "D"], [["E", "F"]])
    assert said(page.latest) == ["B", "C", "D", "E", "F"]


def test_picture_leads_if_one_of_the_four_newest_has_one():
    live("A", "B", "C")
    live("D", lead_image=make_image())
    assert shape(curation.front([], NOON))[:2] == ("D", ["A", "B", "C"])


def test_older_picture_does_not_lead():
    live("A", "B", "C", "D")
    make_live("Old", at=NOON - DAY, lead_image=make_image())
    assert curation.front([], NOON).lead.headline == "A"


def test_article_without_section_flows_in_no_river(energy):
    live("A", "B", "C", "D", section=energy)
    make_live("No section", at=NOON - DAY)
    page = curation.front([energy], NOON)
    assert (page.rivers, said(page.latest)[-1]) == ([], "No section")


def test_same_subject_stands_beside_the_lead_and_nowhere_else(energy):
    live("A", "B", "C", "D", section=energy)
    near = make_live("Near", at=NOON - DAY, section=energy, topics=["Gas"])
    (lead,) = live("Lead", topics=["Gas"], lead_image=make_image(), section=energy)
    publishing.update(lead.article, by=None, at=NOON)
    page = curation.front([energy], NOON)
    assert said(page.same_subject) == [near.headline]
    assert shape(page) == ("Lead", ["A", "B", "C"], [["D"]])


def test_nothing_stands_twice_but_in_the_latest(energy):
    finance = make_section("Finance")
    for number in reversed(range(40)):
        section = (energy, finance)[number % 2]
        make_live(f"Number {number}", at=NOON - number * HOUR, section=section)
    page = curation.front([energy, finance], NOON)
    shown = [page.lead, *page.secondary, *page.same_subject]
    for river in page.rivers:
        shown += river.cards
    assert len(said(shown)) == len(set(said(shown))) == 1 + 3 + 3 + 3 + 3
    assert len(page.latest) == curation.LATEST


def test_line_up_comes_first_with_its_own_words_and_picture():
    facts = {"standfirst": "As written.", "lead_caption": "Of the article’s own."}
    old, older = live("Old", "Older", **facts)
    live("New", lead_image=make_image())
    picture = make_image()
    words = {"headline": "Pinned", "standfirst": "In other words.", "image": picture}
    line_up(pin(older, **words), pin(old))
    page = curation.front([], NOON)
    assert shape(page)[:2] == ("Pinned", ["Old", "New"])
    assert (page.lead.standfirst, page.lead.image) == ("In other words.", picture)
    assert page.lead.caption == ""
    assert page.secondary[0].standfirst == "As written."


def test_line_up_longer_than_the_head_is_shown_whole():
    pinned = live("A", "B", "C", "D", "E", "F")
    line_up(*[pin(publication) for publication in reversed(pinned)])
    page = curation.front([], NOON)
    assert shape(page)[:2] == ("F", ["E", "D", "C", "B", "A"])


def test_line_up_in_force_is_the_last_begun():
    first, second = live("First", "Second")
    line_up(pin(first), starts_at=NOON - DAY)
    line_up(pin(second), starts_at=NOON)
    leads = [curation.front([], at).lead.headline for at in (NOON - TICK, NOON)]
    assert leads == ["First", "Second"]


def test_slot_drops_out_at_its_end():
    live("New")
    (old,) = live("Old", "x")[:1]
    line_up(pin(old, ends_at=NOON))
    live_then = plans.plan_in_force(None, NOON - TICK).slots
    assert [slot.article_id for slot in live_then] == [old.article_id]
    assert list(plans.plan_in_force(None, NOON).slots) == []


def test_slot_of_an_article_that_is_not_live_is_passed_over():
    make_live("Live", at=NOON - HOUR)
    draft, coming = make_article("Draft"), make_article("Coming")
    publishing.schedule(coming, by=None, at=NOON, start=NOON + HOUR)
    line_up(Slot(article=draft, headline="Canary"), Slot(article=coming))
    assert shape(curation.front([], NOON))[:2] == ("Live", [])
    assert shape(curation.front([], NOON + HOUR))[:2] == ("Coming", ["Live"])


def test_section_page_has_a_lead_and_the_rest(energy):
    live("A", "B", section=energy)
    live("C", section=energy, lead_image=make_image())
    live("Elsewhere", section=make_section("Finance"))
    page = curation.section_page(energy, NOON, None)
    assert (page.lead.headline, said(page.listing.cards)) == ("C", ["A", "B"])


def test_section_page_follows_its_own_line_up(energy):
    live("A", "B", section=energy)
    old = make_live("Old", at=NOON - 9 * DAY)
    line_up(pin(old, headline="Pinned"), section=energy)
    page = curation.section_page(energy, NOON, None)
    assert (page.lead.headline, said(page.listing.cards)) == ("Pinned", ["A", "B"])
    assert curation.front([energy], NOON).lead.headline == "A"


def test_deeper_page_of_a_section_is_a_list(energy):
    a, b = live("A", "B", section=energy)
    page = curation.section_page(energy, NOON, (a.published_at, a.article_id))
    assert (page.lead, said(page.listing.cards)) == (None, ["B"])


def test_topics_of_a_section_page_are_the_most_frequent_first(energy):
    live("A", section=energy, topics=["Rare", "Gas"])
    live("B", section=energy, topics=["Gas"])
    page = curation.section_page(energy, NOON, None)
    gas, rare = page.topic_ids
    topic_ids = Publication.objects.get(headline="A").topic_ids
    assert [rare, gas] == topic_ids


def next_change(section, at):
    return Publication.objects.next_change(at, plans.changes(section, at))


def test_next_change_is_the_next_start_or_end_of_the_pages_line_up(energy):
    (shown,) = live("A")
    assert next_change(None, NOON) is None
    line_up(pin(shown, ends_at=NOON + 3 * HOUR))
    assert next_change(None, NOON) == NOON + 3 * HOUR
    line_up(pin(shown), starts_at=NOON + 2 * HOUR)
    assert next_change(None, NOON) == NOON + 2 * HOUR
    line_up(pin(shown), starts_at=NOON + HOUR, section=energy)
    assert next_change(None, NOON) == NOON + 2 * HOUR
    assert next_change(energy, NOON) == NOON + HOUR


# --- what fills the rest ---
def fill(rule, *slots: Slot, section=None, topic=None) -> LineUp:
    made = line_up(*slots, section=section)
    LineUp.objects.filter(pk=made.pk).update(fill=rule, fill_topic=topic)
    return made


def test_a_topic_fills_the_head_of_the_front_then_the_newest():
    a, b, c, d, e = live("A", "B", "C", "D", "E")
    gas = make_live("Old gas", at=NOON - DAY, topics=["Gas"])
    make_live("Older gas", at=NOON - 2 * DAY, topics=["Gas"])
    fill("topic", pin(c), topic=gas.article.topics.get())
    page = curation.front([], NOON)
    assert shape(page)[:2] == ("C", ["Old gas", "Older gas", "A"])


def test_a_topic_fills_a_section_page_by_page(energy):
    own = make_live("Own", at=NOON - HOUR, section=energy)
    for number in range(25):
        at = NOON - number * HOUR - DAY
        make_live(f"Gas {number}", at=at, topics=["Gas"])
    gas = Publication.objects.get(headline="Gas 0").article.topics.get()
    fill("topic", pin(own), section=energy, topic=gas)
    page = curation.section_page(energy, NOON, None)
    first = [f"Gas {number}" for number in range(20)]
    assert [page.lead.headline, *said(page.listing.cards)] == ["Own", *first]
    before = place_of(page.listing.older)
    rest = curation.section_page(energy, NOON, before)
    assert said(rest.listing.cards) == [f"Gas {number}" for number in range(20, 25)]


def test_all_sections_fill_a_section_without_slots(energy):
    live("A", section=energy)
    live("B", "C", section=make_section("Finance"))
    fill("all", section=energy)
    page = curation.section_page(energy, NOON, None)
    assert [page.lead.headline, *said(page.listing.cards)] == ["B", "A", "C"]


def test_a_topic_that_is_gone_fills_nothing(energy):
    live("A", section=energy)
    fill("topic", section=energy)
    assert curation.section_page(energy, NOON, None).lead.headline == "A"
