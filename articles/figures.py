"""The one way to print a picture for readers: picture, caption and credit together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString

from articles.darkroom.ladder import KINDS
from articles.models import Image
from articles.renditions import Entry

TEMPLATE = "articles/_picture.html"


@dataclass(frozen=True)
class Place:
    """What a place on a page asks of a picture."""

    classes: str
    # How wide the picture is drawn, in the words of the sizes attribute.
    sizes: str
    # The width that browsers without srcset get, and whose proportions are stated.
    width: int = 960
    # The proportions to which the place cuts: such a picture has been cut already.
    crop: str = ""
    has_caption: bool = False
    # Above the fold: fetched first; everything else waits until it comes near.
    is_first: bool = False
    # The class added to a picture that is clearly taller than wide.
    portrait: str = ""
    portrait_sizes: str = ""
    # Read elsewhere than on our pages: one file, by its full address.
    is_abroad: bool = False


# Where the style sheet changes the columns: cards two abreast, the west column, three
# abreast, and the page at its widest. A journey compares these with what is drawn.
_TWO, _WEST, _THREE, _FULL = (
    f"(min-width: {width}rem)" for width in (36, 48, 61.5, 84)
)
_EAST = f"{_WEST} 71vw, 92vw"
PLACES = {
    "article-lead": Place(
        "article-lead",
        f"{_FULL} 60rem, {_EAST}",
        width=1600,
        has_caption=True,
        is_first=True,
        portrait="is-portrait",
        portrait_sizes="(min-width: 37rem) 34rem, 92vw",
    ),
    "front-lead": Place(
        "figure",
        f"{_FULL} 38rem, {_THREE} 46vw, {_EAST}",
        width=1600,
        has_caption=True,
        is_first=True,
    ),
    "card": Place(
        "figure ratio",
        f"{_FULL} 18rem, {_THREE} 22vw, {_WEST} 34vw, {_TWO} 44vw, 92vw",
        crop="3x2",
    ),
    # Below an article, where there is no west column.
    "strip": Place(
        "figure ratio", f"{_FULL} 18rem, {_THREE} 22vw, {_TWO} 45vw, 92vw", crop="3x2"
    ),
    "feature": Place(
        "figure ratio", f"{_FULL} 32rem, {_THREE} 38vw, {_EAST}", crop="3x2"
    ),
    "row": Place("figure ratio", f"{_WEST} 13rem, 30vw", width=320, crop="3x2"),
    # Beside a feature.
    "small-row": Place(
        "figure ratio",
        f"{_THREE} 7.75rem, {_WEST} 13rem, 30vw",
        width=320,
        crop="3x2",
    ),
    "text": Place(
        "figure",
        f"(min-width: 56.5rem) 40rem, {_EAST}",
        has_caption=True,
        portrait="figure--portrait",
        portrait_sizes="22rem",
    ),
    "wide": Place("figure figure--wide", f"{_FULL} 60rem, {_EAST}", has_caption=True),
    "portrait": Place("figure figure--portrait", "22rem", has_caption=True),
    "contributor": Place(
        "figure figure--portrait",
        f"{_FULL} 13rem, {_WEST} 18vw, 22rem",
        has_caption=True,
    ),
    "feed": Place("", "", width=1280, has_caption=True, is_abroad=True),
}


def figure(
    image: Image | None, place: str, *, caption: str = "", first: bool | None = None
) -> SafeString:
    """Return the figure for a place of ``PLACES``, or nothing when there is no picture.

    ``caption`` is printed where the place has one; the credit is printed everywhere.
    """
    where = PLACES[place]
    shown = image.at_least(where.width, where.crop) if image else None
    if image is None or shown is None:
        return SafeString("")
    steps = [] if where.is_abroad else image.shown(where.crop)
    return SafeString(
        render_to_string(
            TEMPLATE,
            {
                "classes": _classes(image, where, shown),
                "tone": "" if where.is_abroad else image.tone,
                "sources": _sources(steps),
                "sizes": _sizes(image, where),
                "src": address_of(shown) if where.is_abroad else _local(shown),
                "srcset": _srcset(steps) if len(steps) > 1 else "",
                "width": shown["width"],
                "height": shown["height"],
                "alt": image.alt,
                "is_first": where.is_first if first is None else first,
                "caption": _trimmed(caption) if where.has_caption else "",
                "credit_line": image.credit_line,
            },
        ).strip()
    )


def figure_for(image: Image, caption: str = "", layout: str = "") -> SafeString:
    """Return a picture in the text; the layout is "", "wide" or "portrait"."""
    place = layout if layout in {"wide", "portrait"} else "text"
    return figure(image, place, caption=caption)


def address_of(entry: Entry) -> str:
    """Return where everybody finds a rendition, not only our own pages."""
    return urljoin(settings.SITE_URL, iri_to_uri(_local(entry)))


def _local(entry: Entry) -> str:
    return default_storage.url(entry["name"])


def figures_from(images: Mapping[int, Image]) -> Callable[[int, str, str], SafeString]:
    """Return what ``richtext.render`` calls; unknown ids print nothing."""

    def printed(image_id: int, caption: str, layout: str) -> SafeString:
        image = images.get(image_id)
        return figure_for(image, caption, layout) if image else SafeString("")

    return printed


def focus_classes(image: Image) -> str:
    """Return where a crop looks, as classes of a 5 × 5 grid; nothing for the middle."""
    steps = {"x": round(image.focal_x * 4), "y": round(image.focal_y * 4)}
    return " ".join(f"focus-{axis}-{step}" for axis, step in steps.items() if step != 2)


def _trimmed(caption: str) -> str:
    """Without space around it; what is safe stays so, which ``strip`` alone forgets."""
    trimmed = caption.strip()
    return SafeString(trimmed) if isinstance(caption, SafeString) else trimmed


def _classes(image: Image, place: Place, shown: Entry) -> str:
    portrait = place.portrait if image.is_portrait else ""
    # Until it has been cut round the focal point, the browser is told where to look.
    uncut = "ratio" in place.classes and not shown.get("crop")
    focus = focus_classes(image) if uncut else ""
    return " ".join(part for part in (place.classes, portrait, focus) if part)


def _sizes(image: Image, place: Place) -> str:
    return (image.is_portrait and place.portrait_sizes) or place.sizes


def _sources(steps: list[Entry]) -> list[tuple[str, str]]:
    """Return type and srcset for each format better than the fallback, best first."""
    kinds = [
        kind for kind in KINDS if any(kind in step.get("also", ()) for step in steps)
    ]
    return [(f"image/{kind}", _srcset(steps, kind)) for kind in kinds]


def _srcset(steps: list[Entry], kind: str = "") -> str:
    """Return the srcset attribute, of the fallback or of another format."""
    parts = []
    for step in steps:
        name = step["name"]
        if kind:
            name = f"{name.rpartition('.')[0]}.{kind}"
        parts.append(f"{default_storage.url(name)} {step['width']}w")
    return ", ".join(parts)
