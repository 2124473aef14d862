"""What journeys on the desk share: somebody signed in, the form, a clipboard."""

import io
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from articles import images
from articles.models import Article, Image
from tests.factories import make_user, picture_bytes

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
PASTE = """({html, text}) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const paste = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


def sign_in(page: Page, live_server: Any, role: str = "Managing editor") -> None:
    """Let the page be that of somebody with this role, without walking the log-in."""
    client = Client()
    client.force_login(make_user("mei", role=role))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**session, "url": f"{live_server.url}/admin/"}])


def open_form(page: Page, live_server: Any, article: Article | None = None) -> None:
    """Open the form of an article, or of a new one, with the cursor in its text."""
    address = reverse("admin:articles_article_add")
    if article:
        address = reverse("admin:articles_article_change", args=[article.pk])
    page.goto(live_server.url + address)
    page.locator(".body-text").focus()


def written(page: Page) -> str:
    """What the form would send as the body."""
    html: str = page.locator("#id_body").evaluate("area => area.value")
    return html


def save(page: Page) -> Article:
    """Save the form and return the article that was saved last."""
    with page.expect_navigation():
        page.locator("[data-bar] button[name=_save]").click()
    return Article.objects.latest("updated_at")


def paste(page: Page, html: str = "", text: str = "pasted") -> None:
    """Put something on the clipboard and paste it where the cursor is."""
    page.evaluate(PASTE, {"html": html, "text": text})


def in_library(alternative_text: str, **facts: Any) -> Image:
    """An image of the library whose files are really there."""
    file = io.BytesIO(picture_bytes((400, 300)))
    facts = {"creator": "Bo Li", **facts}
    return images.add_image(file, by=None, alternative_text=alternative_text, **facts)


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now, all movement done."""
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
    # No preload: to read an imported style sheet axe writes inline style of its own.
    found = (
        Axe()
        .run(page, options={"runOnly": RULES, "preload": False})
        .response["violations"]
    )
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]
