"""A body is written anew: what is known stays, in one form, and nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.richtext import clean
from articles.richtext.cleaning import SANITISER
from articles.richtext.policy import TAGS

SAMPLES = Path(__file__).parent.parent / "samples"
NAUGHTY = json.loads((SAMPLES / "naughty-strings" / "blns.json").read_text())
# The bigger collection beside the project, on machines that have it.
SHARED = Path(__file__).parents[3] / "shared" / "data" / "attacks"


LINK = '<a href="https://example.org/a?b=1&amp;c=2">there</a>'
TABLE = (
    "<table><caption>Shares</caption><thead><tr><th>Source</th><th>%</th></tr></thead>"
    "<tbody><tr><th>Wind</th><td>5.7</td></tr>"
    '<tr><td colspan="2">All</td></tr></tbody></table>'
)
WIDE = '<figure data-image="12" data-layout="wide"><figcaption>Sky, <em>2023</em>'
FILM = '<figure data-embed="https://vimeo.com/123456789"><figcaption>Film'


@pytest.mark.parametrize(
    "body",
    [
        "<p>Words, <strong>bold</strong>, <em>slanted</em>.</p><p>One<br>two</p>",
        "<p>CO<sub>2</sub>, m<sup>3</sup>, 10&nbsp;% &amp; &lt;more&gt;</p>",
        "<h2>Heading</h2><p>Text</p><h3>Smaller</h3><hr>",
        "<ul><li>One<ul><li>Below</li></ul></li><li><p>Two</p><p>more</p></li></ul>",
        '<ol start="3"><li>Third</li></ol>',
        "<blockquote><p>Said</p><ol><li>One</li></ol></blockquote>",
        '<blockquote class="pull"><p>Said</p></blockquote>',
        f'<p>{LINK} <a href="/about/">here</a> <a href="#a">above</a></p>',
        TABLE,
        '<figure data-image="12"></figure>',
        f"{WIDE}</figcaption></figure>",
        f"{FILM}</figcaption></figure>",
    ],
)
def test_what_the_editor_makes_stays_as_it_is(body):
    assert clean(body) == body


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<b>bold</b> <i>slanted</i>", "<p><strong>bold</strong> <em>slanted</em></p>"),
        ("<h1>One</h1><h4>Four</h4>", "<h2>One</h2><h3>Four</h3>"),
        (
            "<div>a</div><section>b<article>c</article></section>",
            "<p>a</p><p>b</p><p>c</p>",
        ),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a</p><p>&nbsp;</p><p> <b></b> </p><h2></h2><p>b</p>", "<p>a</p><p>b</p>"),
        (
            "<p><em>a<strong>b</em>c</strong></p>",
            "<p><em>a</em><strong><em>b</em>c</strong></p>",
        ),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<h2>a<br>b<br></h2>", "<h2>a<br>b</h2>"),
        ("<p>  a\n  b &nbsp; c&nbsp;d  </p>", "<p>a b c&nbsp;d</p>"),
        ('<p style="color:red" class="x" id="y" onclick="z()">a</p>', "<p>a</p>"),
        ("<u>a</u><s>b</s><code>c</code><x-y>d</x-y>", "<p>abcd</p>"),
        (
            "<p>a</p><!-- no --><script>no()</script><style>p{}</style><p>b</p>",
            "<p>a</p><p>b</p>",
        ),
        ("<![CDATA[a]]><!DOCTYPE html><?php ?><p>b</p>", "<p>b</p>"),
    ],
)
def test_other_html_becomes_ours(written, kept):
    assert clean(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Just words", "<p>Just words</p>"),
        ("One\n\nTwo\r\n \r\nThree\nfour", "<p>One</p><p>Two</p><p>Three four</p>"),
        ("AT&T < 5 > 3", "<p>AT&amp;T &lt; 5 &gt; 3</p>"),
        ("x <y and z", "<p>x &lt;y and z</p>"),
        ("  \n ", ""),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs(written, kept):
    assert clean(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<ul>a<li>b<li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<ul><li>a</li><ul><li>b</li></ul></ul>",
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
        ),
        ("<ol><ol><ol><li>a</li></ol></ol></ol>", "<ol><li>a</li></ol>"),
        ("<ul><li><h2>a</h2></li><li></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><blockquote>a</blockquote></li></ul>", "<ul><li>a</li></ul>"),
        (
            "<blockquote>a<ul><li>b</ul></blockquote>",
            "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>",
        ),
        (
            "<blockquote><blockquote>a</blockquote></blockquote>",
            "<blockquote><p>a</p></blockquote>",
        ),
        (
            '<blockquote class="pull big">a</blockquote>',
            '<blockquote class="pull"><p>a</p></blockquote>',
        ),
        ("<ul><li>a<hr>b</li></ul>", "<ul><li>a</li></ul><hr><ul><li>b</li></ul>"),
        (
            '<ol start="x"><li>a</ol><ol start="1"><li>b</ol>',
            "<ol><li>a</li></ol><ol><li>b</li></ol>",
        ),
        ("</ul></li></p>a</blockquote>", "<p>a</p>"),
    ],
)
def test_lists_and_quotes_nest_as_they_should(written, kept):
    assert clean(written) == kept


def test_lists_nested_beyond_reason_end_at_a_depth():
    assert clean("<ul><li>" * 500 + "deep").count("<ul>") == 6


def body_of(*rows):
    """A table without a heading row."""
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def test_rows_of_headings_at_the_top_are_the_head_of_a_table():
    table = clean("<table><tr><th>a<th>b<tr><td>c<td>d</table>")
    head = "<thead><tr><th>a</th><th>b</th></tr></thead>"
    body = "<tbody><tr><td>c</td><td>d</td></tr></tbody>"
    assert table == f"<table>{head}{body}</table>"


def test_table_of_headings_alone_keeps_one_row_as_its_head():
    table = clean("<table><tr><th>a</th></tr><tr><th>b</th></tr></table>")
    head = "<thead><tr><th>a</th></tr></thead>"
    assert table == f"<table>{head}<tbody><tr><th>b</th></tr></tbody></table>"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<tr><th>a</th></tr>", body_of("<th>a</th>")),
        ("<tr><td><p>a</p><ul><li>b</li></ul>", body_of("<td>a<br>b</td>")),
        ("<tr><td>a<table><tr><td>b</table>c", body_of("<td>a<br>b<br>c</td>")),
        (
            '<tr><td rowspan="x">a<td colspan=2>b',
            body_of('<td>a</td><td colspan="2">b</td>'),
        ),
        ('<tr><td rowspan="999">a', body_of('<td rowspan="50">a</td>')),
        ("stray<tr><td>a", f"<p>stray</p>{body_of('<td>a</td>')}"),
        ("<caption><b>No</b> cells</caption>", ""),
    ],
)
def test_tables_keep_rows_cells_and_lines(written, kept):
    assert clean(f"<table>{written}</table>") == kept


def test_cells_without_a_table_are_paragraphs():
    assert clean("<td>a</td><td>b</td>") == "<p>a</p><p>b</p>"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("\ufeff<p>\x00a\x08b\x7f</p>", "<p>ab</p>"),
        ("\x00\ufeff<p>a</p>", "<p>a</p>"),
        ("<p>a\ud800b\udfff</p>", "<p>ab</p>"),
        ("<p>&#0;&#xFEFF;&#55296;a&#999999999999;</p>", "<p>\ufffd\ufffda\ufffd</p>"),
        ("<p>a\u2028b\u2029c\x0bd</p>", "<p>a b c d</p>"),
        ("<p>👩‍👩‍👧 مرحبا \u00adñ</p>", "<p>👩‍👩‍👧 مرحبا \u00adñ</p>"),
    ],
)
def test_control_characters_go_and_languages_stay(written, kept):
    assert clean(written) == kept


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_strings_come_out_the_same_twice(text):
    body = clean(text)
    assert clean(body) == body == SANITISER.clean(body)


def test_attacks_in_the_shared_collection_come_out_the_same_twice():
    lines = [
        line
        for path in sorted(SHARED.glob("_xss_lines*.json"))
        for line in json.loads(path.read_text())
    ]
    bodies = [clean(line) for line in lines]
    assert [clean(body) for body in bodies] == bodies
    assert [SANITISER.clean(body) for body in bodies] == bodies


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000,
        "<b><i>" * 10_000 + "x",
        "<table><tr><td>" * 5_000 + "x",
        "<a '" * 10_000,
        "<!--" * 10_000,
        "&" * 30_000,
        "<svg>" * 5_000 + "</svg>" * 5_000,
        "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">x",
    ],
    ids=["div", "marks", "tables", "quotes", "comments", "text", "svg", "attributes"],
)
def test_hostile_bodies_come_out_the_same_twice(source):
    body = clean(source)
    assert clean(body) == body


names = sorted(
    TAGS
    | {"b", "div", "span", "h1", "iframe", "svg", "math", "style", "select", "form"}
)
attributes = st.sampled_from(
    [
        'href="https://a.example/?utm_x=1&q=2#f"',
        'href="javascript:x"',
        'href="http://1.2.3.999/"',
        'class="pull"',
        "start=3",
        "colspan=3",
        "data-image=12",
        'data-embed="https://youtu.be/dQw4w9WgXcQ"',
        "data-layout=wide",
        "a='",
        "<",
    ]
)
tags = st.builds(
    "<{}{} {}{}".format,
    st.sampled_from(["", "", "/"]),
    st.sampled_from(names),
    attributes,
    st.sampled_from([">", ">", "/>", ""]),
)
texts = st.text(max_size=5) | st.sampled_from(
    [" ", "\n\n", "&nbsp;", "\xa0", "&#0;", "\x00", "\ufeff", "<!--", "-->", "<br><br>"]
)
soup = st.lists(tags | texts, max_size=20).map("".join)


@settings(max_examples=300, deadline=None)
@given(soup)
def test_any_soup_comes_out_the_same_twice(source):
    body = clean(source)
    assert clean(body) == body
    # A parser like the browsers' sees in it exactly what we wrote.
    assert SANITISER.clean(body) == body
