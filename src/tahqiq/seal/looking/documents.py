"""PDF and office documents: what their properties say, and how often a PDF was written over."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Bytes of one part of an office document.
PART = 1 << 20
_OFFICE_PARTS = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
_CHUNK = 1 << 20
_UPDATE = b"startxref"


def pdf(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """Version, pages, document information, encryption, and the number of incremental updates.

    An update is appended to what was there (ISO 32000-2, §7.5.6): each has its own ``startxref``,
    and a linearised file one more than others (annex F). What stood there before is still in the file.

    Raises:
        PdfiumError: it cannot be read.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    said: dict[str, object] = {"updates": _updates(stream), "encrypted": False}
    stream.seek(0)
    try:
        document = PdfDocument(stream)
    except PdfiumError as error:
        if "password" not in str(error).lower():
            raise
        return {**said, "encrypted": True}
    try:
        information = {name: value for name, value in document.get_metadata_dict().items() if value}
        return {**said, "pages": len(document), "version": document.get_version(), "information": information}
    finally:
        document.close()


def office(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """The properties of an Office Open XML (ECMA-376, part 2, §11) or OpenDocument file.

    Raises:
        BadZipFile: the container is broken.
        ParseError: a part is no XML.
        DefusedXmlException: a part declares entities or a document type.
        ValueError: a part unpacks to more than ``PART`` bytes.
    """
    stream.seek(0)
    with zipfile.ZipFile(stream) as container:
        held = set(container.namelist())
        return {part: _properties(container, part) for part in _OFFICE_PARTS if part in held}


def _updates(stream: BinaryIO) -> int:
    stream.seek(0)
    start = stream.read(_CHUNK)
    found, rest = 0, start
    while rest:
        found += rest.count(_UPDATE)
        more = stream.read(_CHUNK)
        rest = rest[-len(_UPDATE) + 1 :] + more if more else b""
    return max(0, found - 1 - (b"/Linearized" in start[:1_024]))


def _properties(container: zipfile.ZipFile, part: str) -> dict[str, object]:
    from defusedxml.ElementTree import fromstring

    with container.open(part) as file:
        content = file.read(PART + 1)
    if len(content) > PART:
        raise ValueError(f"{part} unpacks to more than {PART:,} bytes")
    root = fromstring(content, forbid_dtd=True)
    return {
        _name(child, parent): child.text.strip()
        for parent in root.iter()
        for child in parent
        if child.text and child.text.strip()
    }


def _name(element: Element, parent: Element) -> str:
    """The name of the element, or the one it bears as a property of somebody's own."""
    own = [value for key, value in [*element.items(), *parent.items()] if key.rpartition("}")[2] == "name"]
    return own[0] if own else element.tag.rpartition("}")[2]
