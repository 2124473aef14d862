"""What may be embedded: the providers, their addresses and their players.

Nothing here asks the network: an address is recognised by its shape, stored in one
canonical form, and only after the reader's click becomes the address of a player.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

START = r"^(?:https?://)?"
END = r"(?:[/?&#].*)?$"


@dataclass(frozen=True, slots=True)
class Provider:
    """A site whose player readers may open, with the addresses that its users copy."""

    name: str
    patterns: tuple[str, ...]
    address: str
    player: str
    shape: str = "video"

    @property
    def expressions(self) -> tuple[str, ...]:
        """Regular expressions for whole addresses, which JavaScript reads as well."""
        return tuple(START + pattern + END for pattern in self.patterns)

    @property
    def origin(self) -> str:
        """Where the player comes from, for the frame-src of the policy."""
        return "/".join(self.player.split("/", 3)[:3])


class Embed(NamedTuple):
    """A recognised address: who provides it, what is stored, what the player loads."""

    provider: Provider
    address: str
    player: str


PROVIDERS = (
    Provider(
        "YouTube",
        (
            r"(?:www\.|m\.|music\.)?youtube\.com/watch\?(?:[^#]*&)?v=([\w-]{11})",
            r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:embed|live|shorts)/([\w-]{11})",
            r"youtu\.be/([\w-]{11})",
        ),
        "https://www.youtube.com/watch?v={0}",
        "https://www.youtube-nocookie.com/embed/{0}?autoplay=1",
    ),
    # Not listed by Vimeo: the second part of the address opens it.
    Provider(
        "Vimeo",
        (
            r"vimeo\.com/(\d{6,12})/([0-9a-f]{8,12})",
            r"player\.vimeo\.com/video/(\d{6,12})\?h=([0-9a-f]{8,12})",
        ),
        "https://vimeo.com/{0}/{1}",
        "https://player.vimeo.com/video/{0}?h={1}&dnt=1&autoplay=1",
    ),
    Provider(
        "Vimeo",
        (
            r"(?:www\.)?vimeo\.com/(?:channels/\w+/|video/)?(\d{6,12})",
            r"player\.vimeo\.com/video/(\d{6,12})",
        ),
        "https://vimeo.com/{0}",
        "https://player.vimeo.com/video/{0}?dnt=1&autoplay=1",
    ),
    Provider(
        "Datawrapper",
        (
            r"datawrapper\.dwcdn\.net/(\w{5})",
            r"www\.datawrapper\.de/_/(\w{5})",
        ),
        "https://datawrapper.dwcdn.net/{0}/",
        "https://datawrapper.dwcdn.net/{0}/",
        shape="chart",
    ),
    Provider(
        "Spotify",
        (
            r"open\.spotify\.com/(?:[\w-]+/)?(episode|show|track|album|playlist)/(\w{22})",
        ),
        "https://open.spotify.com/{0}/{1}",
        "https://open.spotify.com/embed/{0}/{1}",
        shape="audio",
    ),
    Provider(
        "SoundCloud",
        (r"(?:www\.|m\.)?soundcloud\.com/([\w-]+)/((?:sets/)?[\w-]+)",),
        "https://soundcloud.com/{0}/{1}",
        "https://w.soundcloud.com/player/?url={address}&auto_play=true",
        shape="audio",
    ),
)

# What the readers' content security policy allows in frames.
FRAME_SOURCES = tuple(dict.fromkeys(provider.origin for provider in PROVIDERS))

COMPILED = tuple(
    (provider, tuple(re.compile(pattern, re.ASCII) for pattern in provider.expressions))
    for provider in PROVIDERS
)


def recognise(address: str) -> Embed | None:
    """Return what an address embeds, or None when nobody on the list provides it."""
    address = address.strip()
    for provider, patterns in COMPILED:
        for pattern in patterns:
            if match := pattern.fullmatch(address):
                return _embed(provider, match.groups())
    return None


def _embed(provider: Provider, parts: tuple[str, ...]) -> Embed:
    address = provider.address.format(*parts)
    player = provider.player.format(*parts, address=quote(address, safe=""))
    return Embed(provider, address, player)
