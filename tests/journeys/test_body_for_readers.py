"""A body in readers' browsers: it runs nothing, and loads a player only when asked."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.richtext import clean, render
from articles.richtext.policy import editor_config
from tests.articles.test_richtext_embeds import KNOWN, UNKNOWN
from tests.articles.test_richtext_links import BAD, GOOD
from tests.factories import make_live
from tests.journeys.desk import in_library

SAMPLES = Path(__file__).parent.parent / "samples" / "naughty-strings" / "blns.json"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "attacks"
ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><svg/onload=alert(1)//",
    "<p onpointerenter=alert(1) autofocus tabindex=0 onfocus=alert(1)>x",
    '<a href="javascript:alert(1)" id=x autofocus>x</a>',
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<figure data-image="1"><figcaption><img src=x onerror=alert(1)>',
    "<figure data-image='1\"><img src=x onerror=alert(1)>'></figure>",
    "<figure data-embed='https://youtu.be/\"onload=alert(1)'></figure>",
    '<table><caption>"><img src=x onerror=alert(1)></caption><tr><td>x',
    "&lt;img src=x onerror=alert(1)&gt;",
    "<<script>alert(1)//<</script>",
    "<p>x</p><!--><img src=x onerror=alert(1)>-->",
]
PLAYER = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"


def attacks() -> list[str]:
    """Every line that somebody found to run somewhere."""
    lines = [*ATTACKS, *json.loads(SAMPLES.read_text())]
    for path in sorted(SHARED.glob("_xss_lines*.json")):
        lines += json.loads(path.read_text())
    return lines


def printed(image_id: int, caption: str, layout: str) -> str:
    """Stand for a picture: its caption is what an attacker writes."""
    return f"<figure>{caption}</figure>"


def test_attacks_run_nowhere(page: Page) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    # No policy guards this page: the body alone must be harmless.
    page.set_content(ATTACKS[0])
    page.wait_for_timeout(300)
    assert ran == ["1"]
    ran.clear()
    bodies = [render(clean(line), printed) for line in attacks()]
    page.set_content("".join(bodies))
    page.evaluate("document.querySelectorAll('*').forEach((made) => made.focus?.())")
    page.wait_for_timeout(300)
    assert ran == []
    page.complaints.clear()  # type: ignore[attr-defined]


def asked(page: Page, live_server: Any, question: str, given: Any) -> Any:
    """Ask the editor's module of addresses, as ``m``, about what is given."""
    page.goto(f"{live_server.url}/robots.txt")
    module = "/static/articles/desk/editor/addresses.js"
    return page.evaluate(
        f"async (given) => {{ const m = await import('{module}'); return {question} }}",
        given,
    )


def test_editor_takes_the_links_that_the_server_takes(
    page: Page, live_server: Any
) -> None:
    taken = asked(page, live_server, "given.filter(m.safeAddress)", [*GOOD, *BAD])
    assert taken == GOOD


def test_editor_knows_the_embeds_that_the_server_knows(
    page: Page, live_server: Any
) -> None:
    providers = editor_config()["extensions"]["Embed"]["providers"]
    question = "given[0].filter((address) => m.providerOf(address, given[1]))"
    given = [[*KNOWN, *UNKNOWN], providers]
    assert asked(page, live_server, question, given) == list(KNOWN)


def test_player_is_loaded_after_the_click_and_not_before(
    page: Page, live_server: Any
) -> None:
    requests: list[str] = []
    page.route("https://**", lambda route: route.fulfill(body="a player"))
    page.on("request", lambda request: requests.append(request.url))
    body = '<p>a</p><figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    article = make_live(body=body, at=timezone.now())
    page.goto(live_server.url + article.get_absolute_url())
    expect(page.get_by_role("link", name="Open on YouTube")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    frame = page.locator("iframe[title=YouTube]")
    expect(frame).to_have_attribute("src", PLAYER)
    expect(frame).to_be_focused()
    assert [url for url in requests if not url.startswith(live_server.url)] == [PLAYER]


def test_article_without_embeds_loads_no_player_script(
    page: Page, live_server: Any
) -> None:
    sky = in_library("A sky")
    caption = "<figcaption>The <em>sky</em></figcaption>"
    body = f'<p>a</p><figure data-image="{sky.pk}">{caption}</figure>'
    article = make_live(body=body, at=timezone.now())
    page.goto(live_server.url + article.get_absolute_url())
    expect(page.locator(".prose figcaption")).to_have_text("The sky Credit: Bo Li")
    expect(page.locator(".prose figcaption em")).to_have_text("sky")
    assert page.locator("script[src*=embed]").count() == 0
