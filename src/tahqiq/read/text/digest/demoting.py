"""Which lines are headings where sentences are short lines without full stops, as in many bulletins.

There a short line says nothing by being short; it is a heading by where it stands: beside a date, a
field, a number or a line of signs, or marked as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tahqiq.read.text.digest.cues import names_outlet
from tahqiq.read.text.digest.rows import Kind, Row

#: Of the letters of a text so many at least are running text; and a header has so many lines at most.
_RUNNING, _LONGEST_HEADER = 0.5, 15
#: A heading stands so many lines above a date or field at most.
_ABOVE = 3
_PARTING = frozenset((Kind.RULE, Kind.COUNT, Kind.END))


def demoted(rows: list[Row]) -> list[Row]:
    """The rows; where hardly anything is running text, short ones that stand like sentences become it."""
    if not _is_all_short(rows):
        return rows
    kept = {at for at, row in enumerate(rows) if row.kind is Kind.SHORT and _is_marked(row, at)}
    for at, row in enumerate(rows):
        if row.kind not in {Kind.BODY, Kind.SHORT}:
            kept.update(_above(rows, at))
            kept.update(_below(rows, at))
    return [
        replace(row, kind=Kind.BODY) if row.kind is Kind.SHORT and at not in kept else row
        for at, row in enumerate(rows)
    ]


def _is_all_short(rows: list[Row]) -> bool:
    """Whether short lines are the rule, and not headings."""
    running = sum(len(row.text) for row in rows if row.kind is Kind.BODY)
    whole = sum(len(row.text) for row in rows)
    longest = together = 0
    for row in rows:
        together = 0 if row.kind is Kind.BODY else together + 1
        longest = max(longest, together)
    return running < _RUNNING * whole and longest > _LONGEST_HEADER


def _is_marked(row: Row, at: int) -> bool:
    """Whether a line is a heading by itself."""
    return not at or row.gap > 1 or row.number > 0 or row.text[0] == "#" or names_outlet(row.text)


def _above(rows: list[Row], at: int) -> Iterable[int]:
    """The short lines just above a row that belong to it: back to a blank line or another such row."""
    chain, place = list[int](), at
    while place and rows[place - 1].kind is Kind.SHORT and len(chain) < _ABOVE:
        place -= 1
        chain.append(place)
        if place and rows[place - 1].kind not in {Kind.BODY, Kind.SHORT}:
            return chain
        if rows[place].gap and not rows[at].gap:
            return chain
    return () if rows[at].gap else chain[:1]


def _below(rows: list[Row], at: int) -> Iterable[int]:
    """The short line just below a row that parts articles, or that leads one."""
    below = at + 1
    if below == len(rows) or rows[below].kind is not Kind.SHORT:
        return ()
    leads = rows[below].gap == 0 and rows[at].gap > 0
    return (below,) if rows[at].kind in _PARTING or leads else ()
