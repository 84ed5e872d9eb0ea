"""Posts saved as web pages → messages; ``tables/saved_posts.toml`` has each platform's names of parts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from tahqiq.read.text.cleaning import collapsed, one_line
from tahqiq.read.text.exchange.gathered import Said
from tahqiq.read.text.exchange.posts import time_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAY_FIRST = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{2}):(\d{2})(?::(\d{2}))?(?: UTC([+-]\d{2}:?\d{2}))?"
)
_BLOCKS = frozenset(("br", "p", "div", "li", "blockquote"))
_MOST_POSTS, _LONGEST_SIGN = 100_000, 8


def posts_of(root: HtmlElement) -> list[Said]:
    """The posts of a saved page, in order; empty for a page that holds none."""
    for page in _pages():
        posts = list(islice(_marked(root, page["post"]), _MOST_POSTS))
        said = [said for post in posts if (said := _post(post, page)) is not None]
        if said:
            return _following(said)
    return []


@cache
def _pages() -> tuple[Mapping[str, Any], ...]:
    """The table."""
    content = files("tahqiq.read.text").joinpath("tables", "saved_posts.toml").read_text("utf-8")
    return tuple(tomllib.loads(content)["page"])


def _marked(root: HtmlElement, mark: str) -> Iterable[HtmlElement]:
    """The elements under one that bear a mark."""
    name, _, value = mark.partition("=")
    for element in root.iter(value if name == "tag" else "*"):
        if name == "tag":
            yield element
            continue
        said = element.attrib.get(name) if isinstance(element.tag, str) else None
        if said is not None and (value in {said, "*"} or (name == "class" and value in said.split())):
            yield element


def _first(root: HtmlElement, marks: list[str]) -> HtmlElement | None:
    """The first element that bears one of some marks."""
    return next((element for mark in marks for element in _marked(root, mark)), None)


def _post(post: HtmlElement, page: Mapping[str, Any]) -> Said | None:
    """A post with its words; None where it has none."""
    text = _first(post, page["text"])
    if text is None:
        return None
    author = _first(post, page["author"])
    time = next((element for mark in page["time"] for element in _marked(post, mark)), None)
    said = "" if time is None else time.attrib.get(page["time_attribute"]) or time.attrib.get("datetime", "")
    key = post.attrib.get("data-post") or post.attrib.get("data-item-id") or post.attrib.get("id") or ""
    return Said(_words(text), "" if author is None else one_line(_words(author))[:200], _time(said), key)


def _words(element: HtmlElement) -> str:
    """The words under an element, its lines kept."""
    pieces = list[str]()
    waiting: list[HtmlElement | str] = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            pieces.append(each)
        elif isinstance(each.tag, str):
            inside: list[HtmlElement | str] = [_before(each), (each.text or "").replace("\n", " ")]
            for child in each:
                inside += [child, (child.tail or "").replace("\n", " ")]
            waiting.extend(reversed(inside))
    return collapsed("".join(pieces))


def _before(element: HtmlElement) -> str:
    """What an element itself leaves in the words: an end of a line, or the sign a picture stands for."""
    sign = element.attrib.get("alt", "") if element.tag == "img" else ""
    return "\n" if element.tag in _BLOCKS else sign if len(sign) < _LONGEST_SIGN else ""


def _time(said: str) -> datetime | None:
    """When a post says it was sent."""
    found = _DAY_FIRST.match(said.strip())
    if found is None:
        return time_of(said.strip())
    day, month, year, hour, minute = (found[at] for at in range(1, 6))
    return time_of(f"{year}-{int(month):02}-{int(day):02}T{hour}:{minute}:{found[6] or '00'}{found[7] or ''}")


def _following(said: list[Said]) -> list[Said]:
    """The posts with the author of the one before where one names none, as Telegram's exports do."""
    for before, each in pairwise(said):
        each.author = each.author or before.author
    return said
