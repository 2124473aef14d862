"""What readers are told, taken from them and given back, in a browser."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Correction
from tests.factories import NOON, make_live, make_section
from tests.journeys.desk import open_form, save, sign_in, violations


def choose(page: Page, label: str) -> None:
    """Press something in the menu of the bar."""
    page.locator("[data-bar] summary", has_text="More").click()
    page.locator("[data-bar]").get_by_role("button", name=label).click()


def opened(page: Page, name: str) -> Locator:
    """The dialog that is open, under its name."""
    dialog = page.get_by_role("dialog", name=name)
    expect(dialog).to_be_visible()
    assert violations(page) == []
    return dialog


def live_article() -> Article:
    return make_live("A grid built on gas", at=NOON, section=make_section()).article


def test_a_live_article_is_corrected(page: Page, live_server: Any) -> None:
    article = live_article()
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.get_by_label("Headline", exact=True).fill("A grid built on gas it buys")
    choose(page, "Correct…")
    dialog = opened(page, "Tell readers what was wrong")

    # Without a word nothing happens, and the dialog comes back with the rest of it.
    dialog.get_by_label("Signed").fill("The energy desk")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Publish the correction").click()
    dialog = opened(page, "Tell readers what was wrong")
    expect(dialog).to_contain_text("Say what was wrong, and what is right.")
    expect(dialog.get_by_label("Signed")).to_have_value("The energy desk")

    dialog.get_by_label("What was wrong").fill("The figure is 45.5bn, not 4.5bn.")
    dialog.get_by_label("Publish the changed text with it").check()
    dialog.get_by_role("button", name="Publish the correction").click()
    expect(page.locator(".messagelist")).to_contain_text("Corrected")
    page.locator(".messagelist").get_by_role("link", name="See its page").click()
    expect(page.locator("h1")).to_have_text("A grid built on gas it buys")
    expect(page.locator("#corrections")).to_contain_text("The figure is 45.5bn")
    expect(page.locator("#corrections")).to_contain_text("The energy desk")
    assert violations(page) == []
    page.get_by_role("contentinfo").get_by_role("link", name="Corrections").click()
    expect(page.locator(".correction")).to_contain_text("The figure is 45.5bn")
    assert violations(page) == []
    page.locator(".correction a").click()
    assert page.url.endswith("/energy-mining/a-grid-built-on-gas/#corrections")
    assert Correction.objects.count() == 1


def test_two_states_are_compared_and_one_is_brought_back(
    page: Page, live_server: Any
) -> None:
    article = live_article()
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.get_by_label("Headline", exact=True).fill("A grid built on wind")
    save(page)
    page.get_by_role("link", name="See what has changed").click()
    expect(page.locator(".compared-before del")).to_have_text("gas")
    expect(page.locator(".compared-after ins")).to_have_text("wind")
    assert violations(page) == []

    page.get_by_role("link", name="Back to the history").click()
    page.get_by_role("radio", name="Older: version 1").check()
    assert violations(page) == []
    page.get_by_role("button", name="Compare the two chosen").click()
    page.get_by_role("button", name="Bring back version 1 as a draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Back to version 1")
    headline = page.get_by_label("Headline", exact=True)
    expect(headline).to_have_value("A grid built on gas")
    kinds = [row.kind for row in article.revisions.all()]
    assert kinds == ["restore", "save", "publish", "save"]


def test_an_article_is_taken_down_and_released(page: Page, live_server: Any) -> None:
    article = live_article()
    address = article.publications.get().get_absolute_url()
    sign_in(page, live_server)
    open_form(page, live_server, article)
    choose(page, "Take down…")
    dialog = opened(page, "Take it from readers")
    dialog.get_by_label("Notice to readers").fill("By order of a court.")
    dialog.get_by_label("Why, for the desk alone").fill("Case 12/2026")
    dialog.get_by_role("button", name="Take down and block").click()
    expect(page.locator(".facts-status")).to_have_text("Taken down")
    expect(page.locator("#publish-dialog")).to_have_count(0)
    assert violations(page) == []

    gone = page.context.new_page()
    answer = gone.goto(live_server.url + address)
    assert answer is not None
    assert answer.status == 410
    expect(gone.locator(".notice")).to_contain_text("By order of a court.")
    expect(gone.locator("body")).not_to_contain_text("Case 12/2026")
    gone.close()

    choose(page, "Release…")
    dialog = opened(page, "Release it for publication")
    dialog.get_by_label("Why it may be published again").fill("Settled.")
    dialog.get_by_role("button", name="Release", exact=True).click()
    expect(page.locator(".facts-status")).to_have_text("Withdrawn")
    page.locator("[data-bar] .is-primary").click()
    dialog = opened(page, "Publish")
    dialog.get_by_role("button", name="Publish now").click()
    expect(page.locator(".facts-status")).to_have_text("Live")


def test_the_dialog_follows_the_moment_and_the_card_the_typing(
    page: Page, live_server: Any
) -> None:
    article = live_article()
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.locator("summary", has_text="Search & sharing").click()
    page.get_by_label("Search title").fill("Gas " * 20)
    expect(page.locator("#id_search_headline_counter")).to_have_class(
        re.compile("is-long")
    )
    expect(page.locator(".found-title")).to_have_text(re.compile("…$"))
    page.get_by_label("Search title").fill("Gas in Mexico")
    expect(page.locator(".found-title")).to_have_text("Gas in Mexico")
    page.get_by_label("Headline", exact=True).fill("Wind")
    shown = page.locator(".desk-cards .share-headline")
    expect(shown).to_have_text("Wind")
    assert violations(page) == []

    page.get_by_label("Embargo until").fill("2099-01-01T06:00")
    page.locator("[data-bar] .is-primary").click()
    dialog = opened(page, "Update what readers see")
    expect(dialog).to_contain_text("It is under embargo until 1 Jan 2099")
    expect(dialog.locator(".gate-changes summary")).to_contain_text("Headline")
    now = dialog.get_by_role("button", name="Update now")
    expect(now).to_be_disabled()
    dialog.get_by_label("Later, at").check()
    expect(dialog.get_by_label("Date and time")).to_have_value("2099-01-01T06:00")
    expect(dialog).to_contain_text("That is more than ten years ahead.")
    expect(dialog.get_by_role("button", name="Schedule")).to_be_disabled()
