"""Which addresses a link may have, and what is taken off them."""

import re
from functools import lru_cache

import nh3

# Added by those who want to know who clicked; the page is the same without them.
TRACKING = (
    "_hsenc _hsmi dclid fbclid gad_source gbraid gclid igsh igshid mc_cid mc_eid"
    " mkt_tok msclkid srsltid ttclid twclid vero_id wbraid yclid"
)
TRACKERS = frozenset(TRACKING.split())
TRACKER_PREFIX = "utm_"
SCHEMES = frozenset({"http", "https", "mailto"})

# An address with a name and password before the host is a trap, never a source.
WEB = re.compile(
    r"https?://[^\s/?#\\@:\"<>]+(?::\d{1,5})?(?:[/?#][^\\]*)?", re.IGNORECASE
)
MAIL = re.compile(r"mailto:[^\s@\\?]+@[^\s@\\?]+(?:\?[^\\]*)?", re.IGNORECASE)
OWN = re.compile(r"/(?![/\\])[^\\]*|#[^\\]+")
HOST = re.compile(r"https?://[^/?#]+", re.IGNORECASE)
PARSER = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
# Browsers drop these inside an address, which is how "java\nscript:" works.
IGNORED = re.compile(r"[\t\n\r\f\v\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def safe_address(address: str) -> str:
    """Return the address to store, or "" when a link may not point there.

    Kept are http(s), mailto, paths of this site ("/…", not "//…") and "#…".
    """
    address = IGNORED.sub("", address).strip().replace(" ", "%20")
    if OWN.fullmatch(address) or MAIL.fullmatch(address):
        return address
    if WEB.fullmatch(address) and _has_host(address):
        return without_tracking(address)
    return ""


def without_tracking(address: str) -> str:
    """Return a web address without the parameters that follow people around."""
    rest, hash_sign, fragment = address.partition("#")
    path, mark, query = rest.partition("?")
    if mark:
        kept = [pair for pair in query.split("&") if pair and not _tracks(pair)]
        path += "?" + "&".join(kept) if kept else ""
    return path + hash_sign + fragment


@lru_cache(maxsize=1024)
def _has_host(address: str) -> bool:
    """Ask the parser that has the last word on a body whether it knows this host."""
    host = HOST.match(address)
    return host is not None and "href" in PARSER.clean(f'<a href="{host[0]}">x</a>')


def _tracks(pair: str) -> bool:
    parameter = pair.partition("=")[0].lower()
    return parameter in TRACKERS or parameter.startswith(TRACKER_PREFIX)
