"""Calendars as text, by RFC 5545."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 75  # bytes of a line, its end not counted
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class Event:
    """Something that happens at a moment."""

    uid: str
    moment: datetime
    summary: str
    address: str


def written(name: str, events: Iterable[Event], at: datetime) -> str:
    """The calendar as a program reads it, made at ``at``."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Newsroom//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        *(line for event in events for line in _event(event, at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """``text`` as a value: on one line, without control characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        ESCAPES.get(sign, sign)
        for sign in unified
        if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs", "Zl", "Zp"}
    )


def folded(line: str) -> str:
    """``line`` in pieces of at most 75 bytes, cut between characters."""
    pieces: list[str] = []
    piece, size = "", 0
    for sign in line:
        weight = len(sign.encode())
        # The space that begins each further piece counts as well.
        if size + weight > LONGEST - bool(pieces):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + sign, size + weight
    return "\r\n ".join([*pieces, piece])


def _event(event: Event, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(at)}"
    yield f"DTSTART:{_moment(event.moment)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"URL:{event.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
