"""The credit inside the files that readers get: XMP in all, IPTC IIM in JPEG as well.

It says who made the picture, whom to credit, and on which terms; never where or with
which camera it was taken, because only what is written here is in the file.
"""

import struct
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_SOI = b"\xff\xd8"
_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
_IIM_MARK = b"Photoshop 3.0\x008BIM\x04\x04\0\0"
_UTF8 = b"\x1c\x01\x5a\x00\x03\x1b%G"
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "cc": "http://creativecommons.org/ns#",
}
# A JPEG segment holds 65,533 bytes; texts a tenth as long leave room for all of them.
_MOST = 2_000


@dataclass(frozen=True)
class Rights:
    """What a file says of itself; whatever is empty is not written."""

    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright_notice: str = ""
    licence: str = ""
    licence_url: str = ""
    usage_terms: str = ""
    licensor_url: str = ""

    @property
    def terms(self) -> str:
        """The licence by its name, and what else was agreed."""
        return ": ".join(part for part in (self.licence, self.usage_terms) if part)

    def xmp(self) -> str:
        """Return the XMP packet."""
        parts = [
            _listed("dc:creator", "Seq", self.creator),
            _plain("photoshop:Credit", self.credit),
            _plain("photoshop:Source", self.source),
            _listed("dc:rights", "Alt", self.copyright_notice),
            _listed("xmpRights:UsageTerms", "Alt", self.terms),
            _plain("xmpRights:WebStatement", self.licence_url),
            _linked("cc:license", self.licence_url),
            _licensor(self.licensor_url),
            _plain("xmpRights:Marked", "True" if self.copyright_notice else ""),
        ]
        spaces = " ".join(f'xmlns:{k}="{v}"' for k, v in _NAMESPACES.items())
        return (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
            f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>'
            f'<rdf:Description rdf:about="">{"".join(parts)}</rdf:Description>'
            '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
        )

    def iim(self) -> bytes:
        """Return the IPTC IIM records; each field has the length the standard allows.

        IIM knows no licence address: the licence stands among the instructions, as
        photo desks have written it there since before there was XMP.
        """
        fields = [
            (40, self.terms, 256),
            (80, self.creator, 32),
            (110, self.credit, 32),
            (115, self.source, 32),
            (116, self.copyright_notice, 128),
        ]
        written = [_dataset(number, text, most) for number, text, most in fields]
        return _UTF8 + b"".join(part for part in written if part)


def signed(jpeg: bytes, rights: Rights) -> bytes:
    """Return a JPEG of ours, which has no metadata yet, with the rights inside."""
    # After the JFIF header, which must stay first.
    after = len(_SOI)
    if jpeg[after : after + 2] == b"\xff\xe0":
        (length,) = struct.unpack_from(">H", jpeg, after + 2)
        after += 2 + length
    iim = rights.iim()
    resource = _IIM_MARK + struct.pack(">I", len(iim)) + iim + b"\0" * (len(iim) % 2)
    xmp = _XMP_MARK + rights.xmp().encode()
    return jpeg[:after] + _segment(0xE1, xmp) + _segment(0xED, resource) + jpeg[after:]


def _segment(kind: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body


def _dataset(number: int, text: str, most: int) -> bytes:
    data = _printable(text).encode()[:most].decode(errors="ignore").encode()
    return struct.pack(">BBBH", 0x1C, 2, number, len(data)) + data if data else b""


def _plain(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>" if text else ""


def _linked(name: str, address: str) -> str:
    return f"<{name} rdf:resource={quoteattr(_printable(address))}/>" if address else ""


def _licensor(address: str) -> str:
    """Where to get a licence, in the structure that search engines look into."""
    if not address:
        return ""
    item = _plain("plus:LicensorURL", address)
    item = f'<rdf:li rdf:parseType="Resource">{item}</rdf:li>'
    return f"<plus:Licensor><rdf:Seq>{item}</rdf:Seq></plus:Licensor>"


def _listed(name: str, kind: str, text: str) -> str:
    if not text:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    item = f"<rdf:li{language}>{_escaped(text)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"


def _escaped(text: str) -> str:
    return escape(_printable(text))


def _printable(text: str) -> str:
    """Without what XML has no sign for; no longer than a segment can hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")[:_MOST]
