"""One table says what a body may be made of, to the sanitiser and to the editor."""

import nh3

from articles.richtext.policy import FEATURES, TAGS, editor_config, sanitiser_options

SAMPLE = '<h2>a</h2><p>a<br><strong>a</strong><sub>a</sub><a href="/a">a</a></p><hr>'


def test_sanitiser_keeps_the_elements_of_the_table():
    options = sanitiser_options()
    assert options["tags"] == TAGS
    assert options["attributes"] == {
        "a": {"href"},
        "ol": {"start"},
        "figure": {"data-image", "data-layout", "data-embed"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    }
    assert options["allowed_classes"] == {"blockquote": {"pull"}}
    assert options["url_schemes"] == {"http", "https", "mailto"}


def test_editor_has_the_buttons_of_the_table():
    assert editor_config()["toolbar"] == {
        "block": ["heading2", "heading3", "quote", "pullQuote"],
        "mark": ["bold", "italic", "subscript", "superscript", "link"],
        "list": ["bulletList", "orderedList"],
        "insert": ["picture", "embed", "table", "rule"],
        "history": ["undo", "redo"],
    }


def test_feature_taken_out_is_gone_from_both():
    rest = tuple(feature for feature in FEATURES if feature.extension != "PullQuote")
    assert sanitiser_options(rest)["allowed_classes"] == {}
    assert "pullQuote" not in editor_config(rest)["toolbar"]["block"]
    assert "PullQuote" not in editor_config(rest)["extensions"]


def test_sanitiser_takes_the_options_as_they_are():
    cleaner = nh3.Cleaner(**sanitiser_options())
    assert cleaner.clean(SAMPLE) == SAMPLE
