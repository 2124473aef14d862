"""Nobody loses a word: killed servers, cut networks, other people, closed tabs."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, Autosave, Revision
from tests.factories import make_article
from tests.journeys.desk import open_form, save, sign_in, violations, written
from tests.journeys.process import PASSWORD, Newsroom, newsroom

WORDS = " ".join(f"word{number}" for number in range(300))
SAVED = "[data-saved]"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("newsroom")) as made:
        yield made


@pytest.fixture
def desk(browser: Browser, place: Newsroom) -> Iterator[Page]:
    """A page of Mei's, on the server that can be killed."""
    context = browser.new_context()
    page = context.new_page()
    log_in(page, place, "mei")
    yield page
    context.close()


def log_in(page: Page, place: Newsroom, name: str) -> None:
    page.goto(f"{place.url}/admin/login/?next=/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit], button[type=submit]")
    page.wait_for_url(f"{place.url}/admin/")


def begin(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".body-text").focus()
    page.keyboard.press("Control+End")


def type_words(page: Page, text: str) -> None:
    """One key after the other, as fast as the browser takes them."""
    page.keyboard.type(text)


def expect_words(page: Page, *words: str) -> None:
    """What only this browser had comes by way of the server: a moment later."""
    expect(page.locator("[data-restored]")).to_be_visible(timeout=20000)
    for word in words:
        expect(page.locator(".body-text")).to_contain_text(word, timeout=20000)


@pytest.mark.parametrize("is_new", [False, True])
def test_a_killed_server_costs_nothing_that_was_typed(
    desk: Page, place: Newsroom, is_new: bool
) -> None:
    address = f"{place.url}/admin/articles/article/add/"
    begin(desk, address if is_new else place.draft())
    half = len(WORDS) // 2
    type_words(desk, WORDS[:half])
    place.kill()
    type_words(desk, WORDS[half:])
    expect(desk.locator(SAVED)).to_contain_text("Offline: kept in this browser")
    place.start()
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.reload()
    expect_words(desk, WORDS)


@pytest.mark.parametrize("is_new", [False, True])
def test_a_cut_network_is_said_and_made_good(
    desk: Page, place: Newsroom, is_new: bool
) -> None:
    address = f"{place.url}/admin/articles/article/add/"
    begin(desk, address if is_new else place.draft())
    type_words(desk, "Before the tunnel. ")
    expect(desk.locator(SAVED)).to_contain_text("as your draft")
    desk.context.set_offline(True)
    type_words(desk, WORDS)
    expect(desk.locator(SAVED)).to_contain_text("Offline: kept in this browser")
    desk.context.set_offline(False)
    expect(desk.locator(SAVED)).to_contain_text("as your draft", timeout=20000)
    desk.reload()
    expect_words(desk, f"Before the tunnel. {WORDS}")


def test_a_crashed_browser_costs_a_second_at_most(
    browser: Browser, place: Newsroom
) -> None:
    address = place.draft()
    context = browser.new_context()
    page = context.new_page()
    log_in(page, place, "mei")
    begin(page, address)
    type_words(page, WORDS)
    expect(page.locator(SAVED)).to_contain_text("as your draft")
    # Its storage goes with it: what comes back comes from the server.
    context.close()
    other = browser.new_context()
    page = other.new_page()
    log_in(page, place, "mei")
    page.goto(address)
    expect(page.locator("[data-restored]")).to_be_visible()
    assert written(page) == f"<p>It began.{WORDS}</p>"
    other.close()


def test_another_person_at_the_same_browser_never_sees_the_text(
    desk: Page, place: Newsroom
) -> None:
    address = place.draft()
    begin(desk, address)
    place.kill()
    type_words(desk, " Between you and me.")
    expect(desk.locator(SAVED)).to_contain_text("Offline: kept in this browser")
    place.start()
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.context.clear_cookies()
    log_in(desk, place, "bo")
    desk.goto(address)
    expect(desk.locator(SAVED)).to_contain_text("Saved")
    assert "Between" not in desk.content()
    assert desk.locator("[data-restored], [data-offer]").count() == 0
    desk.context.clear_cookies()
    log_in(desk, place, "mei")
    desk.goto(address)
    expect_words(desk, "Between you and me.")


