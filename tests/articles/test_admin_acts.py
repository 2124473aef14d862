"""The buttons below the form: who is offered which, and what each of them does."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles import publishing, writing
from articles.models import Article
from tests.desk import ADD, errors, form_url, messages, press, signed_in, typed
from tests.factories import (
    BODY,
    DAY,
    NOON,
    make_article,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
Stage = Article.Stage
TOMORROW = "2026-11-23T06:00"


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def desk(chief):
    return signed_in(chief)


@pytest.fixture
def writer():
    return make_user("mei", role="Writer")


def buttons(client, address) -> tuple[str | None, list[str]]:
    """The one next step, and the menu."""
    context = client.get(address).context
    step = context["step"].name if context["step"] else None
    return step, [act.name for act in context["menu"]]


def live(**facts) -> Article:
    return make_live(at=NOON - DAY, **facts).article


def changed(article: Article, headline: str = "Changed") -> Article:
    article = Article.objects.get(pk=article.pk)
    article.headline = headline
    writing.save(article, by=None, at=NOON)
    return article


def stage(article: Article) -> str:
    return Article.objects.get(pk=article.pk).stage


# --- what is offered ----------------------------------------------------------------
def test_the_next_step_of_a_writer_is_the_review(writer):
    client = signed_in(writer)
    assert buttons(client, reverse(ADD)) == ("_send_to_review", [])
    article = make_article(by=writer)
    assert buttons(client, form_url(article)) == ("_send_to_review", [])
    press(client, "_send_to_review", article)
    assert buttons(client, form_url(article)) == (None, ["_take_back"])


def test_the_next_step_of_an_editor_follows_the_stage(desk):
    article = make_article()
    assert buttons(desk, reverse(ADD)) == ("_publish", ["_send_to_review"])
    assert buttons(desk, form_url(article)) == ("_publish", ["_send_to_review"])
    press(desk, "_send_to_review", article)
    expected = ("_approve", ["_publish", "_send_back"])
    assert buttons(desk, form_url(article)) == expected
    press(desk, "_approve", article)
    expected = ("_publish", ["_send_back", "_reopen"])
    assert buttons(desk, form_url(article)) == expected
    press(desk, "_publish", article)
    expected = ("_publish", ["_correct", "_withdraw", "_take_down"])
    assert buttons(desk, form_url(article)) == expected


def test_a_live_article_with_changes_may_be_updated_discarded_or_withdrawn(desk):
    article = changed(live())
    step, menu = buttons(desk, form_url(article))
    act = ["_send_to_review", "_correct", "_withdraw", "_take_down", "_discard"]
    assert (step, menu) == ("_publish", act)
    assert "Update…" in desk.get(form_url(article)).content.decode()


def test_a_scheduled_article_may_be_unscheduled(desk):
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    assert buttons(desk, form_url(article)) == (
        "_publish",
        ["_unschedule", "_take_down"],
    )
    assert "Schedule…" in desk.get(form_url(article)).content.decode()


def test_a_writer_is_offered_nothing_that_readers_would_notice(writer):
    article = changed(live(by=writer))
    client = signed_in(writer)
    step, menu = buttons(client, form_url(article))
    assert (step, menu) == ("_send_to_review", ["_discard"])
    assert "publish-dialog" not in client.get(form_url(article)).content.decode()


def test_a_section_editor_may_choose_the_section_and_publish_at_once():
    editor = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(editor)
    make_section("Finance").editors.add(editor)
    client = signed_in(editor)
    assert buttons(client, reverse(ADD))[0] == "_publish"
    facts = {"headline": "Gas", "body": BODY, "topics": "Gas", "_publish": "1"}
    refused = client.post(reverse(ADD), typed(**facts))
    sentence = "You may publish in your own sections only."
    assert errors(refused) == {"section": [sentence]}
    assert client.post(reverse(ADD), typed(**facts, section=own.pk)).status_code == 302
    assert Article.objects.get().publications.count() == 1


# --- what is done ---------------------------------------------------------------------
def test_publishing_saves_what_was_typed_and_links_to_the_page(desk, chief):
    article = make_article(section=make_section())
    response = press(desk, "_publish", article, headline="Gas", topics="Gas, Oil")
    version = article.publications.get()
    assert (version.headline, version.live_from) == ("Gas", NOON)
    assert version.published_by == chief
    [message] = messages(response)
    page = '<a href="/energy-mining/gas/">See its page</a>'
    board = f"/admin/sections/lineup/board/?lead={article.pk}"
    front = f'<a href="{board}">Put it on top of the front page</a>'
    assert message == f"Published. {page} {front}"
    assert LogEntry.objects.filter(change_message="Publish").count() == 1


def test_an_update_replaces_the_live_version_at_once(desk):
    article = live()
    press(desk, "_publish", article, headline="New")
    headlines = article.publications.order_by("live_from")
    assert [row.headline for row in headlines] == ["A grid built on gas", "New"]


def test_scheduling_publishes_at_the_moment_chosen(desk):
    article = make_article()
    response = press(desk, "_schedule", article, start=TOMORROW)
    assert messages(response) == [
        "Scheduled: readers see it from 23 Nov 2026, 06:00 UTC."
    ]
    version = article.publications.get()
    assert version.live_from.isoformat() == "2026-11-23T06:00:00+00:00"


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("", "Choose a date and a time."),
        ("2026-11-22T12:00", "The moment to publish at has passed."),
        ("2126-11-22T12:00", "That is more than ten years ahead."),
        ("9999-12-31T23:59", "That is more than ten years ahead."),
        ("tomorrow", "Enter a valid date/time."),
    ],
)
def test_a_moment_that_cannot_be_is_refused_beside_the_field(desk, start, message):
    article = make_article()
    response = press(desk, "_schedule", article, start=start, headline="Kept")
    assert errors(response) == {"start": [message]}
    assert "Kept" in response.content.decode()
    assert not article.publications.exists()


def test_publishing_now_does_not_mind_a_moment_left_in_the_field(desk):
    article = make_article()
    assert press(desk, "_publish", article, start="2020-01-01T00:00").status_code == 302
    assert article.publications.get().live_from == NOON


def test_a_time_is_meant_in_the_newsrooms_zone(desk, settings):
    settings.TIME_ZONE = "America/Mexico_City"
    article = make_article()
    press(desk, "_schedule", article, start=TOMORROW)
    start = article.publications.get().live_from
    assert start.isoformat() == "2026-11-23T12:00:00+00:00"
    assert "America/Mexico_City" in desk.get(form_url(article)).content.decode()


def test_an_update_while_another_is_scheduled_asks_what_becomes_of_it(desk):
    article = live()
    press(desk, "_schedule", article, headline="Later", start=TOMORROW)
    response = press(desk, "_publish", article, headline="Now")
    assert errors(response) == {
        "scheduled": ["Another version is scheduled for 23 Nov 2026, 06:00 UTC."]
    }
    assert "Now" in response.content.decode()
    assert Article.objects.get().headline == "Later"
    press(desk, "_publish", article, headline="Now", scheduled="keep")
    rows = article.publications.order_by("live_from").values_list("headline", flat=True)
    assert list(rows) == ["A grid built on gas", "Now", "Later"]
    press(desk, "_publish", article, headline="At last", scheduled="cancel")
    rows = article.publications.order_by("live_from").values_list("headline", flat=True)
    assert list(rows)[-1] == "At last"


def test_unscheduling_takes_back_what_has_not_begun_and_saves_what_was_typed(desk):
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    response = press(desk, "_unschedule", article, headline="Typed")
    assert messages(response) == ["Nothing is scheduled any more."]
    assert not article.publications.exists()
    assert Article.objects.get().headline == "Typed"


def test_withdrawing_tells_readers_what_the_editor_wrote(desk):
    article = live()
    response = press(desk, "_withdraw", article, notice="A legal matter.")
    assert messages(response)[0].startswith("Withdrawn: readers do not see it")
    version = article.publications.get()
    assert (version.live_until, version.notice) == (NOON, "A legal matter.")


def test_withdrawing_does_not_wait_for_a_form_in_order(desk):
    article = live()
    response = press(desk, "_withdraw", article, headline="x" * 300, notice="Gone.")
    assert list(errors(response)) == ["headline"]
    assert not article.publications.get().is_live(NOON)


def test_withdrawing_does_not_wait_for_who_saved_meanwhile(desk):
    article = live()
    posted = typed(article, headline="Mine")
    changed(article, "Theirs")
    response = desk.post(form_url(article), {**posted, "_withdraw": "1"})
    assert "Two texts of one article" in response.content.decode()
    assert not article.publications.get().is_live(NOON)
    assert Article.objects.get().headline == "Theirs"


@pytest.mark.parametrize("notice", ["a\0b", "x" * 1001])
def test_a_notice_that_cannot_be_withdraws_nothing(desk, notice):
    article = live()
    response = press(desk, "_withdraw", article, notice=notice)
    assert response.status_code == 200
    assert article.publications.get().is_live(NOON)


def test_discarding_goes_back_to_what_readers_see(desk):
    article = changed(live())
    response = press(desk, "_discard", article, headline="Typed and lost")
    assert messages(response)[0].startswith("Back to what readers see.")
    article = Article.objects.get()
    assert article.headline == "A grid built on gas"
    texts = [revision.data["headline"] for revision in article.revisions.all()]
    assert "Changed" in texts
    assert "Typed and lost" not in texts


def test_each_step_of_the_desk_saves_and_says_so(desk):
    article = make_article()
    answers = [
        messages(press(desk, button, article, headline=button, remark="Why?"))[-1]
        for button in ("_send_to_review", "_approve", "_send_back")
    ]
    sent, approved, back = answers
    assert sent == "Sent to review."
    assert approved == "Approved: it is ready."
    assert back == "Sent back, with your remark."
    article.refresh_from_db()
    assert (article.headline, article.stage) == ("_send_back", Stage.DRAFT)


def test_what_is_sent_back_needs_a_remark_and_keeps_what_was_typed(desk):
    article = make_article(stage=Stage.IN_REVIEW)
    response = press(desk, "_send_back", article, headline="Typed")
    assert errors(response) == {"remark": ["Say what should change."]}
    assert "Typed" in response.content.decode()
    assert stage(article) == Stage.IN_REVIEW
    press(desk, "_send_back", article, headline="Typed", remark="Whose gas?")
    assert stage(article) == Stage.DRAFT
    assert [comment.text for comment in article.comments.all()] == ["Whose gas?"]


def test_a_writers_change_to_an_approved_text_goes_back_to_review(desk, writer):
    article = make_article(by=writer, stage=Stage.READY)
    client = signed_in(writer)
    press(client, "_save", article)
    assert stage(article) == Stage.READY
    press(client, "_save", article, headline="Changed")
    assert stage(article) == Stage.IN_REVIEW
    press(desk, "_approve", article)
    press(desk, "_save", article, headline="By the chief")
    assert stage(article) == Stage.READY


def test_enter_in_a_field_saves_and_does_not_publish(desk):
    shown = desk.get(form_url(make_article())).content.decode()
    first = shown.index('<button type="submit" name=', shown.index("article_form"))
    assert shown[first:].startswith('<button type="submit" name="_save"')


# --- what is refused ---
@pytest.mark.parametrize("button", ["_publish", "_schedule", "_approve", "_withdraw"])
def test_a_writer_cannot_publish_by_posting(writer, button):
    client = signed_in(writer)
    article = live(by=writer)
    before = list(article.publications.values())
    response = press(client, button, article, headline="Mine", start=TOMORROW)
    assert response.status_code == 403
    assert list(article.publications.values()) == before
    assert Article.objects.get().headline == "A grid built on gas"


def test_a_writer_cannot_publish_a_new_article_by_posting(writer):
    facts = {"headline": "Gas", "body": BODY, "topics": "Gas", "_publish": "1"}
    response = signed_in(writer).post(reverse(ADD), typed(**facts))
    assert response.status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize("button", ["_publish", "_withdraw", "_unschedule"])
def test_a_section_editor_cannot_act_on_what_is_live_elsewhere(button):
    own, other = make_section("Energy"), make_section("Finance")
    editor = make_user("desk", role="Section editor")
    own.editors.add(editor)
    article = live(section=other, by=editor)
    if button == "_unschedule":
        publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    client = signed_in(editor)
    for section in (own.pk, other.pk, ""):
        response = press(client, button, article, section=section, headline="Mine")
        assert response.status_code == 403 or "section" in errors(response)
    assert article.publications.filter(headline="Mine").count() == 0
    assert article.publications.filter(live_until__gt=NOON, section=other).exists()


def test_a_button_for_another_state_is_refused(desk):
    article = make_article()
    for button in ("_withdraw", "_unschedule", "_discard", "_approve", "_send_back"):
        assert press(desk, button, article, remark="No").status_code == 403
    assert stage(article) == Stage.DRAFT
