"""Readers get pictures with credits, tables that scroll, and cards for players."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.richtext import clean, render


def no_pictures(image_id: int, caption: str, layout: str) -> str:
    """Stand for a page whose pictures are not in question."""
    return ""


def test_pictures_are_printed_by_the_page():
    asked = []

    def figures(image_id, caption, layout):
        asked.append((image_id, caption, layout, isinstance(caption, SafeString)))
        return format_html("<figure>{} Credit</figure>", caption)

    body = clean(
        '<p>A</p><figure data-image="3" data-layout="wide"><figcaption>S &amp; <b>T</b>'
        '</figcaption></figure><figure data-image="12"></figure>'
    )
    assert render(body, figures) == (
        "<p>A</p><figure>S &amp; <strong>T</strong> Credit</figure>"
        "<figure> Credit</figure>"
    )
    assert asked == [
        (3, "S &amp; <strong>T</strong>", "wide", True),
        (12, "", "", True),
    ]


def test_picture_that_is_not_printed_leaves_nothing():
    assert render('<p>A</p><figure data-image="3"></figure>', no_pictures) == "<p>A</p>"


def test_what_is_rendered_is_safe_for_templates():
    assert isinstance(render("<p>A</p>", no_pictures), SafeString)


def test_tables_are_named_regions_that_scroll():
    body = clean(
        '<table><caption>"A" &amp; B</caption><tr><th>x<th>y<tr><th>z<td>1</table>'
    )
    assert render(body, no_pictures) == (
        '<div class="table" role="region" tabindex="0"'
        ' aria-label="&quot;A&quot; &amp; B">'
        '<table><caption>"A" &amp; B</caption>'
        '<thead><tr><th scope="col">x</th><th scope="col">y</th></tr></thead>'
        '<tbody><tr><th scope="row">z</th><td>1</td></tr></tbody></table></div>'
    )


def test_table_without_a_caption_is_named_all_the_same():
    body = clean("<table><tr><td>1</td></tr></table>")
    assert render(body, no_pictures) == (
        '<div class="table" role="region" tabindex="0" aria-label="Table">'
        "<table><tbody><tr><td>1</td></tr></tbody></table></div>"
    )


def test_embeds_are_cards_with_a_link():
    body = clean(
        '<figure data-embed="https://youtu.be/dQw4w9WgXcQ">'
        "<figcaption>A &amp; B</figcaption></figure>"
    )
    assert render(body, no_pictures) == (
        '<figure class="embed embed--video"'
        ' data-embed-src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"'
        ' data-embed-label="Play" data-embed-title="YouTube">'
        '<p class="embed-card"><span class="embed-provider">YouTube</span> '
        '<a class="embed-link" href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">'
        "Open on YouTube</a> "
        '<span class="embed-note">Nothing is loaded from YouTube until you choose to.'
        "</span></p><figcaption>A &amp; B</figcaption></figure>"
    )


def test_charts_are_shown_and_not_played():
    body = clean('<figure data-embed="https://datawrapper.dwcdn.net/AbCd1/"></figure>')
    card = render(body, no_pictures)
    assert 'class="embed embed--chart"' in card
    assert 'data-embed-label="Show it here"' in card
    assert "figcaption" not in card


def test_everything_else_is_printed_as_it_is():
    body = clean(
        '<h2>A</h2><blockquote class="pull"><p>B</p></blockquote><p>"C" &lt;</p>'
    )
    assert render(body, no_pictures) == body
