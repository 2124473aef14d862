"""Corrections on the desk: made at the article, looked up and taken back in a list."""

import pytest
from django.urls import reverse

from articles import correcting, publishing, takedown, writing
from articles.models import Article, Correction
from tests.desk import errors, form_url, messages, press, signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
WRONG = "The figure was 45.5bn, not 4.5bn."


@pytest.fixture
def desk():
    return signed_in(make_user("ana", role="Managing editor"))


def live(**facts) -> Article:
    return make_live(at=NOON - DAY, **facts).article


def told(article: Article) -> Correction:
    facts = {"kind": "correction", "text": WRONG}
    return correcting.correct(article, by=None, at=NOON - HOUR, **facts)


def change_url(correction: Correction) -> str:
    return reverse("admin:articles_correction_change", args=[correction.pk])


# --- on the form --------------------------------------------------------------------
def test_an_editor_tells_readers_what_was_wrong(desk):
    article = live()
    response = press(
        desk,
        "_correct",
        article,
        correction_kind="clarification",
        correction_text=WRONG,
        correction_signed="The energy desk",
        corrected_at="2026-11-22T11:30",
    )
    made = Correction.objects.get()
    assert (made.kind, made.text, made.signed_by) == (
        "clarification",
        WRONG,
        "The energy desk",
    )
    assert made.corrected_at == NOON - HOUR / 2
    assert made.made_by.username == "ana"
    [message] = messages(response)
    assert message == (
        "Corrected: readers are told below the article. "
        '<a href="/articles/a-grid-built-on-gas/#corrections">See its page</a>'
    )


