"""What differs between two texts, said so that people can read it."""

import random
from typing import Any

import pytest

from articles.differences import bodies, fields, words
from articles.differences.reading import Frame
from articles.differences.sequences import common
from articles.richtext import clean

GAS = "<p>The gas comes from Texas by pipe.</p>"
COAL = "<p>Nobody here has ever mined a ton of coal.</p>"

SHORT = {
    "[-": "<del>",
    "-]": "</del>",
    "[+": "<ins>",
    "+]": "</ins>",
    "@ ": '<small class="diff-address"> ',
    "@": "</small>",
}


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(block.kind, str(block.html)) for block in bodies(old, new)]


def test_words_say_what_went_and_what_came():
    assert words("The gas comes by pipe.", "The gas came by pipe, today.") == [
        ("same", "The gas "),
        ("removed", "comes"),
        ("added", "came"),
        ("same", " by pipe"),
        ("added", ", today"),
        ("same", "."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("gas", "gas", [("same", "gas")]),
        ("", "gas", [("added", "gas")]),
        ("gas", "", [("removed", "gas")]),
        ("Me\u0301xico", "México", [("removed", "Me\u0301xico"), ("added", "México")]),
        ("石油", "石炭", [("same", "石"), ("removed", "油"), ("added", "炭")]),
    ],
)
def test_words_of_short_texts(old, new, expected):
    assert words(old, new) == expected


def test_words_join_changes_that_a_little_word_parts():
    found = words("imports from Texas, of gas", "exports by Veracruz, of gas")
    assert [kind for kind, _ in found] == ["removed", "added", "same"]


def test_words_together_are_both_texts_whole():
    dice = random.Random(4)
    letters = "ab ,.\n\0<é石"
    for _ in range(300):
        old, new = ("".join(dice.choices(letters, k=dice.randrange(30))) for _ in "ab")
        found = words(old, new)
        assert "".join(text for kind, text in found if kind != "added") == old
        assert "".join(text for kind, text in found if kind != "removed") == new


def test_what_two_sequences_have_in_common_is_as_long_as_can_be():
    dice = random.Random(5)
    for _ in range(300):
        old, new = (dice.choices("abcd", k=dice.randrange(14)) for _ in "ab")
        found = common(old, new)
        assert all(old[left] == new[right] for left, right in found)
        assert found == sorted(found)
        assert len({left for left, _ in found}) == len(found) == longest(old, new)
        assert len({right for _, right in found}) == len(found)


def longest(old: list[str], new: list[str]) -> int:
    """The textbook's way."""
    row = [0] * (len(new) + 1)
    for left in old:
        before = list(row)
        for place, right in enumerate(new, 1):
            match = before[place - 1] + 1 if left == right else 0
            row[place] = max(match, before[place], row[place - 1])
    return row[-1]


def test_what_is_too_long_keeps_its_common_ends():
    old, new = [*"abc" * 40, "x", "z"], ["a", *"cab" * 40, "y", "z"]
    assert common(old, new, most=100) == [(0, 0), (len(old) - 1, len(new) - 1)]


def test_a_body_says_what_became_of_each_paragraph():
    new = COAL + GAS.replace("Texas", "New Mexico") + "<p>That is all.</p>"
    assert shown(GAS + "<p>Oil is another matter.</p>", new) == [
        ("added", "<ins>Nobody here has ever mined a ton of coal.</ins>"),
        (
            "changed",
            "The gas comes from <del>Texas</del><ins>New Mexico</ins> by pipe.",
        ),
        ("removed", "<del>Oil is another matter.</del>"),
        ("added", "<ins>That is all.</ins>"),
    ]


def test_a_body_that_is_the_same_has_no_change():
    body = GAS + "<ul><li><p>one</p></li><li><p>two</p></li></ul><hr>"
    assert shown(body, body) == [
        ("same", "The gas comes from Texas by pipe."),
        ("same", "one"),
        ("same", "two"),
        ("same", "———"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            GAS,
            GAS.replace("Texas", "<strong>Texas</strong>"),
            "The gas comes from [-Texas-][+<strong>Texas</strong>+] by pipe.",
        ),
        (
            GAS.replace("Texas", '<a href="/a">Texas</a>'),
            GAS.replace("Texas", '<a href="/b">Texas</a>'),
            "The gas comes from <u>Texas</u>[-@ /a@-][+@ /b@+] by pipe.",
        ),
        (
            '<figure data-image="7"><figcaption>A pump</figcaption></figure>',
            '<figure data-image="8"><figcaption>A pump</figcaption></figure>',
            "[-▣ 7 -][+▣ 8 +]A pump",
        ),
        (
            "<table><tbody><tr><td>Gas</td><td>three</td></tr></tbody></table>",
            "<table><tbody><tr><td>Gas</td><td>four</td></tr></tbody></table>",
            "Gas │ [-three-][+four+]",
        ),
    ],
)
def test_a_body_shows_marks_addresses_pictures_and_cells(old, new, expected):
    for short, element in SHORT.items():
        expected = expected.replace(short, element)
    assert shown(old, new) == [("changed", expected)]


