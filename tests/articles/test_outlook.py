"""The dialog of publishing: the gate at a moment, what changes, where it appears."""

import pytest
from django.urls import reverse
from justhtml import JustHTML

from articles import publishing, takedown
from articles.models import Article, Series
from sections.models import LineUp, Slot
from tests.desk import errors, press, signed_in, typed
from tests.factories import (
    BODY,
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)
from tests.readers import texts

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
LATER = "2026-11-23T06:00"
EMBARGO = NOON + 18 * HOUR  # the same moment


@pytest.fixture
def desk():
    return signed_in(make_user("ana", role="Managing editor"))


def asked(client, article: Article | None = None, **facts) -> JustHTML:
    """What the dialog gets to know of what is typed."""
    ids = [article.pk] if article else []
    address = reverse("admin:articles_article_gate", args=ids)
    response = client.post(address, typed(article, **facts))
    assert response.status_code == 200
    return JustHTML(response.content.decode(), sanitize=False)


def blocked(page: JustHTML) -> int:
    [found] = page.query("[data-blocked]")
    return int(found.attrs["data-blocked"])


def places(page: JustHTML) -> list[str]:
    return texts(page, ".gate-places li")


# --- what will change -------------------------------------------------------------
def test_what_will_change_is_shown_word_by_word(desk):
    article = make_live("A grid built on gas", at=NOON - DAY).article
    page = asked(desk, article, headline="A grid built on wind")
    assert texts(page, ".gate-changes dt") == ["Headline"]
    assert texts(page, ".gate-changes del") == ["gas"]
    assert texts(page, ".gate-changes ins") == ["wind"]


def test_paragraphs_that_stay_are_left_out(desk):
    article = make_live(at=NOON - DAY, body="<p>One stays.</p><p>Two.</p>").article
    page = asked(desk, article, body="<p>One stays.</p><p>Two goes on.</p>")
    assert texts(page, ".gate-changes dd") == ["Two goes on."]


def test_without_a_change_it_says_so_and_before_publication_nothing(desk):
    article = make_live(at=NOON - DAY).article
    page = asked(desk, article)
    assert texts(page, "[data-part=changes]") == [
        "The text is what readers see already."
    ]
    assert texts(asked(desk, make_article("New")), "[data-part=changes]") == []


# --- where it appears -------------------------------------------------------------
def test_every_place_is_named(desk):
    section, contributor = make_section(), make_contributor()
    facts = {"section": section, "topics": ["Gas"], "language": "es"}
    make_live("Another", at=NOON - DAY, **facts)
    series = Series.objects.create(name="Power lines", slug="power")
    page = asked(
        desk,
        headline="New",
        body=BODY,
        section=section.pk,
        topics="Gas, Never heard of",
        contributors=f"{contributor} #{contributor.pk}",
        series=series.pk,
        series_part=2,
        language="es",
    )
    assert places(page) == [
        "Its own address /energy-mining/new/",
        "Energy & Mining newest",
        "Front page newest",
        "Gas topic",
        "Never heard of a new topic",
        "Energy desk byline",
        "Power lines part 2",
        "español language",
        "Related articles below 1 article at most",
    ]


def test_the_line_up_that_counts_names_its_place(desk):
    section = make_section()
    article = make_article("New", section=section)
    for starts_at in (NOON - DAY, NOON - HOUR):
        front = LineUp.objects.create(starts_at=starts_at)
        Slot.objects.create(line_up=front, article=article, position=2)
    old = LineUp.objects.create(section=section, starts_at=NOON - DAY)
    Slot.objects.create(line_up=old, article=article)
    LineUp.objects.create(section=section, starts_at=NOON - HOUR)
    page = asked(desk, article)
    assert places(page)[1:3] == [
        "Energy & Mining newest",
        "Front page place 3 of the line-up",
    ]


