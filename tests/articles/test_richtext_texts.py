"""A body as words."""

import pytest

from articles.richtext import clean, first_paragraph, plain_text, reading_minutes


def test_plain_text_has_a_line_for_each_block():
    body = clean(
        "<h2>Head</h2><p>One <b>bold</b><br>two &amp; three</p>"
        "<ul><li>a<ul><li>b</ul></ul>"
        "<table><caption>Cap</caption><tr><td>x<td>y</table>"
        '<figure data-image="3"><figcaption>Sky</figcaption></figure>'
    )
    lines = ["Head", "One bold", "two & three", "a", "b", "Cap", "x", "y", "Sky"]
    assert plain_text(body).split("\n") == lines


def test_plain_text_of_nothing_is_empty():
    assert plain_text("") == ""
    assert plain_text('<figure data-image="3"></figure><hr>') == ""


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (230, 1), (344, 1), (346, 2), (2300, 10)]
)
def test_reading_minutes_go_by_words(words, minutes):
    assert reading_minutes(f"<p>{'word ' * words}</p>") == minutes


def test_first_paragraph_skips_what_is_none():
    body = clean(
        "<h2>Head</h2><ul><li>a</ul><p>One <b>bold</b> &amp; more</p><p>Two</p>"
    )
    assert first_paragraph(body) == "One bold & more"


def test_first_paragraph_of_a_body_without_one_is_empty():
    assert first_paragraph("<h2>Head</h2>") == ""
