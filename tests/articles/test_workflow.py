"""The table of transitions: who may take which from where, and who is told."""

import pytest

from articles import publishing, takedown, workflow, writing
from articles.models import Article, Comment, Notice
from articles.status import status_of
from articles.workflow import TABLE, Place
from newsroom import roles
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
Stage = Article.Stage
MINE = ("send_to_review", "take_back", "reopen", "discard")
# Who may take each transition, of an article of their own and of a colleague's: in
# their section (w: a writer's own, s: a section editor's section), or anywhere.
EXPECTED = {
    "approve": {"s", "M", "A"},
    "publish": {"s", "M", "A"},
    "send_to_review": {"w", "s", "M", "A"},
    "schedule": {"s", "M", "A"},
    "send_back": {"s", "M", "A"},
    # Others than the writer say why when they send a text back.
    "take_back": {"w"},
    "reopen": {"w", "s", "M", "A"},
    "unschedule": {"s", "M", "A"},
    "correct": {"s", "M", "A"},
    "withdraw": {"s", "M", "A"},
    "take_down": {"M", "A"},
    "release": {"M", "A"},
    "discard": {"w", "s", "M", "A"},
}


def status(article):
    article = Article.objects.get(pk=article.pk)
    return status_of([article], NOON)[article.pk]


def at_place(place: Place, **facts) -> Article:
    """An article that stands there."""
    if place in {Place.DRAFT, Place.IN_REVIEW, Place.READY}:
        stage = {value: key for key, value in workflow.STAGES.items()}[place]
        return make_article(stage=stage, **facts)
    if place is Place.SCHEDULED:
        article = make_article(**facts)
        publishing.schedule(article, by=None, at=NOON - HOUR, start=NOON + DAY)
        return article
    article = make_live(at=NOON - DAY, **facts).article
    if place is Place.CHANGED:
        article.headline = "Changed"
        writing.save(article, by=None, at=NOON - HOUR)
    elif place is Place.GONE:
        publishing.withdraw(article, by=None, at=NOON - HOUR)
    elif place is Place.TAKEN_DOWN:
        takedown.take_down(article, by=None, at=NOON - HOUR)
    return Article.objects.get(pk=article.pk)


def open_names(user, article) -> set[str]:
    rows = workflow.open_to(user, article, status(article))
    return {row.name for row in rows}


# --- the table ----------
def test_every_transition_has_its_row_here():
    assert set(TABLE) == set(EXPECTED)
    assert set(TABLE["publish"].sources) == set(Place) - {Place.TAKEN_DOWN}


@pytest.mark.parametrize("place", Place)
def test_the_table_is_kept_for_every_role_and_place(place):
    section = make_section("Energy")
    writer = make_user("w", role="Writer")
    people = {
        "w": writer,
        "s": make_user("s", role="Section editor"),
        "foreign editor": make_user("f", role="Section editor"),
        "another writer": make_user("o", role="Writer"),
        "M": make_user("m", role="Managing editor"),
        "A": make_user("a", role="Administrator"),
        "P": make_user("p", role="Photo editor"),
        "nobody": make_user("n"),
    }
    section.editors.add(people["s"])
    make_section("Finance").editors.add(people["foreign editor"])
    article = at_place(place, by=writer, section=section)
    here = workflow.places(status(article))
    assert place in here
    near = {
        name
        for name, row in TABLE.items()
        if row.sources & here and (place is not Place.TAKEN_DOWN or name == "release")
    }
    found = {who: open_names(user, article) for who, user in people.items()}
    expected = {who: {name for name in near if who in EXPECTED[name]} for who in people}
    assert found == expected


def test_every_role_is_in_the_table():
    assert {name[0] for name in roles.ROLES} == {"W", "S", "M", "A", "P"}


def test_a_chief_takes_their_own_text_back_without_a_word():
    chief = make_user("ana", role="Managing editor")
    own, other = (make_article(stage="in_review", by=by) for by in (chief, None))
    assert ("take_back" in open_names(chief, own)) is True
    assert ("take_back" in open_names(chief, other)) is False


# --- taking a step ----------
@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("send_to_review", Stage.DRAFT, Stage.IN_REVIEW),
        ("approve", Stage.IN_REVIEW, Stage.READY),
        ("send_back", Stage.IN_REVIEW, Stage.DRAFT),
        ("send_back", Stage.READY, Stage.DRAFT),
        ("take_back", Stage.READY, Stage.DRAFT),
        ("reopen", Stage.READY, Stage.IN_REVIEW),
    ],
)
def test_a_step_leads_from_its_stage_to_the_next(name, source, target):
    article = make_article(stage=source)
    assert workflow.take(name, article, by=None, at=NOON + HOUR, remark="Why?")
    stored = Article.objects.get(pk=article.pk)
    assert (article.stage, stored.stage) == (target, target)
    assert stored.updated_at == NOON + HOUR


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("send_to_review", Stage.IN_REVIEW),
        ("send_to_review", Stage.READY),
        ("approve", Stage.DRAFT),
        ("approve", Stage.READY),
        ("send_back", Stage.DRAFT),
        ("reopen", Stage.IN_REVIEW),
    ],
)
def test_a_step_from_another_stage_changes_nothing(name, stage):
    article = make_article(stage=stage)
    assert not workflow.take(name, article, by=None, at=NOON + HOUR, remark="Why?")
    stored = Article.objects.get(pk=article.pk)
    assert (stored.stage, stored.updated_at) == (stage, NOON)
    assert (Notice.objects.count(), Comment.objects.count()) == (0, 0)


