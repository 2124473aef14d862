"""What stands in the head of a page for machines: data, which no browser runs."""

import json
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from articles import metadata
from articles.models import Publication
from articles.reading import ArticlePage
from articles.share_cards import card_of

register = template.Library()


@register.simple_tag
def article_data(page: ArticlePage) -> SafeString:
    """The article and the way to it, for search engines."""
    facts = [metadata.news_article(page), metadata.article_trail(page.publication)]
    return SafeString("".join(map(data_block, facts)))


@register.simple_tag
def trail(*steps: str) -> SafeString:
    """The way to a list, for search engines: names and paths in turn."""
    front = (settings.SITE_NAME, reverse("sections:front"))
    pairs = zip(steps[::2], steps[1::2], strict=True)
    return data_block(metadata.trail([front, *pairs]))


@register.simple_tag
def site_data() -> SafeString:
    """The site itself, for search engines."""
    return data_block(metadata.website())


@register.inclusion_tag("articles/_share_card.html")
def share_card(publication: Publication, at: datetime) -> dict[str, Any]:
    """The picture that other sites show beside a link to the article.

    A preview has none: it has no address that others may fetch.
    """
    return {"card": card_of(publication, at) if publication.pk else None}


def data_block(facts: dict[str, Any]) -> SafeString:
    """The facts as an element of the page."""
    words = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    # As Django's json_script does: nothing in there can end the element.
    safe = words.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return SafeString(f'<script type="application/ld+json">{safe}</script>\n')
