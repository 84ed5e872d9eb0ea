"""Pages that do something in the reader's browser: the search, and checking it oneself."""

from __future__ import annotations

from collections.abc import Iterator

from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.hashes import digits
from tahqiq.vocab.rows import ItemRow


def pages(edition: Edition) -> Iterator[Page]:
    """The search and the page that checks."""
    yield Page(path="search.html", template="search.html")
    known = digits(edition.shelves.count(ItemRow), len(edition.manifest.files))
    yield Page(path="check.html", template="check.html", values={"digits": known})
