"""Rules that hold on every surface: page, lists, feeds, share card, API, sitemaps."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.models import Image
from tests.factories import (
    DAY,
    NOON,
    make_contributor,
    make_image,
    make_live,
    make_section,
    picture_bytes,
)
from tests.machines import metas
from tests.readers import get, parsed, visit

pytestmark = pytest.mark.django_db
END = NOON + DAY
SECOND = timedelta(seconds=1)
LISTS = ("/", "/energy-mining/", "/topics/natural-gas/", "/by/energy-desk/")
FEEDS = tuple(
    f"{place}feed/{kind}" for place in LISTS for kind in ("", "atom/", "json/")
)
MAPS = ("/sitemap-2026-11.xml",)


def pictured(name: str, **facts) -> Image:
    """An image of Ana's or of ours, with a file behind it."""
    default_storage.save(f"images/{name}.jpg", ContentFile(picture_bytes((640, 640))))
    entry = {"name": f"images/{name}.jpg", "width": 640, "height": 640}
    return make_image(renditions=[entry], creator=name, source="", **facts)


@pytest.fixture
def gas(own_folders):
    """An article whose picture, above and in the text, may be shown until END."""
    ending = pictured("Ana-Ruiz", rights_expire_at=END)
    section = make_section(fallback=pictured("Our-own"))
    figure = f'<figure data-image="{ending.pk}"><figcaption>Seen</figcaption></figure>'
    return make_live(
        "Gas",
        section=section,
        lead_image=ending,
        body=f"<p>Text.</p>{figure}",
        contributors=[make_contributor()],
    )


def surfaces(publication) -> dict[str, str]:
    """What readers and other systems get at this moment, by address."""
    own = publication.get_absolute_url()
    article = f"/api/v1/articles/{publication.article_id}/"
    paths = (*LISTS, own, *FEEDS, *MAPS, "/api/v1/articles/", article)
    found = {path: get(path).content.decode() for path in paths}
    address = metas(visit(own))["og:image"].removeprefix("http://testserver")
    # The credit inside the file is that of the picture on it.
    found["card"] = get(address).content.decode("latin-1")
    return found


def test_picture_is_everywhere_until_its_rights_end_and_nowhere_after(gas):
    seen = {}
    for at in (END - SECOND, END):
        with time_machine.travel(at, tick=False):
            seen[at] = surfaces(gas)
    before, after = seen[END - SECOND], seen[END]
    # With the picture goes its credit; the map of the site has its address alone.
    assert [path for path, told in before.items() if "Ana-Ruiz" not in told] == []
    assert [path for path, told in before.items() if "Our-own" in told] == []
    assert [path for path, told in after.items() if "Ana-Ruiz" in told] == []
    assert [path for path, told in after.items() if "Our-own" not in told] == []


def test_picture_itself_is_in_the_api_until_then(gas):
    fallback = gas.section.fallback
    for at, expected in ((END - SECOND, [200, 404]), (END, [404, 200])):
        with time_machine.travel(at, tick=False):
            ids = (gas.lead_image_id, fallback.pk)
            assert [get(f"/api/v1/images/{pk}/").status_code for pk in ids] == expected


def test_nothing_is_kept_beyond_the_moment(gas):
    paths = (*LISTS, gas.get_absolute_url(), *FEEDS, *MAPS, "/api/v1/articles/")
    with time_machine.travel(END - 10 * SECOND, tick=False):
        held = {path: get(path)["Cache-Control"] for path in paths}
    assert set(held.values()) == {"public, max-age=0, s-maxage=9"}


def test_no_surface_shows_a_picture_without_its_credit(gas):
    with time_machine.travel(NOON, tick=False):
        seen = surfaces(gas)
        pages = [parsed(get(path)) for path in (*LISTS, gas.get_absolute_url())]
    for page in pages:
        for image in page.query("main img"):
            figure = image.parent
            while figure.name != "figure":
                figure = figure.parent
            assert "Credit: Ana-Ruiz" in figure.to_text()
    for path in FEEDS:
        text = seen[path].replace("&lt;", "<").replace("&gt;", ">")
        shown = re.findall(r"<img .*?</figure>", text, re.DOTALL)
        assert len(shown) == 2
        assert [one for one in shown if "Credit: Ana-Ruiz" not in one] == []
        credits = ("media:credit", '"attachments"')
        assert any(word in text for word in credits)
    for path in [path for path in seen if path.startswith("/api/")]:
        told = json.loads(seen[path])
        for item in told.get("items", [told]):
            for picture in item["associations"]:
                roles = {one["role"]: one["value"] for one in picture["descriptions"]}
                assert roles["credit"] == "Credit: Ana-Ruiz"
