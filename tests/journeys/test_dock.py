"""The preview beside the form follows what is typed, in the width of a device."""

from playwright.sync_api import expect

from tests.factories import make_article, make_section
from tests.journeys.desk import open_form, sign_in, violations


def test_the_preview_follows_what_is_typed(page, live_server):
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, live_server)
    open_form(page, live_server, make_article("Salt flats", section=make_section()))
    page.locator("[data-bar] [name=_preview]").click()
    shown = page.frame_locator("[data-dock-frame]")
    expect(shown.locator("h1")).to_have_text("Salt flats")
    page.locator("#id_headline").fill("Salt flats, again")
    expect(shown.locator("h1")).to_have_text("Salt flats, again")
    page.get_by_label("Desktop").check()
    frame = page.locator("[data-dock-frame]")
    assert frame.evaluate("frame => frame.contentWindow.innerWidth") == 1280
    assert violations(page) == []
    page.locator("[data-dock-close]").click()
    expect(page.locator("[data-dock]")).to_be_hidden()
    expect(page.locator("[data-bar] [name=_preview]")).to_be_focused()


def test_escape_leaves_the_preview_and_a_phone_shows_it_alone(page, live_server):
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, live_server)
    open_form(page, live_server, make_article("Salt flats"))
    page.locator("[data-bar] [name=_preview]").click()
    dock = page.locator("[data-dock]")
    expect(dock).to_be_visible()
    assert dock.evaluate("dock => dock.offsetWidth") == 390
    page.locator("[data-dock-close]").focus()
    page.keyboard.press("Escape")
    expect(dock).to_be_hidden()
