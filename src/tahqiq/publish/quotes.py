"""A quote as pages show it: the words or cells, who said them, and how to check them."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup, escape

from tahqiq.publish import labels
from tahqiq.publish.edition import Edition, Link
from tahqiq.publish.shelves import Held
from tahqiq.publish.straight import marked, shown
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    ClaimRow,
    ListingRow,
    StatementRow,
    Withheld,
)

Fact = tuple[str, Markup | str | Link]
#: The unit that goes without saying; every other (percent, buildings, bodies) is said.
_PEOPLE = "people"
_LONG_CELL = 60  # characters
_LETTER: dict[type, str] = {
    ClaimRow: "c",
    AssessmentRow: "a",
    AnswerRow: "w",
    StatementRow: "s",
    ListingRow: "l",
}


class Quote(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row that quotes a sealed item.

    Attributes:
        anchor: its id on the page of quotes; ``href``: that page and anchor.
        title: what is claimed, in short.
        figure: the figure with its hedge; '' where the row carries none. ``unit``: of what.
        cells: column and cell, for a table.
        words: the words quoted from running text, with those around them.
        withheld: the reason, where the quote may not be shown.
        spot: where in the item, to be found again by hand.
    """

    anchor: str
    href: str
    title: Markup | str
    figure: str = ""
    unit: Markup | str = ""
    source: Link | None = None
    cells: tuple[tuple[str, str], ...] = ()
    words: str = ""
    before: str = ""
    after: str = ""
    withheld: Markup | None = None
    spot: Markup | str = ""
    facts: tuple[Fact, ...] = ()
    start: int = 0
    end: int = 0
    trail_note: Markup | None = None
    sha256: str = ""


def address(held: Held[Any]) -> tuple[str, str]:
    """Anchor of a row's quote, and its page with the anchor."""
    anchor = f"{_LETTER[type(held.row)]}-{held.row.id}"
    return anchor, f"claims/{held.passage}.html#{anchor}"


def claim_quote(
    edition: Edition, held: Held[ClaimRow], *, whole: bool = False, listed: bool = False
) -> Quote:
    """A claim with its words.

    Args:
        edition: the language.
        held: the claim.
        whole: with everything known about it, as its own page shows it.
        listed: as a list shows it: what, by whom and where it opens. The same for all other quotes.
    """
    tongue, row = edition.tongue, held.row
    anchor, href = address(held)
    return Quote(
        anchor=anchor,
        href=href,
        title=tongue.pick(row, "statement")
        or tongue.withheld(row.withheld, "statement_en", "statement")
        or tongue.word("A claim"),
        figure=claim_figure(edition, row),
        unit=tongue.said(row.unit if row.unit != _PEOPLE else ""),
        source=edition.source(row.source),
        cells=() if listed else _cells(row.columns, row.quote),
        words=row.quote or "",
        before=_from_a_word(row.context_before or "") if row.start else "",
        after=_to_a_word(row.context_after or ""),
        withheld=_withheld(edition, row.quote, row.withheld),
        spot=_spot(edition, row.columns, row.record, row.key, row.start, row.end) if whole else "",
        facts=_claim_facts(edition, row) if whole else (),
        start=row.start,
        end=row.end,
        sha256=row.text_sha256,
    )


def claim_figure(edition: Edition, row: ClaimRow) -> str:
    """'5–7 civilians killed', 'dozens'; '' for a claim that counts nothing."""
    if row.min is None and row.max is None and row.hedge in {"", "exact"}:
        return ""
    return edition.tongue.figure(row)


def assessment_quote(edition: Edition, held: Held[AssessmentRow], *, listed: bool = False) -> Quote:
    """The cells a source's own grade and range stand in."""
    tongue, row = edition.tongue, held.row
    anchor, href = address(held)
    grade = tongue.label(labels.GRADES, row.grade)
    assessor = tongue.pick(row, "assessor") or tongue.words(row.assessor)
    facts: list[Fact] = [(tongue.word("Assessor"), assessor), (tongue.word("Grade"), grade)]
    title = _titled(assessor, grade)
    note = (
        tongue.label(labels.TRAIL_NOTES, row.trail_note)
        if row.trail_note in labels.TRAIL_NOTES
        else row.trail_note
    )
    return Quote(
        anchor=anchor,
        href=href,
        title=title,
        figure=tongue.range(row.killed_min, row.killed_max),
        source=edition.source(row.assessor),
        cells=() if listed else _cells(row.columns, row.quote),
        words=row.quote or "",
        withheld=_withheld(edition, row.quote, row.withheld),
        spot="" if listed else _spot(edition, row.columns, row.record, "", 0, 0),
        facts=tuple(facts),
        trail_note=tongue.said(note) if note else None,
        sha256=edition.item(row.item).row.sha256 if row.item else "",
    )


