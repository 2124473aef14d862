"""What is read from a photograph's own data, and what must not be believed."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from articles.photo_metadata import PhotoFacts, licence_of, read

DATA = Path(__file__).parents[3] / "shared" / "data"
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
        "cc": "http://creativecommons.org/ns#",
        "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    }.items()
)


def saved(kind: str = "JPEG", **options: Any) -> bytes:
    """A small picture with the metadata of ``options``."""
    buffer = io.BytesIO()
    if kind == "PNG" and "xmp" in options:
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", options.pop("xmp").decode())
        options["pnginfo"] = texts
    Image.new("RGB", (8, 8)).save(buffer, kind, **options)
    return buffer.getvalue()


def xmp(properties: str = "", attributes: str = "") -> bytes:
    """An XMP packet with these properties."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f"<rdf:RDF {RDF}><rdf:Description rdf:about='' {SPACES} {attributes}>"
        f"{properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def seq(name: str, *items: str) -> str:
    """An ordered list in XMP."""
    listed = "".join(f"<rdf:li>{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:Seq>{listed}</rdf:Seq></{name}>"


def alt(name: str, **texts: str) -> str:
    """A text in several languages in XMP; ``default`` stands for x-default."""
    listed = "".join(
        f'<rdf:li xml:lang="{code.replace("default", "x-default")}">{text}</rdf:li>'
        for code, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{listed}</rdf:Alt></{name}>"


def iim(*records: tuple[int, int, bytes]) -> bytes:
    """A JPEG with these IPTC records in its Photoshop block."""
    block = b"".join(
        bytes([0x1C, record, dataset]) + len(value).to_bytes(2, "big") + value
        for record, dataset, value in records
    )
    resource = b"8BIM\x04\x04\x00\x00" + len(block).to_bytes(4, "big") + block
    resource += b"\x00" * (len(block) % 2)
    segment = b"Photoshop 3.0\x00" + resource
    app13 = b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment
    plain = saved()
    return plain[:2] + app13 + plain[2:]


def exif(**texts: str) -> Image.Exif:
    """EXIF with Artist, Copyright or ImageDescription."""
    block = Image.Exif()
    tags = {"artist": 0x013B, "copyright": 0x8298, "description": 0x010E}
    for name, text in texts.items():
        block[tags[name]] = text
    return block


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_format(kind: str) -> None:
    packet = xmp(
        seq("dc:creator", "Ana Ruiz")
        + "<photoshop:Credit>Reuters</photoshop:Credit>"
        + alt("dc:rights", default="© Reuters 2026")
        + alt("dc:description", es="Una plaza", default="A square")
        + alt("Iptc4xmpCore:AltTextAccessibility", default="People in a square")
    )

    assert read(saved(kind, xmp=packet)) == PhotoFacts(
        creator="Ana Ruiz",
        source="Reuters",
        caption="A square",
        alternative_text="People in a square",
        copyright_notice="© Reuters 2026",
    )


def test_several_creators_are_joined() -> None:
    packet = xmp(seq("dc:creator", "Ana Ruiz", "Bo Li", "Ana Ruiz"))

    assert read(saved(xmp=packet)).creator == "Ana Ruiz, Bo Li"


def test_short_properties_may_be_attributes() -> None:
    packet = xmp(attributes='photoshop:Credit="AP" photoshop:Source="ignored"')

    assert read(saved(xmp=packet)).source == "AP"


def test_the_source_stands_in_for_a_missing_credit() -> None:
    packet = xmp("<photoshop:Source>Shutterstock</photoshop:Source>")

    assert read(saved(xmp=packet)).source == "Shutterstock"


@pytest.mark.parametrize(
    ("credit", "source"),
    [
        ("Ana Ruiz/Reuters", "Reuters"),
        ("Reuters / ANA RUIZ", "Reuters"),
        ("Ana Ruiz", ""),
        ("Reuters", "Reuters"),
        ("Ana Ruizberg/Reuters", "Ana Ruizberg / Reuters"),
    ],
)
def test_a_credit_does_not_name_the_creator_twice(credit: str, source: str) -> None:
    packet = xmp(
        seq("dc:creator", "Ana Ruiz") + f"<photoshop:Credit>{credit}</photoshop:Credit>"
    )

    assert read(saved(xmp=packet)).source == source


def test_iptc_records_are_read() -> None:
    data = iim(
        (2, 80, b"Paul Sancya"),
        (2, 110, b"AP"),
        (2, 115, b"AP Images"),
        (2, 116, b"(c) AP"),
        (2, 120, b"Chicago White Sox pitcher"),
    )

    assert read(data) == PhotoFacts(
        creator="Paul Sancya",
        source="AP",
        caption="Chicago White Sox pitcher",
        copyright_notice="(c) AP",
    )


@pytest.mark.parametrize(
    ("mark", "bytes_"),
    [
        (b"\x1b%G", "Núñez".encode()),
        (b"", "Núñez".encode()),
        (b"", "Núñez".encode("cp1252")),
    ],
)
def test_iptc_records_are_decoded_as_they_say_or_as_they_look(
    mark: bytes, bytes_: bytes
) -> None:
    records = [(1, 90, mark)] if mark else []

    assert read(iim(*records, (2, 80, bytes_))).creator == "Núñez"


def test_xmp_wins_over_iptc_and_iptc_over_exif() -> None:
    packet = xmp(seq("dc:creator", "From XMP"))
    of_all = iim((2, 80, b"From IIM"), (2, 116, b"From IIM"))
    with_exif = saved(
        xmp=packet, exif=exif(artist="From EXIF", copyright="EXIF", description="Text")
    )
    # The Photoshop block goes in front of the other two.
    data = of_all[: of_all.index(b"\xff\xe0", 4)] + with_exif[2:]

    facts = read(data)

    assert facts.creator == "From XMP"
    assert facts.copyright_notice == "From IIM"
    assert facts.caption == "Text"


@pytest.mark.parametrize(
    "words", ["OLYMPUS DIGITAL CAMERA", "DSC_0042", "SONY DSC", "IMG_1", "DCF 1.0"]
)
def test_what_cameras_write_is_no_caption(words: str) -> None:
    assert read(saved(exif=exif(description=words))) == PhotoFacts()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/3.0/mx", "CC BY-NC-ND 3.0"),
        ("https://creativecommons.org/licenses/by-sa/", "CC BY-SA"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark"),
        ("https://example.com/terms", ""),
        ("", ""),
    ],
)
def test_creative_commons_licences_are_named(address: str, name: str) -> None:
    assert licence_of(address) == name


def test_a_licence_address_is_read_and_named() -> None:
    packet = xmp(
        '<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>'
        "<xmpRights:WebStatement>https://example.com/</xmpRights:WebStatement>"
    )

    facts = read(saved(xmp=packet))

    assert facts.licence == "CC BY 4.0"
    assert facts.licence_url == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//x.org", "http://[", "x"])
def test_an_address_that_is_not_of_the_web_is_dropped(address: str) -> None:
    packet = xmp(f"<xmpRights:WebStatement>{address}</xmpRights:WebStatement>")

    assert read(saved(xmp=packet)) == PhotoFacts()


@pytest.mark.parametrize(
    "packet",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + xmp(seq("dc:creator", "&a;")),
        b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + xmp(seq("dc:creator", "Ana")),
        xmp(seq("dc:creator", "Ana" + " " * 1_000_000)),
        xmp(seq("dc:creator", "Ana"))[:-60],
        b"\xff" * 100,
        b"",
    ],
)
def test_hostile_or_broken_xmp_is_ignored(packet: bytes) -> None:
    assert read(saved("WEBP", xmp=packet)) == PhotoFacts()


