"""The field of the body: cleaned on the way in, shown with pictures on the way out."""

import json
import re
from hashlib import sha256
from html import unescape
from pathlib import Path

import django_prose_editor
import pytest
from django import forms

from articles.forms.body import LONGEST, BodyField
from articles.richtext.policy import editor_config
from tests.factories import make_image

TIPTAP_STYLE = "3e5ba6b1296f27bbef5b38ea89b18060aabdd8edf2ff8253c565ac589bf25180"

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    """A form with nothing but a body."""

    body = BodyField(label="Text")


def cleaned(value):
    """What the field makes of a posted value."""
    form = Form({"body": value})
    assert form.is_valid(), form.errors
    return form.cleaned_data["body"]


def test_posted_text_is_cleaned():
    assert cleaned('<p onclick="x()">a\x00</p><script>x()</script>') == "<p>a</p>"


def test_missing_text_is_an_empty_body():
    assert cleaned("") == ""
    assert BodyField().clean(None) == ""


def test_required_text_must_have_words():
    with pytest.raises(forms.ValidationError, match="required"):
        BodyField(required=True).clean("<p>&nbsp;</p>")


def test_pictures_of_the_library_stay():
    image = make_image()
    figure = f'<figure data-image="{image.pk}" data-layout="wide"></figure>'
    assert cleaned(figure) == figure


def test_pictures_that_are_not_in_the_library_go():
    image = make_image()
    kept = f'<p>a</p><figure data-image="{image.pk}"></figure>'
    gone = f'<figure data-image="{image.pk + 1}"></figure>'
    gone += '<figure data-image="999999999999999999"></figure>'
    assert cleaned(f"{kept}{gone}<p>b</p>") == f"{kept}<p>b</p>"


def test_body_without_pictures_asks_the_library_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        cleaned("<p>a</p>")


def test_text_of_the_greatest_length_is_taken():
    assert len(cleaned("a" * LONGEST)) == LONGEST + len("<p></p>")


def test_longer_text_is_refused_with_its_length():
    form = Form({"body": "a" * (LONGEST + 1)})
    assert form.errors["body"] == [
        "This text is too long: 1000001 characters, tags included."
    ]


def test_widget_shows_pictures_with_alternative_text_and_credit():
    image = make_image(alternative_text='A "sky"', creator="18F", source="")
    body = f'<figure data-image="{image.pk}"><figcaption>Own</figcaption></figure>'
    assert BodyField().widget.format_value(body) == (
        f'<figure data-image="{image.pk}"><img src="{image.url(960)}"'
        ' alt="A &quot;sky&quot;" data-credit="Credit: 18F">'
        "<figcaption>Own</figcaption></figure>"
    )


def test_widget_says_that_a_picture_lacks_its_alternative_text():
    image = make_image(alternative_text="", creator="", source="")
    shown = BodyField().widget.format_value(
        f'<figure data-image="{image.pk}"></figure>'
    )
    assert ' alt="" data-credit="" data-no-alternative></figure>' in shown


def test_widget_shows_what_was_refused_as_it_was_typed():
    assert BodyField().widget.format_value("Typed\n\n<b>text</b>") == (
        "<p>Typed</p><p><strong>text</strong></p>"
    )
    assert BodyField().widget.format_value(None) == ""


def test_widget_finds_all_pictures_at_once(django_assert_num_queries):
    ids = [make_image().pk for _ in range(3)]
    body = "".join(f'<figure data-image="{pk}"></figure>' for pk in ids)
    with django_assert_num_queries(1):
        BodyField().widget.format_value(body)


def test_text_area_works_alone_and_carries_what_the_editor_needs():
    html = str(Form()["body"])
    (config,) = re.findall(r'data-body-editor="([^"]+)"', html)
    assert unescape(config) == json.dumps(editor_config(), separators=(",", ":"))
    assert "maxlength" not in html
    assert "required" not in html


def test_media_are_files_of_ours():
    media = str(Form().media)
    assert re.findall(r'(?:href|src)="([^"]+)"', media) == [
        "/static/articles/desk/editor/editor.css",
        "/static/articles/desk/editor/editor.js",
    ]
    assert "importmap" not in media
    assert "<style" not in media


@pytest.mark.parametrize(
    ("initial", "data", "has_changed"),
    [
        ("<p>a</p>", "<p>a</p><p></p>", False),
        ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>", False),
        (None, "", False),
        ("<p>a</p>", "<p>b</p>", True),
        ("", "<p>b</p>", True),
    ],
)
def test_changes_are_those_of_what_is_stored(initial, data, has_changed):
    assert BodyField().has_changed(initial, data) is has_changed


def test_rules_of_tiptap_are_those_that_our_style_repeats():
    """When this fails, compare the new rules with part 6 of editor.css."""
    package = Path(django_prose_editor.__file__).parent
    script = (package / "static/django_prose_editor/editor.js").read_text()
    (style,) = re.findall(r"`(\.ProseMirror \{[^`]*)`", script)
    digest = sha256(style.encode()).hexdigest()
    assert digest == TIPTAP_STYLE
