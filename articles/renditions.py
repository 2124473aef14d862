"""Picture files in, renditions out: what readers get, its names, and refusals in words.

The bytes themselves are opened by ``articles.darkroom``, in a process of its own.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO, NotRequired, TypedDict

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.darkroom import ladder, process
from articles.darkroom.ladder import FALLBACK, Print
from articles.darkroom.limits import FORMATS, MAX_BYTES
from articles.darkroom.refusals import Refused
from articles.packets import Rights, signed
from articles.photo_metadata import PhotoFacts

__all__ = ["FORMATS", "MAX_BYTES", "UnusablePicture"]

# Part of every name: to be raised when the same order makes other bytes, so that
# ``build_renditions`` makes everything afresh.
EDITION = 1
_SUFFIXES = {"JPEG": "jpg", "TIFF": "tif"}


class UnusablePicture(ValueError):
    """The file cannot be used; the message is one sentence for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Facts:
    """What a picture file is: its true format, its size held upright, its colour."""

    format: str
    width: int
    height: int
    tone: str = ""

    @property
    def suffix(self) -> str:
        """The ending a file with this content should have, without the dot."""
        return _SUFFIXES.get(self.format, self.format.lower())


@dataclass(frozen=True)
class Examined:
    """What became of looking at an upload."""

    facts: Facts
    # Made at once, so that there is something to show.
    quick: list[process.File]
    said: PhotoFacts


@dataclass(frozen=True)
class Rendition:
    """One file for readers, ready to be stored under its name."""

    name: str
    width: int
    height: int
    data: bytes


class Entry(TypedDict):
    """What an image's row knows of one picture made from it.

    ``name`` is the fallback's; ``also`` the endings of the same picture in the formats
    that browsers prefer, ``crop`` its proportions when something was cut off.
    """

    name: str
    width: int
    height: int
    crop: NotRequired[str]
    also: NotRequired[list[str]]


@dataclass(frozen=True)
class Order:
    """What is to be made of an original, and of whom the files shall speak."""

    stem: str
    width: int
    height: int
    focus: tuple[float, float]
    rights: Rights

    def prints(self) -> list[Print]:
        """Everything: the widths, narrowest first, then the crops."""
        size = (self.width, self.height)
        return ladder.whole(*size) + ladder.cropped(*size, self.focus)

    def quick(self) -> list[Print]:
        """What an upload makes at once."""
        return ladder.quick(self.width, self.height)

    def base(self, crop: str, width: int) -> str:
        """Return a file's name without its ending: what it shows and what it says.

        Another focus or another credit makes another name, so that a file is for ever.
        """
        said = [EDITION, asdict(self.rights), *(self.focus if crop else ())]
        mark = hashlib.sha256(repr(said).encode()).hexdigest()[:8]
        return f"{self.stem}-{crop and crop + '-'}{width}-{mark}"

    def entries(self, prints: Iterable[Print]) -> list[Entry]:
        """Return what the image's row says once these are stored."""
        return [self._entry(one) for one in prints]

    def _entry(self, one: Print) -> Entry:
        entry: Entry = {
            "name": f"{self.base(one.crop, one.width)}.{FALLBACK}",
            "width": one.width,
            "height": one.height,
        }
        if one.crop:
            entry["crop"] = one.crop
        if also := [kind for kind in one.kinds if kind != FALLBACK]:
            entry["also"] = also
        return entry

    def files(self, made: Iterable[process.File]) -> list[Rendition]:
        """Return the files under their names, the rights in every one of them."""
        return [
            Rendition(
                f"{self.base(one.crop, one.width)}.{one.kind}",
                one.width,
                one.height,
                signed(one.data, self.rights) if one.kind == FALLBACK else one.data,
            )
            for one in made
        ]


def names(entries: Iterable[Entry]) -> set[str]:
    """Return the names of all the files that these entries stand for."""
    found = set()
    for entry in entries:
        found.add(entry["name"])
        base = entry["name"].rpartition(".")[0]
        found |= {f"{base}.{kind}" for kind in entry.get("also", ())}
    return found


def read(file: BinaryIO) -> bytes:
    """Return the content of an upload, never reading more than the limit."""
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    if not data:
        raise UnusablePicture(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise UnusablePicture(
            _("The file is larger than %(limit)d MB.")
            % {"limit": MAX_BYTES // 1_000_000}
        )
    return data


def examine(data: bytes) -> Examined:
    """Say what the file is and says, with quick pictures; or refuse it in words."""
    try:
        answer = process.examine(data, timezone.get_default_timezone_name())
    except Refused as refused:
        raise UnusablePicture(_sentence(refused)) from refused
    said = dict(answer.said)
    if said.get("taken_at"):
        said["taken_at"] = datetime.fromisoformat(said["taken_at"])
    return Examined(
        Facts(answer.format, answer.width, answer.height, answer.tone),
        answer.files,
        PhotoFacts(**said),
    )


def develop(data: bytes, order: Order) -> tuple[list[Rendition], str]:
    """Make everything that is ordered, and say the colour; or refuse the file."""
    try:
        answer = process.develop(data, order.prints(), order.rights.xmp())
    except Refused as refused:
        raise UnusablePicture(_sentence(refused)) from refused
    return order.files(answer.files), answer.tone


def _sentence(refused: Refused) -> str:
    """Say it to the person who has the file in hand."""
    return _SENTENCES[refused.code](refused.detail)


_SENTENCES: dict[str, Callable[[str | int], str]] = {
    "unknown": lambda _detail: _(
        "This is not a JPEG, PNG, WebP, AVIF, GIF or TIFF picture, or it is damaged."
    ),
    "damaged": lambda _detail: _(
        "The file is damaged or incomplete. Please ask for it again."
    ),
    "other": lambda nature: (
        _(
            "This is %(nature)s, not a picture we can use. "
            "Please save it as JPEG, PNG, WebP, AVIF, GIF or TIFF."
        )
        % {"nature": _(str(nature))}
    ),
    "hidden": lambda nature: (
        _(
            "The file is a picture with %(nature)s hidden in it. "
            "Please export it again from a picture program."
        )
        % {"nature": _(str(nature))}
    ),
    "pixels": lambda most: (
        _("The picture has more than %(limit)d million pixels.")
        % {"limit": int(most) // 1_000_000}
    ),
    "side": lambda most: (
        _("The picture has a side of more than %(limit)s pixels.")
        % {"limit": f"{int(most):,}"}
    ),
    "memory": lambda _detail: _(
        "The picture needs too much memory to be opened. Please make it smaller."
    ),
    "time": lambda _detail: _(
        "The picture takes too long to open. Please save it as JPEG and try again."
    ),
    "crash": lambda _detail: _(
        "The picture cannot be opened. Please export it again from a picture program."
    ),
}
