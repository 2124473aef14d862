"""From an empty magazine to a published article, in a browser, nothing made by code."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.factories import picture_bytes
from tests.journeys.desk import paste, sign_in, violations

# Google Docs wraps everything in one <b>, and writes bold as a style.
PASTED = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-1">
<p dir="ltr"><span style="font-weight:400;">Of every three cubic metres </span><span
style="font-weight:700;">consumed</span><span style="font-weight:400;">, two are bought
abroad.</span></p><ul><li><p><span>Imports</span></p></li><li><p><span>Exports</span></p>
</li></ul></b>"""
CREDIT = "Credit: Shutterstock / jijomathaidesigners"
ALTERNATIVE = "A pumpjack on a dry slope"


@pytest.fixture
def pump(tmp_path: Path) -> Path:
    """A picture on the editor's own disk."""
    path = tmp_path / "pump.jpg"
    path.write_bytes(picture_bytes((900, 600)))
    return path


class Desk:
    """The desk in a browser, by what people see and press."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def at(self, name: str) -> None:
        """Go where the navigation leads by this name."""
        navigation = self.page.get_by_role("navigation", name="Desk")
        navigation.get_by_role("link", name=name, exact=True).click()

    def add(self, kind: str, **fields: str) -> None:
        """Fill in and save the form behind “Add …”."""
        self.page.get_by_role("link", name=f"Add {kind}").click()
        for label, value in fields.items():
            named = label.replace("_", " ").capitalize()
            field = self.page.get_by_label(f"{named}:", exact=True)
            field.fill(value)
            field.press("Tab")

    def save(self) -> None:
        """Save one of Django's own forms."""
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.locator(".messagelist")).to_contain_text("success")

    def chip(self, label: str, *words: str) -> None:
        """Type words into a field of chips, and confirm each."""
        field = self.page.get_by_role("combobox", name=label)
        for word in words:
            field.fill(word)
            found = self.page.get_by_role("listbox", name=label).get_by_role("option")
            expect(found.first).to_contain_text(word)
            field.press("Enter")

    def publish(self) -> None:
        """Press Publish… and then Publish now."""
        self.page.locator("[data-bar] .is-primary").click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Nothing stands in the way.")
        dialog.get_by_role("button", name="Publish now").click()
        expect(self.page.locator(".messagelist")).to_contain_text("Published.")


@pytest.fixture
def desk(page: Page, live_server: Any) -> Desk:
    """Give the desk, with a managing editor before it."""
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/")
    return Desk(page, live_server.url)


def furnish(desk: Desk, pump: Path) -> None:
    """Make a section, a contributor and an image."""
    desk.at("Sections")
    desk.add("section", name="Energy & Mining")
    expect(desk.page.get_by_label("Address:", exact=True)).to_have_value(
        "energy-mining"
    )
    desk.page.get_by_label("Colour:").select_option("Copper")
    desk.save()
    desk.at("Contributors")
    desk.add("contributor", name="Energy desk", role="Reporters")
    desk.save()
    desk.at("Images")
    desk.add("image", creator="jijomathaidesigners", source="Shutterstock")
    desk.page.get_by_label("Alternative text").fill(ALTERNATIVE)
    desk.page.locator("#id_file").set_input_files(pump)
    desk.save()


def write(desk: Desk, headline: str) -> None:
    """Begin an article with a headline, a section, a byline and a lead image."""
    page = desk.page
    desk.at("New article")
    page.get_by_label("Headline").fill(headline)
    page.get_by_label("Section").select_option("Energy & Mining")
    desk.chip("Bylines", "Energy desk")
    page.get_by_role("button", name="Choose a picture…").click()
    page.get_by_role("dialog").locator(".picker-tile").click()
    expect(page.locator("[data-lead-image] [data-credit]")).to_have_text(CREDIT)


