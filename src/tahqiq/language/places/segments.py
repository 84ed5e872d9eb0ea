"""A wording cut into the places it names, word by word: what separates them, and what says what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tahqiq.language.letters import normalise
from tahqiq.language.places.known import FINENESS
from tahqiq.language.places.lexicon import LINKS, Term, longest_term, plain, term_of, terms
from tahqiq.vocab.places import Precision

#: Words (apostrophes and hyphens inside them), or marks between which segments stand.
_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´ʼʿʾ\-‐‑][^\W_]+)*['’‘`´ʼʿʾ]?|[,،;؛/\\|():\[\]]|\s[-–—]\s|[.](?=\s)")
_MARK = re.compile(r"\W+")
#: Prepositions written as part of the next word, where that says what a place is (بريف، لمدينة).
_ATTACHED = re.compile(r"(?:و?[بل]|لل)(?=\w{2})")
_ARABIC = re.compile("[\u0600-\u06ff]")
_VOWEL_MARKS = re.compile("[\u064b-\u065f\u0670]")
#: 'Ar Raqqah: near the bakery' speaks of the bakery.
_TOPIC = re.compile(r"^([^\W\d][^:]{1,40}):\s*(\S.*)$", re.DOTALL)
#: '20 km from' says no more than 'near'.
_MEASURED = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:kms?|kilomet(?:er|re)s?|miles?|كم|كلم|كيلومترا?)\s+"
    r"(?:(?:to the )?[\w-]+\s+)?(?:from|of|عن|من)\s",
    re.IGNORECASE,
)
_DIRECTIONS = frozenset({"east", "west", "north", "south"})


@dataclass(frozen=True, slots=True)
class Segment:
    """One named place of a phrase.

    Attributes:
        words: its name as written, word by word, without the words that say what it is.
        kinds: concepts of the words that say what it is (village, district).
        link: how it was joined to what stands before: '' for the first, 'within' (also after a comma),
            'near', 'between', 'or', 'and'.
        precision: the finest class its kinds tell; None where they tell none.
    """

    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    link: str = ""
    precision: Precision | None = None


def segments_of(wording: str) -> list[Segment]:
    """The segments of a wording in order; some may hold no name.

    >>> [segment.words for segment in segments_of("قرية تل نور قرب الكوثر")]
    [('تل', 'نور'), ('الكوثر',)]
    """
    return _Reading(_shown(wording)).segments()


def words_in(wording: str) -> tuple[str, ...]:
    """Every word of a wording, whatever it says.

    >>> words_in("the village, (north)")
    ('the', 'village', 'north')
    """
    return tuple(token for token in _TOKEN.findall(wording) if not _MARK.fullmatch(token))


def _shown(wording: str) -> str:
    """The wording without what is only typography and without vowel marks, a topic put last."""
    shown = _VOWEL_MARKS.sub("", normalise(wording, "display"))
    return _TOPIC.sub(r"\2, \1", _MEASURED.sub("near ", shown))


class _Reading:
    """Goes through the tokens of a wording once, a segment open at every moment."""

    def __init__(self, wording: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(wording)
        self._plains = [plain(token) for token in self._tokens]
        self._at = 0
        self._done: list[Segment] = []
        self._open("")

    def segments(self) -> list[Segment]:
        while self._at < len(self._tokens):
            self._at += self._step()
        self._close()
        return self._done

    def _open(self, link: str) -> None:
        self._link = link
        self._words: list[str] = []
        self._terms: list[Term] = []

    def _close(self) -> None:
        classes = [term.precision for term in self._terms if term.precision is not None]
        kinds = tuple(dict.fromkeys(term.concept for term in self._terms))
        finest = max(classes, key=FINENESS.__getitem__) if classes else None
        self._done.append(Segment(tuple(self._words), kinds, self._link, finest))

    def _break(self, link: str) -> None:
        self._close()
        self._open(link)

    def _step(self) -> int:
        """Reads one token, or the several that are one term; how many they were."""
        token = self._tokens[self._at]
        if _MARK.fullmatch(token):
            if self._words or self._terms:
                self._break("within")
            return 1
        length, term, attached = self._term()
        if attached and (self._words or self._terms):
            self._break("within")
        if term is None:
            self._words.append(token)
        elif term.role in LINKS:
            self._join(term, length)
        elif term.role == "kind" and not self._belongs(token):
            self._say(term, length)
        elif self._points(term):
            self._break("near")
        elif term.role != "noise":
            self._words += self._tokens[self._at : self._at + length]
            self._terms += [term] if term.role == "feature" and term.precision is not None else []
        return length

    def _belongs(self, token: str) -> bool:
        """Whether a word of kind is part of a name: Abu or Umm stands right before it (أم القرى)."""
        before = self._plains[self._at - 1] if self._words else ""
        return token.startswith("ال") and before in ("ام", "ابو")

    def _follows(self, length: int) -> bool:
        """Whether a word, not a mark, comes after so many tokens."""
        after = self._at + length
        return after < len(self._tokens) and not _MARK.fullmatch(self._tokens[after])

    def _join(self, term: Term, length: int) -> None:
        """A word such as 'near': begins a segment, unless nothing stands before or after it."""
        if not self._follows(length):
            if term.role not in ("within", "and"):
                self._words += self._tokens[self._at : self._at + length]
        elif self._words:
            self._break(term.role)
        elif term.role in ("near", "between"):
            self._link = term.role

    def _say(self, term: Term, length: int) -> None:
        """A word such as 'village': before the name in Arabic, after it in English, or 'village of'."""
        arabic = bool(_ARABIC.search(self._tokens[self._at]))
        if arabic and self._words:
            self._break("within")
        self._terms.append(term)
        if not arabic and self._words and self._follows(length):
            self._break("within")

    def _points(self, term: Term) -> bool:
        """Whether an Arabic direction points at the name that follows it (الخير شمال رأس العين)."""
        token = self._tokens[self._at]
        if term.concept not in _DIRECTIONS or token.startswith("ال") or not _ARABIC.search(token):
            return False
        if not self._words or not self._follows(1):
            return False
        following = term_of(self._plains[self._at + 1])
        return following is None or following.role == "feature"

    def _term(self) -> tuple[int, Term | None, bool]:
        """The longest term that begins here: its length, what it says, whether a preposition is joined."""
        ahead = self._plains[self._at : self._at + longest_term()]
        for length in range(len(ahead), 0, -1):
            found = terms().get(tuple(" ".join(ahead[:length]).split())) if all(ahead[:length]) else None
            if found is not None:
                return length, found, False
        found = term_of(ahead[0])
        if found is not None:
            return 1, found, False
        attached = _ATTACHED.match(ahead[0])
        found = term_of(ahead[0][attached.end() :]) if attached else None
        kind = found is not None and found.role == "kind"
        return 1, found if kind else None, kind
