"""The credit inside served files, as other people's programs read it."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image as Pixels

from articles import packets, renditions
from articles.darkroom import ladder, printing
from articles.packets import Rights

RIGHTS = Rights(
    creator="José Ñandú & <Söhne>",
    credit="Reuters / José Ñandú",
    source="Reuters",
    copyright_notice="© 2026 José Ñandú",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/?a=1&b=2",
    usage_terms="Not for advertising",
    licensor_url="https://example.com/buy?x=<1>",
)
EXPECTED = {
    "Creator": RIGHTS.creator,
    "Credit": RIGHTS.credit,
    "Source": RIGHTS.source,
    "Rights": RIGHTS.copyright_notice,
    "UsageTerms": "CC BY 4.0: Not for advertising",
    "WebStatement": RIGHTS.licence_url,
    "License": RIGHTS.licence_url,
    "LicensorURL": RIGHTS.licensor_url,
    "Marked": "True",
}


def made(kind: str, rights: Rights = RIGHTS) -> bytes:
    """A file of this kind, as readers get it."""
    picture = Pixels.new("RGB", (64, 48), "teal")
    data = printing.encoded(picture, kind, rights.xmp().encode())
    return packets.signed(data, rights) if kind == ladder.FALLBACK else data


def packet_in(data: bytes) -> str:
    """The XMP packet, found by its brackets and by nothing of ours."""
    start = data.index(b"<?xpacket begin")
    return data[start : data.index(b"<?xpacket end", start)].decode()


@pytest.mark.parametrize("kind", ladder.KINDS)
def test_every_format_holds_the_whole_packet(kind: str) -> None:
    data = made(kind)

    assert packet_in(data) == RIGHTS.xmp().partition("<?xpacket end")[0]
    assert Pixels.open(io.BytesIO(data)).size == (64, 48)
    assert not Pixels.open(io.BytesIO(data)).getexif()


@pytest.mark.parametrize("kind", ladder.KINDS)
def test_the_packet_is_read_by_exiftool(kind: str, tmp_path: Path) -> None:
    data = made(kind)
    # Where it is not installed, the packet itself is compared, above and here.
    if shutil.which("exiftool") is None:
        assert all(word in packet_in(data) for word in ("dc:creator", "cc:license"))
        return
    file = tmp_path / f"picture.{kind}"
    file.write_bytes(data)
    command = ["exiftool", "-json", "-XMP:all", "-charset", "utf8", str(file)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    found = {name: said[0].get(name) for name in EXPECTED}
    assert {name: str(value) for name, value in found.items()} == EXPECTED


def test_the_records_of_a_jpeg_are_read_by_pillow_and_exiv2(tmp_path: Path) -> None:
    from PIL import IptcImagePlugin

    data = made("jpg")
    records = IptcImagePlugin.getiptcinfo(Pixels.open(io.BytesIO(data)))

    assert records == {
        (1, 90): b"\x1b%G",
        (2, 40): b"CC BY 4.0: Not for advertising",
        (2, 80): RIGHTS.creator.encode(),
        (2, 110): RIGHTS.credit.encode(),
        (2, 115): b"Reuters",
        (2, 116): RIGHTS.copyright_notice.encode(),
    }
    if shutil.which("exiv2"):
        file = tmp_path / "picture.jpg"
        file.write_bytes(data)
        command = ["exiv2", "-g", "Iptc.Application2", "-Pv", str(file)]
        said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        assert RIGHTS.creator in said.splitlines()
        assert RIGHTS.copyright_notice in said.splitlines()


def test_records_are_cut_between_letters() -> None:
    creator = Rights(creator="ñ" * 40).iim()

    assert creator.endswith("ñ".encode() * 16)
    assert creator.decode(errors="strict")[-16:] == "ñ" * 16


def test_nothing_empty_is_written() -> None:
    bare = Rights()

    assert bare.iim() == b"\x1c\x01\x5a\x00\x03\x1b%G"
    assert '<rdf:Description rdf:about=""></rdf:Description>' in bare.xmp()


def test_control_characters_cannot_break_the_packet() -> None:
    from xml.etree import ElementTree

    packet = Rights(creator="a\x00\x0b\ud800b]]>", licence_url='x"y').xmp()

    ElementTree.fromstring(packet.partition("?>")[2].rpartition("<?xpacket")[0])
    assert "ab]]&gt;" in packet


def test_another_credit_or_focus_makes_another_name() -> None:
    def base(crop: str, **facts: object) -> str:
        order = {"focus": (0.5, 0.5), "rights": RIGHTS, **facts}
        return renditions.Order("images/ab/x", 900, 600, **order).base(crop, 320)

    assert base("") == base("", focus=(0.1, 0.1))
    assert base("1x1") != base("1x1", focus=(0.1, 0.1))
    assert base("") != base("", rights=Rights(creator="Bo Li"))
    assert base("1x1").startswith("images/ab/x-1x1-320-")