def test_the_share_card_says_what_others_will_show(desk):
    image = make_image()
    facts = {"headline": "A grid built on gas", "lead_image": image.pk, "body": BODY}
    page = asked(desk, **facts, search_headline="Gas", standfirst="Two in three.")
    assert texts(page, ".share-headline") == ["A grid built on gas"]
    assert texts(page, ".share-title") == ["Gas"]
    assert texts(page, ".share-text") == ["Two in three."]
    assert texts(page, ".share-credit") == [image.credit_line]
    assert len(page.query(".share-drawn img")) == 1


# --- the moment -------------------------------------------------------------------
def test_the_gate_looks_at_the_moment_that_is_chosen(desk):
    image = make_image(rights_expire_at=NOON + HOUR)
    facts = {"headline": "New", "body": BODY, "topics": "Gas", "lead_image": image.pk}
    assert blocked(asked(desk, **facts)) == 0
    article = make_article(lead_image=image)
    page = asked(desk, article, _schedule="1", start=LATER)
    assert "ended on" in " ".join(texts(page, ".gate"))


def test_a_moment_that_is_missing_stands_in_the_way_once(desk):
    page = asked(desk, make_article(), _schedule="1", start="")
    assert texts(page, ".is-blocking li") == ["Choose a date and a time. Go there: At"]


def test_an_embargo_stands_in_the_way_until_it_ends(desk):
    facts = {"embargo_until": LATER}
    article = make_article()
    page = asked(desk, article, **facts)
    [line] = texts(page, ".is-blocking li")
    assert line.startswith("It is under embargo until 23 Nov 2026, 06:00 UTC: nothing")
    [found] = page.query("[data-embargo]")
    assert found.attrs["data-embargo"] == LATER
    assert blocked(asked(desk, article, **facts, _schedule="1", start=LATER)) == 0


def test_what_was_taken_down_says_so(desk):
    article = make_live(at=NOON - DAY).article
    takedown.take_down(article, by=None, at=NOON)
    [line] = texts(asked(desk, article), ".is-blocking li")
    assert line.startswith("It was taken down: a managing editor must release it")


# --- embargo on the form -----------------------------------------------------------
def test_an_embargo_refuses_to_publish_beside_its_field(desk):
    article = make_article()
    response = press(desk, "_publish", article, embargo_until=LATER)
    assert list(errors(response)) == ["embargo_until"]
    assert not article.publications.exists()
    press(desk, "_schedule", article, embargo_until=LATER, start=LATER)
    assert article.publications.get().live_from == EMBARGO


def test_a_writer_may_set_an_embargo_and_lengthen_but_never_lift_it():
    mei = make_user("mei", role="Writer")
    article = make_article(by=mei)
    client = signed_in(mei)
    press(client, "_save", article, embargo_until=LATER)
    assert Article.objects.get().embargo_until == EMBARGO
    for until in ("", "2026-11-22T13:00"):
        response = press(client, "_save", article, embargo_until=until)
        sentence = "Only those who may publish it lift an embargo."
        assert errors(response) == {"embargo_until": [sentence]}
    press(client, "_save", article, embargo_until="2026-11-24T06:00")
    assert Article.objects.get().embargo_until == EMBARGO + DAY


def test_who_publishes_may_lift_an_embargo(desk):
    article = make_article(embargo_until=EMBARGO)
    press(desk, "_publish", article, embargo_until="")
    assert Article.objects.get().embargo_until is None
    assert article.publications.count() == 1


def test_seconds_that_no_browser_shows_are_no_change():
    mei = make_user("mei", role="Writer")
    exact = EMBARGO.replace(second=30)
    article = make_article(by=mei, embargo_until=exact)
    press(signed_in(mei), "_save", article, headline="Changed")
    assert Article.objects.get().embargo_until == exact


def test_an_embargo_past_what_is_scheduled_is_refused(desk):
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + HOUR)
    response = press(desk, "_save", article, embargo_until=LATER)
    sentence = "A version is scheduled for 22 Nov 2026, 13:00 UTC: unschedule it first."
    assert errors(response) == {"embargo_until": [sentence]}
