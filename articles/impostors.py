"""Files that only look like pictures: other formats, and two formats in one file."""

import io
import re
import zipfile


def _(name: str) -> str:
    """Mark a name for translation; whoever prints it translates it."""
    return name


RAW_FILE = _("a camera's raw file")
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"IIRO", RAW_FILE),
    (b"IIU\x00", RAW_FILE),
    (b"FUJIFILMCCD-RAW", RAW_FILE),
    (b"%PDF-", _("a PDF document")),
    (b"%!PS", _("a PostScript file")),
    (b"8BPS", _("a Photoshop file")),
    (b"BM", _("a BMP file")),
    (b"PK\x03\x04", _("a ZIP archive or office document")),
    (b"MZ", _("a program")),
    (b"\x7fELF", _("a program")),
    (b"\x00\x00\x00\x0cjP  ", _("a JPEG 2000 file")),
    (b"version https://git-lfs", _("a pointer to a file, without the file")),
)
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm"}
_MARKUP = re.compile(
    rb"<\?php|<(?:script|html|iframe|svg|!doctype\s+html)[\s>/]", re.IGNORECASE
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


def other_kind(data: bytes) -> str | None:
    """Name the format when the file does not even begin like a picture of ours."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return _("a HEIC file")
    if data.startswith(b"II*\x00") and data[8:10] == b"CR":
        return RAW_FILE
    for beginning, name in _BEGINNINGS:
        if data.startswith(beginning):
            return name
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<"):
        return _("an SVG drawing") if b"<svg" in head else _("a text file")
    return None


def hidden_kind(data: bytes) -> str | None:
    """Name what else the file is, when it is a picture and something more.

    A phone's film or a second view after the picture is nobody's weapon and is let
    through; readers never get the original's bytes anyway.
    """
    if _MARKUP.search(data) or _begins_as_script(data):
        return _("a web page or script")
    if b"%PDF-" in data[:1024]:
        return _("a PDF document")
    if any(mark in data for mark in _ARCHIVES) or data[257:262] == b"ustar":
        return _("an archive")
    return _("an archive") if _is_zip(data) else None


def _begins_as_script(data: bytes) -> bool:
    """Tell the known tricks by which the size or a length opens a comment."""
    gif = data.startswith((b"GIF87a", b"GIF89a"))
    if gif and (data[6:8] == b"/*" or (data[6:7] == b"=" and data[7] > 0x20)):
        return True
    return data.startswith(b"\xff\xd8\xff") and data[4:6] == b"/*"


def _is_zip(data: bytes) -> bool:
    # The end record alone may occur by chance; a readable directory does not.
    if b"PK\x05\x06" not in data[-66_000:]:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except Exception:
        return False
