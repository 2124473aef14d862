"""The desk by keyboard, on small screens, in the dark, and without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from tests.factories import (
    BODY,
    make_article,
    make_contributor,
    make_live,
    make_section,
)
from tests.journeys.desk import open_form, sign_in, violations

LONG = "Donaudampfschifffahrtsgesellschaft " * 3


def chips(page: Page, field: str) -> list[str]:
    """What stands in a field of chips."""
    return page.locator(f".field-{field} .chips-list li > span").all_inner_texts()


def test_bylines_are_chosen_ordered_and_removed_by_keyboard(
    page: Page, live_server: Any
) -> None:
    for name in ("Ana Paz", "Bo Li", "Energy desk"):
        make_contributor(name)
    sign_in(page, live_server)
    open_form(page, live_server)
    field = page.get_by_role("combobox", name="Bylines")
    said = page.locator(".field-contributors [role=status]")
    field.focus()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option", name="Ana Paz")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Added: Ana Paz")
    field.fill("li")
    expect(page.get_by_role("option", name="Bo Li")).to_be_visible()
    page.keyboard.press("Enter")
    assert chips(page, "contributors") == ["Ana Paz", "Bo Li"]
    assert violations(page) == []

    page.keyboard.press("Backspace")
    page.keyboard.press("Alt+ArrowLeft")
    assert chips(page, "contributors") == ["Bo Li", "Ana Paz"]
    expect(said).to_have_text("Bo Li is now at place 1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    assert chips(page, "contributors") == ["Bo Li"]
    expect(page.get_by_role("button", name="Remove Bo Li")).to_be_focused()
    field.fill("Nobody we know")
    with page.expect_navigation():
        page.keyboard.press("Control+Shift+s")
    expect(page.locator(".field-contributors .errorlist")).to_contain_text(
        "There is no contributor called “Nobody we know”."
    )
    assert chips(page, "contributors") == ["Bo Li", "Nobody we know"]


def test_topics_take_commas_and_what_was_not_confirmed(
    page: Page, live_server: Any
) -> None:
    make_article(topics=["Natural gas"])
    sign_in(page, live_server)
    open_form(page, live_server)
    field = page.get_by_role("combobox", name="Topics")
    field.fill("Oil, Coal,")
    field.fill("NATURAL GAS")
    offered = page.locator(".field-topics").get_by_role("option")
    expect(offered).to_have_count(1)
    offered.filter(has_text="Natural gas").click()
    field.fill("Left behind")
    page.get_by_label("Headline").press("Enter")
    expect(page.get_by_label("Standfirst")).to_be_focused()
    assert chips(page, "topics") == ["Oil", "Coal", "Natural gas", "Left behind"]
    assert Article.objects.count() == 1


def test_an_editor_schedules_and_takes_back(page: Page, live_server: Any) -> None:
    article = make_article(at=timezone.now(), section=make_section())
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.get_by_label("Headline").fill("Tomorrow's headline")
    expect(page.locator("[data-saved]")).to_contain_text("as your draft")
    page.locator("[data-bar] .is-primary").click()
    dialog = page.get_by_role("dialog", name="Publish")
    dialog.get_by_label("Later, at").check()
    tomorrow = timezone.localtime() + timedelta(days=1)
    dialog.get_by_label("Date and time").fill(f"{tomorrow:%Y-%m-%dT06:00}")
    expect(dialog).to_contain_text("UTC")
    expect(dialog.get_by_role("button", name="Publish now")).to_be_hidden()
    assert violations(page) == []
    dialog.get_by_role("button", name="Schedule").click()
    expect(page.locator(".messagelist")).to_contain_text("06:00 UTC")
    expect(page.locator("[data-bar] .status")).to_have_text("Scheduled")

    page.locator("[data-bar] summary").click()
    assert violations(page) == []
    page.get_by_role("button", name="Unschedule").click()
    expect(page.locator("[data-bar] .status")).to_have_text("Draft")
    assert Article.objects.get().headline == "Tomorrow's headline"


def test_an_editor_withdraws_with_a_notice(page: Page, live_server: Any) -> None:
    shown = make_live(at=timezone.now() - timedelta(hours=1), section=make_section())
    sign_in(page, live_server)
    open_form(page, live_server, shown.article)
    page.locator("[data-bar] summary").click()
    page.get_by_role("button", name="Withdraw…").click()
    dialog = page.get_by_role("dialog", name="Take it from readers")
    assert violations(page) == []
    dialog.get_by_label("Notice to readers").fill("A figure was wrong.")
    dialog.get_by_role("button", name="Withdraw").click()
    expect(page.locator("[data-bar] .status")).to_have_text("Withdrawn")
    answer = page.request.get(live_server.url + shown.get_absolute_url())
    assert answer.status == 410
    assert "A figure was wrong." in answer.text()


def test_the_preview_shows_what_is_typed_and_saves_nothing(
    page: Page, live_server: Any
) -> None:
    sign_in(page, live_server, "Writer")
    open_form(page, live_server)
    page.get_by_label("Headline").fill("Unsaved & unseen")
    page.get_by_role("combobox", name="Topics").fill("Brand new,")
    page.get_by_role("button", name="Preview").click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="In a new tab").click()
    preview = opened.value
    expect(preview.get_by_role("heading", level=1)).to_have_text("Unsaved & unseen")
    expect(preview.locator("main")).to_contain_text("Brand new")
    expect(page.locator("[data-saved]")).to_contain_text("as your draft", timeout=20000)
    assert not Article.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_every_page_fits_its_screen(
    browser: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    section = make_section("Energy & Mining", accent="copper")
    desk = make_contributor("Energy desk")
    facts: dict[str, Any] = {"section": section, "contributors": [desk]}
    at = timezone.now() - timedelta(hours=1)
    article = make_live(LONG, at=at, topics=[LONG[:60], "Gas"], **facts).article
    make_article("", body="", topics=(), stage="in_review")
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, live_server)
    for address in (
        "",
        "articles/article/",
        "articles/article/?view=scheduled",
        f"articles/article/{article.pk}/change/",
        f"articles/article/{article.pk}/history/",
        "articles/contributor/",
        "sections/lineup/board/",
        "sections/lineup/travel/",
        "sections/section/add/",
    ):
        page.goto(f"{live_server.url}/admin/{address}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address
        assert violations(page) == [], address
    assert complaints == []
    context.close()


def test_without_javascript_everything_can_be_done(
    browser: Browser, live_server: Any
) -> None:
    make_section("Energy & Mining")
    make_contributor("Energy desk")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_label("Headline").fill("By hand")
    page.get_by_label("Text", exact=True).fill(BODY)
    page.get_by_label("Section").select_option("Energy & Mining")
    page.get_by_label("Bylines").fill("energy desk")
    page.get_by_role("link", name="Publish…").click()
    assert page.url.endswith("#publish-dialog")
    page.locator("#publish-dialog [name=_publish]").click()
    expect(page.get_by_role("alert")).to_contain_text("At least one topic is needed.")
    page.locator("#id_topics").fill("Natural gas, Imports")
    page.locator("#publish-dialog [name=_publish]").click()
    expect(page.locator(".messagelist")).to_contain_text("Published.")
    published = Article.objects.get().publications.get()
    assert len(published.topic_ids) == 2
    assert len(published.contributor_ids) == 1
    context.close()
