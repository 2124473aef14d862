"""Pictures in a body are numbers of the library, found again and taken out."""

import pytest

from articles.richtext import ImageFacts, clean, for_editor, image_ids, without_images

SKY = '<figure data-image="3" data-layout="wide"><figcaption>Sky</figcaption></figure>'
TWELVE = '<figure data-image="12"></figure>'
BODY = f'<p>A</p>{SKY}{TWELVE}<p>B</p><figure data-image="3"></figure>'
FACTS = ImageFacts(
    src="/media/sky.webp?a=1&b=2",
    alt='A "blue" sky',
    credit="Credit: <18F>",
    has_alternative=True,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"<div>{SKY}</div>", SKY),
        ('<figure data-image=" 007 "></figure>', '<figure data-image="7"></figure>'),
        ('<figure data-image="0"><figcaption>x</figcaption></figure>', ""),
        ('<figure data-image="-1"></figure>', ""),
        ('<figure data-image="1.5"></figure>', ""),
        ('<figure data-image="٣"></figure>', ""),
        ('<figure data-image="9999999999999999999"></figure>', ""),
        ('<figure data-image="">x</figure>', ""),
        (
            '<figure data-image="1" data-layout="evil"></figure>',
            '<figure data-image="1"></figure>',
        ),
        (
            '<figure data-image="1">loose words<img src="x"></figure>',
            '<figure data-image="1"></figure>',
        ),
        (
            '<figure data-image="1"><p>never closed',
            '<figure data-image="1"></figure><p>never closed</p>',
        ),
        (
            '<figure><img src="x"><figcaption>Left over</figcaption></figure>',
            "<p>Left over</p>",
        ),
        ('<img src="https://evil.example/x.gif" onerror="x()">', ""),
        (
            '<figure data-image="1"><figcaption><p>a<p>b<br>c</figcaption></figure>',
            '<figure data-image="1"><figcaption>a b c</figcaption></figure>',
        ),
        (
            '<p>a<figure data-image="1"></figure>b',
            '<p>a</p><figure data-image="1"></figure><p>b</p>',
        ),
        (
            '<table><tr><td>a<figure data-image="1"></figure></table>',
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
    ],
)
def test_figures_keep_a_number_a_layout_and_a_caption(written, kept):
    assert clean(written) == kept


def test_figure_in_a_quote_divides_it():
    assert clean(f"<blockquote>a{TWELVE}b</blockquote>") == (
        f"<blockquote><p>a</p></blockquote>{TWELVE}<blockquote><p>b</p></blockquote>"
    )


def test_image_ids_come_in_order_and_once():
    assert image_ids(BODY) == [3, 12]


def test_image_ids_of_words_about_figures_are_none():
    assert image_ids(clean('<p>&lt;figure data-image="3"&gt;&lt;/figure&gt;</p>')) == []


def test_without_images_leaves_the_others():
    assert (
        without_images(BODY, {3}) == '<p>A</p><figure data-image="12"></figure><p>B</p>'
    )
    assert without_images(BODY, {12}) == BODY.replace(
        '<figure data-image="12"></figure>', ""
    )
    assert without_images(BODY, set()) == BODY


def test_editor_is_shown_the_picture_with_its_credit():
    assert for_editor(SKY, {3: FACTS}) == (
        '<figure data-image="3" data-layout="wide">'
        '<img src="/media/sky.webp?a=1&amp;b=2" alt="A &quot;blue&quot; sky"'
        ' data-credit="Credit: &lt;18F&gt;"><figcaption>Sky</figcaption></figure>'
    )


def test_editor_is_told_that_the_alternative_text_is_missing():
    shown = for_editor(SKY, {3: {**FACTS, "has_alternative": False}})
    assert " data-no-alternative><figcaption>" in shown


def test_editor_gets_an_unknown_picture_without_facts():
    assert for_editor(BODY, {}) == BODY


def test_what_the_editor_is_shown_is_not_stored():
    facts = {3: FACTS, 12: ImageFacts(src="", alt="", credit="", has_alternative=False)}
    assert clean(for_editor(BODY, facts)) == BODY
