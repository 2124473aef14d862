"""Many pictures at once: each with its own answer, and one credit for all of them."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from articles.models import Image
from tests.articles.test_likeness import drawing
from tests.articles.test_photo_metadata_kinds import REFERENCE
from tests.journeys.test_pictures import sign_in, violations


def drawn(folder: Path, seed: int) -> Path:
    """A picture on the person's own disk."""
    path = folder / f"drawing-{seed}.jpg"
    drawing(seed).save(path)
    return path


def test_several_files_are_added_answered_and_credited_together(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("no picture")
    sign_in(page, live_server, "Photo editor")
    files = [drawn(tmp_path, 1), drawn(tmp_path, 2), wrong]
    page.get_by_label("Add pictures").set_input_files(files)
    rows = page.locator(".batch-row")
    expect(page.locator(".batch-row.is-done")).to_have_count(2)
    expect(rows.nth(2)).to_contain_text("This is not a JPEG")
    expect(rows.nth(0)).to_contain_text("No credit yet")
    assert violations(page) == []
    assert Image.objects.count() == 2

    page.get_by_role("link", name="Show them in the library").click()
    boxes = page.locator("td.action-checkbox input")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    page.locator("select[name=action]").select_option("edit")
    page.locator("button[name=index]").click()
    page.get_by_label("Creator").fill("Ana Ruiz")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("row")).to_have_count(3)
    assert violations(page) == []
    page.get_by_role("button", name="Change 2 images").click()
    expect(page.get_by_text("2 images changed.")).to_be_visible()
    assert set(Image.objects.values_list("creator", flat=True)) == {"Ana Ruiz"}


def test_what_the_file_says_is_taken_with_a_press_and_crops_follow_the_point(
    page: Page, live_server: Any
) -> None:
    sign_in(page, live_server, "Photo editor")
    page.get_by_label("Add pictures").set_input_files(REFERENCE)
    page.get_by_role("link", name="Describe it").click()
    use = page.locator(".field-topics").get_by_role("button", name="Use it")
    use.focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("Topics").input_value().startswith("Keyword1ref2022.1, ")
    expect(use).to_be_hidden()
    page.get_by_role("button", name="Focal point").focus()
    for _ in range(5):
        page.keyboard.press("Shift+ArrowLeft")
    square = page.locator("[data-crop='1:1']")
    assert square.evaluate("image => image.style.objectPosition") == "0% 50%"
    assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Images")
    assert Image.objects.get().focal_x == 0


def test_several_files_in_the_picker_leave_the_article_alone(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    sign_in(page, live_server, "Managing editor")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.locator("[data-lead-image] button").first.click()
    files = [drawn(tmp_path, 1), drawn(tmp_path, 2)]
    page.locator("#picker-file").set_input_files(files)
    done = page.locator(".batch-row.is-done")
    expect(done).to_have_count(2)
    expect(done.nth(0).get_by_role("link")).to_have_attribute("target", "_blank")
    expect(page.locator(".picker-tile")).to_have_count(2)
