"""The three kinds of metadata: the IPTC's own picture, old encodings, conflicts."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from articles.photo_metadata import PhotoFacts, read
from tests.articles.test_photo_metadata import alt, iim, saved, seq, xmp

REFERENCE = Path(__file__).parents[1] / "samples/iptc/reference-2022.1.jpg"
EXT = 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
PLUS = 'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"'
CREATED = (2026, 11, 22, 13, 45, 10)


def block(*records: tuple[int, int, bytes]) -> bytes:
    """IPTC records as they stand in a file."""
    return b"".join(
        bytes([0x1C, record, dataset]) + len(value).to_bytes(2, "big") + value
        for record, dataset, value in records
    )


def resource(number: int, data: bytes) -> bytes:
    """One of Photoshop's resources."""
    head = b"8BIM" + number.to_bytes(2, "big") + b"\0\0" + len(data).to_bytes(4, "big")
    return head + data + b"\0" * (len(data) % 2)


def with_app13(*parts: bytes, plain: bytes | None = None) -> bytes:
    """A JPEG whose Photoshop block is in as many segments as there are parts."""
    plain = plain or saved()
    segments = b""
    for part in parts:
        body = b"Photoshop 3.0\0" + part
        segments += b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body
    return plain[:2] + segments + plain[2:]


def test_the_reference_picture_of_the_iptc_is_read_field_by_field():
    assert read(REFERENCE.read_bytes()) == PhotoFacts(
        creator="Creator1 (ref2022.1)",
        source="Credit Line (ref2022.1)",
        caption="The description aka caption (ref2022.1)",
        alternative_text="This is the Alt Text description to support accessibility"
        " in 2022.1",
        copyright_notice="Copyright (Notice) 2022.1 IPTC - www.iptc.org (ref2022.1)",
        licence_url="https://example.com/WebStatementOfRights/2022.1",
        licensor_url="https://example.com/LicensorURL_1_ref2022.1",
        usage_terms="Rights Usage Terms (ref2022.1)",
        place=", ".join(
            f"{part} (Location created1) (ref2022.1)"
            for part in ("Location Name", "Sublocation", "City", "Province/State")
        )
        + ", CountryName (Location created1) (ref2022.1)",
        taken_at=datetime(2022, 10, 19, 22, 1, tzinfo=UTC),
        keywords=["Keyword1ref2022.1", "Keyword2ref2022.1", "Keyword3ref2022.1"],
    )


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (b"\x1b%G", "utf-8", "Dvořák, Núñez"),
        (b"\x1b%/I", "utf-8", "Dvořák, Núñez"),
        (b"\x1b-A", "latin-1", "Núñez"),
        (b"\x1b.B", "iso8859-2", "Dvořák"),
        (b"\x1b.L", "iso8859-5", "Иван"),
        (b"", "utf-8", "Dvořák"),
        (b"", "cp1252", "Núñez"),
        (b"", "cp1252", "D’Arcy – “Zürich”"),
        (b"", "cp1252", "© Müller, Café"),
        (b"", "cp1252", "Sœur Çelik"),
        (b"", "mac-roman", "Núñez"),
        (b"", "mac-roman", "Zürich"),
        (b"", "mac-roman", "© Müller, Café"),
        (b"", "mac-roman", "They don’t"),
    ],
)
def test_iptc_records_are_read_in_old_encodings(mark, encoding, name):
    records = [(1, 90, mark)] if mark else []

    assert read(iim(*records, (2, 80, name.encode(encoding)))).creator == name


def test_keywords_place_and_moment_are_read_from_iptc_records():
    data = iim(
        (2, 25, b"Natural gas"),
        (2, 25, b"Pipelines"),
        (2, 25, b"Natural gas"),
        (2, 55, b"20261122"),
        (2, 60, b"134510-0600"),
        (2, 90, b"Cadereyta"),
        (2, 101, b"Mexico"),
    )

    zone = timezone(timedelta(hours=-6))
    assert read(data) == PhotoFacts(
        keywords=["Natural gas", "Pipelines"],
        place="Cadereyta, Mexico",
        taken_at=datetime(*CREATED, tzinfo=zone),
    )


def test_a_photoshop_block_may_be_in_several_segments():
    long = resource(0x0404, block((2, 80, b"Ana Ruiz"), (2, 120, b"x" * 900)))

    assert read(with_app13(long[:300], long[300:])) == PhotoFacts(
        creator="Ana Ruiz", caption="x" * 900
    )


def test_a_long_record_states_the_length_of_its_length():
    record = b"\x1c\x02\x78\x80\x04" + (40).to_bytes(4, "big") + b"y" * 40

    assert read(with_app13(resource(0x0404, record))).caption == "y" * 40


