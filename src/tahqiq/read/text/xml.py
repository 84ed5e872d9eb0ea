"""XML of office files as a tree: no document type, no entities, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(content: bytes, *, file: str, member: str) -> _Element:
    """The root of a member of an office file.

    Office formats forbid document types, through which entities are declared, so one is refused.

    Raises:
        BadInput: not well-formed, nested beyond 256 elements, or with a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in content[:65536] or b"<!ENTITY" in content[:65536]:
        raise BadInput(f"'{member}' declares a document type: refused", file=file)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = " ".join(str(error).split())[:120]
        raise BadInput(f"'{member}' is not well-formed XML: {said}", file=file) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadInput(f"'{member}' declares a document type: refused", file=file)
    return root
