"""The breaking bar: what it does on pages, and that its past stays as it was."""

import pytest

from articles import publishing
from newsroom.models import PurgeRecord
from sections import announcing
from sections.announcing import Over
from sections.models import BreakingBar
from tests.desk import signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_live,
    make_section,
    make_user,
)
from tests.readers import get, parsed, texts, visit

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def ana():
    return make_user("ana", role="Managing editor")


def announce(by, text="The grid is down", *, at=NOON, hours=1, **facts):
    bar = BreakingBar(text=text, ends_at=at + hours * HOUR, **facts)
    return announcing.announce(bar, by=by, at=at)


def bars() -> list[tuple]:
    rows = BreakingBar.objects.order_by("starts_at", "pk")
    return [(row.text, row.starts_at - NOON, row.ends_at - NOON) for row in rows]


@pytest.mark.parametrize("path", ["/", "/energy-mining/", "/articles/", "/search/"])
def test_the_bar_stands_on_every_page_while_it_holds(ana, path):
    make_live(section=make_section(), at=NOON - HOUR)
    announce(ana)
    assert texts(visit(path), ".breaking") == ["Breaking The grid is down 12:00"]


def test_the_bar_links_its_article_while_readers_see_it(ana):
    energy = make_section()
    shown = make_live(section=energy, at=NOON - HOUR)
    announce(ana, article=shown.article)
    links = [a.attrs["href"] for a in visit("/").query(".breaking a")]
    assert links == [shown.get_absolute_url()]
    assert f"article-{shown.article_id}" in get("/articles/")["Surrogate-Key"].split()
    publishing.withdraw(shown.article, by=None, at=NOON)
    assert visit("/").query(".breaking a") == []
    assert texts(visit("/"), ".breaking-text") == ["The grid is down"]


def test_the_bar_of_an_article_without_section_is_linked_too(ana):
    shown = make_live(at=NOON - HOUR)
    announce(ana, article=shown.article)
    links = [a.attrs["href"] for a in visit("/").query(".breaking a")]
    assert links == [shown.get_absolute_url()]


def test_a_draft_is_never_linked(ana):
    announce(ana, article=make_article("Canary"))
    page = get("/").content.decode()
    assert ("The grid is down" in page, "canary" in page.lower()) == (True, False)


def test_no_page_outlives_the_bar_or_hides_the_next(ana):
    make_live(at=NOON - HOUR)
    announce(ana, hours=3)
    announce(ana, "Later", starts_at=NOON + HOUR, hours=2)
    assert get("/articles/").changes_at == NOON + HOUR
    assert (texts(visit("/"), ".breaking time")) == ["12:00"]


def test_the_end_of_a_bar_that_stands_may_move(ana):
    bar = announce(ana)
    bar.ends_at = NOON + 5 * HOUR
    announcing.announce(bar, by=ana, at=NOON + HOUR / 2)
    assert bars() == [("The grid is down", 0 * HOUR, 5 * HOUR)]


def test_new_words_for_a_bar_that_stands_are_a_new_bar(ana):
    bar = announce(ana)
    bar.text = "The grid is up"
    announcing.announce(bar, by=ana, at=NOON + HOUR / 2)
    assert bars() == [
        ("The grid is down", 0 * HOUR, HOUR / 2),
        ("The grid is up", HOUR / 2, HOUR),
    ]


def test_a_bar_to_come_is_edited_in_place(ana):
    bar = announce(ana, starts_at=NOON + HOUR, hours=2)
    bar.text = "Other words"
    announcing.announce(bar, by=ana, at=NOON)
    assert bars() == [("Other words", HOUR, 2 * HOUR)]


def test_what_is_over_stays_as_it_was(ana):
    bar = announce(ana, at=NOON - DAY)
    bar.text = "Never said"
    with pytest.raises(Over):
        announcing.announce(bar, by=ana, at=NOON)
    announcing.take_down(bar, at=NOON)
    assert bars() == [("The grid is down", -DAY, HOUR - DAY)]


