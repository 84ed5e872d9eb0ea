"""Tables of phrases with what is to be read in them, and readings in the same short form."""

from __future__ import annotations

from pathlib import Path

from tahqiq.language.dates import Calendar, DateMention
from tahqiq.language.numbers import Kind, Quantity
from tahqiq.vocab.counts import Hedge

SIGNS = {
    Hedge.EXACT: "",
    Hedge.MORE_THAN: ">",
    Hedge.AT_LEAST: "≥",
    Hedge.AT_MOST: "≤",
    Hedge.ABOUT: "~",
    Hedge.PROBABLY: "?",
    Hedge.UNSPECIFIED: "some",
}


def table(name: str) -> list[tuple[str, str]]:
    """The rows of a table: a text, and what is to be found."""
    lines = (Path(__file__).parent / "phrases" / name).read_text("utf-8").split("\n")
    lines = [line.replace("\\u00a0", "\u00a0").replace("\\u202f", "\u202f") for line in lines]
    rows = (line.rpartition(" | ") for line in lines if line and not line.startswith("#"))
    return [(text, found) for text, _, found in rows]


def shown(quantities: tuple[Quantity, ...]) -> str:
    """All quantities in the form of the tables."""
    return ", ".join(f"{each.quote} = {reading(each)}" for each in quantities) or "nothing"


def reading(quantity: Quantity) -> str:
    """One quantity in the form of the tables."""
    if quantity.kind is not Kind.COUNT:
        return quantity.kind.value
    low, high = quantity.count.min, quantity.count.max
    if low is None and high is None:
        return SIGNS.get(quantity.hedge) or quantity.hedge.value
    if quantity.hedge is Hedge.RANGE:
        return f"{low}–{high}"
    return f"{SIGNS[quantity.hedge]}{low if low is not None else high}"


def dates_shown(mentions: tuple[DateMention, ...]) -> str:
    """All dates in the form of the tables."""
    return "; ".join(f"{each.quote} = {days(each)}" for each in mentions) or "nothing"


def days(mention: DateMention) -> str:
    """One date in the form of the tables."""
    shown = "?"
    if mention.span is not None:
        first, last = mention.span.iso()
        shown = first if first == last else f"{first}..{last}"
    if mention.time_of_day is not None:
        time = mention.time_of_day
        shown += f" @ {time.start:%H:%M}" if time.name == "clock" else f" @ {time.name}"
    if mention.calendar is Calendar.HIJRI:
        shown += " hijri"
    return shown + (" !" if mention.ambiguous else "")
