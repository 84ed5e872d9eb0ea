"""Slips of the pen: a letter left out, doubled, exchanged or swapped with its neighbour."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import Generator

from tahqiq.link.testing.cells import Cells

_ARABIC, _LATIN, _DIGITS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abcdefghijklmnopqrstuvwxyz", "0123456789"


def slipped(random: Generator, cells: Cells, share: float) -> Cells:
    """The cells, that share of them with one slip.

    >>> slipped(np.random.default_rng(1), pa.array(["Sami Haddad", ""]), 1.0).to_pylist()
    ['Smai Haddad', '']
    """
    rows = np.flatnonzero(random.random(len(cells)) < share)
    if not len(rows):
        return cells
    written = [slip(random, cell) if cell else cell for cell in cells.take(rows).to_pylist()]
    mask = np.zeros(len(cells), dtype=np.bool_)
    mask[rows] = True
    changed: Cells = pc.call_function(
        "replace_with_mask", [cells, pa.array(mask), pa.array(written, pa.string())]
    )
    return changed


def slip(random: Generator, text: str) -> str:
    """The text with one slip in a place other than its first."""
    if len(text) < 3:
        return text
    at = int(random.integers(1, len(text) - 1))
    before, letter, after = text[:at], text[at], text[at + 1 :]
    other = str(random.choice(list(_like(letter))))
    slips = (before + after, before + letter + other + after, before + other + after)
    return (*slips, before + after[0] + letter + after[1:])[int(random.integers(4))]


def _like(letter: str) -> str:
    if letter.isdigit():
        return _DIGITS
    return _ARABIC if letter > "\u0600" else _LATIN
