"""From a blank form to the front page without a mouse: only keys are pressed here."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Image
from tests.factories import make_section
from tests.journeys.desk import in_library, sign_in, violations
from tests.journeys.test_batches import drawn

MOST_TABS = 80


def tab_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press Tab until the cursor is there; a stop that none reaches fails."""
    for _number in range(MOST_TABS):
        if goal.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"Tab does not reach {goal}.")


def button(page: Page, name: str) -> Locator:
    """The button that says this, and nothing more."""
    return page.get_by_role("button", name=name, exact=True)


def press(page: Page, goal: Locator) -> None:
    """Go to a button or link, and press it."""
    tab_to(page, goal)
    page.keyboard.press("Enter")


def write(page: Page, live_server: Any, headline: str) -> None:
    """Begin an article: its headline, standfirst, text, and section."""
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/")
    press(page, page.get_by_role("link", name="New article"))
    expect(page.get_by_label("Headline", exact=True)).to_be_focused()
    page.keyboard.type(headline)
    page.keyboard.press("Enter")
    page.keyboard.type("Nobody was hurt.")
    tab_to(page, page.locator(".body-text"))
    page.keyboard.type("The refinery was shut ")
    page.keyboard.press("Control+b")
    page.keyboard.type("on Sunday")
    page.keyboard.press("Control+b")
    page.keyboard.type(" after a fire.")
    tab_to(page, page.get_by_label("Section"))
    page.keyboard.type("Energy")


def finish(page: Page) -> None:
    """Give it topics, and publish."""
    tab_to(page, page.get_by_role("combobox", name="Topics"))
    page.keyboard.type("Refining, Fires,")
    chips = page.locator(".field-topics .chips-list li > span")
    expect(chips).to_have_text(["Refining", "Fires"])
    press(page, button(page, "Publish…"))
    dialog = page.get_by_role("dialog", name="Publish")
    expect(dialog).to_contain_text("Nothing stands in the way.")
    press(page, button(page, "Publish now"))
    expect(page.locator(".messagelist")).to_contain_text("Published.")


def test_from_a_blank_form_to_the_front_page(page: Page, live_server: Any) -> None:
    make_section("Energy & Mining")
    image = in_library("A refinery by night")
    write(page, live_server, "Fire shuts refinery")
    press(page, button(page, "Choose a picture…"))
    press(page, page.get_by_role("dialog").locator(".picker-tile"))
    credit = page.locator("[data-lead-image] [data-credit]")
    expect(credit).to_have_text(image.credit_line)
    finish(page)
    article = Article.objects.get()
    assert article.body == (
        "<p>The refinery was shut <strong>on Sunday</strong> after a fire.</p>"
    )
    assert article.section
    assert article.section.name == "Energy & Mining"

    press(page, page.get_by_role("link", name="Put it on top of the front page"))
    slots = page.locator("[data-slots] .piece-title")
    expect(slots).to_have_text(["Fire shuts refinery"])
    press(page, button(page, "Put on the page"))
    said = page.get_by_role("link", name="Announce the first one")
    press(page, said)
    expect(page.get_by_label("Text")).to_have_value("Fire shuts refinery")
    press(page, button(page, "Save"))
    expect(page.locator(".messagelist")).to_contain_text("success")
    page.goto(live_server.url)
    expect(page.locator(".lead-title")).to_have_text("Fire shuts refinery")
    bar = page.get_by_role("link", name="Fire shuts refinery")
    expect(bar.first).to_be_visible()


def test_a_new_picture_is_uploaded_on_the_way(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    make_section("Energy & Mining")
    write(page, live_server, "Fire shuts refinery")
    press(page, button(page, "Choose a picture…"))
    press(page, button(page, "Upload"))
    dialog = page.get_by_role("dialog", name="Choose a picture")
    tab_to(page, dialog.locator("[name=file]"))
    with page.expect_file_chooser(timeout=8000) as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(drawn(tmp_path, 1))
    for field, text in (("Creator", "Bo Li"), ("Alternative text", "Flames")):
        tab_to(page, dialog.get_by_label(field))
        page.keyboard.type(text)
    press(page, button(page, "Upload and use"))
    expect(page.locator("[data-lead-image] [data-credit]")).to_contain_text("Bo Li")
    finish(page)
    assert Article.objects.get().lead_image == Image.objects.get()


def test_a_menu_that_looks_rows_up_says_its_name(page: Page, live_server: Any) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/contributor/add/")
    menu = page.get_by_role("combobox", name="Account:")
    expect(menu).to_be_visible()
    assert violations(page) == []
    tab_to(page, menu)
    page.keyboard.press("Enter")
    page.keyboard.type("mei")
    expect(page.get_by_role("option", name="mei")).to_be_visible()
    page.keyboard.press("Enter")
    expect(menu).to_be_focused()
    expect(menu).to_contain_text("mei")
