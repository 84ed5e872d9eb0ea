"""What lines between articles say, from ``tables/digests.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.language.tokens import phrase


@dataclass(frozen=True, slots=True)
class Cues:
    """The table, ready to be asked.

    Attributes:
        fields: what the words before a colon name: title, outlet, date, byline, header or end.
        outlets: words of names of outlets, as they are compared.
        end: whole lines that end an article.
        counted: what is numbered.
        of: between a number and how many there are.
    """

    fields: Mapping[tuple[str, ...], str]
    outlets: frozenset[str]
    end: frozenset[tuple[str, ...]]
    counted: frozenset[tuple[str, ...]]
    of: frozenset[str]
    copyright: re.Pattern[str]
    byline: re.Pattern[str]


@cache
def cues() -> Cues:
    """The cues, read once."""
    content = files("tahqiq.read.text").joinpath("tables", "digests.toml").read_text("utf-8")
    table: Mapping[str, Any] = tomllib.loads(content)
    lines = table["lines"]
    return Cues(
        fields={phrase(name): kind for kind, names in table["fields"].items() for name in names},
        outlets=frozenset(word for each in table["outlets"]["words"] for word in phrase(each)),
        end=frozenset(map(phrase, lines["end"])),
        counted=frozenset(map(phrase, lines["counted"])),
        of=frozenset(lines["of"]),
        copyright=re.compile("|".join(map(re.escape, lines["copyright"])), re.I),
        byline=re.compile(rf"(?:{'|'.join(map(re.escape, lines['byline']))})\s*[:/]?\s+(?=\S)", re.I),
    )


def is_outlet(text: str) -> bool:
    """Whether a name holds a word that names of outlets have.

    >>> is_outlet("The Morning Ledger"), is_outlet("وكالة المشرق للأنباء"), is_outlet("Strike kills two")
    (True, True, False)
    """
    words = phrase(text)
    return len(words) <= 7 and any(word in cues().outlets for word in words)


def names_outlet(heading: str) -> bool:
    """Whether a heading names its outlet before a colon or at its end in brackets."""
    before, colon, after = heading.partition(":")
    if colon and after.strip() and is_outlet(before):
        return True
    found = re.search(r"[(\[]([^()\[\]]{2,40})[)\]]\s*$", heading)
    return found is not None and is_outlet(found[1])
