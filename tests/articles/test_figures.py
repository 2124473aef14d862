"""The one figure: picture, caption and credit in every place, and nothing empty."""

from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from articles.figures import PLACES, figure, figure_for, figures_from, focus_classes
from articles.models import Image
from tests.factories import make_image

pytestmark = pytest.mark.django_db
CREDIT = '<span class="credit">Credit: Shutterstock / jijomathaidesigners</span>'


def tag(image: Image | None, arguments: str = "", **context: object) -> str:
    """What the template tag prints."""
    source = "{% load pictures %}{% picture image " + arguments + " %}"
    return Template(source).render(Context({"image": image, **context}))


def named(**facts: object) -> Image:
    """An image whose renditions have known names."""
    return make_image(
        renditions=[
            {"name": "a-480.webp", "width": 480, "height": 270},
            {"name": "a-960.webp", "width": 960, "height": 540},
            {"name": "a-1600.webp", "width": 1600, "height": 900},
        ],
        width=1600,
        height=900,
        **facts,
    )


def test_a_lead_image_is_fetched_first_and_says_its_size() -> None:
    image = named(caption="A pumpjack.")

    assert tag(image, '"article-lead"') == (
        '<figure class="article-lead"><img src="/media/a-1600.webp" srcset="'
        "/media/a-480.webp 480w, /media/a-960.webp 960w, /media/a-1600.webp 1600w"
        f'" sizes="{PLACES["article-lead"].sizes}" width="1600" height="900" '
        'fetchpriority="high" alt="A pumpjack on a dry slope"><figcaption>A pumpjack. '
        f"{CREDIT}</figcaption></figure>"
    )


def test_a_portrait_says_how_narrow_it_is() -> None:
    tall = make_image(width=600, height=900)

    assert 'sizes="(min-width: 37rem) 34rem, 92vw"' in tag(tall, '"article-lead"')
    assert 'sizes="22rem"' in tag(tall, '"text"')
    assert 'sizes="22rem"' not in tag(named(), '"text"')


def test_a_card_waits_and_has_no_caption_but_the_credit() -> None:
    printed = tag(named(caption="A pumpjack."))

    assert printed.startswith(
        '<figure class="figure ratio"><img src="/media/a-960.webp"'
    )
    assert 'width="960" height="540" loading="lazy" alt=' in printed
    assert printed.endswith(f"<figcaption>{CREDIT}</figcaption></figure>")
    assert "fetchpriority" not in printed


@pytest.mark.parametrize("place", PLACES)
def test_the_credit_is_printed_in_every_place(place: str) -> None:
    assert CREDIT in figure(named(), place)


def test_the_caption_of_the_article_wins_over_that_of_the_image() -> None:
    image = named(caption="The image's own.")

    own = tag(image, '"article-lead" caption=caption', caption="For this article.")
    none = tag(image, '"article-lead" caption=caption', caption="")

    assert f"<figcaption>For this article. {CREDIT}</figcaption>" in own
    assert f"<figcaption>The image&#x27;s own. {CREDIT}</figcaption>" in none


def test_first_can_be_asked_for_or_taken_away() -> None:
    assert 'fetchpriority="high"' in tag(named(), '"card" first=True')
    assert 'loading="lazy"' in tag(named(), '"article-lead" first=False')


def test_without_an_image_or_a_rendition_nothing_is_printed() -> None:
    assert tag(None) == ""
    assert tag(make_image(renditions=[])) == ""


def test_without_caption_and_credit_there_is_no_empty_element() -> None:
    printed = tag(named(creator="", source=""), '"article-lead"')

    assert "figcaption" not in printed
    assert "credit" not in printed


def test_a_decorative_image_has_an_empty_alternative() -> None:
    assert ' alt="">' in tag(named(is_decorative=True))


def test_one_rendition_needs_no_choice() -> None:
    image = make_image(renditions=[{"name": "a-264.webp", "width": 264, "height": 264}])

    assert tag(image).startswith(
        '<figure class="figure ratio"><img src="/media/a-264.webp" width="264" '
    )


def test_texts_are_escaped() -> None:
    bad = '"><script>'
    printed = figure(
        named(alternative_text=bad, creator=bad, source=""), "text", caption=bad
    )

    assert isinstance(printed, SafeString)
    assert "<script>" not in printed
    assert printed.count("&quot;&gt;&lt;script&gt;") == 3


