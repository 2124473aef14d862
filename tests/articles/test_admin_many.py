"""One act on many articles: asked first, answered row by row, none half done."""

import pytest
from django.urls import reverse

from articles import writing
from articles.models import Article
from articles.status import status_of
from tests.desk import LIST, signed_in
from tests.factories import DAY, NOON, make_article, make_live, make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def desk(chief):
    return signed_in(chief)


def ask(client, act, articles, **posted):
    chosen = {"action": f"many_{act}", "_selected_action": [row.pk for row in articles]}
    return client.post(reverse(LIST), {**chosen, **posted})


def do(client, act, articles, **facts):
    versions = [f"{row.pk}:{row.version}" for row in articles]
    return ask(client, act, articles, step="do", version=versions, **facts)


def answers(response) -> dict[str, str]:
    found = response.context["answers"]
    return {answer.article.headline: answer.sentence for answer in found}


def kinds(*articles) -> list[str]:
    rows = Article.objects.in_bulk([row.pk for row in articles])
    statuses = status_of(rows.values(), NOON)
    return [statuses[row.pk].kind.value for row in articles]


def test_the_menu_offers_what_makes_sense_for_many_and_deletes_nothing(desk):
    make_article()
    choices = desk.get(reverse(LIST)).context["action_form"].fields["action"].choices
    assert [str(label) for _name, label in choices][1:] == [
        "Assign",
        "Move to a section",
        "Send to review",
        "Schedule",
        "Withdraw",
    ]


def test_what_would_be_left_out_is_said_before(desk):
    draft, live = make_article("Draft"), make_live("Live").article
    page = ask(desk, "withdraw", [draft, live])
    rows = {str(article): refusal for article, _, refusal in page.context["rows"]}
    assert rows == {"Draft": "It is not live, or not yours.", "Live": ""}
    assert page.context["possible"] == 1
    assert kinds(draft, live) == ["draft", "live"]


def test_each_article_gets_its_own_answer(desk):
    first, second = (make_live(name, at=NOON - DAY).article for name in ("One", "Two"))
    draft = make_article("Draft")
    changed = make_live("Three").article
    stale = Article.objects.get(pk=changed.pk)
    writing.save(changed, by=None, at=NOON)
    page = do(desk, "withdraw", [first, second, draft, stale], notice="Gone.")
    assert answers(page) == {
        "One": "Done.",
        "Two": "Done.",
        "Draft": "It is not live, or not yours.",
        "Three": "It was saved by somebody else in the meantime.",
    }
    expected = ["withdrawn", "withdrawn", "draft", "live"]
    assert kinds(first, second, draft, changed) == expected
    assert first.publications.get().notice == "Gone."


def test_sending_to_review_takes_drafts_alone(desk):
    draft, ready = make_article("Draft"), make_article("Ready", stage="ready")
    assert answers(do(desk, "send_to_review", [draft, ready])) == {
        "Draft": "Done.",
        "Ready": "It is not a draft.",
    }
    assert kinds(draft, ready) == ["in_review", "ready"]


def test_what_the_gate_refuses_is_not_scheduled_and_stops_no_other(desk):
    good, bad = make_article("Good"), make_article("No topic", topics=())
    page = do(desk, "schedule", [good, bad], start="2026-11-23T06:00")
    found = answers(page)
    assert found["Good"] == "Done."
    assert "topic" in found["No topic"]
    assert kinds(good, bad) == ["scheduled", "draft"]


@pytest.mark.parametrize("start", ["", "2026-11-22T12:00", "2126-11-22T12:00", "x"])
def test_a_moment_that_cannot_be_is_refused_before_anything_is_done(desk, start):
    article = make_article()
    page = do(desk, "schedule", [article], start=start)
    assert list(page.context["form"].errors) == ["start"]
    assert kinds(article) == ["draft"]


def test_assigning_asks_whether_the_person_may_open_each(desk):
    writer = make_user("mei", role="Writer")
    own, other = make_article("Own", by=writer), make_article("Other")
    facts = {"person": writer.pk, "due_at": "2026-11-23T12:00"}
    assert answers(do(desk, "assign", [own, other], **facts)) == {
        "Own": "Done.",
        "Other": "That person may not open this article.",
    }
    own, other = (Article.objects.get(pk=row.pk) for row in (own, other))
    assert (own.assigned_to, own.due_at) == (writer, NOON + DAY)
    assert (other.assigned_to, other.due_at) == (None, None)


def test_moving_keeps_the_history_and_what_readers_see(desk, chief):
    energy, finance = make_section("Energy"), make_section("Finance")
    live = make_live("Live", section=energy).article
    there = make_article("There", section=finance)
    assert answers(do(desk, "move", [live, there], section=finance.pk)) == {
        "Live": "Done.",
        "There": "It is there already.",
    }
    assert Article.objects.get(pk=live.pk).section == finance
    assert live.publications.get().section == energy
    assert live.revisions.order_by("-number").first().made_by == chief


# --- whose they are -------------------------------------------------------------------
@pytest.mark.parametrize(
    "act", ["assign", "move", "send_to_review", "schedule", "withdraw"]
)
def test_what_is_not_ones_own_is_left_alone_even_by_a_raw_post(act):
    own, foreign = make_section("Energy"), make_section("Finance")
    editor = make_user("desk", role="Section editor")
    own.editors.add(editor)
    secret = make_article("Secret", section=foreign)
    live = make_live("Live secret", section=foreign).article
    client = signed_in(editor)
    facts = {"start": "2026-11-23T06:00", "section": own.pk, "person": "", "due_at": ""}
    page = do(client, act, [secret, live], **facts)
    assert "ecret" not in page.content.decode()
    assert kinds(secret, live) == ["draft", "live"]
    stored = [Article.objects.get(pk=row.pk) for row in (secret, live)]
    assert [(row.section, row.version) for row in stored] == [(foreign, 1)] * 2


def test_a_writer_withdraws_and_schedules_nothing_of_many():
    writer = make_user("mei", role="Writer")
    draft, live = make_article("Draft", by=writer), make_live("Live", by=writer).article
    client = signed_in(writer)
    do(client, "withdraw", [draft, live])
    do(client, "schedule", [draft, live], start="2026-11-23T06:00")
    assert kinds(draft, live) == ["draft", "live"]


def test_a_section_editor_moves_into_no_section_of_others():
    own, foreign = make_section("Energy"), make_section("Finance")
    editor = make_user("desk", role="Section editor")
    own.editors.add(editor)
    article = make_article("Own", section=own)
    page = do(signed_in(editor), "move", [article], section=foreign.pk)
    assert list(page.context["form"].errors) == ["section"]
    assert Article.objects.get().section == own


@pytest.mark.parametrize("version", ["x", "1", "1:x", "1:²", f"{'9' * 19}:1"])
def test_nonsense_for_a_version_is_refused(desk, version):
    article = make_article()
    page = ask(desk, "send_to_review", [article], step="do", version=[version])
    assert page.status_code == 400
