"""What other systems read of us, read as they do: feeds, schemas, blocks of data."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
from django.http import HttpResponse
from jsonschema import Draft202012Validator, FormatChecker
from justhtml import JustHTML

from tests.readers import get, parsed

SCHEMAS = Path(__file__).parent / "samples" / "schemas"
# In every field at once: what breaks XML, JSON, HTML, lines, and the eye.
HOSTILE = (
    "]]><b>&amp;</script><!--\u202e\u200fעברית\u0007\x1b[31m\x85\ufffe "
    "🚀👩\u200d🚀 𝔘\u2028'\"%s{x}{{ y }}"
)
SURVIVES = ("]]><b>&amp;</script><!--", "עברית", "🚀", "𝔘", "{{ y }}")


@cache
def schema(name: str) -> Draft202012Validator:
    """A schema of ``tests/samples``."""
    rules = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    return Draft202012Validator(rules, format_checker=FormatChecker())


def read_json(path: str, status: int = 200) -> Any:
    """What an address answers in JSON."""
    response = get(path)
    assert (path, response.status_code) == (path, status)
    return json.loads(response.content)


def read_feed(path: str) -> Any:
    """A feed as feedparser reads it, without a single complaint."""
    response = get(path)
    assert response.status_code == 200
    feed = feedparser.parse(response.content, sanitize_html=False)
    assert (feed.bozo, feed.get("bozo_exception")) == (False, None)
    return feed


def read_news(path: str) -> Any:
    """A JSON feed, valid by its schema."""
    feed = read_json(path)
    schema("jsonfeed-1.1").validate(feed)
    return feed


def blocks(response: HttpResponse) -> dict[str, Any]:
    """The blocks of data of a page, by what they describe."""
    found = parsed(response).query('script[type="application/ld+json"]')
    facts = [json.loads(block.to_text(strip=False)) for block in found]
    return {fact["@type"]: fact for fact in facts}


def metas(page: JustHTML) -> dict[str, str]:
    """What a page's head says of it, by property or name."""
    return {
        element.attrs.get("property") or element.attrs["name"]: element.attrs["content"]
        for element in page.query("meta[property], meta[name]")
    }
