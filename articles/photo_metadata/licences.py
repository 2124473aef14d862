"""Licences by their addresses."""

import re

_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?P<kind>licenses|publicdomain)/(?P<terms>[a-z+-]+)"
    r"(?:/(?P<version>\d\.\d))?"
)


def licence_of(address: str) -> str:
    """Name a Creative Commons licence by its address, "CC BY-SA 4.0"; else nothing."""
    match = _CREATIVE_COMMONS.search(address)
    if match is None:
        return ""
    if match["kind"] == "publicdomain":
        return {"zero": "CC0", "mark": "Public Domain Mark"}.get(match["terms"], "")
    return f"CC {match['terms'].upper()} {match['version'] or ''}".strip()
