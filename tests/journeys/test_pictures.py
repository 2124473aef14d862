"""Pictures as a photo editor and a writer handle them: by mouse, by keyboard, upset."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles import images
from articles.models import Image
from tests.factories import make_user, picture_bytes

PASSWORD = "a long enough password"


@pytest.fixture
def ship(tmp_path: Path) -> Path:
    """A picture on the person's own disk."""
    path = tmp_path / "ship.jpg"
    path.write_bytes(picture_bytes((500, 300)))
    return path


def sign_in(page: Page, live_server: Any, role: str) -> None:
    """Sign in as somebody of this role."""
    make_user("mei", role=role, password=PASSWORD)
    page.goto(f"{live_server.url}/admin/login/?next=/admin/articles/image/")
    page.get_by_label("Username").fill("mei")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Images")


def in_library(alternative_text: str, **facts: Any) -> Image:
    """An image of the library whose files are really there."""
    file = io.BytesIO(picture_bytes((400, 300)))
    facts = {"creator": "Bo Li", **facts}
    return images.add_image(file, by=None, alternative_text=alternative_text, **facts)


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now, all movement done."""
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
    # No preload: to read an imported style sheet axe writes inline style of its own.
    found = Axe().run(
        page,
        options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"], "preload": False},
    )
    return [
        f"{rule['id']}: {rule['nodes'][0]['html']}"
        for rule in found.response["violations"]
    ]


def test_a_photo_editor_adds_a_picture_and_sets_its_focal_point(
    page: Page, live_server: Any, ship: Path, tmp_path: Path
) -> None:
    svg = tmp_path / "logo.svg"
    svg.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    sign_in(page, live_server, "Photo editor")
    page.get_by_role("link", name="Add image").click()
    assert violations(page) == []

    page.get_by_label("Creator").fill("Bo Li")
    page.get_by_label("Picture").set_input_files(svg)
    page.get_by_role("button", name="Save", exact=True).click()

    # Refused beside the field, on the same page, with everything typed still there.
    expect(page.locator(".field-file .errorlist")).to_contain_text("an SVG drawing")
    expect(page.get_by_label("Creator")).to_have_value("Bo Li")

    page.get_by_label("Picture").set_input_files(ship)
    expect(page.get_by_alt_text("The chosen picture")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("added successfully")
    assert violations(page) == []
    page.locator("#result_list .tile").click()

    expect(page.get_by_role("button", name="Focal point")).to_be_visible()
    page.locator(".stage-image").click(position={"x": 10, "y": 10})
    expect(page.locator("#id_focal_x")).to_have_value(re.compile(r"^0\.0\d$"))
    page.locator("#id_focal_x").evaluate("field => { field.value = '0.5' }")
    page.get_by_role("button", name="Focal point").press("ArrowRight")
    page.get_by_role("button", name="Focal point").press("Shift+ArrowRight")
    page.get_by_label("Source").fill("AFP")
    expect(page.locator(".stage-credit")).to_have_text("Credit: AFP / Bo Li")
    assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    image = Image.objects.get()
    assert (image.source, image.creator) == ("AFP", "Bo Li")
    assert image.focal_x == 0.62


def test_a_writer_chooses_a_lead_image_with_the_keyboard_alone(
    page: Page, live_server: Any
) -> None:
    in_library("A ship")
    mine = in_library("A mine", creator="")
    in_library("A pipeline")
    sign_in(page, live_server, "Writer")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    choose = page.get_by_role("button", name="Choose a picture…")
    dialog = page.get_by_role("dialog", name="Choose a picture")

    choose.press("Enter")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.locator(".picker-tile")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(choose).to_be_focused()

    choose.press("Enter")
    expect(dialog.locator(".picker-tile")).to_have_count(3)
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("button", name="A mine")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Change picture…")).to_be_focused()
    expect(page.locator("[name=lead_image]")).to_have_value(str(mine.pk))
    expect(page.get_by_text("No credit yet")).to_be_visible()


def test_a_writer_searches_and_finds_what_the_article_shows_already(
    page: Page, live_server: Any
) -> None:
    in_library("A ship")
    for number in range(30):
        in_library(f"Mine {number}")
    sign_in(page, live_server, "Writer")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_role("button", name="Choose a picture…").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    tiles = dialog.locator(".picker-tile")

    expect(tiles).to_have_count(24)
    dialog.get_by_role("button", name="More pictures").click()
    expect(tiles).to_have_count(31)
    dialog.get_by_role("searchbox").fill("nothing like it")
    expect(dialog.get_by_role("status")).to_contain_text("No picture found.")
    dialog.get_by_role("searchbox").fill("ship")
    expect(tiles).to_have_count(1)
    tiles.click()
    page.get_by_role("button", name="Change picture…").click()
    dialog.get_by_role("button", name="In this article").click()
    expect(tiles).to_have_count(1)
    expect(tiles).to_contain_text("A ship")
    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Remove picture").click()

    expect(page.locator("[name=lead_image]")).to_have_value("")


def test_a_writer_uploads_in_the_dialog_and_is_asked_once(
    page: Page, live_server: Any, ship: Path
) -> None:
    sign_in(page, live_server, "Writer")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_role("button", name="Choose a picture…").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_role("button", name="Upload", exact=True).click()
    send = dialog.get_by_role("button", name="Upload and use")

    dialog.locator("[name=file]").set_input_files(ship)
    send.click()
    expect(dialog.get_by_label("Creator")).to_be_focused()
    expect(
        dialog.get_by_text("Who made it, or which agency is it from?")
    ).to_be_visible()
    expect(dialog.get_by_text("What does it show? Or mark")).to_be_visible()
    assert violations(page) == []

    dialog.get_by_label("Creator").fill("Bo Li")
    dialog.get_by_label("Decorative:").check()
    send.click()
    expect(dialog.get_by_text("Why is it decorative?")).to_be_visible()
    dialog.get_by_label("Decorative because").fill("A pattern")
    send.click()
    expect(page.locator("[data-lead-image] [data-credit]")).to_have_text(
        "Credit: Bo Li"
    )
    expect(page.get_by_text("No alternative text yet")).to_be_hidden()

    # The same file once more: the one in the library is offered.
    page.get_by_role("button", name="Change picture…").click()
    dialog.get_by_role("button", name="Upload", exact=True).click()
    dialog.locator("[name=file]").set_input_files(ship)
    dialog.get_by_label("Credit and description follow").check()
    send.click()
    dialog.get_by_role("button", name="Use the one in the library").click()

    expect(page.locator("[name=lead_image]")).to_have_value(str(Image.objects.get().pk))


@pytest.mark.parametrize("width", [390, 820])
def test_the_picker_fits_small_screens(
    page: Page, live_server: Any, width: int
) -> None:
    for _ in range(8):
        in_library("A" + "very" * 40 + "longword")
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, "Writer")
    for address in ["/admin/articles/image/", "/admin/articles/article/add/"]:
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Choose a picture…").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.locator(".picker-tile")).to_have_count(8)

    for part in [".picker-library", ".picker-upload"]:
        assert dialog.locator(part).evaluate(
            "part => part.scrollWidth <= part.clientWidth"
        )
        dialog.get_by_role("button", name="Upload", exact=True).click()
