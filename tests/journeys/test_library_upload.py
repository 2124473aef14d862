"""Uploads that meet something: facts for all, a session that ended, a tunnel."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from articles.models import Image
from tests.articles.test_photo_metadata_kinds import REFERENCE
from tests.journeys.desk import sign_in, violations
from tests.journeys.test_batches import drawn

LIBRARY = "/admin/articles/image/"


def log_out(page: Page) -> list[Any]:
    """End the session behind the page's back; returns what logging in brings back."""
    cookies = page.context.cookies()
    page.context.clear_cookies()
    # The token of the old page is void from now on, as after any logging in.
    return [cookie for cookie in cookies if cookie["name"] == "sessionid"]


def test_what_is_typed_for_all_holds_where_the_file_says_nothing(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    sign_in(page, live_server, "Photo editor")
    page.goto(live_server.url + LIBRARY)
    page.get_by_text("Same credit or licence for all of them").click()
    page.get_by_label("Source").fill("AFP")
    page.get_by_label("Kind of licence").select_option("agency")
    page.get_by_label("Licence address").fill("nonsense")
    page.locator("#batch-files").set_input_files([drawn(tmp_path, 1)])
    assert Image.objects.count() == 0

    page.get_by_label("Licence address").fill("")
    page.locator("#batch-files").set_input_files([drawn(tmp_path, 1), REFERENCE])
    rows = page.locator(".batch-row.is-done")
    expect(rows).to_have_count(2)
    plain = rows.filter(has_text="Credit: AFP")
    expect(plain).to_contain_text("taken from above: Source, Kind of licence")
    own = rows.filter(has_text="Credit Line (ref2022.1)")
    expect(own.get_by_text("taken from above")).to_be_hidden()
    assert violations(page) == []
    assert set(Image.objects.values_list("source", "licence_kind")) == {
        ("AFP", "agency"),
        ("Credit Line (ref2022.1)", ""),
    }


def test_files_outlive_the_session_they_were_chosen_in(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    sign_in(page, live_server, "Photo editor")
    page.goto(live_server.url + LIBRARY)
    session = log_out(page)
    files = [drawn(tmp_path, seed) for seed in (1, 2, 3)]
    page.locator("#batch-files").set_input_files(files)
    notice = page.get_by_role("alert").filter(has_text="You have been logged out")
    expect(notice.get_by_role("link", name="Log in")).to_have_attribute(
        "target", "_blank"
    )
    expect(page.locator(".batch-row.is-waiting")).to_have_count(3)
    assert violations(page) == []
    notice.get_by_role("button", name="Send them again").click()
    expect(notice).to_be_visible()
    assert Image.objects.count() == 0

    page.context.add_cookies(session)
    notice.get_by_role("button", name="Send them again").click()
    expect(page.locator(".batch-row.is-done")).to_have_count(3)
    expect(notice).to_have_count(0)
    assert Image.objects.count() == 3
    page.complaints.clear()  # type: ignore[attr-defined]


def test_files_outlive_a_tunnel(page: Page, live_server: Any, tmp_path: Path) -> None:
    sign_in(page, live_server, "Photo editor")
    page.goto(live_server.url + LIBRARY)
    page.context.set_offline(True)
    page.locator("#batch-files").set_input_files([drawn(tmp_path, 1)])
    notice = page.get_by_role("alert").filter(has_text="The server did not answer")
    expect(notice).to_be_visible()
    page.context.set_offline(False)
    notice.get_by_role("button", name="Send them again").click()
    expect(page.locator(".batch-row.is-done")).to_have_count(1)
    assert Image.objects.count() == 1
    page.complaints.clear()  # type: ignore[attr-defined]


def test_one_picture_with_its_texts_outlives_the_session(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    sign_in(page, live_server, "Photo editor")
    page.goto(f"{live_server.url}{LIBRARY}add/")
    page.get_by_label("Picture").set_input_files(drawn(tmp_path, 1))
    page.get_by_label("Creator").fill("Bo Li")
    session = log_out(page)
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You have been logged out.")
    assert violations(page) == []
    page.context.add_cookies(session)
    dialog.get_by_role("button", name="Back to the form").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Images")
    assert Image.objects.get().creator == "Bo Li"


def test_the_picker_keeps_the_file_when_nobody_is_logged_in(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    sign_in(page, live_server, "Writer")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_role("button", name="Choose a picture…").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_role("button", name="Upload", exact=True).click()
    dialog.locator("[name=file]").set_input_files(drawn(tmp_path, 1))
    dialog.get_by_label("Creator").fill("Bo Li")
    expect(dialog.get_by_label("Decorative because")).to_be_hidden()
    dialog.get_by_label("Decorative:").check()
    dialog.get_by_label("Decorative because").fill("A pattern")
    session = log_out(page)
    dialog.get_by_role("button", name="Upload and use").click()
    expect(dialog.get_by_text("You are no longer signed in.")).to_be_visible()
    page.context.add_cookies(session)
    dialog.get_by_role("button", name="Upload and use").click()
    expect(page.locator("[data-lead-image] [data-credit]")).to_have_text(
        "Credit: Bo Li"
    )
    assert Image.objects.get().decorative_reason == "A pattern"
