"""Findings that both files share, in the spelling of the record's items (``casebook.findings``)."""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.casebook.findings import read
from tahqiq.casebook.importing.filing.answers import Answered
from tahqiq.casebook.remains_items import items_of


def chart(answered: Answered) -> str:
    """The dental chart of a form, a tooth a line.

    Milk teeth, teeth not seen and a tooth charted twice have no line in the record; where there is one of
    them, the form's own chart is told as left behind.
    """
    teeth = answered.rows("tooth", carried=("tooth_number", "tooth_state", "surfaces"))
    kept: dict[str, str] = {}
    for tooth in teeth:
        number = tooth.get("tooth_number", "")
        line = f"{number} {tooth.get('tooth_state', '')} {tooth.get('surfaces', '')}".strip()
        if number not in kept and _is_readable("chart", line):
            kept[number] = line
    if len(kept) < len(teeth):
        answered.leave("tooth")
    return "\n".join(kept.values())


def readable(of: str, answered: Answered, names: Mapping[str, str]) -> dict[str, str]:
    """Items of the record from free answers; one that the record cannot read stays in the submission.

    Args:
        of: 'remains' or 'missing'. ``names``: item → question.
    """
    items = items_of("remains" if of == "remains" else "missing")
    found = {}
    for item, question in names.items():
        words = answered.peek(question)
        if words and _is_readable(items[item].kind, words):
            found[item] = answered.words(question)
    return found


def _is_readable(kind: str, words: str) -> bool:
    try:
        read(kind, words)
    except ValueError:
        return False
    return True