def test_an_editor_fills_the_magazine_and_publishes(desk: Desk, pump: Path) -> None:
    page = desk.page
    furnish(desk, pump)
    write(desk, "Gas in brief")
    page.locator("summary", has_text="More").first.click()
    page.get_by_label("brief").check()
    desk.chip("Topics", "Natural gas")
    desk.publish()

    write(desk, "A grid built on gas")
    page.get_by_label("Standfirst").fill("Two in three are bought abroad.")
    page.locator(".body-text").focus()
    paste(page, PASTED, "Of every three")
    expect(page.locator(".body-text strong")).to_have_text("consumed")
    page.keyboard.press("Control+End")
    page.get_by_role("toolbar").get_by_role("button", name="Picture").click()
    page.get_by_role("dialog").locator(".picker-tile").click()
    expect(page.locator(".body-figure-credit")).to_have_text(CREDIT)
    desk.chip("Topics", "Natural gas", "Imports", "Electricity")
    expect(page.locator("[data-kicker]")).to_have_text("Energy & Mining")
    assert violations(page) == []
    desk.publish()

    page.locator(".messagelist").get_by_role("link", name="See its page").click()
    assert page.url == f"{desk.url}/energy-mining/a-grid-built-on-gas/"
    shown = page.locator("main").inner_text()
    expected = [
        "Energy & Mining",
        "A grid built on gas",
        "Two in three are bought abroad.",
        "Energy desk",
        CREDIT,
        "Of every three cubic metres consumed, two are bought abroad.",
        "Imports",
        "Exports",
        CREDIT,
        "Natural gas",
        "Imports",
        "Electricity",
        "You may also be interested in",
        CREDIT,
        "Gas in brief",
        "View More",
        "View All Articles",
    ]
    place = 0
    for words in expected:
        place = shown.find(words, place)
        assert place >= 0, f"{words!r} is not where it belongs in:\n{shown}"
        place += len(words)
    for address in ("/", "/energy-mining/", "/topics/imports/", "/by/energy-desk/"):
        page.goto(desk.url + address)
        link = page.get_by_role("link", name="A grid built on gas", exact=True)
        expect(link.first).to_be_visible()


def test_a_refused_publication_keeps_everything(desk: Desk, pump: Path) -> None:
    page = desk.page
    furnish(desk, pump)
    page.locator("#result_list .tile").click()
    page.get_by_label("Creator:").fill("")
    page.get_by_label("Source:").fill("")
    desk.save()
    desk.at("New article")
    page.get_by_label("Headline").fill("A grid built on gas")
    page.locator(".body-text").focus()
    paste(page, "<p>Two are <b>bought</b> abroad.</p>")
    desk.chip("Topics", "Natural gas", "Imports")
    desk.chip("Bylines", "Energy desk")
    page.get_by_role("button", name="Choose a picture…").click()
    page.get_by_role("dialog").locator(".picker-tile").click()

    # The dialog says what is wrong, and does not let it through.
    page.locator("[data-bar] .is-primary").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("“pump.jpg” has no credit")
    expect(dialog.get_by_role("button", name="Publish now")).to_be_disabled()
    assert violations(page) == []
    dialog.get_by_role("link", name=re.compile("Go there.*Lead image")).click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Change picture…")).to_be_focused()

    # A browser that asks all the same is answered beside the field.
    publish = page.locator("#publish-dialog [name=_publish]")
    publish.evaluate("button => { button.disabled = false; button.click() }")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Not published, and not saved yet")
    expect(page.locator(".field-lead_image .errorlist")).to_contain_text("no credit")
    expect(page.get_by_label("Headline")).to_have_value("A grid built on gas")
    expect(page.locator(".body-text strong")).to_have_text("bought")
    chips = page.locator(".field-topics .chips-list li > span")
    assert chips.all_inner_texts() == ["Natural gas", "Imports"]
    expect(page.locator(".field-contributors .chips-list")).to_contain_text("Energy")
    expect(page.locator("[data-lead-image] img")).to_be_visible()
    assert violations(page) == []
    assert not Article.objects.exists()

    with page.expect_navigation():
        page.locator("[data-bar] [name=_save]").click()
    topics = Article.objects.get().topics.all()
    assert {topic.name for topic in topics} == {"Natural gas", "Imports"}
