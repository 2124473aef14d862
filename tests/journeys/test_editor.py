"""Writing in the editor, by keyboard and by mouse: nothing lost and nothing added."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from articles.richtext import clean
from tests.factories import make_article
from tests.journeys.desk import (
    in_library,
    open_form,
    paste,
    save,
    sign_in,
    violations,
    written,
)

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
BODY = (
    "<h2>Head</h2><p><strong>Bold</strong> &amp; CO<sub>2</sub><br>10&nbsp;%</p>"
    "<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>"
    '<ol start="3"><li>e</li></ol><blockquote><p>f</p></blockquote><hr>'
    '<blockquote class="pull"><p>g</p></blockquote><h3>Smaller</h3>'
    "<table><caption>Shares</caption><thead><tr><th>x</th><th>y</th></tr></thead>"
    '<tbody><tr><td>1<br>2</td><td><a href="/a">3</a></td></tr>'
    '<tr><td colspan="2">4</td></tr></tbody></table>'
    f'<figure data-embed="{VIDEO}"><figcaption>A <em>film</em></figcaption></figure>'
)


@pytest.fixture
def form(page: Page, live_server: Any) -> Page:
    """Give the form of a new article, with the cursor in its text."""
    sign_in(page, live_server)
    open_form(page, live_server)
    return page


def button(page: Page, name: str) -> Any:
    """A button of the toolbar by the name that is said."""
    bar = page.get_by_role("toolbar", name="Formatting")
    return bar.get_by_role("button", name=name, exact=True)


def focused(page: Page) -> str:
    """The name of what has the focus."""
    name: str = page.evaluate(
        "document.activeElement.ariaLabel ?? document.activeElement.className"
    )
    return name


def test_typed_spaces_stay_spaces(form: Page) -> None:
    form.keyboard.type("Two  words and ")
    form.keyboard.type("more. ")
    assert written(form) == "<p>Two  words and more. </p>"
    assert save(form).body == "<p>Two words and more.</p>"


def test_text_box_is_named_and_the_page_accessible(form: Page) -> None:
    box = form.get_by_role("textbox", name="Text", exact=True)
    expect(box).to_be_focused()
    expect(box).to_have_attribute("spellcheck", "true")
    expect(form.locator("#id_body")).to_be_hidden()
    assert violations(form) == []


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Heading", "<h2>word</h2>"),
        ("Smaller heading", "<h3>word</h3>"),
        ("Quotation", "<blockquote><p>word</p></blockquote>"),
        ("Pull quote", '<blockquote class="pull"><p>word</p></blockquote>'),
        ("Bold", "<p><strong>word</strong></p>"),
        ("Italic", "<p><em>word</em></p>"),
        ("Subscript", "<p><sub>word</sub></p>"),
        ("Superscript", "<p><sup>word</sup></p>"),
        ("List", "<ul><li>word</li></ul>"),
        ("Numbered list", "<ol><li>word</li></ol>"),
        ("Rule", "<hr><p>word</p>"),
    ],
)
def test_buttons_make_what_they_say(form: Page, name: str, body: str) -> None:
    button(form, name).click()
    form.keyboard.type("word")
    assert clean(written(form)) == body


def test_pressed_buttons_say_so_and_undo_themselves(form: Page) -> None:
    bold = button(form, "Bold")
    expect(bold).to_have_attribute("aria-pressed", "false")
    expect(button(form, "Undo")).to_have_attribute("aria-disabled", "true")
    form.keyboard.press("Control+b")
    form.keyboard.type("x")
    expect(bold).to_have_attribute("aria-pressed", "true")
    button(form, "Undo").click()
    assert written(form) == ""
    button(form, "Redo").click()
    assert clean(written(form)) == "<p><strong>x</strong></p>"


def test_toolbar_is_one_stop_with_arrow_keys(form: Page) -> None:
    form.keyboard.press("Alt+F10")
    assert focused(form) == "Heading"
    for key, name in [
        ("ArrowRight", "Smaller heading"),
        ("ArrowLeft", "Heading"),
        ("ArrowLeft", "Redo"),
        ("ArrowRight", "Heading"),
        ("End", "Redo"),
        ("Home", "Heading"),
    ]:
        form.keyboard.press(key)
        assert focused(form) == name
    form.keyboard.press("Enter")
    form.keyboard.type("By keyboard")
    assert clean(written(form)) == "<h2>By keyboard</h2>"
    form.keyboard.press("Shift+Tab")
    assert focused(form) == "Heading"
    form.keyboard.press("Escape")
    expect(form.locator(".body-text")).to_be_focused()


def test_line_below_counts_words(form: Page) -> None:
    form.keyboard.type("Three short words")
    line = "3 words · 17 characters · 1 minute to read"
    expect(form.locator(".body-count")).to_have_text(line)


def test_opening_and_saving_changes_nothing(page: Page, live_server: Any) -> None:
    sky = in_library("A sky")
    body = BODY + (
        f'<figure data-image="{sky.pk}" data-layout="wide"><figcaption>Sky</figcaption>'
        f'</figure><figure data-image="{sky.pk}"></figure><p>End</p>'
    )
    article = make_article(body=body)
    sign_in(page, live_server)
    open_form(page, live_server, article)
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    assert clean(written(page)) == body
    save(page)
    article.refresh_from_db()
    assert article.body == body


def test_picture_comes_from_the_library_with_its_credit(form: Page) -> None:
    sky = in_library("A sky", caption="The sky over Nuevo León")
    form.keyboard.type("Before")
    button(form, "Picture").click()
    form.get_by_role("button", name="Bo Li").click()
    figure = form.locator("figure.body-figure")
    expect(figure.locator("img")).to_have_attribute("alt", "A sky")
    expect(figure.locator(".body-figure-credit")).to_have_text("Credit: Bo Li")
    expect(figure.locator("figcaption")).to_have_text("The sky over Nuevo León")
    form.keyboard.press("Control+End")
    form.keyboard.type("After")
    figure.get_by_role("combobox", name="Layout").select_option("portrait")
    assert violations(form) == []
    article = save(form)
    assert article.body == (
        f'<p>Before</p><figure data-image="{sky.pk}" data-layout="portrait">'
        "<figcaption>The sky over Nuevo León</figcaption></figure><p>After</p>"
    )
    expect(figure.locator(".body-figure-credit")).to_have_text("Credit: Bo Li")
    figure.get_by_role("button", name="Remove").click()
    assert clean(written(form)) == "<p>Before</p><p>After</p>"


def test_picture_without_credit_says_what_is_missing(form: Page) -> None:
    in_library("", creator="", caption="x")
    button(form, "Picture").click()
    form.locator(".picker-tile").click()
    expect(form.locator(".body-figure-credit")).to_have_text(
        "No credit yet: it cannot be published like this. No alternative text yet."
    )


def test_embed_asks_for_an_address_it_knows(form: Page) -> None:
    button(form, "Embed").click()
    dialog = form.get_by_role("dialog", name="Embed")
    address = dialog.get_by_label("Address of the page")
    address.fill("https://example.org/film")
    form.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text(
        "Nobody on the list has such an address."
    )
    expect(address).to_have_attribute("aria-invalid", "true")
    assert violations(form) == []
    address.fill("https://youtu.be/dQw4w9WgXcQ")
    form.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    form.keyboard.type("A film")
    expect(form.locator(".body-embed-name")).to_have_text("YouTube")
    assert save(form).body == (
        f'<figure data-embed="{VIDEO}"><figcaption>A film</figcaption></figure>'
    )


def test_address_of_a_video_pasted_alone_is_embedded(form: Page) -> None:
    paste(form, text="https://youtu.be/dQw4w9WgXcQ")
    assert clean(written(form)) == f'<figure data-embed="{VIDEO}"></figure>'


def test_link_is_added_changed_and_removed(form: Page) -> None:
    form.keyboard.type("the report")
    form.keyboard.press("Control+a")
    form.keyboard.press("Control+k")
    dialog = form.get_by_role("dialog", name="Link")
    address = dialog.get_by_label("Address")
    address.fill("javascript:alert(1)")
    form.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("This is no address")
    address.fill("example.org/report")
    form.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    link = '<p><a href="https://example.org/report">the report</a></p>'
    assert clean(written(form)) == link
    button(form, "Link").click()
    expect(address).to_have_value("https://example.org/report")
    address.fill("/about/")
    dialog.get_by_role("button", name="Change the link").click()
    assert clean(written(form)) == '<p><a href="/about/">the report</a></p>'
    button(form, "Link").click()
    dialog.get_by_role("button", name="Remove the link").click()
    assert clean(written(form)) == "<p>the report</p>"


def test_link_without_selected_words_asks_for_them(form: Page) -> None:
    button(form, "Link").click()
    dialog = form.get_by_role("dialog", name="Link")
    dialog.get_by_label("Address").fill("desk@example.org")
    dialog.get_by_label("Words").fill("Write to us")
    form.keyboard.press("Enter")
    expect(form.locator(".body-text")).to_be_focused()
    form.keyboard.type(" today")
    assert clean(written(form)) == (
        '<p><a href="mailto:desk@example.org">Write to us</a> today</p>'
    )


def test_table_is_walked_by_tab_and_left_by_it(form: Page) -> None:
    button(form, "Table").click()
    for word in [
        "Source",
        "Share",
        "Year",
        "Wind",
        "5.7",
        "2023",
        "Sun",
        "4.2",
        "2023",
    ]:
        form.keyboard.type(word)
        form.keyboard.press("Tab")
    expect(form.locator(".body-text")).not_to_be_focused()
    form.locator(".body-text td").first.click()
    button(form, "Delete column").click()
    button(form, "Caption").click()
    form.get_by_role("dialog").get_by_label("Caption").fill("Shares, 2023")
    form.keyboard.press("Enter")
    expect(form.get_by_role("dialog")).to_be_hidden()
    assert clean(written(form)) == (
        "<table><caption>Shares, 2023</caption>"
        "<thead><tr><th>Share</th><th>Year</th></tr></thead>"
        "<tbody><tr><td>5.7</td><td>2023</td></tr><tr><td>4.2</td><td>2023</td></tr>"
        "</tbody></table>"
    )


def test_text_area_takes_plain_text_without_javascript(
    browser: Browser, live_server: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.locator("#id_body").fill("One\n\nTwo <b>bold</b>\n<script>no()</script>")
    page.locator("[data-bar] button[name=_save]").click()
    assert Article.objects.get().body == "<p>One</p><p>Two <strong>bold</strong></p>"
    context.close()
