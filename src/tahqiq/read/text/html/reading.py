"""A page's bytes → its article."""

from __future__ import annotations

from dataclasses import dataclass, field

from tahqiq.read.text.exchange.gathered import Said
from tahqiq.read.text.html.blocks import blocks_of
from tahqiq.read.text.html.facts import Facts, facts_of
from tahqiq.read.text.html.maintext import joined, main_blocks
from tahqiq.read.text.html.posts import posts_of
from tahqiq.read.text.html.source import page_text, parsed, without_tags

VERSION = "1"


@dataclass(slots=True)
class Page:
    """What a page holds, before it is a document."""

    text: str
    facts: Facts = field(default_factory=Facts)
    problems: list[str] = field(default_factory=list)
    posts: list[Said] = field(default_factory=list)


def read_page(content: bytes, *, declared: str = "") -> Page:
    """The article of a page: its title, then its text; of a page without an article all its words.

    Args:
        content: the bytes of the page.
        declared: the encoding that came with them; what the page declares is asked next.
    """
    source = page_text(content, declared=declared)
    problems = [source.problem] if source.problem else []
    tree, whole = parsed(source.text)
    if tree is None or not whole:
        problems += [] if whole else ["nested too deeply for a tree: all its words are given, menus included"]
        return Page(without_tags(source.text), Facts(), problems)
    posts = posts_of(tree)
    body = joined(main_blocks(blocks_of(tree)))
    facts = facts_of(tree, body)
    return Page(_titled(facts.title, body), facts, problems, posts)


def _titled(title: str, body: str) -> str:
    """The text with its title as its first line, once."""
    start = body[: 2 * len(title) + 80]
    if not title or " ".join(title.split()) in " ".join(start.split()):
        return body
    return f"{title}\n\n{body}" if body else title
