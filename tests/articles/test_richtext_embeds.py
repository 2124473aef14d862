"""Embeds are recognised by their address, from a short list of providers."""

import pytest

from articles.richtext import FRAME_SOURCES, clean
from articles.richtext.embeds import recognise

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
SPOTIFY = "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk"

# The editor's own check in the browser is held to these tables as well.
KNOWN = {
    YOUTUBE: YOUTUBE,
    "http://youtube.com/watch?list=x&v=dQw4w9WgXcQ&t=3": YOUTUBE,
    "https://m.youtube.com/watch?v=dQw4w9WgXcQ#x": YOUTUBE,
    "https://youtu.be/dQw4w9WgXcQ?si=abc": YOUTUBE,
    "youtu.be/dQw4w9WgXcQ": YOUTUBE,
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": YOUTUBE,
    "https://www.youtube.com/live/dQw4w9WgXcQ?feature=x": YOUTUBE,
    "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ": YOUTUBE,
    "https://vimeo.com/123456789": "https://vimeo.com/123456789",
    "https://vimeo.com/channels/staff/123456789": "https://vimeo.com/123456789",
    "https://player.vimeo.com/video/123456789?x=1": "https://vimeo.com/123456789",
    "https://vimeo.com/123456789/0123abcdef": "https://vimeo.com/123456789/0123abcdef",
    "https://datawrapper.dwcdn.net/AbCd1/4/": "https://datawrapper.dwcdn.net/AbCd1/",
    "https://www.datawrapper.de/_/AbCd1/": "https://datawrapper.dwcdn.net/AbCd1/",
    SPOTIFY: SPOTIFY,
    f"{SPOTIFY.replace('.com/', '.com/intl-es/')}?si=x": SPOTIFY,
    "https://soundcloud.com/desk/part-1": "https://soundcloud.com/desk/part-1",
    "https://m.soundcloud.com/desk/sets/all?x=y": "https://soundcloud.com/desk/sets/all",
}
UNKNOWN = [
    "",
    "https://example.org/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQx",
    "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/https://youtu.be/dQw4w9WgXcQ",
    "https://evil.example/?youtu.be/dQw4w9WgXcQ",
    'https://youtu.be/"onload=x',
    "javascript://youtu.be/dQw4w9WgXcQ",
    "//youtu.be/dQw4w9WgXcQ",
    "https://vimeo.com/about",
    "https://open.spotify.com/user/x",
]


@pytest.mark.parametrize(("address", "stored"), KNOWN.items())
def test_known_addresses_are_stored_in_one_form(address, stored):
    found = recognise(f" {address}\n")
    assert found is not None
    assert found.address == stored
    assert recognise(stored) == found


@pytest.mark.parametrize("address", UNKNOWN)
def test_unknown_addresses_are_not_embedded(address):
    assert recognise(address) is None


@pytest.mark.parametrize("address", KNOWN)
def test_players_come_from_where_frames_are_allowed(address):
    found = recognise(address)
    assert found is not None
    assert "/".join(found.player.split("/")[:3]) in FRAME_SOURCES


def test_youtube_plays_from_the_domain_without_cookies():
    found = recognise(YOUTUBE)
    assert found is not None
    assert (
        found.player == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
    )


def test_frames_are_allowed_from_the_providers_only():
    assert FRAME_SOURCES == (
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
        "https://datawrapper.dwcdn.net",
        "https://open.spotify.com",
        "https://w.soundcloud.com",
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>',
            f'<figure data-embed="{YOUTUBE}"></figure>',
        ),
        (
            '<iframe src="//x"></iframe><iframe src="https://youtu.be/dQw4w9WgXcQ">no</iframe>',
            f'<figure data-embed="{YOUTUBE}"></figure>',
        ),
        (
            '<figure data-embed="https://evil.example/"><figcaption>x</figcaption></figure>',
            "",
        ),
        (
            f'<ul><li>a<iframe src="{YOUTUBE}"></iframe></ul>',
            f'<ul><li>a</li></ul><figure data-embed="{YOUTUBE}"></figure>',
        ),
    ],
)
def test_embeds_in_a_body(written, kept):
    assert clean(written) == kept