def answer_quote(edition: Edition, held: Held[AnswerRow], *, listed: bool = False) -> Quote:
    """The cells an armed actor's answer stands in."""
    tongue, row = edition.tongue, held.row
    anchor, href = address(held)
    party = edition.party(row.party)
    conceded = row.killed_min is not None or row.killed_max is not None
    return Quote(
        anchor=anchor,
        href=href,
        title=_titled(party.name, tongue.label(labels.STATES, row.state)),
        figure=tongue.range(row.killed_min, row.killed_max) if conceded else "",
        source=Link(party.name, ""),
        cells=() if listed else _cells(row.columns, row.quote),
        words=row.quote or "",
        withheld=_withheld(edition, row.quote, row.withheld),
        spot="" if listed else _spot(edition, row.columns, row.record, "", 0, 0),
        facts=() if listed else _answer_facts(edition, row),
        sha256=edition.item(row.item).row.sha256,
    )


def _answer_facts(edition: Edition, row: AnswerRow) -> tuple[Fact, ...]:
    tongue = edition.tongue
    facts: list[Fact] = [(tongue.word("Answer by"), edition.party(row.party).name)]
    facts += [(tongue.word("Reason"), tongue.label(labels.REASONS, reason)) for reason in row.reasons]
    if row.grid_reference:
        facts.append((tongue.word("Grid reference"), tongue.words(row.grid_reference, kind="code")))
    if row.location_wording:
        facts.append((tongue.word("Place, as the answer words it"), tongue.words(row.location_wording)))
    return tuple(facts)


def statement_quote(edition: Edition, held: Held[StatementRow], *, listed: bool = False) -> Quote:
    """Words of an armed actor."""
    tongue, row = edition.tongue, held.row
    anchor, href = address(held)
    party = edition.party(row.party)
    kind = tongue.label(labels.STATEMENT_KINDS, row.kind) or tongue.word("Statement")
    facts: list[Fact] = [(tongue.word("Said by"), party.name), (tongue.word("Kind"), kind)]
    if (row.said_from or row.said_to) and not listed:
        facts.append((tongue.word("Said on"), tongue.date(row.said_from, row.said_to)))
    return Quote(
        anchor=anchor,
        href=href,
        title=_titled(party.name, kind),
        source=Link(party.name, ""),
        cells=() if listed else _cells(row.columns, row.quote),
        words=row.quote or "",
        withheld=_withheld(edition, row.quote, row.withheld),
        spot="" if listed else _spot(edition, row.columns, row.record, "", row.start, row.end),
        facts=tuple(facts),
        start=row.start,
        end=row.end,
        sha256=edition.item(row.item).row.sha256,
    )


def listing_quote(edition: Edition, held: Held[ListingRow], *, listed: bool = False) -> Quote:
    """One source's entry of one person."""
    tongue, row = edition.tongue, held.row
    anchor, href = address(held)
    source = edition.source(row.source)
    return Quote(
        anchor=anchor,
        href=href,
        title=_titled(source.name, tongue.word("entry of one person")),
        source=source,
        cells=() if listed else _cells(row.columns, row.quote),
        words=row.quote or "",
        withheld=_withheld(edition, row.quote, row.withheld),
        spot="" if listed else _spot(edition, row.columns, row.record, "", 0, 0),
        sha256=edition.item(row.item).row.sha256,
    )


def _titled(name: Markup | str, what: Markup | str) -> Markup:
    """'Somebody: something'."""
    return marked(f"{shown(name)}: {shown(what)}")


def _cells(columns: tuple[str, ...], quote: str | None) -> tuple[tuple[str, str], ...]:
    """Each column with its cell; nothing where a quote reads better, or can only be read, as one.

    Cells are joined by line breaks, so those of a quote with more lines than columns cannot be told apart.
    """
    if not columns or quote is None:
        return ()
    if len(columns) == 1:
        return () if len(quote) > _LONG_CELL or "\n" in quote else ((columns[0], quote),)
    lines = quote.split("\n")
    return tuple(zip(columns, lines, strict=True)) if len(lines) == len(columns) else ()


def _from_a_word(text: str) -> str:
    """Words before a quote; the first may have been cut in two, and is left out."""
    return f"… {text.partition(' ')[2]}" if " " in text else text