@pytest.mark.parametrize(
    ("place", "size", "classes"),
    [
        ("article-lead", (900, 1600), "article-lead is-portrait"),
        ("article-lead", (900, 980), "article-lead"),
        ("text", (900, 1600), "figure figure--portrait"),
        ("text", (1600, 900), "figure"),
        ("wide", (900, 1600), "figure figure--wide"),
        ("portrait", (1600, 900), "figure figure--portrait"),
        ("card", (900, 1600), "figure ratio"),
    ],
)
def test_portraits_are_kept_narrow(
    place: str, size: tuple[int, int], classes: str
) -> None:
    image = named()
    image.width, image.height = size

    assert figure(image, place).startswith(f'<figure class="{classes}">')


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [
        (0.5, 0.5, ""),
        (0.0, 1.0, "focus-x-0 focus-y-4"),
        (0.3, 0.5, "focus-x-1"),
        (0.5, 0.7, "focus-y-3"),
        (1.0, 0.4, "focus-x-4"),
    ],
)
def test_crops_look_at_the_focal_point(x: float, y: float, classes: str) -> None:
    image = named(focal_x=x, focal_y=y)

    assert focus_classes(image) == classes
    assert f'class="{f"figure ratio {classes}".strip()}"' in figure(image, "card")
    assert 'class="figure"' in figure(image, "text")


@pytest.mark.parametrize(
    ("layout", "classes"),
    [
        ("", "figure"),
        ("wide", "figure figure--wide"),
        ("portrait", "figure figure--portrait"),
        ("card", "figure"),
        ("nonsense", "figure"),
    ],
)
def test_a_picture_in_the_text_has_its_layout(layout: str, classes: str) -> None:
    printed = figure_for(named(caption="Own"), "In the text.", layout)

    assert printed.startswith(f'<figure class="{classes}">')
    assert printed.endswith(f"<figcaption>In the text. {CREDIT}</figcaption></figure>")


def test_marks_in_a_caption_of_the_text_are_printed() -> None:
    caption = SafeString("In <em>the</em> text.")
    printed = figure_for(named(), caption)
    assert printed.endswith(f"<figcaption>{caption} {CREDIT}</figcaption></figure>")


def test_a_picture_in_the_text_without_caption_stays_without() -> None:
    printed = figure_for(named(caption="Own"))

    assert printed.endswith(f"<figcaption>{CREDIT}</figcaption></figure>")


def test_pictures_that_are_gone_print_nothing() -> None:
    image = named()
    printed = figures_from({image.pk: image})

    assert printed(image.pk, "So", "") == figure_for(image, "So")
    assert printed(image.pk + 1, "So", "") == ""


def test_no_other_template_for_readers_prints_a_picture() -> None:
    folder = Path(__file__).parents[2] / "templates"
    pages = [path for path in folder.rglob("*.html") if "admin" not in path.parts]
    printing = [path.name for path in pages if "<img" in path.read_text()]

    assert printing == ["_picture.html"]


def in_three_formats(**facts: object) -> Image:
    """An image with everything the worker makes, for one width and one crop."""
    also = ["avif", "webp"]
    return make_image(
        renditions=[
            {"name": "a-320-m.jpg", "width": 320, "height": 180, "also": also},
            {"name": "a-960-m.jpg", "width": 960, "height": 540, "also": also},
            {
                "name": "a-3x2-320-m.jpg",
                "width": 320,
                "height": 213,
                "crop": "3x2",
                "also": also,
            },
        ],
        tone="213",
        **facts,
    )


def test_browsers_choose_among_three_formats() -> None:
    sizes = "(min-width: 56.5rem) 40rem, (min-width: 48rem) 71vw, 92vw"
    assert figure(in_three_formats(creator="", source=""), "text") == (
        '<figure class="figure"><picture>'
        '<source type="image/avif" srcset="/media/a-320-m.avif 320w, '
        f'/media/a-960-m.avif 960w" sizes="{sizes}">'
        '<source type="image/webp" srcset="/media/a-320-m.webp 320w, '
        f'/media/a-960-m.webp 960w" sizes="{sizes}">'
        '<img class="tone-213" src="/media/a-960-m.jpg" srcset="/media/a-320-m.jpg '
        f'320w, /media/a-960-m.jpg 960w" sizes="{sizes}" '
        'width="960" height="540" loading="lazy" alt="A pumpjack on a dry slope">'
        "</picture></figure>"
    )


def test_cards_show_what_was_cut_round_the_focal_point() -> None:
    printed = figure(in_three_formats(focal_x=0.0), "card")

    assert 'src="/media/a-3x2-320-m.jpg"' in printed
    assert 'width="320" height="213"' in printed
    assert "a-960" not in printed
    # It has been cut already: there is nothing left to tell the browser.
    assert printed.startswith('<figure class="figure ratio"><picture>')


def test_every_tone_has_a_colour() -> None:
    sheet = Path(__file__).parents[2] / "newsroom/static/newsroom/css/pages.css"
    levels = range(4)
    assert [
        tone
        for tone in (f"tone-{r}{g}{b}" for r in levels for g in levels for b in levels)
        if f".{tone} {{ background: #" not in sheet.read_text()
    ] == []
