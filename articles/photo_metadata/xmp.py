"""XMP: RDF in XML, as IPTC, PLUS and Creative Commons use it."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from PIL import Image

from articles.photo_metadata.texts import Said, tidied

MAX_BYTES = 1_000_000

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
_CC = "{http://creativecommons.org/ns#}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# Several properties for one field stand in order of preference.
_FIELDS = {
    "creator": [f"{_DC}creator"],
    "source": [f"{_PHOTOSHOP}Credit", f"{_PHOTOSHOP}Source"],
    "caption": [f"{_DC}description"],
    "alternative_text": [
        f"{_CORE}AltTextAccessibility",
        f"{_CORE}ExtDescrAccessibility",
    ],
    "copyright_notice": [f"{_DC}rights"],
    "licence_url": [f"{_CC}license", f"{_RIGHTS}WebStatement"],
    "usage_terms": [f"{_RIGHTS}UsageTerms"],
    "keywords": [f"{_DC}subject"],
    "taken_at": [f"{_PHOTOSHOP}DateCreated", f"{_EXIF}DateTimeOriginal"],
}
# Where it was made comes first; the old plain fields may mean either.
_CREATED, _SHOWN = f"{_EXT}LocationCreated", f"{_EXT}LocationShown"
_OLD_PLACE = [
    f"{_CORE}Location",
    f"{_PHOTOSHOP}City",
    f"{_PHOTOSHOP}State",
    f"{_PHOTOSHOP}Country",
]
_PLACE_PARTS = ["LocationName", "Sublocation", "City", "ProvinceState", "CountryName"]


def read(picture: Image.Image) -> Said:
    """Return what the picture's packet says; raises ValueError for a broken one."""
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    if not packet:
        return {}
    try:
        properties = _properties(ElementTree.fromstring(_harmless(packet)))
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error
    said = {name: _first(properties, keys) for name, keys in _FIELDS.items()}
    said["place"] = _place(properties)
    said["licensor_url"] = [
        address
        for licensor in properties.get(f"{_PLUS}Licensor", [])
        for struct in _structs(licensor)
        for address in struct.get(f"{_PLUS}LicensorURL", [])
    ][:1]
    return {name: texts for name, texts in said.items() if texts}


def _harmless(packet: bytes | str) -> str:
    """Return the packet as text, refusing what could grow when it is parsed."""
    if len(packet) > MAX_BYTES:
        raise ValueError("the packet is too long")
    if isinstance(packet, bytes):
        wide = packet.startswith((b"\xff\xfe", b"\xfe\xff"))
        packet = packet.decode("utf-16" if wide else "utf-8", errors="replace")
    if "<!DOCTYPE" in packet or "<!ENTITY" in packet:
        raise ValueError("the packet declares a document type")
    return packet.strip("\ufeff\x00 \r\n\t")


def _properties(tree: Element) -> dict[str, list[Element]]:
    """Return the picture's own properties, not those of what it is made of."""
    found: dict[str, list[Element]] = {}
    for rdf in tree.iter(f"{_RDF}RDF"):
        for description in rdf.findall(f"{_RDF}Description"):
            for child in _children(description):
                found.setdefault(child.tag, []).append(child)
    return found


def _children(description: Element) -> Iterator[Element]:
    """Yield its properties, which may be elements or, when short, attributes."""
    for name, text in description.items():
        element = Element(name)
        element.text = text
        yield element
    yield from description


def _first(properties: dict[str, list[Element]], keys: list[str]) -> list[str]:
    """Return the texts of the first of these properties that says anything."""
    for key in keys:
        for element in properties.get(key, []):
            if texts := _texts(element):
                return texts
    return []


def _texts(element: Element) -> list[str]:
    """Return the texts of a property: plain, a list, or one of several languages."""
    items = element.findall(f"*/{_RDF}li")
    if not items:
        return tidied([element.get(f"{_RDF}resource") or element.text or ""])
    if element.find(f"{_RDF}Alt") is not None:
        default = [item for item in items if item.get(_LANGUAGE) == "x-default"]
        items = (default or items)[:1]
    return tidied(item.text or "" for item in items)


def _structs(element: Element) -> Iterator[dict[str, list[str]]]:
    """Yield the structures in a property: one, or a list of them, in any notation."""
    for holder in element.findall(f"*/{_RDF}li") or [element]:
        inner = holder.find(f"{_RDF}Description")
        node = holder if inner is None else inner
        yield {child.tag: _texts(child) for child in _children(node)}


def _place(properties: dict[str, list[Element]]) -> list[str]:
    """Return the place from the smallest part to the country, as one text."""
    created = _ext_place(properties, _CREATED)
    old = [text for key in _OLD_PLACE for text in _first(properties, [key])]
    parts = created or old or _ext_place(properties, _SHOWN)
    return tidied([", ".join(dict.fromkeys(parts))])


def _ext_place(properties: dict[str, list[Element]], key: str) -> list[str]:
    for element in properties.get(key, []):
        for struct in _structs(element):
            names = [f"{_EXT}{part}" for part in _PLACE_PARTS]
            if parts := [text for name in names for text in struct.get(name, [])[:1]]:
                return parts
    return []
