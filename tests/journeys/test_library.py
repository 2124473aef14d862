"""The library as a photo editor works in it: by keyboard alone, and on a phone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Image
from tests.factories import NOON, make_live
from tests.journeys.desk import in_library, sign_in, violations
from tests.journeys.test_batches import drawn

LIBRARY = "/admin/articles/image/"


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the focus is there; fails when it never comes."""
    for _ in range(150):
        if page.evaluate("part => document.activeElement.matches(part)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"No key leads to {selector}.")


def test_a_photo_editor_needs_no_mouse_and_no_large_screen(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, live_server, "Photo editor")
    page.goto(live_server.url + LIBRARY)
    tab_to(page, ".batch-shared > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#batch_source")
    page.keyboard.type("AFP")
    tab_to(page, "#batch-files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([drawn(tmp_path, seed) for seed in (1, 2, 3)])
    expect(page.locator(".batch-row.is-done")).to_have_count(3)
    assert violations(page) == []

    tab_to(page, ".batch-link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Focal point")).to_be_visible()
    tab_to(page, "[data-mark]")
    for key in ("ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    tab_to(page, "#id_creator")
    page.keyboard.type("Pia Li")
    tab_to(page, "#id_alternative_text")
    page.keyboard.type("Grey circles on white")
    assert violations(page) == []
    tab_to(page, "input[name=_save]")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")

    tab_to(page, "#searchbar")
    page.keyboard.type("pia circl")
    page.keyboard.press("Enter")
    expect(page.locator("#result_list .tile")).to_have_count(1)
    image = Image.objects.get(creator="Pia Li")
    assert (image.source, image.focal_x, image.focal_y) == ("AFP", 0.52, 0.6)


def test_several_are_credited_from_the_list_without_a_mouse(
    page: Page, live_server: Any
) -> None:
    for name in ("A ship", "A mine"):
        in_library(name, creator="")
    sign_in(page, live_server, "Photo editor")
    page.goto(f"{live_server.url}{LIBRARY}?which=credit")
    tab_to(page, ".layouts a:not([aria-current])")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}{LIBRARY}?layout=list&which=credit")
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    assert violations(page) == []
    tab_to(page, "select[name=action]")
    page.keyboard.type("Edit")
    tab_to(page, "#action-toggle")
    page.keyboard.press("Space")
    tab_to(page, "button[name=index]", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit several images")
    assert violations(page) == []
    tab_to(page, "#id_creator")
    page.keyboard.type("Ana Ruiz")
    tab_to(page, "button[value=look]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(3)
    tab_to(page, "button[value=do]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 images changed.")).to_be_visible()
    assert set(Image.objects.values_list("creator", flat=True)) == {"Ana Ruiz"}


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("layout", ["", "list"])
def test_the_library_fits_every_screen(
    page: Page, live_server: Any, width: int, layout: str
) -> None:
    in_library("A" + "very" * 40 + "longword", caption="Word " * 60, source="AFP" * 40)
    in_library("", creator="")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if layout else "light")
    sign_in(page, live_server, "Photo editor")
    page.goto(f"{live_server.url}{LIBRARY}?layout={layout}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page) == []


@pytest.mark.parametrize(
    ("role", "may"), [("Photo editor", False), ("Managing editor", True)]
)
def test_the_file_of_a_live_picture_is_replaced_by_who_may_publish(
    page: Page, live_server: Any, tmp_path: Path, role: str, may: bool
) -> None:
    image = in_library("A ship")
    make_live("Readers see this", lead_image=image, at=NOON)
    sign_in(page, live_server, role)
    page.goto(f"{live_server.url}{LIBRARY}{image.pk}/change/")
    link = page.get_by_role("link", name="Replace the file")
    said = page.get_by_text("Its file is replaced by somebody who may publish")
    expect(link).to_have_count(int(may))
    expect(said).to_have_count(int(not may))
    if not may:
        return
    link.click()
    expect(page.get_by_text("Readers see this picture in 1 article.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("New file").set_input_files(drawn(tmp_path, 1))
    page.get_by_role("button", name="Replace the file").click()
    expect(page.get_by_text("The file was replaced")).to_be_visible()
    assert Image.objects.get().original_name == "drawing-1.jpg"


def test_a_credit_that_readers_see_is_not_emptied(page: Page, live_server: Any) -> None:
    image = in_library("A ship")
    make_live("Readers see this", lead_image=image, at=NOON)
    sign_in(page, live_server, "Photo editor")
    page.goto(f"{live_server.url}{LIBRARY}{image.pk}/change/")
    page.get_by_label("Creator").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field-creator .errorlist")).to_contain_text(
        "it needs its creator or its source"
    )
    assert violations(page) == []
    page.get_by_label("Creator").fill("Ana Ruiz")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Images")
    assert Image.objects.get().creator == "Ana Ruiz"
