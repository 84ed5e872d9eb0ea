"""The tree of a page as blocks of text in their order, each with where it stands. One walk, linear time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tahqiq.read.text.cleaning import collapsed
from tahqiq.read.text.html.cues import Cues, cues, is_noise

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: What stands in these belongs to the site, unless they are an article's own.
_SITE = frozenset(("header",))
_WHOLE = frozenset(("html", "body", "main", "article"))


@dataclass(slots=True)
class Node:
    """An element that holds blocks.

    Attributes:
        parent: the place of the element around it among the nodes; -1 for the root.
        noise: the place of the outermost element around it, or itself, that its name marks as noise; -1 none.
    """

    element: HtmlElement
    parent: int
    noise: int


@dataclass(slots=True)
class Block:
    """A paragraph, heading, item or cell.

    Attributes:
        text: spaces collapsed; lines only where the page breaks them.
        links: how many of its characters are links.
        tag: of the element it stands in.
        node: the place of that element among the nodes.
        row: the place of the table row it is a cell of; -1 for none.
    """

    text: str
    links: int
    tag: str
    node: int
    row: int


@dataclass(slots=True)
class Page:
    """Blocks in order and the elements around them; a node stands after its parent."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def blocks_of(root: HtmlElement) -> Page:
    """Cuts a page into blocks; what is hidden, scripted or for navigation is left out."""
    walk = _Walk(cues())
    walk.run(root)
    return walk.page


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: the innermost node, the table row, and whether within a link."""

    node: int
    row: int
    linked: bool


class _Walk:
    """The block being gathered, and the elements still to be seen."""

    def __init__(self, known: Cues) -> None:
        self.page = Page()
        self._known = known
        self._pieces: list[str] = []
        self._links = 0

    def run(self, root: HtmlElement) -> None:
        """Sees every element once; a frame without an element is the leaving of one."""
        stack: list[tuple[HtmlElement | None, str | None, bool, _Place, _Place]] = []
        outside = _Place(-1, -1, False)
        stack.append((root, None, True, outside, outside))
        while stack:
            element, tail, parted, here, inside = stack.pop()
            if element is None:
                if parted:
                    self._flush(inside)
                self._say(tail, here)
                continue
            tag = element.tag
            if not isinstance(tag, str) or tag in self._known.never or _unseen(element):
                self._say(element.tail, here)
                continue
            if tag == "br":
                self._pieces.append("\n")
                self._say(element.tail, here)
                continue
            parted = tag not in self._known.inline
            inside = self._entered(element, tag, here) if parted else _linked(here) if tag == "a" else here
            stack.append((None, element.tail, parted, here, inside))
            self._say(element.text, inside)
            stack.extend((child, None, False, inside, inside) for child in reversed(element))

    def _entered(self, element: HtmlElement, tag: str, here: _Place) -> _Place:
        """Begins an element that stands by itself."""
        self._flush(here)
        nodes = self.page.nodes
        outer = nodes[here.node].noise if here.node >= 0 else -1
        noise = len(nodes) if outer < 0 and _noisy(element, tag, self._known) else outer
        nodes.append(Node(element, here.node, noise))
        row = len(nodes) - 1 if tag == "tr" else here.row if tag != "table" else -1
        return _Place(len(nodes) - 1, row, here.linked)

    def _say(self, text: str | None, here: _Place) -> None:
        """Adds words to the block."""
        if text:
            self._pieces.append(text if "\n" not in text else text.replace("\n", " "))
            if here.linked:
                self._links += len(text.strip())

    def _flush(self, here: _Place) -> None:
        """Keeps the block gathered so far, where it holds words."""
        if not self._pieces:
            return
        said = "".join(self._pieces)
        text = collapsed(said) if "\n" in said or not said.isprintable() else " ".join(said.split())
        if text:
            tag = self.page.nodes[here.node].element.tag
            self.page.blocks.append(Block(text, self._links, str(tag), here.node, here.row))
        self._pieces, self._links = [], 0


def _linked(here: _Place) -> _Place:
    """The same place within a link."""
    return _Place(here.node, here.row, True)


def _unseen(element: HtmlElement) -> bool:
    """Whether an element is not shown."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _noisy(element: HtmlElement, tag: str, known: Cues) -> bool:
    """Whether an element's role, class or id says it is no part of an article."""
    if tag in _WHOLE or tag in known.headings:
        return False
    attributes = element.attrib
    if not attributes:
        return tag in _SITE
    names = attributes.get("class", "") + " " + attributes.get("id", "")
    if attributes.get("role") in known.roles or is_noise(names):
        return True
    return tag in _SITE and not _inside_article(element)


def _inside_article(element: HtmlElement) -> bool:
    """Whether a header is an article's."""
    parent = element.getparent()
    return parent is not None and parent.tag in {"article", "main", "section"}