@pytest.mark.parametrize(
    ("digest", "creator"),
    [("of these", "XMP"), ("of others", "IIM"), ("zeros", "XMP"), ("", "XMP")],
)
def test_records_count_before_xmp_if_they_were_changed_after_it(digest, creator):
    records = block((2, 80, b"IIM"))
    digests = {
        "of these": hashlib.md5(records).digest(),
        "of others": hashlib.md5(b"others").digest(),
        "zeros": bytes(16),
    }
    parts = resource(0x0404, records)
    if digest:
        parts += resource(0x0425, digests[digest])
    packet = xmp(seq("dc:creator", "XMP") + seq("dc:subject", "Gas"))

    facts = read(with_app13(parts, plain=saved(xmp=packet)))

    assert facts == PhotoFacts(creator=creator, keywords=["Gas"])


def test_a_packet_of_a_part_is_not_the_pictures_own():
    packet = xmp(
        seq("dc:creator", "Ana Ruiz")
        + f"<Iptc4xmpExt:ArtworkOrObject {EXT}><rdf:Bag><rdf:li><rdf:Description>"
        + seq("dc:creator", "Leonardo")
        + "</rdf:Description></rdf:li></rdf:Bag></Iptc4xmpExt:ArtworkOrObject>"
    )

    assert read(saved(xmp=packet)) == PhotoFacts(creator="Ana Ruiz")


@pytest.mark.parametrize("notation", ["resource", "description", "attributes"])
def test_the_licensor_is_read_in_every_notation(notation):
    address = "https://example.com/buy"
    item = {
        "resource": '<rdf:li rdf:parseType="Resource"><plus:LicensorURL>'
        f"{address}</plus:LicensorURL></rdf:li>",
        "description": "<rdf:li><rdf:Description><plus:LicensorURL>"
        f"{address}</plus:LicensorURL></rdf:Description></rdf:li>",
        "attributes": f'<rdf:li plus:LicensorURL="{address}"/>',
    }[notation]
    packet = xmp(
        f"<plus:Licensor {PLUS}><rdf:Seq>{item}</rdf:Seq></plus:Licensor>"
        + alt("xmpRights:UsageTerms", default="Not for resale")
    )

    assert read(saved(xmp=packet)) == PhotoFacts(
        licensor_url=address, usage_terms="Not for resale"
    )


def test_the_place_it_was_made_counts_before_what_it_shows():
    def place(kind: str, city: str) -> str:
        return (
            f"<Iptc4xmpExt:{kind} {EXT}><rdf:Bag><rdf:li rdf:parseType='Resource'>"
            f"<Iptc4xmpExt:City>{city}</Iptc4xmpExt:City></rdf:li></rdf:Bag>"
            f"</Iptc4xmpExt:{kind}>"
        )

    old = "<photoshop:City>Old</photoshop:City>"
    shown = place("LocationShown", "Shown")

    assert read(saved(xmp=xmp(shown))).place == "Shown"
    assert read(saved(xmp=xmp(shown + old))).place == "Old"
    assert read(saved(xmp=xmp(shown + old + place("LocationCreated", "Here")))) == (
        PhotoFacts(place="Here")
    )


def test_the_extended_description_stands_in_for_a_missing_alternative_text():
    packet = xmp(alt("Iptc4xmpCore:ExtDescrAccessibility", default="A long one"))

    assert read(saved(xmp=packet)) == PhotoFacts(alternative_text="A long one")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-22T13:45:10Z", datetime(*CREATED, tzinfo=UTC)),
        ("2026-11-22T13:45:10.25+00:00", datetime(*CREATED, tzinfo=UTC)),
        ("2026-11-22T13:45:10", datetime(*CREATED, tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("2026-11", None),
        ("2026", None),
        ("2026-02-30", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
    ],
)
def test_a_moment_is_read_or_left_out(written, moment):
    packet = xmp(f"<photoshop:DateCreated>{written}</photoshop:DateCreated>")

    assert read(saved(xmp=packet)).taken_at == moment


def exif(**texts: Any) -> Image.Exif:
    """EXIF with an artist, owners of rights and a moment."""
    found = Image.Exif()
    found[0x013B], found[0x8298] = texts["artist"], texts["copyright"]
    found.get_ifd(0x8769).update({0x9003: texts["taken"], 0x9011: texts["zone"]})
    return found


def test_exif_says_creators_owners_and_the_moment():
    # Pillow writes ASCII alone; the world does not.
    name = "José Núñez"
    block = exif(
        artist=f"Ana Ruiz; {'#' * len(name.encode())}",
        copyright="Ana Ruiz\0Reuters",
        taken="2026:11:22 13:45:10",
        zone="+01:00",
    )

    zone = timezone(timedelta(hours=1))
    data = saved(exif=block).replace(b"#" * len(name.encode()), name.encode())
    assert read(data) == PhotoFacts(
        creator="Ana Ruiz, José Núñez",
        copyright_notice="Ana Ruiz, Reuters",
        taken_at=datetime(*CREATED, tzinfo=zone),
    )