# --- on the test's own server ---------------------------------------------------------
def kept() -> list[Any]:
    return [
        row.typed["fields"]["body"]
        for row in Autosave.objects.exclude(typed__has_key="saved")
    ]


def test_what_is_typed_reaches_neither_article_nor_history(
    page: Page, live_server: Any
) -> None:
    article = make_article()
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Typed.")
    page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_contain_text("as your draft")
    assert len(kept()) == 1
    article.refresh_from_db()
    assert (article.version, Revision.objects.count()) == (1, 1)
    save(page)
    assert kept() == []
    expect(page.locator(SAVED)).to_have_text("Saved " + saved_at(article))
    assert Revision.objects.count() == 2


def saved_at(article: Article) -> str:
    article.refresh_from_db()
    return f"{article.updated_at:%H:%M:%S}"


def test_every_kind_of_field_comes_back(page: Page, live_server: Any) -> None:
    article = make_article(topics=["Gas"])
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.fill("#id_headline", "Another headline")
    page.fill("#id_standfirst", "Another standfirst")
    page.fill("#id_topics", "Pipelines")
    page.keyboard.press("Enter")
    page.locator("#id_is_brief").evaluate(
        "box => { box.closest('details')?.setAttribute('open', ''); }"
    )
    page.check("#id_is_brief")
    page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_contain_text("as your draft")
    page.reload()
    expect(page.locator("[data-restored]")).to_be_visible()
    assert page.input_value("#id_headline") == "Another headline"
    assert page.input_value("#id_standfirst") == "Another standfirst"
    chips = page.locator(".field-topics .chips-list li > span")
    assert chips.all_inner_texts() == ["Gas", "Pipelines"]
    assert page.is_checked("#id_is_brief")
    assert violations(page) == []


def test_restored_text_can_be_looked_at_discarded_and_brought_back(
    page: Page, live_server: Any
) -> None:
    article = make_article(body="<p>As it was.</p>")
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.keyboard.press("Control+End")
    page.keyboard.type(" And more.")
    page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_contain_text("as your draft")
    page.reload()
    page.get_by_role("link", name="Show what differs").click()
    assert page.locator(".compared ins").inner_text() == " And more."
    assert violations(page) == []
    page.get_by_role("link", name="Go on with it").click()
    expect(page.locator("[data-restored]")).to_be_visible()
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator("[data-restored]")).to_have_count(0)
    assert written(page) == "<p>As it was.</p>"
    key = Autosave.objects.get().key
    page.goto(page.url + f"?unsaved={key}")
    assert written(page) == "<p>As it was. And more.</p>"


def test_a_text_that_was_never_saved_is_offered_on_the_next_new_page(
    page: Page, live_server: Any
) -> None:
    sign_in(page, live_server)
    open_form(page, live_server)
    page.fill("#id_headline", "In passing")
    page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_contain_text("as your draft")
    open_form(page, live_server)
    assert page.input_value("#id_headline") == ""
    offer = page.locator("[data-offer]")
    expect(offer).to_contain_text("“In passing”")
    offer.get_by_role("link", name="Continue").click()
    assert page.input_value("#id_headline") == "In passing"
    save(page)
    open_form(page, live_server)
    assert page.locator("[data-offer]").count() == 0
    assert Article.objects.get().headline == "In passing"


def test_leaving_warns_only_while_something_is_unsent(
    page: Page, live_server: Any
) -> None:
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    sign_in(page, live_server)
    open_form(page, live_server)
    page.keyboard.type("Typed.")
    page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_contain_text("as your draft")
    page.goto(live_server.url + "/admin/")
    assert asked == []
    open_form(page, live_server)
    # Logged out, so that nothing can be sent, and the next page is there all the same.
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("Typed.")
    page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_contain_text("Logged out: kept in this browser")
    page.goto(live_server.url + "/")
    assert asked == ["beforeunload"]
