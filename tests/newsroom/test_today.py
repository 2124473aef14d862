"""The lists of Today that tell of other people, of time, and of what was not saved."""

from datetime import timedelta

import pytest

from articles import autosaving, notices, publishing, workflow
from articles.models import Article, Notice
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


@pytest.fixture
def writer():
    return make_user("mei", role="Writer")


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


def shown(user, name: str):
    lists = signed_in(user).get("/admin/").context["today"]
    return next((one for one in lists if one.name == name), None)


def titles(user, name: str) -> list[str]:
    found = shown(user, name)
    return [row.title for row in found.rows] if found else []


# --- notices --------------------------------------------------------------------------
def test_what_others_did_stands_there_until_it_is_read(writer, chief):
    article = make_article("Gas", by=writer, stage="in_review")
    assert shown(writer, "notices") is None
    workflow.take("send_back", article, by=chief, at=NOON, remark="Whose gas?")
    [row] = shown(writer, "notices").rows
    assert (row.title, row.label, row.note) == ("Gas", "Sent back", "ana · Whose gas?")
    assert row.address == f"/admin/articles/article/{article.pk}/change/#talk"
    notices.read(writer, [row.notice], at=NOON)
    assert shown(writer, "notices") is None


def test_many_notices_are_counted_and_a_long_one_is_cut(writer):
    article = make_article(by=writer)
    for _ in range(8):
        notices.tell([writer], article, "commented", "x" * 500, by=None, at=NOON)
    found = shown(writer, "notices")
    assert (len(found.rows), found.count) == (6, 8)
    assert found.rows[0].note == "x" * 160 + "…"


def test_a_notice_of_what_may_not_be_opened_any_more_is_gone(writer):
    article = make_article("Secret", by=writer)
    notices.tell([writer], article, "commented", "Why?", by=None, at=NOON)
    Article.objects.update(created_by=None)
    page = signed_in(writer).get("/admin/").content.decode()
    assert ("Secret" in page, "Why?" in page) == (False, False)
    assert Notice.objects.count() == 1


# --- assigned, and late ---------------------------------------------------------------
def test_what_is_assigned_comes_by_its_date_until_it_is_done(writer):
    for name, due in (("Later", 2 * DAY), ("Sooner", DAY), ("Some day", None)):
        article = make_article(name, by=writer)
        when = NOON + due if due else None
        workflow.assign(article, writer, due_at=when, by=None, at=NOON)
    assert titles(writer, "assigned") == ["Sooner", "Later", "Some day"]
    done = Article.objects.get(headline="Sooner")
    publishing.publish(done, by=None, at=NOON - HOUR)
    assert titles(writer, "assigned") == ["Later", "Some day"]


def test_overdue_work_is_the_chiefs_matter_and_that_of_whoever_has_it(writer, chief):
    other = make_user("bo", role="Writer")
    article = make_article("Late", by=writer)
    make_article("Bylined", by=other, assigned_to=other, due_at=NOON + HOUR)
    workflow.assign(article, writer, due_at=NOON - HOUR, by=None, at=NOON - DAY)
    for user, expected in ((writer, ["Late"]), (chief, ["Late"]), (other, [])):
        assert titles(user, "late") == expected
    [row] = shown(chief, "late").rows
    assert row.note == "mei"


def test_a_section_editor_is_told_of_their_own_sections_alone():
    editor = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(editor)
    make_article("Own", section=own, due_at=NOON - HOUR)
    make_article("Foreign", section=make_section("Finance"), due_at=NOON - HOUR)
    assert titles(editor, "late") == ["Own"]
    assert shown(editor, "late").rows[0].note == "Nobody has it"


def test_a_worker_that_is_behind_is_the_chiefs_matter(writer, chief):
    make_image(render_at=NOON - timedelta(minutes=16))
    assert titles(chief, "late") == ["1 picture waits for its sizes."]
    assert titles(writer, "late") == []
    make_image(render_at=NOON - timedelta(minutes=14))
    assert titles(chief, "late") == ["1 picture waits for its sizes."]


# --- what goes out, and what was not saved --------------------------------------------
def test_an_embargo_stands_beside_what_goes_out(chief):
    article = make_article("Tomorrow", embargo_until=NOON + HOUR)
    make_article("Nothing")
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    [row] = shown(chief, "going-out").rows
    assert row.note == "Embargo until 22 Nov 2026, 13:00 UTC"
    Article.objects.update(embargo_until=NOON - HOUR)
    [row] = shown(chief, "going-out").rows
    assert row.note == ""


def typed(headline: str, key: str) -> autosaving.Typed:
    return autosaving.Typed.of(key, "1", "0", {"headline": [headline]})


def test_unsaved_texts_are_continued_from_today(writer, chief):
    article = make_article("Saved", by=writer)
    autosaving.keep(writer, article, typed("Typed", "key-one-1"), at=NOON)
    autosaving.keep(writer, None, typed("", "key-two-2"), at=NOON + HOUR)
    rows = shown(writer, "unsaved").rows
    assert [(row.title, row.note) for row in rows] == [
        ("(no headline yet)", "A new article"),
        ("Typed", ""),
    ]
    assert rows[0].address == "/admin/articles/article/add/?unsaved=key-two-2"
    assert rows[1].address.endswith("/change/?unsaved=key-one-1")
    assert shown(chief, "unsaved") is None
    Article.objects.update(created_by=None)
    assert titles(writer, "unsaved") == ["(no headline yet)"]


def test_counts_lead_to_the_filtered_list(chief):
    for number in range(7):
        make_article(f"Sent {number}", stage="in_review")
    make_live("Out")
    found = shown(chief, "waiting")
    assert (len(found.rows), found.count) == (6, 7)
    page = signed_in(chief).get(found.more)
    assert page.context["cl"].result_count == 7
