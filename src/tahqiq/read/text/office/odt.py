"""OpenDocument text (OASIS OpenDocument 1.3, part 3): paragraphs, headings, rows of tables, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tahqiq.read.text.cleaning import collapsed, one_line
from tahqiq.read.text.office.docx import collapsed_lines
from tahqiq.read.text.office.found import Found, day_of
from tahqiq.read.text.xml import parse_xml
from tahqiq.read.text.zips import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = "1"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LINES = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_LEFT_OUT = frozenset((f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_TEXT}sequence-decls"))
_BETWEEN = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}


def read_odt(content: bytes, *, file: str) -> Found:
    """The text of an ODT.

    Raises:
        BadInput: damaged, a bomb, or XML that is not as it must be.
    """
    package = Package(content, file=file)
    root = parse_xml(package.read("content.xml"), file=file, member="content.xml")
    lines, waiting, problems = list[str](), [root], list[str]()
    while waiting:
        element = waiting.pop()
        if element.tag in _LINES:
            lines += filter(None, [collapsed(_words(element))])
        elif element.tag == f"{_TABLE}table-row":
            cells = [one_line(_words(cell)) for cell in element.iter(f"{_TABLE}table-cell")]
            lines += ["\t".join(cells)] if any(cells) else []
        elif element.tag not in _LEFT_OUT:
            waiting.extend(reversed(element))
    if next(root.iter(f"{_TEXT}tracked-changes"), None) is not None:
        problems.append("tracked deletions are left out")
    found = Found(collapsed_lines(lines), problems=problems)
    if package.size("meta.xml"):
        meta = parse_xml(package.read("meta.xml"), file=file, member="meta.xml")
        found.title = one_line(next((each.text or "" for each in meta.iter(f"{_DC}title")), ""))
        found.byline = one_line(next((each.text or "" for each in meta.iter(f"{_META}initial-creator")), ""))
        found.date = day_of(next((each.text or "" for each in meta.iter(f"{_META}creation-date")), ""))
    found.attachments = [name for name in package.names if name.startswith(("Pictures/", "media/"))]
    return found


def _words(element: _Element) -> str:
    """All words under an element, notes after the place they belong to."""
    pieces = list[str]()
    waiting: list[_Element | str] = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            pieces.append(each)
        elif each.tag not in _LEFT_OUT:
            inside: list[_Element | str] = [each.text or "", _BETWEEN.get(str(each.tag), "")]
            for child in each:
                inside += [child, child.tail or ""]
            if each.tag in _LINES and each is not element:
                inside = [" ", *inside, " "]
            waiting.extend(reversed(inside))
    return "".join(pieces)
