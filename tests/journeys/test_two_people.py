"""Two people in one article: they see one another, and lose nothing of either."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, Lock, Notice, Revision
from tests.factories import make_article, make_user
from tests.journeys.desk import open_form, save, violations, written

TABLE = (
    "<table><tbody><tr><td><p>Biomass and waste</p></td><td><p>Renewable electricity"
    "</p></td><td><p>Uninterrupted</p></td></tr></tbody></table>"
)


def desk_of(name: str, browser: Browser, live_server: Any) -> Page:
    """A browser of one's own, signed in."""
    client = Client()
    client.force_login(make_user(name, role="Managing editor"))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{**session, "url": f"{live_server.url}/admin/"}])
    return context.new_page()


@pytest.fixture
def desks(browser: Browser, live_server: Any) -> Iterator[tuple[Page, Page]]:
    pages = [desk_of(name, browser, live_server) for name in ("mei", "bo")]
    yield pages[0], pages[1]
    for page in pages:
        page.context.close()


def type_at_end(page: Page, text: str) -> None:
    page.locator(".body-text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_they_see_one_another_and_both_texts_are_kept(
    desks: tuple[Page, Page], live_server: Any
) -> None:
    mei, bo = desks
    article = make_article("Gas", body="<p>It began with a pipe.</p>")
    open_form(mei, live_server, article)
    open_form(bo, live_server, article)
    expect(bo.locator("[data-here]")).to_have_text("mei is in this article")
    type_at_end(mei, " Mei adds gas.")
    # Both ask every ten seconds, and when they begin to type.
    expect(bo.locator("[data-here]")).to_have_text("mei is typing here", timeout=15000)
    expect(mei.locator("[data-here]")).to_contain_text("bo", timeout=15000)
    type_at_end(bo, " Bo adds coal.")
    save(mei)
    moved_on = bo.locator("[data-moved-on]")
    expect(moved_on).to_contain_text("mei saved this article at", timeout=15000)
    bo.locator("[data-save]").click()
    expect(bo.locator(".compared")).to_contain_text("Bo adds coal.")
    assert bo.locator(".compared del").all_inner_texts() == ["Mei", "gas"]
    assert bo.locator(".compared ins").all_inner_texts() == ["Bo", "coal"]
    assert violations(bo) == []
    # The page is left; the text is not.
    bo.get_by_role("link", name="Decide later").click()
    assert written(bo) == "<p>It began with a pipe. Mei adds gas.</p>"
    bo.get_by_role("link", name="Bring both together").click()
    bo.get_by_label("Write it from both").check()
    type_at_end(bo, " And gas, too.")
    assert save(bo).body == ("<p>It began with a pipe. Bo adds coal. And gas, too.</p>")
    found = [row.data["body"] for row in Revision.objects.order_by("number")]
    assert found == [
        "<p>It began with a pipe.</p>",
        "<p>It began with a pipe. Mei adds gas.</p>",
        "<p>It began with a pipe. Bo adds coal.</p>",
        "<p>It began with a pipe. Bo adds coal. And gas, too.</p>",
    ]


def test_a_lock_is_seen_kept_and_taken_over(
    desks: tuple[Page, Page], live_server: Any
) -> None:
    mei, bo = desks
    article = make_article("Gas", body=f"<p>It began.</p>{TABLE}")
    open_form(mei, live_server, article)
    mei.locator("[data-menu] summary").click()
    mei.get_by_role("button", name="Lock…").click()
    mei.get_by_label("Why, for the others").fill("legal check")
    with mei.expect_navigation():
        mei.get_by_role("button", name="Lock", exact=True).click()
    expect(mei.locator(".bar-lock")).to_have_text("Locked by you: “legal check”")

    bo.set_viewport_size({"width": 320, "height": 700})
    open_form(bo, live_server, article)
    notice = bo.locator(".saving-notice.is-lock").first
    expect(notice).to_contain_text("Locked by mei: “legal check”.")
    expect(bo.locator(".body-text")).to_have_attribute("contenteditable", "false")
    assert bo.locator("#id_headline").get_attribute("readonly") is not None
    expect(bo.locator("[data-save]")).to_be_disabled()
    assert violations(bo) == []

    type_at_end(mei, " Mei goes on.")
    with bo.expect_navigation():
        notice.get_by_role("button", name="Take over").click()
    assert Lock.objects.get().person.get_username() == "bo"
    assert Notice.objects.get().person.get_username() == "mei"
    locked = mei.locator("[data-locked-notice]")
    expect(locked).to_contain_text("Locked by bo.", timeout=15000)
    mei.locator("[data-save]").click()
    expect(mei.locator("[data-error-summary]")).to_contain_text("Everything you typed")
    assert "Mei goes on." in written(mei)
    assert "Mei goes on." not in Article.objects.get().body
    mei.set_viewport_size({"width": 320, "height": 700})
    assert violations(mei) == []
