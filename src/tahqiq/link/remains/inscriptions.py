"""Names on things: a ring with a name engraved, a bag with a name written in it, against the names of files.

A name on an effect or a garment is often the wearer's own; else that of kin, a maker, a prayer. Words are
compared by their consonants, so that both scripts agree, and a name that many bear tells little. Where the
family told of the same word, it counts among belongings, and not again here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters import normalise
from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.belongings import things
from tahqiq.link.remains.papers import names_of
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import mixed, settings
from tahqiq.link.remains.said import Evidence

Floats = NDArray[np.float64]

_SOURCE = "Interpol DVI Guide 2023"


class InscriptionComparison:
    """What names on things tell of each file.

    Args:
        files: of missing persons.
    """

    kind = "inscriptions"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        self._count = len(files)
        self._rows = defaultdict[str, list[int]](list)
        self._told = defaultdict[str, list[int]](list)
        for row, file in enumerate(files):
            for name in sorted(borne_by(file)):
                self._rows[name].append(row)
            for name in sorted(written_on(file)):
                self._told[name].append(row)

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        told = settings()["inscriptions"]
        ratio = np.ones(self._count)
        for name in sorted(written_on(body)):
            if name in self._rows:  # else a maker's, or nobody's who is missed
                share = mixed(len(self._rows[name]), self._count, told["share"], told["worth"])
                each = np.full(self._count, 1 - told["own"])
                each[self._rows[name]] += told["own"] / share
                each[self._told[name]] = 1.0
                ratio *= each
        found: Floats = np.log10(ratio)
        return found

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        if weight == 0.0:
            return []
        message = "a name like theirs on a thing" if weight > 0 else "another name on a thing"
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, source=_SOURCE)]


def written_on(told: AnteMortem | PostMortem) -> set[str]:
    """Words on effects and garments that may be names, by their consonants.

    >>> sorted(written_on(PostMortem(code="A", effects=("silver ring, Samir", "key 4711"))))
    ['سمر']
    """
    words = {word for one in things((*(told.effects or ()), *(told.clothing or ()))) for word in one.words}
    return {_bare(word) for word in words if not any(each.isdigit() for each in word)} - {""}


def borne_by(file: AnteMortem) -> set[str]:
    """The given name and that of the family, in each name a file gives, by their consonants.

    >>> sorted(borne_by(AnteMortem(id="M", name_ar="سمير خالد النجار", name_en="Samir Najjar")))
    ['سمر', 'نجر']
    """
    written = [parts for name in names_of(file) if (parts := normalise(name, "match").split())]
    return {_bare(part) for parts in written for part in (parts[0], parts[-1])} - {""}


def _bare(word: str) -> str:
    """Its consonants, without an Arabic article, which Latin letters set apart or leave out."""
    rest = word.removeprefix("ال")
    return normalise(rest if len(rest) > _SHORTEST else word, "skeleton")


#: Letters that a word has at least beside its article.
_SHORTEST = 2
