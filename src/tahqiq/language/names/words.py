"""From a written name to the words that are compared.

A name is cut into words; what belongs to one word however it is spaced is joined (عبد الرحمن,
Abd al-Rahman, Abdulrahman), and a prefix that may be there or not stands before a hyphen:
the article (``al-``), the kunya (``abu-``, ``umm-``) and ``abd-``. Titles and patronymic particles fall
away, words of kinship are the same in both scripts, and a word written in brackets or quotation marks
(another name, a kunya) ends in :data:`ASIDE`. What is left is letters at the level *match*, so that two
spellings of one word are often already equal.

An Arabic word that merely begins with ال, or a Latin one with al, is left whole: whether that is the
article (النجار) or the name itself (الهام) is decided when it is compared.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters.characters import Folded, displayed, matched

#: Ends a word that the writer put aside, in brackets or quotation marks.
ASIDE = "*"

_HYPHENS, _OPENING, _CLOSING, _QUOTES = "-‐‑‒–—", "([{«“", ")]}»”", '"`*'
_SEPARATE = {
    **dict.fromkeys(_HYPHENS, "-"), **dict.fromkeys(_OPENING, "("), **dict.fromkeys(_CLOSING, ")"),
    **dict.fromkeys(_QUOTES, '"'),
}  # fmt: skip
_SIGNS = ("(", ")", '"')
_INSIDE = re.compile(r"(?<=[^\W_])[`'’](?=[^\W_])")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[()\"]")

_SIGN = re.compile(r"[^\w\s'’‘`‐‑‒–—-]|[\s_]|['’‘`](?!\w)|(?<!\w)['’‘`]")

_SUN = re.compile(r"[ae](?:[sdt]h?|[rnz])")
_DIN = re.compile(r"(?:[aeiu]?[ld]?)d+(?:i+|ee|ie)ne?|(?:ال)?دين")
_DIN_JOINED = re.compile(r"(...+?)(?:[aeu]?dd|[aeiu]ld|ed)(?:i|ee|ie)ne?")
_ABD_ARTICLE = re.compile(r"abd[aeou]")
_ABD = re.compile(
    r"abd(?:[aeiou]{1,2}l|[aeu]([rsnzdt])(?=\1))(?P<first>.{3,})|abd(?P<second>[^aeiou].{2,})|عبد(?:ال)?(?P<third>.{3,})"
)
_ABU = re.compile(r"ab[uo](?P<first>[^aeiou]..+)|abou(?P<second>[^aeiou]...+)|ابو(?:ال)?(?P<third>...+)")
#: What is left of Abdullah when the rest is taken off: no name by itself.
_GODS = re.compile(r"l?l?[ae]h|(?:ال|ل)?له")


def _separated(character: str) -> str:
    """One character at the level match, but for signs that tell how words belong together."""
    return _SEPARATE.get(character) or "".join(map(matched, displayed(character)))


_LETTERS = Folded(_separated)


@cache
def _roles() -> dict[str, tuple[str, str]]:
    """What words that are no names of their own do, and what they become (``roles.csv``)."""
    text = files("tahqiq.language.names").joinpath("roles.csv").read_text(encoding="utf-8")
    return {
        word: (row["role"], row["becomes"])
        for row in csv.DictReader(text.splitlines())
        for word in row["words"].split()
    }


def _tokens(name: str) -> Iterator[str]:
    """Letters between spaces and hyphens, each followed by :data:`ASIDE` where it was put aside."""
    aside, met = False, False
    for match in _TOKEN.finditer(_INSIDE.sub("", name).translate(_LETTERS)):
        sign = match[0]
        if sign in _SIGNS:
            # A bracket that closes nothing opens: in text from right to left they are often typed mirrored.
            aside = met and (sign == "(" or not aside)
            continue
        met = True
        parts = sign.split("-")
        for at, part in enumerate(parts):
            article = at + 1 < len(parts) and _SUN.fullmatch(part) is not None
            yield ("al" if article else part) + (ASIDE if aside else "")


def _joined(tokens: Sequence[str]) -> Iterator[str]:
    """Compounds as one word, prefixes before a hyphen."""
    prefix, word, first = "", "", True
    for at, written in enumerate(tokens):
        token, aside = (written[:-1], ASIDE) if written.endswith(ASIDE) else (written, "")
        after = tokens[at + 1].removesuffix(ASIDE) if at + 1 < len(tokens) else ""
        role, becomes = _roles().get(token, ("", ""))
        if _ABD_ARTICLE.fullmatch(token) and _roles().get(after, ("", ""))[0] == "article":
            role, becomes = "prefix", "abd"
        if role == "title" or (role == "son" and at > 0 and after):
            continue
        if role == "honour" and first and after and prefix in ("", "al"):
            prefix = ""
            continue
        if word and (ending := _ending(token, role, after, len(word))):
            word = word.removesuffix(ASIDE) + ("" if ending == "-" else ending + aside)
            continue
        if word:
            yield word
            word = ""
        if role in ("article", "prefix"):
            prefix = prefix or becomes
            continue
        word = _prefixed(prefix, becomes or token) + aside
        prefix, first = "", False
    if word:
        yield word
    if prefix not in ("", "al"):
        yield prefix


def _ending(token: str, role: str, after: str, so_far: int) -> str:
    """What a token adds to the word before it: God, or the religion; '-' for its article."""
    if role == "god":
        return "الله" if _is_arabic(token) else "allah"
    if so_far < 2:
        return ""
    if _DIN.fullmatch(token):
        return "الدين" if _is_arabic(token) else "aldin"
    return "-" if role == "article" and _DIN.fullmatch(after) else ""


def _is_arabic(letters: str) -> bool:
    return letters > "\u0600"


def _prefixed(prefix: str, token: str) -> str:
    """A token with the prefix written before it, or with the one written as part of it."""
    if prefix == "abd" and _roles().get(token, ("", ""))[0] == "god":
        return "عبدالله" if _is_arabic(token) else "abdullah"
    if prefix in ("abd", "abu") and token.startswith("ال") and len(token) > 4:
        token = token[2:]
    if prefix:
        return f"{prefix}-{token}"
    for before, pattern in (("abd", _ABD), ("abu", _ABU)):
        if (match := pattern.fullmatch(token)) and not _GODS.fullmatch(rest := match[match.lastgroup or 0]):
            return f"{before}-{rest}"
    if match := _DIN_JOINED.fullmatch(token):
        return f"{match[1]}aldin"
    return token


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that are compared, in order; none where it holds no letter.

    >>> words_of("عبد الرحمن أبو هلال") == words_of("عبدالرحمن ابوهلال")
    True
    >>> words_of("Dr. Abd al-Rahman bin Salah al-Din (Abu Omar)")
    ('abd-rahman', 'salahaldin', 'abu-omar*')
    >>> words_of("Sister of Umar"), words_of("اخت عمر")
    (('اخت', 'umar'), ('اخت', 'عمر'))
    """
    plain = _plainly(name.split())
    if plain is not None:
        return plain
    tokens = tuple(_tokens(name))
    return tuple(_joined(tokens)) or tokens


