"""What parts of a page are called, from ``tables/pages.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tahqiq.language.tokens import phrase

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[^A-Za-z]+")
#: A line of boilerplate is short, or is followed by a colon.
_LONGEST_LINE = 120
#: Words of a name of a class beyond these say nothing of what it is.
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Cues:
    """The table: names of elements, roles, words of classes, lines, and names of meta elements by fact."""

    never: frozenset[str]
    inline: frozenset[str]
    headings: frozenset[str]
    roles: frozenset[str]
    noise: frozenset[str]
    noise_first: frozenset[str]
    says_nothing: frozenset[str]
    content: frozenset[str]
    lines: frozenset[tuple[str, ...]]
    meta: Mapping[str, tuple[str, ...]]


@cache
def cues() -> Cues:
    """The cues, read once."""
    content = files("tahqiq.read.text").joinpath("tables", "pages.toml").read_text("utf-8")
    table = tomllib.loads(content)
    words = {name: frozenset(table[name]) for name in Cues.__slots__ if name not in {"lines", "meta"}}
    meta = {fact: tuple(names) for fact, names in table["meta"].items()}
    return Cues(**words, lines=frozenset(map(phrase, table["lines"])), meta=meta)


@lru_cache(maxsize=16384)
def is_noise(names: str) -> bool:
    """Whether a class or id marks what is no part of the article.

    >>> is_noise("related-posts"), is_noise("site-footer"), is_noise("article-body"), is_noise("has-sidebar")
    (True, True, False, False)
    >>> is_noise("articleComments"), is_noise("post hentry tag-ads"), is_noise("field--label-hidden")
    (True, False, False)
    """
    known = cues()
    return any(_marks(name, known) for name in names[:_LONGEST_NAME].split())


def _marks(name: str, known: Cues) -> bool:
    """Whether one name does: words of articles weigh against it, unless a noisy one is first or last."""
    parts = [part.lower() for part in _PARTS.split(_CAMEL.sub("-", name)) if part]
    if not parts or parts[0] in known.says_nothing or not {"with", "has"}.isdisjoint(parts):
        return False
    said = [part for part in parts if part in known.noise or part in known.content]
    if parts[0] in known.noise_first or name.lower() in known.noise_first:
        return not said or said[-1] in known.noise
    return bool(said) and (said[-1] in known.noise or parts[0] in known.noise - {"meta"})


def is_boilerplate(line: str) -> bool:
    """Whether a line of the text belongs to the page: 'Read more:', 'شارك المقال'.

    >>> is_boilerplate("Read also: Twelve killed in the north"), is_boilerplate("Share this story")
    (True, True)
    >>> is_boilerplate("Share prices fell on Monday.")
    False
    """
    if len(line) > 2 * _LONGEST_LINE:
        return False
    known = cues().lines
    before, colon, _ = line.partition(":")
    if colon and len(before) < 40 and phrase(before) in known:
        return True
    return len(line) < 40 and tuple(word for word in phrase(line) if word.isalpha()) in known