def _to_a_word(text: str) -> str:
    """Words after a quote, likewise; a text that ends with a sentence was not cut."""
    if not text or text.rstrip()[-1:] in {".", "”", "»", "؟", "!", "?", ""}:
        return text
    return f"{text.rpartition(' ')[0]} …"


def _withheld(edition: Edition, quote: str | None, withheld: tuple[Withheld, ...]) -> Markup | None:
    if quote is not None:
        return None
    reason = edition.tongue.withheld(withheld, "quote")
    return reason or escape(edition.tongue.word("The release does not say why."))


def _spot(
    edition: Edition, columns: tuple[str, ...], record: int | None, key: str, start: int, end: int
) -> Markup | str:
    """Where the quote stands, so that a person with the sealed item finds it."""
    word, words = edition.tongue.word, edition.tongue.words
    if columns:
        at = f"{word('record')} {words(str(record or 0), kind='code')}"
        named = f"{word('columns')} {words(', '.join(columns), kind='code')}"
        ends = f" · {words(key, kind='code')}" if key else ""
        return marked(f"{at} · {named}{ends}")  # words of ours, and escaped ones
    if end:
        return marked(f"{word('code points')} {words(f'{start}–{end}', 'en', kind='code')}")
    return ""


def _claim_facts(edition: Edition, row: ClaimRow) -> tuple[Fact, ...]:
    """What is known about a claim beside its words, in the order a reader asks."""
    tongue = edition.tongue
    facts: list[Fact] = [(tongue.word("Said by"), chain(edition, row))]
    if row.said_from or row.said_to:
        facts.append((tongue.word("Said on"), tongue.date(row.said_from, row.said_to)))
    facts += _when_given(
        edition, ("How the date is known", row.said_note), ("Rests on", row.basis), ("Of whom", row.of_whom)
    )
    counted = " ".join(
        str(part)
        for part in (tongue.label(labels.CATEGORIES, row.category), tongue.label(labels.EFFECTS, row.effect))
        if part
    )
    facts += [(tongue.word("Counts"), counted)] if counted else []
    if row.min is not None or row.max is not None or row.hedge not in {"", "exact"}:
        facts.append((tongue.word("What the figure bounds"), tongue.label(labels.BOUNDS, row.hedge)))
    facts += _when_given(edition, ("Unit", row.unit))
    facts.append((tongue.word("How it is said"), tongue.label(labels.STANCES, row.stance)))
    if row.negated:
        facts.append((tongue.word("Denied"), tongue.word("The speaker denies what is counted.")))
    if row.standard:
        facts.append((tongue.word("Standard of proof"), tongue.label(labels.STANDARDS, row.standard)))
    facts.append((tongue.word("Covers"), tongue.label(labels.SCOPES, row.scope)))
    if row.from_date or row.to_date:
        facts.append((tongue.word("When it happened"), tongue.date(row.from_date, row.to_date)))
    facts += _when_given(
        edition, ("Place, as worded", row.place), ("Blamed, as worded", row.blamed), ("Note", row.note)
    )
    for name, claim in (("Part of", row.within), ("Replaces", row.supersedes)):
        facts += _other_claim(edition, tongue.word(name), claim)
    if tongue.language == "ar" and row.statement_ar and row.statement_ar_by:
        facts.append((tongue.word("Translated by"), tongue.said(row.statement_ar_by)))
    return tuple(facts)


def _when_given(edition: Edition, *facts: tuple[str, str | None]) -> list[Fact]:
    tongue = edition.tongue
    return [(tongue.word(name), tongue.said(text)) for name, text in facts if text]


def _other_claim(edition: Edition, name: str, key: str | None) -> list[Fact]:
    """A link to the claim that this is part of, or replaces."""
    held = edition.shelves.get(ClaimRow, key) if key else None
    if held is None:
        return []
    title = edition.tongue.pick(held.row, "statement") or escape(edition.tongue.word("A claim"))
    return [(name, Link(title, address(held)[1]))]


def chain(edition: Edition, row: ClaimRow) -> Markup:
    """Who carried a claim, and who said it first: carrier ← agency ← speaker."""
    tongue = edition.tongue
    links = [tongue.said(link.get("name", "")) for link in row.chain]
    if not links:
        return edition.source(row.source).name
    return Markup(' <span class="from" aria-label="{}">←</span> ').format(tongue.word("from")).join(links)


def origin(edition: Edition, row: ClaimRow) -> Markup:
    """Who said it first."""
    return (
        edition.tongue.said(row.chain[-1].get("name", "")) if row.chain else edition.source(row.source).name
    )
