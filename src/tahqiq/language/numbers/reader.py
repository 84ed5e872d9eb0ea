"""One pass over the tokens of a text, in which every figure is taken up, judged and set down."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.finding import Dated, dated, weekday_names
from tahqiq.language.figures.figure import Figure
from tahqiq.language.figures.lexicon import lexicon
from tahqiq.language.figures.nouns import SHORTEST, dual_by_agreement, noun_form
from tahqiq.language.figures.ordinals import ordinal
from tahqiq.language.lexicons import Around, languages
from tahqiq.language.numbers.counted import noun_after, noun_before
from tahqiq.language.numbers.found import Span, after_article, figure_at, lone, with_article
from tahqiq.language.numbers.hedges import hedge_after, hedges_before, strongest
from tahqiq.language.numbers.kinds import Marked, kind_of
from tahqiq.language.numbers.quantity import Kind, Quantity, counted_as
from tahqiq.language.numbers.ranges import ranged
from tahqiq.language.tokens import Tokens, among, numerals
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge


@cache
def _seeds(language: str | None, singulars: bool) -> frozenset[str]:
    """The words at which a figure may begin."""
    words = lexicon(languages("numbers", language))
    known = words.nouns
    seeds = {*words.words, *words.vague.entries, *words.halves.from_first, *known.duals, *known.time_duals}
    return frozenset(seeds | known.singulars if singulars else seeds)


@cache
def _half_seconds(language: str | None) -> dict[str, frozenset[str]]:
    """Words that begin a figure only with certain others after them (*a half*), and those."""
    words = lexicon(languages("numbers", language))
    known, phrased = words.nouns, words.vague.entries.keys() | words.not_numbers.entries.keys()
    more = words.words.keys() | phrased | known.duals.keys() | known.time_duals.keys() | known.singulars
    return {
        word: frozenset(entry[0][1] for entry in entries)
        for word, entries in words.halves.from_first.items()
        if word not in more and all(len(entry[0]) > 1 for entry in entries)
    }


class Reader:
    """Reads the figures of one text: each is taken from where the one before ended."""

    def __init__(
        self, tokens: Tokens, language: str | None, *, singulars: bool, dates: Iterable[Atom] | None = None
    ) -> None:
        self.tokens = tokens
        self.language = language
        self.words = lexicon(languages("numbers", language))
        self.known = _seeds(language, singulars)
        self.weekdays = weekday_names(language)
        self.dates = dated(tokens, language, dates)
        self.date_starts = [each.first for each in self.dates]
        self.numerals = numerals(tokens)
        self.marked = Marked(tokens, self.numerals)
        self.singulars = singulars
        self.floor = 0

    def quantities(self) -> Iterator[Quantity]:
        """Every figure in the order of the text."""
        for seed in self._seeds():
            if seed >= self.floor:
                found = self._at(seed)
                if found is not None:
                    yield found

    def _seeds(self) -> list[int]:
        """The tokens at which a figure may begin, in their order."""
        words, halves = self.tokens.words, _half_seconds(self.language)
        seeds = [
            at
            for at in among(words, self.known)
            if words[at] not in halves or words[at + 1] in halves[words[at]]
        ]
        return sorted({*seeds, *self.numerals, *self._agreeing()})

    def _agreeing(self) -> list[int]:
        """The tokens that are duals because the next word agrees with them."""
        pattern = _agreement(self.words.nouns.agreeing)
        if pattern is None:
            return []
        tokens = self.tokens
        found = (tokens.at(each.end()) - 1 for each in pattern.finditer(tokens.folded))
        return [at for at in found if dual_by_agreement(tokens, at, self.words.nouns) is not None]

    def _at(self, seed: int) -> Quantity | None:
        """The figure at a seed, if it is one; what it consists of is passed over afterwards."""
        date = self._date_at(seed)
        if date is not None:
            return self._in_date(seed, date)
        place = self.marked.at(self.tokens.starts[seed])
        if place is not None:
            return self._place(*place)
        if self.tokens.words[seed].isdecimal():
            return self._figure(seed)
        return self._word(seed)

    def _word(self, seed: int) -> Quantity | None:
        """The figure that a word is, or begins."""
        vague = self.words.vague.around(self.tokens, seed, self.floor)
        never = self.words.not_numbers.around(self.tokens, seed, self.floor)
        phrase = vague if never is None or (vague is not None and _size(vague) > _size(never)) else never
        if phrase is not None:
            if self._hedges_a_figure(phrase.first):
                return None
            if phrase is vague:
                return self._vague(vague)
            self.floor = phrase.end
            return None
        return self._dual(seed) or self._ordinal(seed) or self._figure(seed) or self._singular(seed)

    def _hedges_a_figure(self, at: int) -> bool:
        """Whether a hedge begins with a token and a figure follows it: *some* 70, *as many as* 60."""
        hedge = self.words.before.at(self.tokens, at)
        return hedge is not None and figure_at(self.tokens, hedge[0], self.words) is not None

    def _place(self, start: int, end: int, kind: Kind) -> Quantity:
        """An address, a telephone number or a coordinate, in one piece."""
        self.floor = self.tokens.at(end)
        quote = self.tokens.text[start:end].rstrip()
        return Quantity(quote, start, start + len(quote), kind)

    def _date_at(self, at: int) -> Dated | None:
        """The date that holds a token."""
        place = bisect_right(self.date_starts, at) - 1
        return self.dates[place] if place >= 0 and at < self.dates[place].end else None

    def _limit(self, at: int) -> int:
        """The first token after another that belongs to a date."""
        place = bisect_right(self.date_starts, at)
        return self.date_starts[place] if place < len(self.dates) else len(self.tokens)

    def _in_date(self, seed: int, date: Dated) -> Quantity | None:
        """A figure inside a date: found, so that nobody counts it."""
        figure = figure_at(self.tokens, seed, self.words)
        if figure is None or figure.end > date.end or self.tokens.words[seed] in self.weekdays:
            return None
        self.floor = figure.end
        return self._made(
            figure.start, figure.end, Kind(date.kind), value=figure.value, language=figure.language
        )

    def _vague(self, found: Around[tuple[Hedge, str]]) -> Quantity:
        """Words without a number, with the hedges before them in the quote."""
        tokens, (hedge, language) = self.tokens, found.meaning
        _, start, _ = hedges_before(tokens, found.first, self.words, self.floor)
        self.floor = found.end
        start = tokens.inside(found.first, found.letters) if start is None else start
        noun = self._after(found.end)
        return self._made(start, found.end, Kind.COUNT, hedge=hedge, language=language, noun=noun)

    def _dual(self, at: int) -> Quantity | None:
        """A noun in the dual: two of it; with the word for two after it, where that is said."""
        tokens, known = self.tokens, self.words.nouns
        if tokens.words[at] in known.explicit_two and at > self.floor:
            return self._two_said(at)
        timed = known.time_duals.get(tokens.words[at])
        dual = timed or known.duals.get(tokens.words[at]) or self._agreed(at)
        if dual is None:
            return None
        said = tokens.words[at + 1] in known.explicit_two and self._date_at(at + 1) is None
        letters, language = dual
        figure = Figure(Fraction(2), at, at + 1 + said, tokens.inside(at, letters), language)
        return self._hedged(lone(figure), Kind.COUNT if timed is None else Kind.MEASURE, noun=at)

    def _agreed(self, at: int) -> tuple[int, str] | None:
        """A dual outside the table, by the word after it; a number is none."""
        numbers, words = self.words.words, self.tokens.words
        if words[at] in numbers or (
            words[at + 1] in numbers and words[at + 1] not in self.words.nouns.explicit_two
        ):
            return None
        return dual_by_agreement(self.tokens, at, self.words.nouns)

    def _two_said(self, at: int) -> Quantity | None:
        """A noun with a dual ending, no certain dual by itself, before the word for two (مدنيين اثنين)."""
        noun = self.tokens.words[at - 1]
        if not noun.endswith(self.words.nouns.two_endings) or not self.tokens.near(at):
            return None
        if len(noun) < SHORTEST:
            return None  # فإن اثنين: that, and no noun
        word = self.words.words[self.tokens.words[at]]
        figure = Figure(Fraction(2), at - 1, at + 1, self.tokens.starts[at - 1], word.language)
        return self._hedged(lone(figure), Kind.COUNT, noun=at - 1)

    def _ordinal(self, at: int) -> Quantity | None:
        """An ordinal in words."""
        found = ordinal(self.tokens, at, self.words)
        if found is None:
            return None
        self.floor = found.end
        value = Fraction(found.value)
        return self._made(found.start, found.end, Kind.ORDINAL, value=value, language=found.language)

    def _figure(self, seed: int) -> Quantity | None:
        """A number in digits or words, or a range of two."""
        figure = after_article(self.tokens, seed, self.words, self.floor)
        if figure is None:
            figure = figure_at(self.tokens, seed, self.words)
            if figure is None:
                return None
            figure = with_article(self.tokens, figure, self.words, self.floor)
        return self._hedged(ranged(self.tokens, figure, self.words, self.floor, self._limit(seed)))

    def _hedged(self, span: Span, kind: Kind | None = None, noun: int | None = None) -> Quantity:
        """A figure with its hedges, kind and noun."""
        tokens, words, limit = self.tokens, self.words, self._limit(span.end - 1)
        _, start, hedges = hedges_before(tokens, self._bare_first(span), words, self.floor)
        after = hedge_after(tokens, span.end, words)
        if kind is None:
            hedged = bool(hedges) or after is not None
            kind = kind_of(tokens, span, words, hedged=hedged, dated=limit)
            noun = self._noun(span, limit)
        end = span.end
        if after is not None and after[0] <= limit:
            end, hedges = after[0], [*hedges, after[1]]
        ordinal_end = kind is Kind.ORDINAL and tokens.glued(span.end)
        begin = span.start if start is None else start
        end += ordinal_end
        self.floor = max(end, self._sign_end(span) if kind is Kind.PERCENTAGE else end)
        return self._read(span, kind, strongest(hedges), begin, end, noun)

    def _sign_end(self, span: Span) -> int:
        """The token after the words that make a figure a percentage: the hundred of بالمئة counts nothing."""
        found = self.words.signs["after"].after(self.tokens, span.end)
        return span.end if found is None else found[0]

    def _bare_first(self, span: Span) -> int:
        """The first token of a figure or of a particle before its digits (أكثر من الـ27)."""
        at = span.first
        if at <= self.floor or not span.low.digits:
            return at
        before = self.tokens.words[at - 1]
        glued = before in self.words.particles and before not in self.words.joiners
        return at - 1 if glued and not self._hedge_at(at) else at

    def _hedge_at(self, at: int) -> bool:
        """Whether a hedge ends right before a token."""
        return self.words.before.before(self.tokens, at, self.floor) is not None

    def _noun(self, span: Span, limit: int) -> int | None:
        """The token of the counted noun: after the figure, or before one, the two, the five."""
        after = noun_after(self.tokens, span.end, self.words, limit)
        word = self.words.words.get(self.tokens.words[span.first])
        if word is None or word.joined or not (word.definite or span.low.value in _ONE_OR_TWO):
            return after
        known = after is not None and noun_form(self.tokens.words[after], self.words.nouns) is not None
        if known and span.low.value != 1:
            return after
        before = noun_before(self.tokens, span.first, self.words, self.floor)
        return after if before is None else before

    def _after(self, at: int) -> int | None:
        return noun_after(self.tokens, at, self.words, self._limit(at - 1))

    def _singular(self, at: int) -> Quantity | None:
        """A counted noun that stands for one, where the caller asked for it."""
        tokens, words = self.tokens, self.words
        word = tokens.words[at]
        if not self.singulars or word not in words.nouns.singulars:
            return None
        before = tokens.word(at - 1)
        if tokens.near(at) and (before.isdecimal() or before in words.words):
            return None  # the noun of the figure before it: 17 غارة
        article = at - 1 >= self.floor and before in words.articles
        if word.isascii() and not article:
            return None
        self.floor = at + 1
        start = tokens.starts[at - 1 if article else at]
        one = CountRange.exactly(1)
        return self._made(start, at + 1, Kind.COUNT, count=one, value=Fraction(1), noun=at)

    def _read(self, span: Span, kind: Kind, hedge: Hedge, start: int, end: int, noun: int | None) -> Quantity:
        """The quantity of a figure."""
        low, high = span.low.value, None if span.high is None else span.high.value
        if high is not None:
            hedge = Hedge.RANGE
        return self._made(
            start,
            end,
            kind,
            count=counted_as(low, high, hedge) if kind is Kind.COUNT else UNKNOWN,
            value=low if high is None else None,
            hedge=hedge,
            language=span.low.language,
            noun=noun,
        )

    def _made(
        self,
        start: int,
        end: int,
        kind: Kind,
        *,
        count: CountRange = UNKNOWN,
        value: Fraction | None = None,
        hedge: Hedge = Hedge.EXACT,
        language: str | None = None,
        noun: int | None = None,
    ) -> Quantity:
        """A quantity from a position of the text to the end of the token before ``end``."""
        tokens = self.tokens
        stop = tokens.ends[end - 1]
        named, noun_start = None, None
        if noun is not None:  # a dual is its own noun, and begins after its particle
            noun_start = max(tokens.starts[noun], start) if start < tokens.ends[noun] else tokens.starts[noun]
            named = tokens.text[noun_start : tokens.ends[noun]]
        quote = tokens.text[start:stop]
        return Quantity(quote, start, stop, kind, count, value, hedge, language, named, noun_start)


_ONE_OR_TWO = (1, 2)


@cache
def _agreement(endings: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds the end of a word with a dual ending before a word that may agree with it."""
    if not endings:
        return None
    return re.compile(r"(?:ان|تين)(?= [^\W\d_]+(?:" + "|".join(endings) + r")\b)")


def _size(found: Around[Any]) -> int:
    """The words of a phrase."""
    return found.end - found.first
