"""The desk's tools by keyboard and pointer: the calendar, going anywhere, merging."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Publication, Topic
from tests.factories import make_article, make_live
from tests.journeys.desk import sign_in, violations

HOURS = timedelta(hours=1)


def scheduled(headline: str = "A grid built on gas") -> Publication:
    now = timezone.now()
    # Two days ahead: on the page of this week or the next, never on the last line.
    start = now.replace(hour=6, minute=30, second=0, microsecond=0) + 48 * HOURS
    article = make_article(headline, at=now)
    return publishing.schedule(article, by=None, at=now, start=start)


def open_list(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/admin/calendar/?view=list")


def test_a_moment_is_moved_by_keyboard(page: Page, live_server: Any) -> None:
    version = scheduled()
    sign_in(page, live_server)
    open_list(page, live_server)
    page.get_by_role("link", name="Move… A grid built on gas").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("A grid built on gas")
    field = dialog.get_by_label("New date and time")
    expect(field).to_be_focused()
    later = version.live_from + 30 * HOURS
    assert field.input_value() == f"{version.live_from:%Y-%m-%dT%H:%M}"
    field.fill(f"{later:%Y-%m-%dT%H:%M}")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("goes out on")
    version.refresh_from_db()
    assert version.live_from == later


def test_dragging_asks_before_it_moves(page: Page, live_server: Any) -> None:
    version = scheduled()
    other = scheduled("Another")
    later = version.live_from + 24 * HOURS
    publishing.unschedule(other.article, by=None, at=timezone.now())
    now = timezone.now()
    publishing.schedule(other.article, by=None, at=now, start=later + HOURS)
    sign_in(page, live_server)
    open_list(page, live_server)
    entry = page.locator("[data-version]", has_text="A grid built on gas")
    entry.drag_to(page.locator(f'[data-day="{later:%Y-%m-%d}"]'))
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("New date and time")
    assert field.input_value() == f"{later:%Y-%m-%dT%H:%M}"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    entry.drag_to(page.locator(f'[data-day="{later:%Y-%m-%d}"]'))
    dialog.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("goes out on")
    version.refresh_from_db()
    assert version.live_from == later


def test_any_article_is_a_few_keys_away(page: Page, live_server: Any) -> None:
    for headline in ("Copper mines", "Copper wires", "Lithium"):
        article = make_article(headline)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Article, image, topic, person or page")
    expect(field).to_be_focused()
    page.keyboard.type("copper")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    chosen = options.nth(1)
    expect(field).to_have_attribute("aria-activedescendant", "jump-place-1")
    label = chosen.locator(".jump-label").inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_title(f"{label} | Meridian 99")
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    # Faster than the answer: what was typed counts.
    page.keyboard.type("lithium")
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        f"{live_server.url}/admin/articles/article/{article.pk}/change/"
    )


def test_on_a_phone_a_button_opens_it(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="Go to…").click()
    page.get_by_role("combobox").fill("calen")
    page.get_by_role("option", name="Calendar").click()
    expect(page).to_have_url(f"{live_server.url}/admin/calendar/")


def test_twins_are_merged(page: Page, live_server: Any) -> None:
    make_live("One", topics=["México"], at=timezone.now())
    make_live("Two", topics=["Mexico"], at=timezone.now())
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/topic/")
    page.get_by_role("link", name="Nearly the same").click()
    page.get_by_role("link", name="Merge… Mexico").click()
    page.get_by_role("radio", name="México").check()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("1 article moved")
    assert Topic.objects.current().get().name == "México"
    page.goto(f"{live_server.url}/topics/mexico-2/")
    expect(page).to_have_url(f"{live_server.url}/topics/mexico/")
    expect(page.locator(".card-title")).to_have_count(2)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tools_can_be_used_by_everybody(
    page: Page, live_server: Any, width: int, scheme: Any
) -> None:
    version = scheduled()
    make_live("Bare", topics=["México", "Mexico"], at=timezone.now())
    ids = ",".join(str(pk) for pk in Topic.objects.values_list("pk", flat=True))
    sign_in(page, live_server)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for path in (
        "calendar/",
        f"calendar/?view=week&move={version.pk}",
        "calendar/?view=list",
        "doctor/",
        "jump/?q=bare",
        "articles/topic/?which=twins",
        f"articles/topic/merge/?ids={ids}",
        "articles/topic/merge/",
    ):
        page.goto(f"{live_server.url}/admin/{path}")
        assert (path, violations(page)) == (path, [])
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert (path, page.evaluate(wide)) == (path, False)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("field", ["standfirst", "body", "section", "slug"])
def test_a_row_of_the_doctor_leads_into_the_field(
    page: Page, live_server: Any, field: str
) -> None:
    article = make_article()
    sign_in(page, live_server)
    form = f"{live_server.url}/admin/articles/article/{article.pk}/change/"
    page.goto(f"{form}#id_{field}")
    row = f".form-row.field-{field}, .form-row:has(#id_{field})"
    expect(page.locator(row).locator(":focus")).to_be_visible()