def test_taking_down_ends_what_stands_and_deletes_what_is_to_come(ana):
    announcing.take_down(announce(ana, at=NOON - HOUR / 2), at=NOON)
    announcing.take_down(announce(ana, starts_at=NOON + HOUR, hours=2), at=NOON)
    assert bars() == [("The grid is down", -HOUR / 2, 0 * HOUR)]
    assert visit("/").query(".breaking") == []


def test_every_page_is_told_now_at_the_start_and_at_the_end(ana):
    PurgeRecord.objects.all().delete()
    announce(ana, starts_at=NOON + HOUR, hours=2)
    rows = PurgeRecord.objects.order_by("due_at")
    assert [(row.keys, row.due_at - NOON) for row in rows] == [
        (["site"], 0 * HOUR),
        (["site"], HOUR),
        (["site"], 2 * HOUR),
    ]


def test_the_desk_puts_it_up_and_takes_it_down(ana):
    desk = signed_in(ana)
    typed = {"text": "It rains", "starts_at": "", "ends_at": "2026-11-22T14:00"}
    assert desk.post("/admin/sections/breakingbar/add/", typed).status_code == 302
    bar = BreakingBar.objects.get()
    assert (bar.starts_at, bar.made_by) == (NOON, ana)
    address = f"/admin/sections/breakingbar/{bar.pk}"
    assert desk.post(f"{address}/delete/", {"post": "yes"}).status_code == 302
    assert not BreakingBar.objects.shown(NOON).exists()


@pytest.mark.parametrize("ends_at", ["2026-11-22T11:00", "", "soon"])
def test_a_bar_must_end_after_now(ana, ends_at):
    typed = {"text": "It rains", "starts_at": "", "ends_at": ends_at}
    answer = signed_in(ana).post("/admin/sections/breakingbar/add/", typed)
    assert answer.status_code == 200
    assert not BreakingBar.objects.exists()


def test_a_bar_that_is_over_is_only_looked_at(ana):
    bar = announce(ana, at=NOON - DAY)
    address = f"/admin/sections/breakingbar/{bar.pk}/change/"
    answer = signed_in(ana).post(address, {"text": "Never said"})
    assert answer.status_code == 403


def test_a_bar_begins_with_the_article_that_was_just_published(ana):
    shown = make_live("A grid", at=NOON - HOUR)
    desk, address = signed_in(ana), "/admin/sections/breakingbar/add/"

    def begins(article):
        page = parsed(desk.get(f"{address}?article={article}"))
        fields = [page.query(f"[name={name}]")[0] for name in ("text", "article")]
        return [field.attrs.get("value", "") for field in fields]

    pk = shown.article_id
    assert begins(pk) == ["A grid", f"A grid #{pk}"]
    assert begins(pk + 99) == begins("x") == ["", ""]


def test_the_article_of_a_bar_is_named_by_its_number(ana):
    shown = make_live("A grid", at=NOON - HOUR)
    make_article("Draft")
    desk, address = signed_in(ana), "/admin/sections/breakingbar/add/"
    lines = [
        option.attrs["value"]
        for option in parsed(desk.get(address)).query("#bar-articles option")
    ]
    assert lines == [f"A grid #{shown.article_id}"]
    typed = {"text": "It rains", "ends_at": "2026-11-22T14:00", "article": lines[0]}
    assert desk.post(address, typed).status_code == 302
    bar = BreakingBar.objects.get()
    assert bar.article == shown.article
    form = desk.get(f"/admin/sections/breakingbar/{bar.pk}/change/")
    assert parsed(form).query("[name=article]")[0].attrs["value"] == lines[0]
    for wrong in ("A grid", "#99999", "#²", f"{'9' * 90}"):
        assert desk.post(address, {**typed, "article": wrong}).status_code == 200
