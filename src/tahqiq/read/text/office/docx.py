"""WordprocessingML (ECMA-376, part 1, chapter 17): the text of a document as a reader sees it.

Tracked insertions are text, tracked deletions are not; hidden text is not shown and not read; of a
comment only that it is there is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tahqiq.read.text.cleaning import collapsed, one_line
from tahqiq.read.text.office.found import Found, day_of
from tahqiq.read.text.xml import parse_xml
from tahqiq.read.text.zips import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = "1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DELETED = frozenset(("del", "moveFrom"))
_SKIPPED = frozenset(
    ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delText", "delInstrText")
)
_BETWEEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(content: bytes, *, file: str) -> Found:
    """The text of a DOCX: the body, then footnotes and endnotes.

    Raises:
        BadInput: damaged, a bomb, or XML that is not as it must be.
    """
    package = Package(content, file=file)
    body = _Body()
    body.read(parse_xml(package.read("word/document.xml"), file=file, member="word/document.xml"))
    for member in ("word/footnotes.xml", "word/endnotes.xml"):
        if package.size(member):
            body.read(parse_xml(package.read(member), file=file, member=member))
    found = Found(collapsed_lines(body.lines), problems=body.problems())
    if package.size("word/comments.xml"):
        found.problems.append("comments in the margin are left out")
    if package.size("docProps/core.xml"):
        core = parse_xml(package.read("docProps/core.xml"), file=file, member="docProps/core.xml")
        found.title = one_line(core.findtext(f"{_DC}title") or "")
        found.byline = one_line(core.findtext(f"{_DC}creator") or "")
        found.date = day_of(core.findtext(f"{_TERMS}created") or "")
    found.attachments = [
        name for name in package.names if name.startswith(("word/media/", "word/embeddings/"))
    ]
    return found


def collapsed_lines(lines: list[str]) -> str:
    """Paragraphs apart, rows of tables on lines of their own."""
    pieces = list[str]()
    for at, line in enumerate(lines):
        near = at and "\t" in line and "\t" in lines[at - 1]
        pieces += ["\n" if near else "\n\n", line] if at else [line]
    return "".join(pieces)


@dataclass(slots=True)
class _Body:
    """Lines found so far, and what was left out."""

    lines: list[str] = field(default_factory=list)
    deleted: int = 0
    hidden: int = 0

    def problems(self) -> list[str]:
        """What was left out, in words."""
        said = [f"{self.deleted:,} tracked deletions are left out"] if self.deleted else []
        return said + ([f"{self.hidden:,} hidden stretches are left out"] if self.hidden else [])

    def read(self, root: _Element) -> None:
        """Adds the paragraphs and rows under an element, in order, without recursion."""
        waiting: list[_Element] = [root]
        while waiting:
            element = waiting.pop()
            name = _name(element)
            if name == "p":
                self._add(self._paragraph(element))
            elif name == "tr" and not _nested(element):
                self._row(element)
            elif name in _DELETED:
                self.deleted += 1
            elif name not in _SKIPPED and element.tag != _CHOICE:
                waiting.extend(reversed(element))

    def _row(self, row: _Element) -> None:
        """Adds a table's row: its cells with tabs between."""
        if any(
            _name(each) == "del" for properties in row if _name(properties) == "trPr" for each in properties
        ):
            self.deleted += 1
            return
        self._add("\t".join(self._cell(each) for each in row.iter() if _name(each) == "tc"), tabbed=True)

    def _cell(self, cell: _Element) -> str:
        """The words of a cell on one line."""
        said = (one_line(self._paragraph(each)) for each in cell.iter() if _name(each) == "p")
        return " ".join(filter(None, said))

    def _add(self, text: str, *, tabbed: bool = False) -> None:
        """Adds a line where it holds words."""
        text = text.strip() if tabbed else collapsed(text)
        if text:
            self.lines.append(text)

    def _paragraph(self, paragraph: _Element) -> str:
        """The text of a paragraph."""
        pieces, waiting = list[str](), list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            name = _name(element)
            if name == "t":
                pieces.append(element.text or "")
            elif name in _BETWEEN:
                pieces.append(_BETWEEN[name])
            elif name in _DELETED:
                self.deleted += 1
            elif name == "r" and _is_hidden(element):
                self.hidden += 1
            elif name not in _SKIPPED and name != "p" and element.tag != _CHOICE:
                waiting.extend(reversed(element))
        return "".join(pieces)


def _name(element: _Element) -> str:
    """The local name of an element of WordprocessingML; '' for any other."""
    tag = str(element.tag)
    return tag[len(_W) :] if tag.startswith(_W) else tag[len(_STRICT) :] if tag.startswith(_STRICT) else ""


def _is_hidden(run: _Element) -> bool:
    """Whether a run is formatted as hidden."""
    properties = next((each for each in run if _name(each) == "rPr"), None)
    vanish = (
        next((each for each in properties if _name(each) == "vanish"), None)
        if properties is not None
        else None
    )
    return vanish is not None and vanish.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _nested(row: _Element) -> bool:
    """Whether a row holds a table, and so is there for layout."""
    return any(_name(each) == "tbl" for each in row.iter())