def test_of_two_people_who_approve_one_is_told():
    article = make_article(stage=Stage.IN_REVIEW)
    both = [Article.objects.get(pk=article.pk) for _ in range(2)]
    taken = [workflow.take("approve", one, by=None, at=NOON) for one in both]
    assert taken == [True, False]


def test_nothing_is_sent_back_without_a_word():
    article = make_article(stage=Stage.IN_REVIEW)
    with pytest.raises(ValueError, match="needs a remark"):
        workflow.take("send_back", article, by=None, at=NOON, remark=" ")
    assert Article.objects.get().stage == Stage.IN_REVIEW


# --- who is told ----------
def told() -> list[tuple[str, str, str]]:
    rows = Notice.objects.order_by("person__username", "pk")
    return [(row.person.username, row.kind, row.text) for row in rows]


def test_the_editors_of_the_section_learn_of_a_text_to_review():
    writer = make_user("mei", role="Writer")
    section = make_section("Energy")
    for name in ("desk", "second"):
        section.editors.add(make_user(name, role="Section editor"))
    make_user("ana", role="Managing editor")
    article = make_article(by=writer, section=section)
    workflow.take("send_to_review", article, by=writer, at=NOON)
    assert told() == [("desk", "review", ""), ("second", "review", "")]


@pytest.mark.parametrize("section", [None, "Energy"])
def test_where_no_section_editor_is_the_chiefs_learn_of_it(section):
    writer = make_user("mei", role="Writer")
    make_user("ana", role="Managing editor")
    article = make_article(by=writer, section=section and make_section(section))
    workflow.take("send_to_review", article, by=writer, at=NOON)
    assert told() == [("ana", "review", "")]


def test_what_is_sent_back_comes_with_the_remark_and_keeps_it():
    writer = make_user("mei", role="Writer")
    named = make_contributor(user=make_user("bo", role="Writer"))
    chief = make_user("ana", role="Managing editor")
    article = make_article(by=writer, stage="in_review", contributors=[named])
    workflow.take("send_back", article, by=chief, at=NOON, remark=" Whose gas? @mei")
    text = "Whose gas? @mei"
    assert told() == [("bo", "sent-back", text), ("mei", "sent-back", text)]
    comment = Comment.objects.get()
    assert (comment.text, comment.author, comment.article) == (text, chief, article)
    assert list(comment.mentioned.all()) == [writer]


def test_nobody_is_told_of_their_own_doing():
    chief = make_user("ana", role="Managing editor")
    article = make_article(by=chief)
    for name in ("send_to_review", "approve"):
        workflow.take(name, article, by=chief, at=NOON)
    workflow.announce("publish", article, by=chief, at=NOON)
    assert told() == []


# --- assigning ----------
def assigned(article) -> tuple[str | None, object, int]:
    stored = Article.objects.get(pk=article.pk)
    name = stored.assigned_to.username if stored.assigned_to else None
    return name, stored.due_at, stored.version


def test_whom_it_is_assigned_to_is_told_and_the_text_stays_as_it_was():
    chief, editor = (make_user(n, role="Managing editor") for n in ("ana", "desk"))
    article = make_article()
    due = NOON + DAY
    assert workflow.assign(article, editor, due_at=due, by=chief, at=NOON)
    assert assigned(article) == ("desk", due, 1)
    assert told() == [("desk", "assigned", "")]
    # Saying the same again tells nobody twice; a later date does.
    assert workflow.assign(article, editor, due_at=due, by=chief, at=NOON)
    assert len(told()) == 1
    assert workflow.assign(article, editor, due_at=due + DAY, by=chief, at=NOON)
    assert len(told()) == 2
    assert workflow.assign(article, None, due_at=None, by=chief, at=NOON)
    assert assigned(article) == (None, None, 1)


@pytest.mark.parametrize("role", ["", "Photo editor", "Writer", "Section editor"])
def test_nobody_gets_what_they_may_not_open(role):
    article = make_article(section=make_section())
    stranger = make_user("bo", role=role)
    assert not workflow.assign(article, stranger, due_at=None, by=None, at=NOON)
    assert assigned(article) == (None, None, 1)


def test_a_form_opened_before_does_not_undo_an_assignment_or_a_step():
    chief = make_user("ana", role="Managing editor")
    article = make_article(stage="in_review")
    stale = Article.objects.get(pk=article.pk)
    workflow.assign(article, chief, due_at=NOON + DAY, by=None, at=NOON)
    workflow.take("approve", article, by=chief, at=NOON)
    stale.headline = "Typed meanwhile"
    writing.save(stale, by=None, at=NOON)
    stored = Article.objects.get()
    assert assigned(stored)[:2] == ("ana", NOON + DAY)
    assert (stored.headline, stored.stage) == ("Typed meanwhile", Stage.READY)
