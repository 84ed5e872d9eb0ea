"""Reads a published site the way a careful visitor does: elements, words, links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_INLINE = {"a", "bdi", "span", "strong", "code", "mark"}
_VOID = {"meta", "link", "br", "img", "input", "hr", "source", "track"}


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def texts(self) -> Iterator[tuple[str, Element]]:
        """Every text node with the element it stands in."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.texts()
            else:
                yield child, self

    def words(self) -> str:
        return " ".join("".join(self._spoken()).split())

    def _spoken(self) -> Iterator[str]:
        gap = "" if self.tag in _INLINE else " "
        yield gap
        for child in self.children:
            yield from child._spoken() if isinstance(child, Element) else [child]
        yield gap

    def above(self) -> Iterator[Element]:
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    def has(self, attribute: str) -> bool:
        return any(attribute in element.attributes for element in self.walk())

    def with_id(self, identity: str) -> Element | None:
        return next((element for element in self.walk() if element.attributes.get("id") == identity), None)

    def all(self, tag: str, attribute: str = "") -> list[Element]:
        return [e for e in self.walk() if e.tag == tag and (not attribute or attribute in e.attributes)]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {}, None)
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(made)
        if tag not in _VOID:
            self.here = made

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(text: str) -> Element:
    """The tree of a page; every element must be closed where it should."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert builder.here is builder.root
    return builder.root


class Site:
    """A site on disk, pages parsed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = cache(self._page)

    def paths(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*.html"))

    def _page(self, path: str) -> Element:
        return read((self.folder / path).read_text("utf-8"))

    def follow(self, path: str, href: str) -> tuple[str, str]:
        """Page and fragment a link on a page leads to."""
        parts = urlsplit(href)
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            if parts.path
            else path
        )
        return target, parts.fragment

    def landing(self, path: str, fragment: str) -> Element:
        """The element a link leads to: the one named, or the main part of the page."""
        page = self.page(path)
        if fragment:
            found = page.with_id(fragment)
            assert found is not None, f"{path} has nothing called {fragment}"
            return found
        return page.all("main")[0]
