"""XMP: the packet of RDF that editors and cameras write into a file (ISO 16684-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: A packet begins within so many bytes of the file, and is no longer than so many.
WITHIN, LONGEST = 32 << 20, 1 << 20

_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
}


def describe(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """The properties of the first packet, by prefix and name; empty where there is none.

    Raises:
        ParseError: the packet is no XML.
        DefusedXmlException: it declares entities or a document type.
        ValueError: it is longer than ``LONGEST`` or has no end.
    """
    packet = _packet(stream)
    if not packet:
        return {}
    from defusedxml.ElementTree import fromstring

    return dict(_properties(fromstring(packet, forbid_dtd=True)))


def _packet(stream: BinaryIO) -> bytes:
    stream.seek(0)
    content = stream.read(WITHIN + LONGEST)
    begin = content.find(_BEGIN, 0, WITHIN)
    if begin < 0:
        return b""
    end = content.find(_END, begin, begin + LONGEST)
    if end < 0:
        raise ValueError("the packet is too long or cut off")
    return content[begin : end + len(_END)]


def _properties(root: Element) -> Iterator[tuple[str, object]]:
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            if not name.startswith(_RDF):
                yield _name(name), value
        for child in description:
            yield _name(child.tag), _value(child)


def _value(element: Element) -> object:
    """Text, or the entries of a list (rdf:Alt, rdf:Bag, rdf:Seq), or all the text of a structure."""
    entries = [_text(entry) for entry in element.iter(f"{_RDF}li")]
    if not entries:
        return _text(element)
    return entries[0] if len(entries) == 1 else entries


def _text(element: Element) -> str:
    words = " ".join(text.strip() for text in element.itertext() if text.strip())
    said = [
        f"{_name(name)}={value}"
        for name, value in element.attrib.items()
        if not name.startswith("{http://www.w3")
    ]
    return " ".join([words, *said]).strip()


def _name(tag: str) -> str:
    """'prefix:name' where the namespace is known, else the name alone."""
    address, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES[address]}:{name}" if address in _PREFIXES else name