def test_xmp_in_utf_16_is_read() -> None:
    packet = xmp(seq("dc:creator", "Núñez")).decode().encode("utf-16")

    assert read(saved("WEBP", xmp=packet)).creator == "Núñez"


def test_control_characters_are_removed_and_length_is_bounded() -> None:
    data = iim((2, 80, b"Ana\x00\x07\r\n Ruiz"), (2, 120, b"x" * 5_000))

    assert read(data).creator == "Ana Ruiz"
    assert len(read(data).caption) == 2_000


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xd8\xff\xe1" + bytes(80)])
def test_what_is_no_picture_says_nothing(data: bytes) -> None:
    assert read(data) == PhotoFacts()


def test_malformed_iptc_does_not_hide_exif() -> None:
    broken = iim((2, 80, b"Ana"))
    at = broken.index(b"\x1c\x02\x50")
    broken = broken[:at] + b"\x1c\x02\x50\x85\xff" + broken[at + 5 :]
    with_exif = saved(exif=exif(artist="Bo Li"))
    data = broken[: broken.index(b"\xff\xe0", 4)] + with_exif[2:]

    assert read(data).creator == "Bo Li"


@pytest.mark.filterwarnings("ignore")
def test_no_file_of_the_open_corpus_raises() -> None:
    for path in sorted((DATA / "images").rglob("*.*"))[::5]:
        assert isinstance(read(path.read_bytes()), PhotoFacts)