def test_the_changed_text_goes_out_with_it_when_asked(desk):
    article = live()
    facts = {"correction_text": WRONG, "headline": "Right"}
    press(desk, "_correct", article, **facts)
    assert article.publications.live(NOON + HOUR).get().headline != "Right"
    press(desk, "_correct", article, **facts, with_changes="on")
    assert article.publications.live(NOON + HOUR).get().headline == "Right"
    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"correction_text": ""}, "correction_text"),
        ({"correction_text": " \n"}, "correction_text"),
        ({"correction_text": "x" * 2001}, "correction_text"),
        ({"correction_text": "a\0b"}, "correction_text"),
        ({"correction_kind": "joke"}, "correction_kind"),
        ({"corrected_at": "2026-11-22T12:01"}, "corrected_at"),
        ({"corrected_at": "yesterday"}, "corrected_at"),
        ({"correction_signed": "x" * 121}, "correction_signed"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(desk, facts, field):
    article = live()
    facts = {"correction_text": WRONG, **facts}
    response = press(desk, "_correct", article, headline="Kept", **facts)
    assert list(errors(response)) == [field]
    assert "Kept" in response.content.decode()
    assert not Correction.objects.exists()


def test_a_date_before_the_article_is_refused_and_nothing_lost(desk):
    facts = {"correction_text": WRONG, "corrected_at": "2026-11-01T12:00"}
    response = press(desk, "_correct", live(), headline="Kept", **facts)
    assert errors(response) == {
        "__all__": ["Readers had not seen the article by then."]
    }
    assert "Kept" in response.content.decode()


def test_a_text_that_may_not_go_out_stops_its_correction(desk):
    facts = {"correction_text": WRONG, "with_changes": "on", "topics": ""}
    response = press(desk, "_correct", live(), **facts)
    assert list(errors(response)) == ["topics"]
    assert not Correction.objects.exists()


def test_only_a_live_article_is_corrected_and_only_by_who_publishes(desk):
    assert (
        press(desk, "_correct", make_article(), correction_text=WRONG).status_code
        == 403
    )
    mei = make_user("mei", role="Writer")
    article = live(by=mei, headline="Hers")
    response = press(signed_in(mei), "_correct", article, correction_text=WRONG)
    assert response.status_code == 403
    assert not Correction.objects.exists()


# --- small mends --------------------------------------------------------------------
def test_a_small_mend_leaves_the_date(desk):
    article = live()
    response = press(desk, "_publish", article, headline="Mended", is_minor="on")
    version = article.publications.live(NOON).get()
    assert (version.headline, version.is_minor) == ("Mended", True)
    assert version.changed_at == NOON - DAY
    assert messages(response)[0].startswith("Mended: readers get it, and the date")
    assert article.revisions.first().kind == "mend"


def test_the_first_publication_is_no_mend(desk):
    article = make_article()
    press(desk, "_publish", article, is_minor="on")
    version = article.publications.get()
    assert (version.is_minor, version.changed_at) == (False, NOON)


# --- takedown -----------------------------------------------------------------------
def test_a_takedown_asks_for_a_notice_and_a_reason(desk):
    article = live()
    facts = {"notice": "By order of a court.", "legal_note": "Case 12/2026"}
    response = press(desk, "_take_down", article, **facts)
    assert messages(response)[0].startswith("Taken down: nobody can publish it")
    article.refresh_from_db()
    assert (article.blocked_at, article.legal_note) == (NOON, "Case 12/2026")
    shown = desk.get(form_url(article)).content.decode()
    for words in ("Taken down", "Case 12/2026", 'data-opens="release-dialog"'):
        assert words in shown
    assert "publish-dialog" not in shown


def test_a_release_takes_a_managing_editor(desk):
    editor = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(editor)
    article = live(section=own)
    takedown.take_down(article, by=None, at=NOON - HOUR, legal_note="Case 12/2026")
    press(signed_in(editor), "_release", article, release_note="Please")
    assert Article.objects.get().blocked_at is not None
    response = press(desk, "_release", article, release_note="Settled.")
    assert messages(response)[0].startswith("Released: it may be published again.")
    assert Article.objects.get().blocked_at is None
    assert article.revisions.filter(kind="release").get().note == "Settled."


def test_the_reason_is_not_for_writers():
    mei = make_user("mei", role="Writer")
    article = live(by=mei)
    takedown.take_down(article, by=None, at=NOON - HOUR, legal_note="Case 12/2026")
    shown = signed_in(mei).get(form_url(article)).content.decode()
    assert "Taken down" in shown
    assert "Case 12/2026" not in shown


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_publishing_what_was_taken_down_is_refused_and_nothing_lost(desk, button):
    article = live()
    takedown.take_down(article, by=None, at=NOON - HOUR)
    facts = {"headline": "Typed meanwhile", "start": "2026-11-23T06:00"}
    response = press(desk, button, article, **facts)
    assert response.status_code == 200
    assert errors(response)["__all__"] == [
        "It was taken down: a managing editor must release it first."
    ]
    assert "Typed meanwhile" in response.content.decode()
    assert not article.publications.live(NOON + 2 * DAY).exists()


# --- the list -----------------------------------------------------------------------
def test_the_list_shows_what_readers_were_told_in_ones_own_sections(desk):
    editor = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(editor)
    mine, other = told(live(section=own)), told(live(headline="Other"))
    address = reverse("admin:articles_correction_changelist")
    rows = signed_in(editor).get(address).context["cl"].result_list
    assert list(rows) == [mine]
    assert set(desk.get(address).context["cl"].result_list) == {mine, other}


def test_a_correction_can_be_taken_back_and_not_changed(desk):
    correction = told(live())
    desk.post(change_url(correction), {"text": "Never said"})
    correction.refresh_from_db()
    assert (correction.text, correction.retracted_at) == (WRONG, None)
    response = desk.post(change_url(correction), {"_retract": "1"})
    assert messages(response) == ["Taken back: readers do not see it any more."]
    correction.refresh_from_db()
    assert correction.retracted_at == NOON
    assert "_retract" not in desk.get(change_url(correction)).content.decode()
    again = desk.post(change_url(correction), {"_retract": "1"})
    assert messages(again)[-1] == "It was taken back already."


def test_who_may_not_publish_it_takes_nothing_back():
    editor = make_user("desk", role="Section editor")
    own, other = make_section("Energy"), make_section("Finance")
    own.editors.add(editor)
    article = live(section=other)
    correction = told(article)
    article.section = own
    writing.save(article, by=None, at=NOON)
    client = signed_in(editor)
    assert client.get(change_url(correction)).status_code == 200
    response = client.post(change_url(correction), {"_retract": "1"})
    assert response.status_code == 403
    publishing.update(article, by=None, at=NOON)
