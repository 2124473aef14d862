"""Pictures as drawn: none larger than needed, none blurred, nothing that jumps."""

from datetime import timedelta
from itertools import count, product
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from playwright.sync_api import Browser, Page

from articles.darkroom import ladder
from articles.models import Image
from tests.factories import (
    make_contributor,
    make_image,
    make_live,
    make_section,
    picture_bytes,
)

# The second is what Lighthouse takes for a telephone.
SCREENS = [(390, 2), (412, 1.75), (820, 1), (820, 2), (1440, 1), (1440, 2), (390, 1)]
# From one step of the ladder to the next.
ONE_STEP = 2.25
TALL = (1300, 2000)
NUMBERS = count(1)
DRAWN = """() => [...document.images].map((image) => {
  const box = image.getBoundingClientRect();
  const sets = [...image.closest("picture").children];
  const choices = sets.flatMap((each) => each.srcset.split(", ").map((one) => {
    const [address, width] = one.split(" ");
    return [new URL(address, location).href, parseInt(width)];
  }));
  const chosen = choices.find(([address]) => address === image.currentSrc)[1];
  return {
    place: image.closest("figure").className,
    is_sized: Boolean(image.getAttribute("width") && image.getAttribute("height")),
    is_loaded: image.complete && image.naturalWidth > 0,
    chosen,
    drawn: box.width,
    ratio: image.naturalWidth / image.naturalHeight / (box.width / box.height),
    widths: choices.map(([, width]) => width),
  };
})"""
SHIFTED = """() => new Promise((resolve) => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach((entry) => { sum += entry.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})"""


def photograph(size: tuple[int, int] = (2000, 1300)) -> Image:
    """A picture in the library with all its files, cheap ones that show nothing."""
    number = next(NUMBERS)
    entries = []
    for one in [*ladder.whole(*size), *ladder.cropped(*size, (0.5, 0.5))]:
        base = f"images/drawn-{number}-{one.crop}-{one.width}"
        # The fallback is not asked for by the browser we have.
        data = picture_bytes((one.width, one.height), kind="WEBP")
        default_storage.save(f"{base}.webp", ContentFile(data))
        entry = {
            "name": f"{base}.jpg",
            "width": one.width,
            "height": one.height,
            "also": ["webp"],
        }
        entries.append(entry | ({"crop": one.crop} if one.crop else {}))
    return make_image(width=size[0], height=size[1], renditions=entries)


@pytest.fixture
def pages(_database: None) -> list[str]:
    """A magazine full of pictures: the pages on which each place occurs."""
    at = timezone.now() - timedelta(days=1)
    section = make_section(accent="copper")
    # Each its own: a browser takes a larger one that it has for another place.
    desk = make_contributor(picture=photograph(TALL))
    inside = [
        *((photograph(), ""), (photograph(), "wide")),
        *((photograph(), "portrait"), (photograph(TALL), "")),
    ]
    body = "".join(
        f'<figure data-image="{image.pk}" data-layout="{layout}"></figure><p>Text.</p>'
        for image, layout in inside
    )
    facts: dict[str, Any] = {"section": section, "contributors": [desk]}
    for number in range(8):
        published = at - timedelta(hours=number)
        make_live(f"Number {number}", at=published, lead_image=photograph(), **facts)
    make_live("A slope", at=at, lead_image=photograph(), body=body, **facts)
    tower = photograph(TALL)
    make_live("A tower", at=at - timedelta(hours=9), lead_image=tower, **facts)
    slopes = "/energy-mining/a-slope/", "/energy-mining/a-tower/"
    return [*slopes, "/", "/energy-mining/", "/by/energy-desk/"]


def drawn(page: Page, address: str) -> list[dict[str, Any]]:
    """Every picture on a page that somebody has read to its end."""
    page.goto(address)
    for lazy in page.locator("img[loading=lazy]").all():
        lazy.scroll_into_view_if_needed()
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    found: list[dict[str, Any]] = page.evaluate(DRAWN)
    return found


def wrong(picture: dict[str, Any], dots: float) -> str:
    """What is wrong with a picture as drawn, in a word."""
    if not picture["is_sized"] or not picture["is_loaded"]:
        return "unsized or not loaded"
    # What is cut off at the sides has to be fetched, too.
    needed = picture["drawn"] * max(1, picture["ratio"]) * dots
    widths = picture["widths"]
    if picture["chosen"] < min(needed * 0.98, max(widths)):
        return "blurred"
    is_oversized = picture["chosen"] > needed * ONE_STEP
    return "oversized" if is_oversized and picture["chosen"] > min(widths) else ""


def test_every_picture_is_sized_for_its_place_and_nothing_jumps(
    pages: list[str], browser: Browser, live_server: Any
) -> None:
    found, places = [], set()
    for path, (width, dots) in product(pages, SCREENS):
        with browser.new_context(
            viewport={"width": width, "height": 900}, device_scale_factor=dots
        ) as context:
            page = context.new_page()
            for picture in drawn(page, f"{live_server.url}{path}"):
                places.add(picture["place"])
                if word := wrong(picture, dots):
                    found.append((word, path, width, dots, picture))
            if shift := page.evaluate(SHIFTED):
                found.append(("jumps", path, width, dots, shift))

    assert found == []
    assert places == {
        *("article-lead", "article-lead is-portrait", "figure", "figure ratio"),
        *("figure figure--portrait", "figure figure--wide"),
    }


def test_no_step_of_the_ladder_is_longer_than_that() -> None:
    cropped = [
        steps for _ratio, steps, kinds in ladder.CROPS.values() if "avif" in kinds
    ]
    for steps in [ladder.WIDTHS, *cropped]:
        assert all(b / a <= ONE_STEP for a, b in zip(steps, steps[1:], strict=False))
