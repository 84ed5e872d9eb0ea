"""What kind of figure it is: a count, or a percentage, an age, a year, a name in digits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from tahqiq.language.figures.lexicon import Lexicon
from tahqiq.language.numbers.found import Span
from tahqiq.language.numbers.quantity import Kind
from tahqiq.language.tokens import Tokens

#: Digits without grouping that are longer name a thing (serial, phone and file numbers).
_LONGEST_COUNT = 7
_YEARS = range(1900, 2101)
_SENTENCE_ENDS = frozenset('.:;؛؟?!•*"”»')
_MARKERS = frozenset(")-.")

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+|[@#][^\W\d]\w*\d\w*")
#: One of these stands in every address; none has a blank in it.
_SIGNS = ("@", "#", "://", "www.")
_BLANK = re.compile(r"\s")
_PHONE = re.compile(
    r"[0-9+](?<![\w.].)(?:(?<=\+) ?[0-9]|(?<=0)0[1-9])[0-9 ()-]{6,}[0-9]"
    r"|0(?<![\w.-].)[0-9]{1,3}[ -][0-9]{3}[ -]?[0-9]{3,4}(?!\w)"
)
_PLUS = re.compile(r"\+")
#: Decimal degrees in a pair; degrees with minutes and seconds; a grid reference (MGRS).
_COORDINATE = re.compile(
    r"[0-9](?<![\w.,].)(?:"
    r"[0-9]{0,2}\.[0-9]{3,}°? ?[nsew]?[ ,;/]{1,3}-?[0-9]{1,3}\.[0-9]{3,}(?: ?°?[nsew]\b)?"
    r"|[0-9]{0,2}(?:\.[0-9]+)? ?[°º] ?(?:[0-9]{1,2}(?:\.[0-9]+)? ?['′’]{0,2} ?"
    r"(?:[0-9]{1,2}(?:\.[0-9]+)? ?[\"″”'′’]{0,2})?)? ?[nsew]?\b"
    r"|[0-9]? ?[c-hj-np-x] ?[a-hj-np-z]{2} ?[0-9]{2,5} ?[0-9]{2,5}(?!\w))"
)


class Marked:
    """Places of a text that are addresses, telephone numbers or coordinates: one figure each.

    Args:
        tokens: of the text.
        numerals: those that are digits.
    """

    def __init__(self, tokens: Tokens, numerals: Iterable[int]) -> None:
        found = list[tuple[int, int, Kind]]()
        folded = tokens.folded
        found += [(*span, Kind.IDENTIFIER) for span in _addresses(folded)]
        digits = [tokens.starts[at] for at in numerals]
        found += [(*span, Kind.COORDINATE) for span in _from(_COORDINATE, folded, digits)]
        if "+" in folded:
            digits = sorted([*digits, *(each.start() for each in _PLUS.finditer(folded))])
        found += [(*span, Kind.PHONE) for span in _from(_PHONE, folded, digits)]
        self._places = sorted(found, key=lambda each: each[:2])
        self._starts = [each[0] for each in self._places]

    def at(self, position: int) -> tuple[int, int, Kind] | None:
        """The place that holds a position: where it begins and ends, and its kind."""
        at = bisect_right(self._starts, position) - 1
        return self._places[at] if at >= 0 and position < self._places[at][1] else None


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses and names with digits stand: looked for between the blanks around a sign of one."""
    signs = sorted(at for sign in _SIGNS for at in _places_of(sign, text))
    floor = 0
    for at in signs:
        if at < floor:
            continue
        start = max(text.rfind(" ", floor, at), text.rfind("\n", floor, at), floor - 1) + 1
        blank = _BLANK.search(text, at)
        floor = len(text) if blank is None else blank.start()
        yield from (each.span() for each in _ADDRESS.finditer(text, start, floor))


