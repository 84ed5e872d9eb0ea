"""Items of a file as screens show them: section by section, only those that say something."""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.casebook.remains_items import Item, Of, groups_of
from tahqiq.desk.remains_forms import AGREEMENTS, GROUPS
from tahqiq.desk.templatetags.wording import language
from tahqiq.vocab.wording import word


def told_items(of: Of, told: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Section → what each item is called, and what was written."""
    sections = [
        (group, [_line(item, told[item.key]) for item in items if item.key in told])
        for group, items in groups_of(of).items()
    ]
    return [(word(GROUPS[group], language()), said) for group, said in sections if said]


def _line(item: Item, text: str) -> tuple[str, str]:
    """What an item is called and what was written; an agreement in the words of the screen."""
    said = word(AGREEMENTS[text], language()) if item.kind == "agreement" else text
    return word(item.label, language()), said