def test_a_paragraph_that_became_a_heading_says_so():
    (block,) = bodies("<p>What it costs</p>", "<h2>What it costs</h2>")
    assert (block.kind, block.frame, block.was) == (
        "changed",
        Frame.HEADING,
        Frame.PARAGRAPH,
    )
    assert (block.element, str(block.html)) == ("h2", "What it costs")
    assert str(block.was.label) == "Paragraph"


@pytest.mark.parametrize(
    ("html", "frames"),
    [
        ("<blockquote><p>a</p><p>b</p></blockquote>", [Frame.QUOTE] * 2),
        ('<blockquote class="pull"><p>a</p></blockquote>', [Frame.PULL_QUOTE]),
        ("<ol><li><p>a</p><ul><li><p>b</p></li></ul></li></ol><p>c</p>",
         [Frame.NUMBER, Frame.BULLET, Frame.PARAGRAPH]),
        ("<table><caption>c</caption><thead><tr><th>a</th></tr></thead></table>",
         [Frame.CAPTION, Frame.ROW]),
        ('<figure data-embed="https://youtu.be/x"></figure>', [Frame.FIGURE]),
    ],
)  # fmt: skip
def test_what_the_words_stand_in(html, frames):
    assert [block.frame for block in bodies("", html)] == frames


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<figure data-image="<img src=x onerror=alert(1)>">',
        "<strong><strong></em></a></p></table><td>",
        '"><img src=x onerror=alert(1)>',
        "\0<\ufeff&#0;&lt;b&gt;",
    ],
)
def test_nothing_but_our_own_elements_comes_out(hostile):
    for old, new in (("", hostile), (hostile, ""), (hostile, GAS), (hostile, hostile)):
        html = "".join(str(block.html) for block in bodies(old, new))
        rest = html
        for name in ("ins", "del", "strong", "em", "sub", "sup", "u", "small"):
            rest = rest.replace(f"<{name}>", "").replace(f"</{name}>", "")
        assert "<" not in rest.replace('<small class="diff-address">', "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gas " * 50_000, "gas " * 40_000 + "oil"),
        ("<p>" + "gas " * 50_000 + "</p>", "<p>oil " + "gas " * 40_000 + "x</p>"),
        ("<p>a</p><p>b</p>" * 5_000, "<p>b</p><p>c</p>" * 5_000),
        ("<strong><em>" * 20_000, "<em><p>" * 20_000),
    ],
)
def test_hostile_lengths_come_to_an_end(old: str, new: str) -> None:
    # They took minutes, or all memory, if comparing were quadratic here.
    assert words(old, new)
    assert bodies(old, new) is not None


def test_a_body_loses_no_word_on_the_way():
    dice = random.Random(6)
    pool = ["gas", "oil", "<strong>coal</strong>", "a,", '<a href="/x">link</a>']

    def body() -> str:
        count = dice.randrange(5)
        texts = (" ".join(dice.choices(pool, k=6)) for _ in range(count))
        return clean("".join(f"<p>{text}</p>" for text in texts))

    for _ in range(100):
        old, new = body(), body()
        found = bodies(old, new)
        assert texts(found, "added") == texts(bodies(old, old), "added")
        assert texts(found, "removed") == texts(bodies(new, new), "removed")


def texts(found: list[Any], without: str) -> str:
    return "".join(
        word.text
        for block in found
        for kind, group in block.parts
        if kind != without
        for word in group
    )


def test_fields_that_differ_in_the_order_of_the_later():
    before = {"headline": "A", "topics": ["Gas"], "lead_image": None, "gone": "x"}
    after = {"topics": ["Oil"], "headline": "A", "sponsor": "", "lead_image": 7}
    assert fields(before, after) == [
        ("topics", ["Gas"], ["Oil"]),
        ("lead_image", None, 7),
        ("gone", "x", None),
    ]
