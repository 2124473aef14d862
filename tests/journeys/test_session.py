"""Whoever is logged out while writing keeps the text, and saves it after logging in."""

from typing import Any

from playwright.sync_api import Page, expect

from articles.models import Article
from tests.journeys.desk import open_form, save, sign_in, violations


def test_a_text_outlives_the_session_it_was_typed_in(
    page: Page, live_server: Any
) -> None:
    sign_in(page, live_server)
    open_form(page, live_server)
    page.keyboard.type("Typed for an hour.")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.locator("[data-save]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You have been logged out.")
    assert violations(page) == []
    assert not Article.objects.exists()

    # Logging in again, in another tab, makes a token that the old form does not have.
    dialog.get_by_role("button", name="Back to the text").click()
    other = [cookie for cookie in cookies if cookie["name"] != "csrftoken"]
    page.context.clear_cookies()
    page.context.add_cookies(other)  # type: ignore[arg-type]
    assert save(page).body == "<p>Typed for an hour.</p>"


def test_a_text_outlives_a_server_that_does_not_answer(
    page: Page, live_server: Any
) -> None:
    sign_in(page, live_server)
    open_form(page, live_server)
    page.keyboard.type("Typed in a tunnel.")
    page.context.set_offline(True)
    page.keyboard.press("Control+Shift+s")
    expect(page.get_by_role("dialog")).to_contain_text("The server did not answer.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Back to the text").click()
    assert save(page).body == "<p>Typed in a tunnel.</p>"
    page.complaints.clear()  # type: ignore[attr-defined]
