"""RSS, Atom and JSON Feed as Django writes them, with what news needs besides.

An item carries, as extra facts: ``content`` (safe HTML), ``authors`` and ``picture``
(mappings; see ``articles.feeds``), ``extension`` (for JSON Feed).
"""

import json
import re
from datetime import UTC, datetime
from typing import IO, Any

from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)

# What XML has no sign for; a caption pasted from a terminal must not end the feed.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# A feed that has nothing yet has last changed before there were feeds.
_LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)


def legible(value: Any) -> Any:
    """``value`` without what XML cannot hold, in every text inside it."""
    if isinstance(value, str):
        return _ILLEGAL.sub("", value)
    if isinstance(value, dict):
        return {name: legible(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [legible(inner) for inner in value]
    return value


class LegibleFeed(SyndicationFeed):
    """A feed that every reader can read to its end."""

    content_type = ""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **legible(facts))

    def add_item(self, *args: Any, **facts: Any) -> None:
        """Add an item, whatever its texts hold."""
        super().add_item(*args, **legible(facts))

    def latest_post_date(self) -> datetime:
        """When it last changed; never the moment of asking, which changes the ETag."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=_LONG_AGO)


class Rss(LegibleFeed, Rss201rev2Feed):
    """RSS 2.0 with the whole text, every author, and the picture with its credit."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        """The name spaces of what RSS itself has no word for."""
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an item."""
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["content"])
        if picture := item["picture"]:
            _add_media(handler, picture)


class Atom(LegibleFeed, Atom1Feed):
    """Atom 1.0, likewise."""

    content_type = "application/atom+xml; charset=utf-8"

    def root_attributes(self) -> dict[str, str]:
        """The name space of the picture's credit."""
        media = {"xmlns:media": "http://search.yahoo.com/mrss/"}
        return {**super().root_attributes(), **media}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """The language of the entry."""
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry."""
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})
        if picture := item["picture"]:
            _add_media(handler, picture)


class Json(LegibleFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[Any], encoding: str) -> None:
        """Write the feed."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
        }
        feed = {**_said(feed), "items": [self._item(item) for item in self.items]}
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        picture = item["picture"]
        return _said(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "external_url": item["original"],
                "title": item["title"],
                "summary": item["summary"],
                "content_html": item["content"],
                "date_published": rfc3339_date(item["pubdate"]),
                "date_modified": rfc3339_date(item["updateddate"]),
                "authors": item["authors"],
                "tags": item["categories"],
                "language": item["language"],
                "image": picture.get("url"),
                "attachments": [_attachment(picture)] if picture else [],
                "_newsroom": _said(item["extension"]),
            }
        )


def _attachment(picture: dict[str, Any]) -> dict[str, str]:
    told = [picture["caption"], picture["credit_line"]]
    title = " ".join(text for text in told if text)
    return _said({"url": picture["url"], "mime_type": picture["type"], "title": title})


def _add_media(handler: Any, picture: dict[str, Any]) -> None:
    """Write the picture with everything that its licence asks for."""
    size = {name: str(picture[name]) for name in ("width", "height")}
    kind = {"type": picture["type"], "medium": "image"}
    handler.startElement("media:content", {"url": picture["url"], **kind, **size})
    if picture["credit"]:
        handler.addQuickElement("media:credit", picture["credit"], {"role": "owner"})
    told = {"media:description": picture["caption"] or picture["credit_line"]}
    for name, text in told.items():
        if text:
            handler.addQuickElement(name, text, {"type": "plain"})
    if picture["copyright"]:
        handler.addQuickElement("media:copyright", picture["copyright"])
    if picture["licence_url"]:
        licence = {"type": "text/html", "href": picture["licence_url"]}
        handler.addQuickElement("media:license", picture["licence"], licence)
    handler.endElement("media:content")


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts without those that say nothing."""
    return {name: value for name, value in facts.items() if value not in (None, "", [])}
