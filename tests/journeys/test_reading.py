"""Reading in a real browser: any width, light and dark, with and without a script."""

import io
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles import developing, images, publishing
from tests.factories import (
    make_contributor,
    make_live,
    make_section,
    picture_bytes,
)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente " * 3
TABLE = "<table><tbody><tr><th>Gas</th><td>79.6</td></tr></tbody></table>"
PAGES = [
    "/",
    "/energy-mining/",
    "/energy-mining/a-grid-built-on-gas/",
    "/articles/no-section-at-all/",
    "/articles/",
    "/topics/",
    "/topics/natural-gas/",
    "/by/",
    "/by/energy-desk/",
    "/search/",
    "/nothing/",
    "/articles/regretted/",
]


@pytest.fixture
def magazine(_database: None) -> None:
    """A small magazine with everything that a page can hold."""
    now = timezone.now()
    energy = make_section(accent="copper", description="Power, fuel and metals.")
    make_section("Finance", accent="malachite")
    desk = make_contributor(role="Power", bio="Follows power.")
    picture = images.add_image(
        io.BytesIO(picture_bytes((900, 600))),
        by=None,
        alternative_text="A pumpjack",
        creator="jijomathaidesigners",
        source="Shutterstock",
    )
    developing.render_due(timezone.now(), 5)
    figure = f'<figure data-image="{picture.pk}" data-layout="wide"></figure>'
    body = f"<p>Text.</p><h2>Part</h2>{figure}{TABLE}<p>{LONG}</p>"
    facts: dict[str, Any] = {"section": energy, "contributors": [desk]}
    for number in range(9):
        at = now - timedelta(hours=number + 2)
        make_live(f"Number {number}: {LONG[: number * 20]}", at=at, **facts)
    make_live("No section at all", at=now - timedelta(hours=1))
    facts |= {"lead_image": picture, "standfirst": "Two in three.", "body": body}
    make_live("A grid built on gas", at=now - timedelta(minutes=1), **facts)
    gone = make_live("Regretted", at=now - timedelta(hours=3)).article
    publishing.withdraw(gone, by=None, at=timezone.now(), notice="It was wrong.")


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now, all movement done."""
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
    # No preload: to read an imported style sheet axe writes inline style of its own.
    found = Axe().run(page, options={"runOnly": RULES, "preload": False})
    return [
        f"{page.url} {rule['id']}: {rule['nodes'][0]['html']}"
        for rule in found.response["violations"]
    ]


@pytest.mark.usefixtures("magazine")
def test_every_kind_of_page_is_accessible_and_fits(
    page: Page, live_server: Any
) -> None:
    found = []
    for path in PAGES:
        for width, scheme in ((320, "dark"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{live_server.url}{path}")
            found += violations(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{path} is wider than {width}")
    assert found == []
    # Chromium calls an answer of 404 or 410 an error; nothing else may be one.
    said = {text.split(":")[0] for text in page.complaints}
    assert said == {"Failed to load resource"}
    page.complaints.clear()


@pytest.mark.usefixtures("magazine")
def test_chosen_scheme_is_kept_and_shown_before_anything_is_painted(
    page: Page, live_server: Any
) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(live_server.url)
    dark = page.get_by_role("button", name="Dark")
    dark.click()
    expect(dark).to_have_attribute("aria-pressed", "true")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(19, 21, 25)"
    page.goto(f"{live_server.url}/topics/")
    assert page.evaluate(paper) == "rgb(19, 21, 25)"
    page.get_by_role("button", name="Auto").click()
    assert page.evaluate(paper) == "rgb(253, 253, 251)"
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.usefixtures("magazine")
def test_without_script_everything_is_read_and_no_dead_button_stands(
    browser: Browser, live_server: Any
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(live_server.url)
        page.get_by_role("link", name="A grid built on gas").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("A grid built on gas")
        expect(page.get_by_text("Credit: Shutterstock").first).to_be_visible()
        expect(page.get_by_role("button", name="Dark")).to_have_count(0)
        page.get_by_role("link", name="View All Articles").click()
        page.get_by_role("link", name="Number 3").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Number 3")
        assert context.cookies() == []


@pytest.mark.usefixtures("magazine")
def test_keyboard_reaches_the_text_first(page: Page, live_server: Any) -> None:
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused


SHIFTS = """() => new Promise(done => new PerformanceObserver(list => done(
    list.getEntries().reduce((sum, one) => sum + one.value, 0)
)).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 500))"""
CHOSEN = """() => [...document.images].map(one =>
    one.naturalWidth && one.currentSrc.split(".").pop())"""


@pytest.mark.usefixtures("magazine")
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_pictures_come_as_avif_and_move_nothing(
    page: Page, live_server: Any, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/articles/a-grid-built-on-gas/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")

    assert set(page.evaluate(CHOSEN)) == {"avif"}
    assert page.evaluate(SHIFTS) == 0