def _places_of(sign: str, text: str) -> Iterator[int]:
    """Where a sign stands."""
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _from(pattern: re.Pattern[str], text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Where a pattern matches from one of the places given, none within the match before."""
    floor = 0
    for start in starts:
        found = pattern.match(text, start) if start >= floor else None
        if found is not None:
            floor = found.end()
            yield found.span()


def kind_of(tokens: Tokens, span: Span, words: Lexicon, *, hedged: bool, dated: int) -> Kind:
    """The kind of a figure, from its digits and from what stands around it.

    Args:
        tokens: of the text.
        span: the figure.
        words: of the languages to read.
        hedged: whether a hedge was said of it: no year is 'more than 2017'.
        dated: the first token after the figure that belongs to a date; what is there is no unit.
    """
    kind = _name(tokens, span, words)
    if kind is not None:
        return kind
    before = words.signs["before"].before(tokens, span.first)
    label = None if before is None else before[2]
    kind = _unit(tokens, span, words, label, dated)
    if kind is not None:
        return kind
    if label == "money":
        return Kind.MONEY
    if _aged(tokens, span, words, label):
        return Kind.AGE
    if label == "identifier" and span.low.digits and not _counts(tokens, span, words):
        return Kind.IDENTIFIER
    if not hedged and _year(tokens, span, words):
        return Kind.YEAR
    whole = span.low.value.denominator == span.last.value.denominator == 1
    return Kind.COUNT if whole else Kind.MEASURE


def _name(tokens: Tokens, span: Span, words: Lexicon) -> Kind | None:
    """Digits that are part of a name, a ratio or a list: F-16, 155mm, 24/7, 007, '1-' before an item."""
    first, last = span.low, span.last
    if not last.digits:
        return None
    digits = first.digits
    if (len(digits) > 1 and digits[0] == "0" and digits.isdecimal()) or (
        digits.isdecimal() and len(digits) > _LONGEST_COUNT
    ):
        return Kind.IDENTIFIER
    if _glued_before(tokens, first.first, words) or _list_marker(tokens, span):
        return Kind.IDENTIFIER
    return _glued_after(tokens, last.end, words)


def _glued_before(tokens: Tokens, at: int, words: Lexicon) -> bool:
    """Whether letters, or digits and a sign, are glued before digits (M1, F-16, 1/2)."""
    if not tokens.glued(at):
        return False
    before = tokens.words[at - 1]
    if before.isalpha():
        return before not in words.particles
    if before in {"-", "/", ".", "_", ":", ","} and tokens.glued(at - 1):
        beyond = tokens.words[at - 2]
        if beyond.isdecimal():
            return True
        return (
            beyond.isalpha()
            and before != ","
            and before != "."
            and before != ":"
            and beyond not in words.particles
        )
    return before == "_"


def _glued_after(tokens: Tokens, at: int, words: Lexicon) -> Kind | None:
    """The kind that letters or signs glued after digits tell (5th, 155mm, 3D, 24/7, 10-storey)."""
    if not tokens.glued(at):
        return None
    after = tokens.words[at]
    if after in words.ordinal_suffixes:
        return Kind.ORDINAL
    if words.signs["after"].after(tokens, at) is not None:
        return None
    if after == "s" and not tokens.glued(at + 1):
        return Kind.AGE if tokens.ends[at - 1] - tokens.starts[at - 1] == 2 else Kind.YEAR
    if after.isascii() and after.isalpha() and after not in words.nouns.forms:
        return Kind.IDENTIFIER
    if after in {"/", ":", "-", "_"} and tokens.glued(at + 1):
        return _after_sign(tokens, at, words)
    return None


def _after_sign(tokens: Tokens, at: int, words: Lexicon) -> Kind | None:
    """The kind of digits before a sign and something glued to that."""
    following = tokens.words[at + 1]
    if words.after.after(tokens, at) is not None:
        return None
    if following.isdecimal():
        return Kind.IDENTIFIER
    if tokens.words[at] != "-" or not following.isalpha() or following in words.nouns.forms:
        return None
    return Kind.MEASURE if words.adjectival or following in words.age_units else None


def _list_marker(tokens: Tokens, span: Span) -> bool:
    """Whether digits number an item of a list: at the start of a line or sentence, with a sign after them."""
    at, end = span.first, span.end
    sign = tokens.word(end)
    if span.high is not None or len(span.low.digits) > 2 or sign not in _MARKERS or not tokens.glued(end):
        return False
    if tokens.glued(end + 1) and (sign != "-" or tokens.words[end + 1].isalnum()):
        return False
    if end + 1 >= len(tokens):
        return False
    if at == 0 or "\n" in tokens.folded[tokens.ends[at - 1] : tokens.starts[at]]:
        return True
    return sign != "." and tokens.words[at - 1] in _SENTENCE_ENDS


def _unit(tokens: Tokens, span: Span, words: Lexicon, label: str | None, dated: int) -> Kind | None:
    """The kind that the words after a figure tell."""
    at = span.end
    found = words.signs["after"].after(tokens, at)
    if found is None or found[0] > dated or not tokens.near(at):
        return _adjective(tokens, span, words)
    kind = _KINDS[found[1]]
    aged = kind is Kind.MEASURE and tokens.words[at] in words.age_units
    return Kind.AGE if aged and _aged(tokens, span, words, label, unit=True) else kind


_KINDS = {
    "percent": Kind.PERCENTAGE, "age": Kind.AGE, "money": Kind.MONEY, "measure": Kind.MEASURE,
    "identifier": Kind.IDENTIFIER,
}  # fmt: skip


def _adjective(tokens: Tokens, span: Span, words: Lexicon) -> Kind | None:
    """A number word in an adjective (two-storey) measures, unless a counted noun follows it."""
    at = span.end
    if tokens.word(at) != "-" or not tokens.glued(at) or not tokens.glued(at + 1):
        return None
    found = words.signs["after"].after(tokens, at + 1)
    return _KINDS[found[1]] if found is not None else _after_sign(tokens, at, words)


def _aged(tokens: Tokens, span: Span, words: Lexicon, label: str | None, *, unit: bool = False) -> bool:
    """Whether a figure is an age: 'aged 12', عمره 12, (12 عاما), children under five."""
    if label == "age":
        return not _counts(tokens, span, words)
    if unit and tokens.word(span.first - 1) in _ENCLOSING:
        return tokens.word(span.end + 1) in _ENCLOSING
    if _between_commas(tokens, span):
        return True
    limit = tokens.word(span.first - 1) in words.age_limits
    return limit and tokens.word(span.first - 2) in words.nouns.forms and not _counts(tokens, span, words)


_ENCLOSING = frozenset("(),،")
_COMMAS = frozenset(",،")
_OLDEST = 115


def _between_commas(tokens: Tokens, span: Span) -> bool:
    """A small number between two commas after a word is an age (Sam Hill, 45, and his wife)."""
    digits = span.low.digits
    if not digits.isdecimal() or len(digits) > 3 or span.high is not None or int(digits) > _OLDEST:
        return False
    enclosed = tokens.words[span.first - 1] in _COMMAS and tokens.words[span.end] in _COMMAS
    return enclosed and tokens.words[span.first - 2].isalpha() and not tokens.words[span.end + 1].isdecimal()


def _counts(tokens: Tokens, span: Span, words: Lexicon) -> bool:
    """Whether a counted noun follows a figure at once."""
    return tokens.words[span.end] in words.nouns.forms


def _year(tokens: Tokens, span: Span, words: Lexicon) -> bool:
    """Four digits that may be a year, with nothing counted after them; a round hundred counts."""
    digits = span.low.digits
    if span.high is not None or len(digits) != 4 or not digits.isdecimal() or int(digits) not in _YEARS:
        return False
    return int(digits) % 100 != 0 and not _counts(tokens, span, words)