def _plainly(texts: Sequence[str]) -> tuple[str, ...] | None:
    """The words of a name each of whose texts is a word by itself, or with the prefix before it; else None.

    Most names are such, and made of few texts, which need not be looked at again in every name.
    """
    found, at = list[str](), 0
    while at < len(texts):
        word = _alone(texts[at])
        if word is None and at + 1 < len(texts):
            word = _after_prefix(texts[at], texts[at + 1])
            at += 1
        if word is None:
            return None
        found.append(word)
        at += 1
    return tuple(found)


@lru_cache(maxsize=1 << 18)
def _after_prefix(prefix: str, text: str) -> str | None:
    """The word that a prefix and the text after it are; None where either is something else."""
    tokens = tuple(_tokens(prefix))
    if len(tokens) != 1 or _SIGN.search(prefix) or _alone(text) is None:
        return None
    if _roles().get(tokens[0], ("", ""))[0] != "prefix":
        return None
    words = tuple(_joined((*tokens, *_tokens(text))))
    return words[0] if len(words) == 1 else None


@lru_cache(maxsize=1 << 18)
def _alone(text: str) -> str | None:
    """The word a text between spaces is, whatever stands beside it; None where that matters."""
    tokens = tuple(_tokens(text))
    plain = [token for token in tokens if not _roles().get(token, ("", ""))[0] and not _DIN.fullmatch(token)]
    if len(plain) != 1 or len(tokens) > 2 or tokens[-1] != plain[0] or plain[0].endswith(ASIDE):
        return None
    if any(_roles().get(token, ("", ""))[0] != "article" for token in tokens[:-1]) or _SIGN.search(text):
        return None
    return next(iter(_joined(tokens)))


@dataclass(frozen=True, slots=True, eq=False)
class NameColumn:
    """Many names as numbers of words: name i holds ``vocabulary[ids[offsets[i]:offsets[i + 1]]]``.

    Attributes:
        vocabulary: the distinct words, in the order they are met.
        ids: one number a word, int32.
        offsets: one more than there are names, int64.
    """

    vocabulary: list[str]
    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, names: Sequence[str]) -> NameColumn:
        """Interns the words of every name.

        >>> column = NameColumn.of(["Ali Hassan", "Hassan Ali"])
        >>> column.vocabulary, column.ids.tolist(), column.offsets.tolist()
        (['ali', 'hassan'], [0, 1, 1, 0], [0, 2, 4])
        """
        known: dict[str, int] = {}
        ids: list[int] = []
        offsets = np.zeros(len(names) + 1, np.int64)
        for row, name in enumerate(names):
            ids.extend(known.setdefault(word, len(known)) for word in words_of(name))
            offsets[row + 1] = len(ids)
        return cls(list(known), np.array(ids, np.int32), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1
