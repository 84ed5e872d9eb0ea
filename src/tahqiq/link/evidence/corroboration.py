"""Whether anything beyond the name speaks for a pair.

A name alone is no identification: in a list of tens of thousands many bear one name of three parts, and
how many others do is known only for those who are listed. A pair that nothing corroborates (neither age
nor birth, mother, date, place, address nor number) is therefore proposed to people and not decided by
machine, however rare the name; sex and what relatives have in common follow from the name, and do not
count. (OHCHR counts a death as documented with full name, date *and* place; Interpol's *DVI Guide* has a
name corroborate, never identify.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.evidence.comparisons import corroborating_levels
from tahqiq.link.pairs import Pairs


def corroborated(pairs: Pairs) -> NDArray[np.bool_]:
    """Which pairs are spoken for by more than a name: some other field agrees, or nearly; bool (n,).

    >>> one, weights = np.zeros(2, np.int64), np.zeros((2, 2))
    >>> levels = np.array([[0, 0], [0, -1]], np.int8)
    >>> corroborated(Pairs(one, one, ("given", "age"), levels, weights, 0.0, {})).tolist()
    [True, False]
    """
    found = np.zeros(len(pairs), np.bool_)
    for at, name in enumerate(pairs.comparisons):
        found |= np.isin(pairs.levels[:, at], corroborating_levels(name))
    return found
