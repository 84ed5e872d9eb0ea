"""Reading the custody log from its first event: every head is counted out again.

A page is checked against the tree of everything before it. Where a page is missing or spoiled, the
tree goes on from the next head whose signature holds, so that one fault is one fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tahqiq.seal import checkpoint
from tahqiq.seal.checking.book import Book
from tahqiq.seal.checking.envelopes import Lines
from tahqiq.seal.checking.pages_found import numbered
from tahqiq.seal.checking.report import Report, cannot_be_read
from tahqiq.seal.checking.sight import Sight, read
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import page_place
from tahqiq.seal.merkle import Frontier
from tahqiq.seal.pages import CREATED, Page

#: Bytes; no page of a log is longer, so that a giant one costs no memory.
LONGEST_PAGE = 16 << 20


@dataclass(slots=True, kw_only=True)
class Log:
    """The log while it is read.

    Attributes:
        origin: ``tahqiq/`` and the archive's id; '' where nobody knows it.
        public_key: 32 bytes; None where nobody knows it.
        lines: checks the receipt and the wrapped key of each event.
        watched: sizes at which somebody holds a head.
        roots: the root the log had at those sizes, as far as it could be counted out.
        pages, entries: how many there are.
        head: the last head that could be read and holds.
    """

    sight: Sight
    report: Report
    book: Book
    lines: Lines
    origin: str
    public_key: bytes | None
    watched: frozenset[int] = frozenset()
    roots: dict[int, bytes] = field(default_factory=dict)
    pages: int = 0
    entries: int = 0
    head: Checkpoint | None = None
    _tree: Frontier | None = field(default_factory=Frontier)

    def read(self) -> None:
        """Reads all pages that stand there now."""
        for number in numbered(self.sight, self.report, "log"):
            if number != self.pages:
                self._missing(number)
            self.pages = number + 1
            page = self._page(page_place("log", number), number)
            if page is None:
                self._tree = None
                self.book.gaps += 1
            else:
                self._take(page, page_place("log", number))
        if not self.pages:
            self.report.fault("log", "has no beginning")
            self.book.gaps += 1

    def _missing(self, number: int) -> None:
        first = page_place("log", self.pages)
        among = "" if number == self.pages + 1 else f", and all pages up to {page_place('log', number - 1)}"
        self.report.fault(first, f"is missing{among}")
        self._tree = None
        self.book.gaps += 1

    def _page(self, name: str, number: int) -> Page | None:
        try:
            content = read(self.sight, name, at_most=LONGEST_PAGE)
            if len(content) > LONGEST_PAGE:
                raise Damaged(f"is longer than {LONGEST_PAGE:,} bytes")
            return Page.parse(content, number)
        except OSError as error:
            self.report.fault(name, cannot_be_read(error))
        except Damaged as error:
            self.report.fault(name, str(error))
        return None

    def _take(self, page: Page, name: str) -> None:
        for problem in self._problems(page):
            self.report.fault(name, problem)
        for line, leaf in enumerate(page.leaves):
            if (leaf.event == CREATED) != (page.first + line == 0):
                self.report.fault(f"{name} line {line + 1}", "states an event that has no place there")
        self.lines.check(page)
        self.entries += len(page.leaves)

    def _problems(self, page: Page) -> Iterator[str]:
        """What is wrong with a page's head, seen from everything before it."""
        head = page.checkpoint
        signed = self.public_key is None or checkpoint.verify(head, self.public_key)
        if not signed:
            yield "the head is not signed with the key of this archive"
        elif self.origin and head.origin != self.origin:
            yield "the head is that of another archive"
            signed = False
        if self._tree is not None:
            yield from self._counted_out(self._tree, page)
        self._tree = None
        if signed:
            self._tree, self.head = page.frontier(), head
            self.book.head(head.size, head.text)

    def _counted_out(self, tree: Frontier, page: Page) -> Iterator[str]:
        """Adds the page's events to the tree, and compares."""
        for leaf in page.leaves:
            tree.append(leaf.hash())
            if tree.size in self.watched:
                self.roots[tree.size] = tree.root()
        if tree.size != page.checkpoint.size:
            yield "does not follow the page before: events are missing, added or moved"
        elif tree.root() != page.checkpoint.root:
            yield "the events are not those that the head was signed for"
