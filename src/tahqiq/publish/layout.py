"""Pages made of their templates: what all pages of a folder share is rendered once, then filled in.

A page is its layout (``base.html``: head, navigation, foot), and in it a title, a description, a main
part and its own address, which are rendered page by page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Template
from jinja2.filters import do_truncate
from jinja2.runtime import Context, new_context
from markupsafe import Markup

from tahqiq.publish.edition import Page
from tahqiq.publish.rendering import template, told_plainly
from tahqiq.publish.straight import marked, shown
from tahqiq.publish.tongue import Tongue

_Block = Callable[[Context], Iterator[str]]
_LONGEST = 300  # characters of a description
#: Holds the place of what differs. No string of a release has this character (`showing`).
_MARK = "\uffff"
_WITHIN = ("title", "main")
_MARKED = re.compile(f"{_MARK}([a-z_]+){_MARK}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What pages of one template in one folder share.

    Attributes:
        values: what they are all given, and the macros there are.
        pieces: UTF-8; between each two stands what ``between`` names.
        blocks: how the parts of a page are rendered.
    """

    source: Template
    values: dict[str, object]
    pieces: tuple[bytes, ...]
    between: tuple[str, ...]
    blocks: Mapping[str, _Block]

    @classmethod
    def of(cls, source: Template, path: str, everywhere: Mapping[str, object]) -> Layout:
        """Renders a template with marks for what differs from page to page.

        Args:
            source: the template.
            path: of its page; for several, their folder and a mark for the name.
            everywhere: what its pages are all given.
        """
        marks = {name: _marked(name) for name in ("page_title", "page_says")}
        context = source.new_context({**everywhere, **marks, "path": path})
        for name in _WITHIN:
            context.blocks.setdefault(name, []).insert(0, _marking(name))
        parts = _MARKED.split("".join(source.root_render_func(context)))
        for name in _WITHIN:
            context.blocks[name].pop(0)
        return cls(
            source=source,
            values=context.get_all(),
            pieces=tuple(part.encode() for part in parts[::2]),
            between=tuple(parts[1::2]),
            blocks={name: blocks[0] for name, blocks in context.blocks.items()},
        )

    def page(self, path: str, values: Mapping[str, object], site_says: str) -> bytes:
        """One page.

        Args:
            path: below the language's folder. ``values``: what its blocks are given beside the layout's.
            site_says: what the site says of itself, for a page without a description of its own.
        """
        context = new_context(self.source.environment, self.source.name, {}, self.values, shared=True)
        context.vars = {**values, "path": path}
        title = self._block("title", context)
        page_title = told_plainly(title).strip()
        told = self._block("description", context) or f"{shown(page_title)} · {shown(site_says)}"
        says = told_plainly(told).strip()
        within = {
            "title": title.encode(),
            "page_title": shown(page_title).encode(),
            "page_says": shown(do_truncate(self.source.environment, says, _LONGEST)).encode(),
            "main": self._block("main", context).encode(),
            "name": path.rpartition("/")[2].encode(),
        }
        page = [self.pieces[0]]
        for name, piece in zip(self.between, self.pieces[1:], strict=True):
            page += (within[name], piece)
        return b"".join(page)

    def _block(self, name: str, context: Context) -> str:
        return "".join(self.blocks[name](context)) if name in self.blocks else ""


def _marked(name: str) -> Markup:
    return marked(f"{_MARK}{name}{_MARK}")


def _marking(name: str) -> _Block:
    def block(_context: Context) -> Iterator[str]:
        yield _marked(name)

    return block


class Layouts:
    """The pages of one language."""

    def __init__(self, tongue: Tongue, everywhere: Mapping[str, object]) -> None:
        self._tongue, self._everywhere = tongue, everywhere
        self._says = str(everywhere["site_says"])
        self._shared: dict[tuple[str, str], Layout] = {}

    def rendered(self, page: Page) -> bytes:
        """A page as it lies on disk. One in the language's own folder shares its layout with no other."""
        folder, slash, _ = page.path.rpartition("/")
        if not slash:
            layout = Layout.of(self._template(page), page.path, {**self._everywhere, **page.values})
            return layout.page(page.path, page.values, self._says)
        key = page.template, folder
        if key not in self._shared:
            path = f"{folder}/{_marked('name')}"
            self._shared[key] = Layout.of(self._template(page), path, self._everywhere)
        return self._shared[key].page(page.path, page.values, self._says)

    def _template(self, page: Page) -> Template:
        return template(page.template, page.path.count("/"), self._tongue)
