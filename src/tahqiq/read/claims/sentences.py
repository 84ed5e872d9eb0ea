"""A text cut into sentences: one pass over its tokens, the same rules for every language.

What differs (abbreviations that a full stop follows, words that tell languages of one script apart)
is in ``words/<language>.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from tahqiq.language.tokens import Tokens, among
from tahqiq.read.claims.lexicon import Lexicon, lexicons

_FULL_STOP = "."
_ENDS = frozenset("!?؟。！？")
_STOPS = _ENDS | {_FULL_STOP}
_CLOSING = frozenset("\"'”’»)]›")
_BULLETS = frozenset("-*•·▪●◦‣–—")
#: Letters of the Latin script as they are folded, and of others.
_LATIN, _OTHER = re.compile("[a-z]"), re.compile(r"[^\W\d_a-z]")
#: A line at least so long may have been broken by the sender's mail program and not by its writer.
_WRAPPED = 60
#: So many words of another script begin a sentence of their own.
_RUN = 3
#: No sentence has more tokens: what is longer is cut where it stands, so that time stays linear.
_LONGEST = 400


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence: where it stands in the text, and its tokens among those of the text.

    Attributes:
        start: in code points; ``text[start:end]`` is the sentence with its closing marks.
        end: where it ends.
        first: its first token.
        last: the token after it.
        language: code of the tables to read it with.
        opens: whether a paragraph or line begins with it.
    """

    start: int
    end: int
    first: int
    last: int
    language: str
    opens: bool = False

    def text(self, tokens: Tokens) -> str:
        """Its words, verbatim."""
        return tokens.text[self.start : self.end]


def sentences(tokens: Tokens, known: Mapping[str, Lexicon] | None = None) -> list[Sentence]:
    """The sentences of a text, in order; every token is in one.

    Args:
        tokens: of the text.
        known: the languages to tell apart; those there are tables for by default.

    >>> from tahqiq.language.tokens import cut
    >>> tokens = cut("Strikes hit the U.S. base on Aug. 4. “Two died,” he said.")
    >>> [each.text(tokens) for each in sentences(tokens)]
    ['Strikes hit the U.S. base on Aug. 4.', '“Two died,” he said.']
    """
    made: list[Sentence] = []
    known = lexicons() if known is None else known
    for first, last, opens in _by_script(tokens, _stretches(tokens, known)):
        before = made[-1].language if made else next(iter(known))
        language = _language(tokens, first, last, known, before)
        made.append(Sentence(tokens.starts[first], tokens.ends[last - 1], first, last, language, opens))
    return made


def _stretches(tokens: Tokens, known: Mapping[str, Lexicon]) -> Iterator[tuple[int, int, bool]]:
    """First token and the token after each sentence, and whether it begins a line."""
    abbreviations = frozenset[str]().union(*(each.abbreviations for each in known.values()))
    words, total = tokens.words, len(tokens)
    first, opens, end = 0, True, 0
    for at in _maybe_last(tokens):
        if at < end:
            continue
        while at + 1 - first > _LONGEST:
            end = first + _LONGEST
            yield first, end, opens
            first, opens = end, _breaks(tokens, end)
        end = at + 1
        ends = words[at] in _ENDS or (words[at] == _FULL_STOP and _closes(tokens, at, abbreviations))
        while ends and end < total and words[end] in _CLOSING and tokens.glued(end):
            end += 1
        broken = end < total and _breaks(tokens, end)
        if ends or broken or end - first >= _LONGEST:
            yield first, end, opens
            first, opens = end, broken
    if first < total:
        yield first, total, opens


def _maybe_last(tokens: Tokens) -> list[int]:
    """The tokens with which a sentence may end, in order: stops, the last ones of lines, the last of all."""
    folded, starts, total = tokens.folded, tokens.starts, len(tokens)
    found = set(among(tokens.words, _STOPS))
    line = folded.find("\n")
    while line >= 0:
        found.add(bisect_left(starts, line) - 1)
        line = folded.find("\n", line + 1)
    found |= {total - 1}
    found.discard(-1)
    return sorted(found)


