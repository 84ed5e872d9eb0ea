"""Hierarchical models as sets of terms: enumerating them, naming them, reading a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.vocab.errors import BadInput

#: All models are enumerated up to this many lists; six lists have 7,785,061 of them.
MOST_LISTS_FOR_ALL = 5


def every_model(k: int, *, most_order: int | None = None) -> NDArray[np.int64]:
    """(m,) all hierarchical models of k lists with every main effect, short of the saturated one.

    A model is a number whose bit t is set when it holds the term t; a term is a set of lists, its bits
    as in ``CaptureTable.dense``. Bit 0, the intercept, is always set.

    Args:
        k: lists, two to five.
        most_order: the most lists in one term; k - 1 unless told.

    >>> [len(every_model(k)) for k in (2, 3, 4, 5)]
    [1, 8, 113, 6893]
    """
    if not 2 <= k <= MOST_LISTS_FOR_ALL:
        raise BadInput(
            f"all hierarchical models are tried for two to {MOST_LISTS_FOR_ALL} lists, not {k}",
            remedy="name one model, leave lists out, or use the stepwise method",
        )
    highest = k - 1 if most_order is None else min(most_order, k - 1)
    terms = [term for term in range(1, 2**k) if 2 <= term.bit_count() <= highest]
    models = np.array([sum(1 << (1 << place) for place in range(k)) | 1], dtype=np.int64)
    for term in sorted(terms, key=int.bit_count):
        needed = np.int64(sum(1 << part for part in _just_below(term)))
        models = np.concatenate([models, models[(models & needed) == needed] | np.int64(1 << term)])
    return models


def _just_below(term: int) -> list[int]:
    """The terms with one list less."""
    return [term & ~(1 << place) for place in range(term.bit_length()) if term >> place & 1]


def terms_of(model: int) -> NDArray[np.int64]:
    """(p,) the terms of a model of ``every_model``, the intercept last.

    >>> terms_of(every_model(2)[0]).tolist()
    [2, 1, 0]
    """
    bits = int(model)
    return np.array(
        [term for term in range(bits.bit_length() - 1, -1, -1) if bits >> term & 1], dtype=np.int64
    )


def closed_under_parts(tops: Iterable[int], k: int) -> NDArray[np.int64]:
    """(p,) the terms of the smallest hierarchical model that holds ``tops`` and every main effect.

    >>> closed_under_parts([0b110], 3).tolist()
    [6, 4, 2, 1, 0]
    """
    held = {0, *(1 << place for place in range(k))}
    for top in tops:
        part = top
        while part:
            held.add(part)
            part = (part - 1) & top
    return np.array(sorted(held, reverse=True), dtype=np.int64)


def name_of(terms: Iterable[int], lists: Sequence[str]) -> str:
    """The model by its highest terms, in brackets.

    >>> name_of([6, 4, 2, 1, 0], ["EXH", "ABA", "HRW"])
    '[EXH·ABA][HRW]'
    """
    held = [int(term) for term in terms if term]
    tops = [term for term in held if not any(term != other and term & other == term for other in held)]
    order = sorted(tops, key=lambda term: (-term.bit_count(), -term))
    return "".join(f"[{'·'.join(members(term, lists))}]" for term in order)


def members(term: int, lists: Sequence[str]) -> list[str]:
    """The names of the lists in a term.

    >>> members(0b101, ["A", "B", "C"])
    ['A', 'C']
    """
    return [name for place, name in enumerate(lists) if term >> (len(lists) - 1 - place) & 1]


def read_model(text: str, lists: Sequence[str]) -> NDArray[np.int64]:
    """The terms of a model written as '[A·B][C]' (or with '*', ':' or ',' between the names).

    Raises:
        BadInput: brackets are missing, or a name is no list.

    >>> read_model("[A*B][C]", ["A", "B", "C"]).tolist()
    [6, 4, 2, 1, 0]
    """
    inner = re.findall(r"\[([^\[\]]+)\]", text)
    if not inner or re.sub(r"\[[^\[\]]+\]", "", text).strip():
        raise BadInput(f"{text!r} is no model", remedy="write it like [A·B][C]")
    return terms_from_names([re.split(r"[·*:,]", each) for each in inner], lists)


def terms_from_names(interactions: Iterable[Sequence[str]], lists: Sequence[str]) -> NDArray[np.int64]:
    """The terms of the smallest hierarchical model that holds these interactions and all main effects.

    >>> terms_from_names([("A", "C")], ["A", "B", "C"]).tolist()
    [5, 4, 2, 1, 0]
    """
    tops = [_term([name.strip() for name in names], lists) for names in interactions]
    return closed_under_parts(tops, len(lists))


def _term(names: Sequence[str], lists: Sequence[str]) -> int:
    term = 0
    for name in names:
        if name not in lists:
            raise BadInput(f"no list {name!r}", remedy=f"the lists are {', '.join(lists)}")
        term |= 1 << (len(lists) - 1 - list(lists).index(name))
    return term
