"""Records that describe somebody instead of naming them, and whom they may be linked with.

'Wife of Ahmad Ali' holds a name, but not hers: what it has in common with a record of Ahmad Ali, or of any
of their children, is what their family has in common. Such a record is the same person only as another
that describes somebody alike; who she was is for people to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tahqiq.language.letters import normalise_column
from tahqiq.language.names.compare import similarity
from tahqiq.language.names.relation_words import anybodies, kinds_of, unidentified
from tahqiq.language.names.relations import Description, described
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs

_FIELDS = ("name", "name_ar", "name_en", "given")
#: A name beside a description, as in the other script, is the relative's where it is so alike.
_RELATIVES = 0.5
#: Endings of Arabic words of relation: his, her, their, my.
_WHOSE = "ت?(?:ه|ها|هم|هما|ي)|ت"
#: What a record is that names somebody.
NAMED = ""


def themselves(pairs: Pairs, lists: Sequence[RecordList]) -> Pairs:
    """The pairs without those of a record that names somebody and one that only describes somebody.

    Two descriptions go together where they are of one kind: a wife and a wife, a first child and a first.

    Args:
        pairs: candidates.
        lists: the one list they are of, or the two.
    """
    one, other = descriptions(lists[0]), descriptions(lists[-1])
    return pairs.take(one[pairs.left] == other[pairs.right])


def descriptions(people: RecordList) -> NDArray[np.str_]:
    """Of each record, what it describes somebody as ('wife', 'child 1'); :data:`NAMED` where it names one."""
    found = np.full(len(people), NAMED, dtype="<U40")
    fields = [field for field in _FIELDS if people.has(field)]
    suspected = np.zeros(len(people), np.bool_)
    for field in fields:
        suspected |= _suspected(people.table.column(field))
    rows = np.flatnonzero(suspected)
    columns = [people.table.column(field).take(rows).to_pylist() for field in fields]
    for row, *texts in zip(rows.tolist(), *columns, strict=True):
        found[row] = description_of([text for text in texts if text.strip()])
    return found


def description_of(texts: Sequence[str]) -> str:
    """What the names of one record, in whatever script, describe somebody as; '' where one of them is a name.

    >>> description_of(["wife of Ahmad Ali", "زوجة أحمد علي"]), description_of(["child 1 of Samir"])
    ('wife', 'child 1')
    >>> description_of(["daughter of Ahmad Ali", "أحمد علي"])
    'daughter'
    >>> description_of(["wife of Ahmad Ali", "منى حسن"])
    ''
    """
    said = [described(text) for text in texts]
    told = [each for each in said if each is not None]
    plain = [text for text, each in zip(texts, said, strict=True) if each is None]
    if not told or any(each.named for each in told):
        return NAMED
    if any(not _is_relative(text, told) for text in plain):
        return NAMED
    first = told[0]
    return first.kind if first.number is None else f"{first.kind} {first.number}"


def _is_relative(text: str, told: Sequence[Description]) -> bool:
    """Whether a name is that of somebody a description beside it names."""
    return any(each.of is not None and similarity(text, each.of) >= _RELATIVES for each in told)


def _suspected(cells: pa.ChunkedArray[Any]) -> NDArray[np.bool_]:
    """Which cells hold a word of relation where it may begin a description; the others are names."""
    texts = [str(cell) for cell in cells.to_pylist()]
    matched = pa.array(normalise_column(texts, "match"), pa.string())
    found: NDArray[np.bool_] = pc.match_substring_regex(matched, _pattern()).to_numpy(zero_copy_only=False)
    return found


@cache
def _pattern() -> str:
    """First words of descriptions: in English anywhere, in Arabic at the beginning."""
    words = {
        language: sorted({words[0] for words in (*kinds_of(language), *anybodies(language))})
        for language in ("en", "ar")
    }
    nobody = sorted({words[0] for words in unidentified()})
    english = "|".join(map(re.escape, (*words["en"], *nobody)))
    arabic = "|".join(map(re.escape, words["ar"]))
    anywhere = "|".join(map(re.escape, nobody))
    return rf"\b(?:{english})|^\W*(?:ال)?(?:{arabic})(?:{_WHOSE})?(?:\s|$)|(?:{anywhere})"
