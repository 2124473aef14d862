"""Pasting from Word, Google Docs and pages: words stay, what clings to them goes."""

import difflib
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.richtext import clean
from tests.factories import make_article
from tests.journeys.desk import in_library, open_form, paste, sign_in, written

SAMPLES = Path(__file__).parent.parent / "samples" / "paste"
# The bigger collection beside the project, on machines that have it.
SHARED = Path(__file__).parents[3] / "shared" / "data" / "paste"
COUNTED = ("items", "links", "cells")
FACTS = (Path(__file__).parent / "pasted_facts.js").read_text()


@pytest.fixture
def form(page: Page, live_server: Any) -> Page:
    """Give the form of a new article, with the cursor in its text."""
    sign_in(page, live_server)
    open_form(page, live_server)
    return page


def pasted(form: Page, html: str) -> str:
    """What an empty editor holds after this was pasted."""
    form.keyboard.press("Control+a")
    form.keyboard.press("Backspace")
    paste(form, html)
    return written(form)


def kept(before: str, after: str) -> int:
    """How many characters of one text are found again in the other, in order."""
    match = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return sum(block.size for block in match.get_matching_blocks())


@pytest.mark.parametrize("name", ["google-docs", "word", "page"])
def test_samples_become_what_is_expected(form: Page, name: str) -> None:
    html = (SAMPLES / f"{name}.html").read_text()
    expected = (SAMPLES / f"{name}.expected.html").read_text()
    assert clean(pasted(form, html)) == clean(expected)
    expect(
        form.get_by_role("status").get_by_text("1 picture was left out")
    ).to_be_visible()


def test_pictures_of_the_clipboard_are_left_to_the_library(form: Page) -> None:
    form.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(["x"], "x.png", { type: "image/png" }));
          const paste = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }"""
    )
    assert written(form) == ""
    expect(form.locator(".body-said")).to_contain_text("1 picture was left out")


def test_what_is_copied_in_the_editor_is_pasted_as_it_was(
    page: Page, live_server: Any
) -> None:
    sky = in_library("A sky")
    body = (
        '<p>a <strong>b</strong></p><blockquote class="pull"><p>c</p></blockquote>'
        f'<figure data-image="{sky.pk}"><figcaption>Sky</figcaption></figure><p>d</p>'
    )
    sign_in(page, live_server)
    open_form(page, live_server, make_article(body=body))
    for keys in ("Control+a", "Control+c", "Control+End", "Enter", "Control+v"):
        page.keyboard.press(keys)
    # The browser's own clipboard answers when it likes.
    shown = page.locator(".body-figure-credit")
    expect(shown).to_have_text(["Credit: Bo Li", "Credit: Bo Li"])
    assert clean(written(page)) == body + body


def test_plain_text_is_pasted_in_paragraphs(form: Page) -> None:
    paste(form, text="One\n\nTwo <b>not bold</b>")
    assert clean(written(form)) == "<p>One</p><p>Two &lt;b&gt;not bold&lt;/b&gt;</p>"


def test_shared_pastes_lose_nothing_and_bring_nothing(form: Page) -> None:
    for path in sorted(SHARED.glob("**/input*.html")):
        html = path.read_text(errors="replace")
        raw = pasted(form, html)
        before, after = (form.evaluate(FACTS, text) for text in (html, clean(raw)))
        lost = {
            name: 1 - kept(before[name], after[name]) / max(1, len(before[name]))
            for name in ("words", "bold", "italic")
            if kept(before[name], after[name]) < 0.99 * len(before[name])
        }
        counts = [[facts[name] for name in COUNTED] for facts in (before, after)]
        clinging = re.findall(r"mso-|class=|style=|<span|javascript:", raw)
        assert (path.name, lost, clinging) == (path.name, {}, [])
        assert counts[1] == counts[0], path