def _by_script(tokens: Tokens, stretches: Iterator[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Stretches in which a run of words in another script stands are cut where the script changes."""
    words, folded = tokens.words, tokens.folded
    if folded.isascii() or _OTHER.search(folded) is None or _LATIN.search(folded) is None:
        yield from stretches
        return
    for first, last, opens in stretches:
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if folded[start:end].isascii():
            yield first, last, opens
            continue
        if _OTHER.search(folded, start, end) is None or _LATIN.search(folded, start, end) is None:
            yield first, last, opens
            continue
        plain = sum(word.isascii() for word in words[first:last] if word.isalpha())
        letters = sum(word.isalpha() for word in words[first:last])
        if min(plain, letters - plain) < _RUN:
            yield first, last, opens
            continue
        for begin, end in _runs(words, first, last):
            yield begin, end, opens
            opens = False


def _runs(words: list[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Runs of words in one script; a few words of another stay where they stand."""
    begin, script = first, None
    pending, count = first, 0
    for at in range(first, last):
        word = words[at]
        if not word.isalpha():
            continue
        ascii_ = word.isascii()
        if script is None:
            script = ascii_
        if ascii_ is script:
            count = 0
            continue
        if count == 0:
            pending = at
        count += 1
        if count == _RUN:
            while pending > begin + 1 and not words[pending - 1].isalpha():
                pending -= 1  # figures and signs go with the words after them
            yield begin, pending
            begin, script, count = pending, ascii_, 0
    yield begin, last


def _closes(tokens: Tokens, at: int, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop ends a sentence: not one in a number, an abbreviation or initials."""
    words = tokens.words
    before, after = words[at - 1] if at else "", words[at + 1]
    if after == _FULL_STOP and tokens.glued(at + 1):
        return False
    glued_on, glued_back = tokens.glued(at + 1), tokens.glued(at)
    if before.isdecimal() and len(before) < 3 and _opens_line(tokens, at - 1):
        return False
    if glued_on and len(before) > 2 and _lower(tokens, at - 1) and _capital(tokens, at + 1):
        return True
    if glued_on and glued_back and (before.isdecimal() or before.isascii()) and after not in _CLOSING:
        return False
    if before.isascii() and before.isalpha() and glued_back:
        if len(before) == 1 and words[at - 2] == _FULL_STOP:  # U.S.
            return _capital(tokens, at + 1) and after in _OPENERS
        if len(before) == 1 or before in abbreviations:
            return False
    elif before in abbreviations and glued_back:
        return False
    return glued_on or not _lower(tokens, at + 1)


def _opens_line(tokens: Tokens, at: int) -> bool:
    """Whether a token is the first of its line."""
    return at == 0 or "\n" in tokens.folded[tokens.ends[at - 1] : tokens.starts[at]]


#: After initials with full stops only such a word opens a sentence ("in the U.S. The army said").
_OPENERS = frozenset(
    ["the", "a", "an", "he", "she", "it", "they", "we", "in", "on", "at", "according", "but", "this", "that"]
)


def _capital(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens.text[tokens.starts[at]].isupper()


def _lower(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens.text[tokens.starts[at]].islower()


def _breaks(tokens: Tokens, at: int) -> bool:
    """Whether a line break before a token ends the sentence; a break within a wrapped line does not."""
    start, stop = tokens.ends[at - 1], tokens.starts[at]
    if stop - start < 1:
        return False
    lines = tokens.folded.count("\n", start, stop)
    if lines != 1:
        return lines > 1
    if tokens.words[at] in _BULLETS or tokens.words[at - 1] == ":" or _numbered(tokens, at):
        return True
    begins = tokens.folded.rfind("\n", max(0, start - _WRAPPED), start)
    short = begins >= 0 or start < _WRAPPED
    return short or (_capital(tokens, at) and tokens.words[at - 1] not in {",", "-"} and _ended(tokens, at))


def _ended(tokens: Tokens, at: int) -> bool:
    """Whether the line before a token closes with a mark."""
    return tokens.words[at - 1] in {_FULL_STOP, *_ENDS, *_CLOSING}


def _numbered(tokens: Tokens, at: int) -> bool:
    """Whether a line begins with the number of an item (1. 2) 3-)."""
    word, following = tokens.words[at], tokens.words[at + 1]
    return word.isdecimal() and len(word) < 3 and following in {".", ")", "-"} and tokens.glued(at + 1)


def _language(tokens: Tokens, first: int, last: int, known: Mapping[str, Lexicon], before: str) -> str:
    """The language of a sentence: by its script, and among languages of one script by common words."""
    written = tokens.folded[tokens.starts[first] : tokens.ends[last - 1]]
    if (written.isascii() or _OTHER.search(written) is None) and _LATIN.search(written) is not None:
        return _of_script("latin", tokens.words[first:last], known, before)
    words = tokens.words[first:last]
    letters: dict[str, int] = {}
    plain = 0
    for word in words:
        if word.isalpha():
            if word.isascii():
                plain += len(word)
            else:
                script = script_of(word[0])
                letters[script] = letters.get(script, 0) + len(word)
    if plain:
        letters["latin"] = letters.get("latin", 0) + plain
    if not letters:
        return before
    return _of_script(max(letters, key=lambda script: letters[script]), words, known, before)


def _of_script(most: str, words: Sequence[str], known: Mapping[str, Lexicon], before: str) -> str:
    """The language of words in one script."""
    fitting = [code for code, each in known.items() if each.script == most]
    if len(fitting) < 2:
        return fitting[0] if fitting else before
    counts = {code: sum(word in known[code].common for word in words) for code in fitting}
    best = max(counts.values())
    return before if counts.get(before) == best else max(fitting, key=lambda code: counts[code])


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, as Unicode begins its name ('latin', 'arabic').

    >>> script_of("ق"), script_of("q")
    ('arabic', 'latin')
    """
    return unicodedata.name(letter, " ").split(" ")[0].lower()
