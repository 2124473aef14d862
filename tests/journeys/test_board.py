"""The board of a page: by keyboard alone, by drag, without JavaScript, and by two."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles import publishing
from sections.models import LineUp
from tests.factories import make_article, make_live, make_section
from tests.journeys.desk import sign_in, violations

BOARD = "/admin/sections/lineup/board/"
HOUR = timedelta(hours=1)


@pytest.fixture
def three() -> list[Any]:
    """Three live articles, the first one the newest."""
    now, energy = timezone.now(), make_section("Energy & Mining", accent="copper")
    return [
        make_live(name, at=now - HOUR * number, topics=[name], section=energy)
        for number, name in enumerate(("Alpha", "Beta", "Gamma"), start=1)
    ]


def order(page: Page) -> list[str]:
    """The headlines in the slots."""
    found = page.locator("[data-slots] > [data-slot] .piece-title").all_text_contents()
    return [title.strip() for title in found]


def saved() -> list[str]:
    """What stands on the front page now."""
    line_up = LineUp.objects.in_force(None, timezone.now()).get()
    return [slot.article.headline for slot in line_up.slots.all()]


def add(page: Page, headline: str) -> None:
    """Press the button of an article in the pool, and wait for its slot."""
    pool = page.locator("[data-pool-list]")
    pool.get_by_role("button", name=f"Add: {headline}").press("Enter")
    expect(page.locator("[data-slots] .piece-title", has_text=headline)).to_be_visible()


def test_by_keyboard_alone(page: Page, live_server: Any, three: list[Any]) -> None:
    sign_in(page, live_server)
    page.goto(live_server.url + BOARD)
    for headline in ("Alpha", "Beta", "Gamma"):
        add(page, headline)
    expect(page.get_by_role("status")).to_have_text("Gamma: added, place 3")
    # The cursor stands in the new slot.
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert order(page) == ["Gamma", "Alpha", "Beta"]
    expect(page.get_by_role("status")).to_have_text("Gamma: place 1 of 3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert order(page) == ["Alpha", "Gamma", "Beta"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert order(page) == ["Alpha", "Beta"]
    expect(page.locator("[data-state]")).to_have_text("Not saved yet")
    first = page.locator("[data-slot]").first
    first.locator("summary").press("Enter")
    first.get_by_label("Headline here").fill("Alpha, for the front")
    assert order(page) == ["Alpha, for the front", "Beta"]
    assert violations(page) == []
    page.get_by_role("button", name="Put on the page").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Readers see it now")
    assert saved() == ["Alpha", "Beta"]
    page.goto(live_server.url)
    expect(page.locator(".lead-title")).to_have_text("Alpha, for the front")


def drag(page: Page, held: Any, target: Any, offset: int = 4) -> None:
    """Take something by its lower edge and let it go at the top of the target."""
    source, goal = held.bounding_box(), target.bounding_box()
    page.mouse.move(source["x"] + 90, source["y"] + source["height"] - 4)
    page.mouse.down()
    page.mouse.move(source["x"] + 80, source["y"] + source["height"] - 30, steps=3)
    page.mouse.move(goal["x"] + 90, goal["y"] + offset, steps=5)
    page.mouse.up()


def test_by_drag(page: Page, live_server: Any, three: list[Any]) -> None:
    sign_in(page, live_server)
    page.goto(live_server.url + BOARD)
    add(page, "Alpha")
    add(page, "Beta")
    slots = page.locator("[data-slots] > [data-slot]")
    page.evaluate("scrollTo(0, 0)")
    piece = page.locator("[data-pool-list] [data-piece]", has_text="Gamma")
    drag(page, piece, slots.first)
    expect(slots).to_have_count(3)
    assert order(page) == ["Gamma", "Alpha", "Beta"]
    handle = slots.last.locator("[data-handle]")
    box, goal = handle.bounding_box(), slots.nth(1).bounding_box()
    assert box
    assert goal
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] - 30, steps=3)
    page.mouse.move(box["x"] + 5, goal["y"] + 4, steps=5)
    page.mouse.up()
    assert order(page) == ["Gamma", "Beta", "Alpha"]
    # Escape puts back what is held.
    page.mouse.move(box["x"] + 5, goal["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, goal["y"] - 90, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(page) == ["Gamma", "Beta", "Alpha"]
    page.get_by_role("button", name="Put on the page").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers see it now")
    assert saved() == ["Gamma", "Beta", "Alpha"]


def test_the_pool_is_searched_while_one_types(
    page: Page, live_server: Any, three: list[Any]
) -> None:
    sign_in(page, live_server)
    page.goto(live_server.url + BOARD)
    titles = page.locator("[data-pool-list] .piece-title")
    expect(titles).to_have_count(3)
    page.get_by_label("Search headlines").fill("bet")
    expect(titles).to_have_count(1)
    expect(titles).to_have_text(["Beta"])


def test_the_preview_shows_tomorrow(
    page: Page, live_server: Any, three: list[Any]
) -> None:
    now = timezone.now()
    coming = make_article("Coming", topics=["Coming"])
    publishing.schedule(coming, by=None, at=now, start=now + HOUR)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}{BOARD}?tomorrow")
    add(page, "Coming")
    page.get_by_role("button", name="Show below").click()
    shown = page.frame_locator("[data-frame]")
    expect(shown.locator(".lead-title")).to_have_text("Coming")
    expect(shown.locator(".travel strong")).to_have_text("Not saved")
    assert not LineUp.objects.exists()
    page.get_by_role("button", name="Put on the page").click()
    expect(page.locator(".messagelist")).to_contain_text("It starts on")
    page.get_by_role("link", name="The page as saved, at the start").evaluate(
        "link => link.removeAttribute('target')"
    )
    page.get_by_role("link", name="The page as saved, at the start").click()
    expect(page.locator(".lead-title")).to_have_text("Coming")
    expect(page.locator(".travel strong")).to_have_text("Not out yet")
    assert violations(page) == []
    # Links keep the moment; the article is read there, too.
    page.locator(".lead-title a").click()
    expect(page.locator("h1")).to_have_text("Coming")
    expect(page.locator(".travel strong")).to_have_text("Not out yet")
    page.get_by_role("link", name="This page today").click()
    expect(page.locator("h1")).to_have_text("Page not found")
    page.complaints.clear()  # type: ignore[attr-defined]


def test_two_editors_lose_nothing(
    page: Page, live_server: Any, three: list[Any]
) -> None:
    sign_in(page, live_server)
    page.goto(live_server.url + BOARD)
    add(page, "Alpha")
    other = page.context.new_page()
    other.goto(live_server.url + BOARD)
    add(other, "Beta")
    other.get_by_role("button", name="Put on the page").click()
    expect(other.locator(".messagelist")).to_contain_text("Readers see it now")
    page.get_by_role("button", name="Put on the page").click()
    expect(
        page.get_by_role("heading", name="Somebody else was quicker")
    ).to_be_visible()
    expect(page.locator(".board-both li")).to_have_text(["Beta", "Alpha"])
    assert violations(page) == []
    assert saved() == ["Beta"]
    page.get_by_role("button", name="Save mine all the same").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers see it now")
    assert LineUp.objects.count() == 2
    page.complaints.clear()  # type: ignore[attr-defined]  # the answer 409


def test_without_javascript(
    browser: Browser, live_server: Any, three: list[Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(live_server.url + BOARD)
    pool = page.locator("[data-pool-list]")
    for headline in ("Alpha", "Beta"):
        pool.get_by_role("button", name=f"Add: {headline}").click()
    page.get_by_label("Search headlines").fill("gam")
    page.get_by_role("button", name="Search").click()
    pool.get_by_role("button", name="Add: Gamma").click()
    page.get_by_role("button", name="Up: Gamma").click()
    page.get_by_role("button", name="Remove: Alpha").click()
    assert order(page) == ["Gamma", "Beta"]
    page.get_by_role("button", name="Put on the page").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers see it now")
    assert saved() == ["Gamma", "Beta"]
    context.close()


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_and_axe_finds_nothing(
    browser: Browser, live_server: Any, three: list[Any], width: int, scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(live_server.url + BOARD)
    add(page, "Alpha")
    add(page, "Beta")
    page.locator("[data-slot] summary").first.click()
    addresses = [
        "sections/lineup/",
        "sections/lineup/travel/?since=2026-01-01T00:00",
        "sections/breakingbar/add/",
    ]
    for address in ["", *addresses]:
        if address:
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto(f"{live_server.url}/admin/{address}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address
        assert violations(page) == [], address
    context.close()
