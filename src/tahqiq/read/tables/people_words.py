"""What the columns and cells of lists of people are called (``people_words.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tahqiq.language.letters import normalise

_SIGNS = re.compile(r"[\s_\-.,:;()\[\]/'’*،؛]+")


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The words of lists of people, folded, with what each means.

    Attributes:
        headers: wording of a column's name → role.
        sexes: wording of a cell → 'female' or 'male'.
        statuses: wording of a cell → 'killed' or 'injured'.
        totals: with what a row begins that adds up others.
    """

    headers: Mapping[str, str]
    sexes: Mapping[str, str]
    statuses: Mapping[str, str]
    totals: frozenset[str]


@cache
def people_words() -> PeopleWords:
    """The words of ``people_words.toml``."""
    table = tomllib.loads(files("tahqiq.read.tables").joinpath("people_words.toml").read_text("utf-8"))
    return PeopleWords(
        headers=_by_wording(table["headers"]),
        sexes=_by_wording(table["sexes"]),
        statuses=_by_wording(table["statuses"]),
        totals=frozenset(map(plain, table["rows"]["totals"])),
    )


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A wording as it is compared: letters folded, signs as single blanks.

    >>> plain(" Date_of  DEATH: "), plain("الاسم الأوّل")
    ('date of death', 'الاسم الاول')
    """
    return " ".join(_SIGNS.sub(" ", normalise(text, "match").lower()).split()) or text.strip()


def _by_wording(meanings: Mapping[str, list[str]]) -> dict[str, str]:
    """Each wording with what it means; the first meaning keeps a wording that two have."""
    found: dict[str, str] = {}
    for meaning, wordings in meanings.items():
        for wording in wordings:
            found.setdefault(plain(wording), meaning)
    return found
