"""An article goes from its writer to readers, and people are told on the way."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles import comments, notices
from articles.models import Article, Comment, Notice
from tests.desk import CHANGE, LIST
from tests.factories import NOON, make_article, make_live, make_section, make_user
from tests.journeys.desk import violations

BODY = "<p>Gas comes from abroad.</p><p>Coal was dug at home.</p>"
WIDTHS = [(390, 844), (1440, 900)]


@pytest.fixture
def people() -> dict[str, Any]:
    """A writer, the editor of the section, and a second chief."""
    section = make_section("Energy")
    writer = make_user("mei", role="Writer", first_name="Mei", last_name="Ito")
    editor = make_user("desk", role="Section editor")
    section.editors.add(editor)
    return {"writer": writer, "editor": editor, "section": section}


def enter(page: Page, live_server: Any, user: Any, address: str) -> None:
    """Open an address as this user, whoever was there before."""
    client = Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.clear_cookies()
    page.context.add_cookies([{**session, "url": f"{live_server.url}/admin/"}])
    page.goto(f"{live_server.url}{address}")


def press(page: Page, name: str) -> None:
    """Press a button of the bar, wherever it is."""
    button = page.locator(f"[data-bar] button[name={name}]")
    if not button.is_visible():
        page.locator("[data-bar] details.menu > summary").click()
    with page.expect_navigation():
        button.click()


def test_a_text_goes_from_its_writer_to_readers(page, live_server, people):
    writer, editor = people["writer"], people["editor"]
    article = make_article(
        "Gas", by=writer, section=people["section"], body=BODY, topics=["Gas"]
    )
    form = reverse(CHANGE, args=[article.pk])

    enter(page, live_server, writer, form)
    press(page, "_send_to_review")

    enter(page, live_server, editor, "/admin/")
    row = page.locator(".is-notices .row")
    expect(row).to_contain_text("Waits for review")
    row.get_by_role("link", name="Gas").click()
    expect(page.locator("[data-bar] .status")).to_have_text("In review")

    page.locator("[data-bar] details.menu > summary").click()
    page.get_by_role("button", name="Send back…").click()
    page.get_by_label("What should change?").fill("Whose gas, @mei?")
    with page.expect_navigation():
        page.get_by_role("button", name="Send back", exact=True).click()
    expect(page.locator(".talk-thread")).to_contain_text("Whose gas, @mei?")

    enter(page, live_server, writer, "/admin/")
    expect(page.locator(".is-notices .row")).to_contain_text("desk · Whose gas")
    page.goto(f"{live_server.url}{form}")
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("#talk-heading")).to_have_text("0 open comments")
    expect(page.locator("[data-talk] [role=status]")).to_have_text("Resolved.")
    assert Comment.objects.get().resolved_by == writer
    press(page, "_send_to_review")

    enter(page, live_server, editor, form)
    press(page, "_approve")
    expect(page.locator("[data-bar] .status").first).to_have_text("Ready")
    page.get_by_role("button", name="Publish…").click()
    with page.expect_navigation():
        page.locator("#publish-dialog [data-now]").click()
    expect(page.locator("[data-bar] .status").first).to_have_text("Live")
    told = Notice.objects.filter(person=writer).order_by("pk")
    kinds = [notice.kind for notice in told]
    assert kinds == ["sent-back", "approved", "published"]


def test_a_comment_on_a_paragraph_keeps_what_was_typed(page, live_server, people):
    article = make_article("Gas", by=people["writer"], body=BODY)
    chief = make_user("ana", role="Managing editor")
    enter(page, live_server, chief, reverse(CHANGE, args=[article.pk]))
    page.locator("#id_headline").fill("Gas, not saved")
    page.locator(".body-text p", has_text="Coal").click()
    expect(page.get_by_label("About")).to_have_value("1")

    page.get_by_text("New comment").click()
    page.get_by_label("Comment", exact=True).press_sequentially("Where, @m")
    expect(page.locator(".mentions li")).to_have_text("Mei Ito @mei")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Where, @mei ")
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.locator(".talk-thread blockquote")).to_have_text(
        "Coal was dug at home."
    )
    expect(page.locator("#id_headline")).to_have_value("Gas, not saved")
    said = Comment.objects.get()
    assert (said.paragraph, said.quote) == (1, "Coal was dug at home.")
    assert [user.username for user in said.mentioned.all()] == ["mei"]
    page.get_by_role("button", name="Show in the text").click()
    assert page.evaluate("getSelection().toString()") == "Coal was dug at home."


def test_what_is_opened_is_no_longer_news(page, live_server, people):
    article = make_article("Gas", by=people["writer"])
    notices.tell([people["writer"]], article, "commented", by=None, at=NOON)
    with page.expect_response("**/notices/read/"):
        enter(page, live_server, people["writer"], reverse(CHANGE, args=[article.pk]))
    assert Notice.objects.filter(read_at=None).count() == 0


def test_the_card_works_without_javascript(browser, live_server, people):
    article = make_article("Gas", by=people["writer"], body=BODY)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, live_server, people["writer"], reverse(CHANGE, args=[article.pk]))
    page.get_by_text("New comment").click()
    page.get_by_label("About").select_option("1")
    page.get_by_label("Comment", exact=True).fill("Where?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".talk-thread blockquote")).to_have_text(
        "Coal was dug at home."
    )
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("#talk-heading")).to_have_text("0 open comments")
    page.get_by_text("Assigned to nobody", exact=True).click()
    page.get_by_label("Assigned to").select_option(label="Mei Ito (@mei)")
    page.get_by_role("button", name="Assign", exact=True).click()
    assert Article.objects.get().assigned_to == people["writer"]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_the_desks_lists_and_cards_can_be_used_by_everybody(
    page, live_server, people, scheme, width, height
):
    writer, section = people["writer"], people["section"]
    chief = make_user("ana", role="Managing editor")
    article = make_article("Gas", by=writer, section=section, body=BODY)
    make_live("Out", section=section)
    quote = {"paragraph": 1, "quote": "Coal was dug at home."}
    comments.say(article, "Where, @ana?", by=writer, at=NOON, **quote)
    lost = {"paragraph": 7, "quote": "Something else entirely stood there"}
    comments.say(article, "And this?", by=writer, at=NOON, **lost)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    form = reverse(CHANGE, args=[article.pk])
    for address in ("/admin/", reverse(LIST), f"{reverse(LIST)}?q=gas", "/admin/me/"):
        enter(page, live_server, chief, address)
        assert (address, violations(page)) == (address, [])
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, wide) == (address, width)
    enter(page, live_server, chief, form)
    page.locator(".talk-answer summary").first.click()
    assert violations(page) == []
    page.goto(f"{live_server.url}{reverse(LIST)}")
    page.locator("#result_list [name=_selected_action]").first.check()
    page.locator("select[name=action]").select_option("many_assign")
    page.locator("#changelist .actions button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Assign")
    assert violations(page) == []
