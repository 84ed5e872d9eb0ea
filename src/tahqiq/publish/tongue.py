"""One language of the site: labels, a record's words, dates and figures, as safe HTML.

What a record says may hold digits; it is marked ``data-plain`` with what it is (words, date,
code, hash, quote, furniture). A number of the record has one way onto a page: `number`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from tahqiq.language.direction import bdi, direction_in
from tahqiq.publish.errors import UnfitRelease
from tahqiq.vocab.counts import CountRange, Hedge, figure_text
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Precision
from tahqiq.vocab.rows import ClaimRow, Withheld
from tahqiq.vocab.wording import Language, catalogue, counted, isolate, word

_NOTHING = Markup("")
_SHORT = 80  # characters; longer words are seldom met twice
_HEDGES = {hedge.value: hedge for hedge in Hedge}
_PRECISIONS = {precision.value: precision for precision in Precision}


class Tongue:
    """How one language of the site speaks."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.other: Language = "en" if language == "ar" else "ar"
        self.direction = direction_in(language)
        # What is said again and again is said once: dates, figures, messages, names, codes.
        self.date = lru_cache(maxsize=8192)(self._date)
        self.range = lru_cache(maxsize=2048)(self._range)
        self.word = lru_cache(maxsize=2048)(self._word)
        self._short_words = lru_cache(maxsize=8192)(self._words)

    def _word(self, message: str) -> str:
        """A message of ours."""
        return word(message, self.language)

    def label(self, labels: Mapping[str, str], slug: str) -> str | Markup:
        """What a slug is called; a slug without a label stands for itself."""
        message = labels.get(slug)
        if message is None:
            return self.words(slug.replace("_", " "))
        return self.word(message) if message else ""

    def counted(self, one: str, many: str, n: int) -> str:
        """A number with its noun in the right plural."""
        return counted(one, many, n, self.language)

    def plural(self, one: str, many: str, n: int) -> str:
        """The right plural of a message for n, its ``{n}`` still to be filled."""
        return catalogue(self.language).ngettext(one, many, n)

    def count(self, n: int) -> str:
        """A number alone."""
        return isolate(f"{n:,}", self.language)

    def _range(self, low: int | None, high: int | None) -> str:
        """A range as a reader sees it."""
        return _range(low, high).text(self.language)

    def figure(self, claim: ClaimRow) -> str:
        """A claim's figure with its hedge."""
        hedge = _HEDGES.get(claim.hedge, Hedge.EXACT)
        return figure_text(_range(claim.min, claim.max), hedge, self.language)

    def _date(self, first: str, last: str) -> Markup:
        """When, in words; a date that is none is shown as it was written."""
        try:
            text = DateSpan.parse(first, last).text(self.language)
        except ValueError:
            text = isolate(f"{first} – {last}", self.language)
        return Markup(f'<span data-plain="date">{escape(text)}</span>')  # noqa: S704 (escaped)

    def words(self, text: str | None, language: str = "", kind: str = "words") -> Markup:
        """Words of the record in a language of their own ('' where it is not known)."""
        if not text:
            return _NOTHING
        if len(text) > _SHORT:
            return self._words(text, language, kind)
        return self._short_words(text, language, kind)

    def _words(self, text: str, language: str, kind: str) -> Markup:
        return bdi(text, language="" if language == self.language else language, data_plain=kind)

    def pick(self, row: Any, field: str) -> Markup:
        """The row's words in this language, or in the other one and marked so; '' if in neither."""
        own = getattr(row, f"{field}_{self.language}", None)
        if own:
            return self.words(own, self.language)
        other = getattr(row, f"{field}_{self.other}", None)
        return self.words(other, self.other) if other else _NOTHING

    def said(self, text: str | None) -> Markup:
        """English words of the record that the catalogue may know in this language."""
        if not text:
            return _NOTHING
        translated = self.word(text)
        return self.words(translated, "en" if translated == text else self.language)

    def hedge_of_place(self, precision: str) -> bool:
        """Whether a place is so coarse that it needs a note."""
        return _PRECISIONS.get(precision, Precision.UNKNOWN).generic

    def withheld(self, withheld: Iterable[Withheld], *fields: str) -> Markup | None:
        """Why one of these fields is not shown; None if none of them was withheld."""
        for each in withheld:
            if each.field in fields:
                return self._reason(each)
        return None

    def _reason(self, withheld: Withheld) -> Markup:
        reason = self.said(withheld.reason)
        if not withheld.reviewed_by:
            return reason
        reviewed = escape(self.word("Reviewed by {name}.")).replace(
            "{name}", self.words(withheld.reviewed_by)
        )
        return Markup(f"{reason} <span>{reviewed}</span>")  # noqa: S704 (both escaped)


def _range(low: int | None, high: int | None) -> CountRange:
    try:
        return CountRange(low, high)
    except ValueError as error:
        raise UnfitRelease(f"not a range of counts: {error}") from error
