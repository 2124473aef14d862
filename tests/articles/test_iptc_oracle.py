"""The IPTC's own reading of its reference picture, property by property, beside ours.

The oracle is the reading of the edition 2021.1, the picture that of 2022.1: the year
differs in every text, and three properties got other values.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from articles.photo_metadata import PhotoFacts, read

SAMPLES = Path(__file__).parents[1] / "samples" / "iptc"
IMAGES = Path(__file__).parents[3] / "shared" / "data" / "images"
ORACLE = json.loads((SAMPLES / "oracle-2021.1.json").read_text())
FACTS = read((SAMPLES / "reference-2022.1.jpg").read_bytes())

# Ours by the standard's names.
READ = {
    "altTextAccessibility": FACTS.alternative_text,
    "copyrightNotice": FACTS.copyright_notice,
    "creatorNames": FACTS.creator,
    "creditLine": FACTS.source,
    "dateCreated": FACTS.taken_at,
    "description": FACTS.caption,
    "keywords": FACTS.keywords,
    "licensors": FACTS.licensor_url,
    "locationCreated": FACTS.place,
    "usageTerms": FACTS.usage_terms,
    "webstatementRights": FACTS.licence_url,
}
# What the two editions say differently, year apart.
CHANGED = {
    "dateCreated": {"2021:10:20 21:01:01+00:00": "2022:10:19 22:01:00+00:00"},
    "webstatementRights": {
        "http://www.WebStatementOfRights.org/2022.1": (
            "https://example.com/WebStatementOfRights/2022.1"
        )
    },
    "licensors": {
        "Licensor URL 1 (ref2022.1)": "https://example.com/LicensorURL_1_ref2022.1"
    },
}
_PLACE = "locationCreated says it, and is what the standard prefers"
_WHERE = "what is shown; the place of a press photograph is where it was taken"
_PEOPLE = "people are named in the caption, by somebody who knows them"
_RELEASE = "a contract, kept where contracts are"
_AGENCY = "of the agency, for its own books"
_CODES = "codes of a vocabulary that we do not keep"
_ARTICLE = "of the article, which has its own"
_ENCODED = "rights in a language for machines; the web statement is for people"
LEFT_OUT = {
    "cityName": _PLACE,
    "sublocationName": _PLACE,
    "provinceState": _PLACE,
    "countryName": _PLACE,
    "countryCode": _PLACE,
    "locationsShown": _WHERE,
    "source": "stands in where there is no credit line; here there is one",
    "extDescrAccessibility": "longer than an alternative text may be",
    "creatorContactInfo": "a person's address has no business on a page",
    "jobtitle": "not part of a credit",
    "captionWriter": "of the agency's desk; ours writes its own",
    "headline": _ARTICLE,
    "title": _ARTICLE,
    "instructions": "once for the desk that received it; usage terms bind",
    "eventId": _ARTICLE,
    "eventName": _ARTICLE,
    "intellectualGenre": _CODES,
    "genres": _CODES,
    "sceneCodes": _CODES,
    "subjectCodes": _CODES,
    "aboutCvTerms": _CODES,
    "digitalSourceType": _CODES,
    "jobid": _AGENCY,
    "digitalImageGuid": _AGENCY,
    "registryEntries": _AGENCY,
    "suppliers": _AGENCY,
    "imageSupplierImageId": _AGENCY,
    "imageRating": _AGENCY,
    "maxAvailHeight": _AGENCY,
    "maxAvailWidth": _AGENCY,
    "copyrightOwners": "the notice names them",
    "imageCreators": "creatorNames is what a credit prints",
    "embdEncRightsExprs": _ENCODED,
    "linkedEncRightsExprs": _ENCODED,
    "imageRegion": "a crop has a focal point, which is for our desk to set",
    "artworkOrObjects": "the caption says what is shown",
    "productsShown": "the caption says what is shown",
    "organisationInImageCodes": _PEOPLE,
    "organisationInImageNames": _PEOPLE,
    "personInImageNames": _PEOPLE,
    "personsShown": _PEOPLE,
    "additionalModelInfo": _RELEASE,
    "modelAges": _RELEASE,
    "minorModelAgeDisclosure": _RELEASE,
    "modelReleaseDocuments": _RELEASE,
    "modelReleaseStatus": _RELEASE,
    "propertyReleaseDocuments": _RELEASE,
    "propertyReleaseStatus": _RELEASE,
}


def said(name: str) -> Any:
    """What the oracle says of a property, XMP before the others, as of 2022.1."""
    by_tag: dict[str, Any] = ORACLE[name]
    tag = next((tag for tag in by_tag if tag.startswith("XMP")), None)
    text = json.dumps(by_tag[tag or next(iter(by_tag))]).replace("2021.1", "2022.1")
    value = json.loads(text)
    return CHANGED.get(name, {}).get(value, value) if isinstance(value, str) else value


def tidy(value: Any) -> Any:
    """Without double spaces, of which the reference has some."""
    return " ".join(value.split()) if isinstance(value, str) else value


def as_we_put_it(name: str) -> Any:
    """The oracle's value in the form of our field."""
    value = said(name)
    if name == "creatorNames":
        return ", ".join(value)
    if name == "dateCreated":
        return datetime.strptime(value, "%Y:%m:%d %H:%M:%S%z")
    if name == "licensors":
        address = value[0]["LicensorURL"]
        return CHANGED[name].get(address, address)
    if name == "locationCreated":
        parts = "LocationName", "Sublocation", "City", "ProvinceState", "CountryName"
        return ", ".join(value[0][part] for part in parts)
    return tidy(value)


def test_each_property_of_the_standard_is_read_or_left_out_for_a_reason() -> None:
    assert set(READ) | set(LEFT_OUT) == set(ORACLE)
    assert not set(READ) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("name", sorted(READ))
def test_what_we_read_is_what_the_oracle_says(name: str) -> None:
    assert tidy(READ[name]) == as_we_put_it(name)


def test_nothing_else_is_read() -> None:
    read_as = {"licence": ""}
    others = set(PhotoFacts.__dataclass_fields__) - set(read_as)

    assert len(others) == len(READ)
    assert FACTS.licence == ""


def test_our_samples_are_the_iptcs_own() -> None:
    folder = IMAGES / "iptc-expected"
    # Where the research folder is not beside the project, the samples are all we have.
    if not folder.exists():
        return
    reference = next((IMAGES / "iptc-ref").glob("*2022.1.jpg"))
    reading = json.loads(next(folder.rglob("*-ExifToolRead.json")).read_text())
    standard = json.loads(next(folder.glob("*techreference*")).read_text())

    assert read(reference.read_bytes()) == FACTS
    assert oracle(standard, reading) == ORACLE


def oracle(standard: dict[str, Any], reading: Any) -> dict[str, dict[str, Any]]:
    """The reading by the standard's names: property, tag, value."""
    values = reading[0] if isinstance(reading, list) else reading
    found: dict[str, dict[str, Any]] = {name: {} for name in standard["ipmd_top"]}
    for tag, facts in standard["et_topwithprefix"].items():
        name = facts.get("ipmdid") if isinstance(facts, dict) else None
        value = values.get(tag.replace("_", ":", 1))
        if name and value is not None:
            found[name][tag] = value
    return found
