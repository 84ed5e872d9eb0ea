"""Names of people in both scripts: what is recorded, and what we romanise where nothing is."""

from __future__ import annotations

from functools import lru_cache

from tahqiq.language.letters import normalise
from tahqiq.language.romanise import romanise
from tahqiq.vocab.rows import VictimRow

_romanised = lru_cache(maxsize=4096)(romanise)


def name_in_latin(row: VictimRow) -> str:
    """The name in Latin letters, romanised by us where it is recorded in Arabic alone; '' where withheld.

    >>> name_in_latin(VictimRow(id="v", incident=None, name_en=None, name_ar="محمد النجار"))
    'Muhammad al-Najjar'
    """
    return row.name_en or (_romanised(row.name_ar) if row.name_ar else "")


def is_romanised(row: VictimRow) -> bool:
    """Whether the Latin letters are ours."""
    return bool(row.name_ar) and not row.name_en


def spellings(row: VictimRow, cells: list[str]) -> list[str]:
    """Other spellings of the name among the cells that list the person, each once.

    A cell is one where it holds the same consonants in either script (level *skeleton*) and is not, letter
    for letter, a name that heads the page already.

    >>> row = VictimRow(id="v", incident=None, name_en="Ahmad Saleh", name_ar="أحمد صالح")
    >>> spellings(row, ["Ahmed Salih", "احمد صالح", "Ahmad Saleh", "34", "Ahmed Salih"])
    ['Ahmed Salih', 'احمد صالح']
    """
    shown = {name for name in (row.name_en, row.name_ar) if name}
    bones = {_bones(name) for name in shown} - {""}
    found = dict.fromkeys(cell.strip() for cell in cells)
    return [cell for cell in found if cell not in shown and _bones(cell) in bones]


@lru_cache(maxsize=8192)
def _bones(text: str) -> str:
    """The consonants of a name however it is spaced; '' for what is too short to be one."""
    bones = normalise(text, "skeleton").replace(" ", "")
    return bones if len(bones) > 1 else ""


def family(row: VictimRow) -> frozenset[str]:
    """The last words of a name, as they are compared: what people of one family name share.

    >>> one = VictimRow(id="1", incident=None, name_en="Ahmad al-Najjar", name_ar=None)
    >>> other = VictimRow(id="2", incident=None, name_en="Muna Al Najjar", name_ar="منى النجار")
    >>> bool(family(one) & family(other))
    True
    """
    names = [normalise(name, "match").split() for name in (row.name_en, row.name_ar) if name]
    return frozenset(words[-1] for words in names if len(words) > 1)
