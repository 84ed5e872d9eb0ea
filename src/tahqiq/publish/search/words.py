"""What a text is found by: its words as they are compared, their stems, and their consonants.

The browser does the same to what a reader types (``site/src/search/words.ts``); both are held to one
table of cases, ``tests/publish/search/words.json``. Characters are folded by ``tahqiq.language``; the
browser gets the same folding as a table (`folding`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise

from tahqiq.language.letters import normalise
from tahqiq.language.letters.characters import BREAK, Folded, boned, displayed, matched
from tahqiq.language.letters.levels import DIGRAPHS, SINGLES

#: Marks terms made of consonants: no folded word holds it, and they stand together in the index.
BONES = "~"
#: Blocks whose letters have several spellings, as the browser is told: letters of Europe, the Middle East
#: and South Asia, punctuation, presentation forms. Of other scripts it compares letters as they are written.
_FOLDED = (
    (0x0000, 0x0FFF), (0x1E00, 0x206F), (0xFB00, 0xFDFF), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF),
)  # fmt: skip
_LONGEST = 40
#: Light stemming of Arabic, light10: what is taken off the beginning, then off the end.
ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_ARABIC = re.compile(r"[\u0621-\u064a]+")
_LATIN = re.compile(r"[a-z]+")
#: The article before a name, written apart and by ear: al-Rahman, ar-Rahman, ash-Sham.
_ARTICLE = re.compile(r"[ae](l|[rnsdtz]h?)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        text: as it is compared (level *match*).
        bones: its consonants in one alphabet for both scripts (level *skeleton*); may be ''.
    """

    text: str
    bones: str


def _gap(character: str) -> str:
    """A space for what parts words; anything else as it is."""
    folded = "".join(map(matched, displayed(character)))
    return " " if folded and not folded.strip() else character


_GAPS = Folded(_gap)


def words(text: str) -> list[Word]:
    """The words of a text; an article written apart is part of the next.

    >>> [word.text for word in words("Abd al-Rahman, الرقة")]
    ['abd', 'alrahman', 'الرقه']
    >>> [word.bones for word in words("ar-Raqqa الرقّة")]
    ['لرك', 'لرك']
    """
    found: list[Word] = []
    article = False
    for piece in unicodedata.normalize("NFC", text).translate(_GAPS).split():
        word = _word(piece)
        if article and _takes(found[-1].text, word.text):
            found[-1] = _word(f"al{word.text}")
            article = False
        elif word.text:
            found.append(word)
            article = _ARTICLE.fullmatch(word.text) is not None
    return found


@lru_cache(maxsize=1 << 16)
def _word(piece: str) -> Word:
    text = normalise(piece, "match").replace(" ", "")[:_LONGEST]
    return Word(text, normalise(piece, "skeleton").replace(" ", "")[:_LONGEST])


def _takes(article: str, word: str) -> bool:
    """Whether a word may follow this spelling of the article: 'al' any, 'ar' only one with r."""
    return _LATIN.match(word) is not None and (article[1] == "l" or word.startswith(article[1:]))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What inflected forms of a word have in common; the word itself where nothing comes off.

    Arabic: light10 (Larkey, Ballesteros and Connell 2007, "Light stemming for Arabic information
    retrieval"). English: the S stemmer (Harman 1991, "How effective is suffixing?"), after the article of
    a name in Latin letters.

    >>> stem("الكتائب") == stem("كتائب"), stem("وقتل"), stem("الرقه") == stem("رقه")
    (True, 'قتل', True)
    >>> stem("alraqqah"), stem("mosques"), stem("casualties")
    ('raqqah', 'mosque', 'casualty')
    """
    if _ARABIC.fullmatch(word):
        return _without_ending(_without_beginning(word))
    return _singular(word[2:] if _has_article(word) else word) if _LATIN.fullmatch(word) else word


def _without_beginning(word: str) -> str:
    if word.startswith("و") and len(word) > 3 and not word.startswith("وال"):
        word = word[1:]
    for article in ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            return word[len(article) :]
    return word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            word = word[: -len(ending)]
    return word


def _has_article(word: str) -> bool:
    return word.startswith("al") and len(word) > 4


def _singular(word: str) -> str:
    if word.endswith("ies") and not word.endswith(("eies", "aies")) and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")) and len(word) > 3:
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and len(word) > 3:
        return word[:-1]
    return word


def consonants(row: list[Word]) -> list[str]:
    """Terms of consonants: of each word and of each two neighbours, with an article on and off.

    Two neighbours as one, because names are spaced at will: عبد الرحمن, Abdulrahman.

    >>> set(consonants(words("عبد الرحمن"))) & set(consonants(words("Abdulrahman")))
    {'~بدلرهمن'}
    """
    single = [_bare(word) for word in row]
    pairs = [
        f"{first[0]}{second}"
        for first, seconds in pairwise(single)
        for second in seconds
        if first[0] and second
    ]
    return [
        f"{BONES}{bones}" for bones in dict.fromkeys([*chain.from_iterable(single), *pairs]) if len(bones) > 1
    ]


def _bare(word: Word) -> list[str]:
    """A word's consonants; also without those of an article, where it may begin with one."""
    may = word.text[:2] in ("ال", "al") and len(word.text) > 4 and word.bones[:1] == "ل"
    return [word.bones, word.bones[1:]] if may else [word.bones]


@cache
def folding() -> dict[str, dict[str, str]]:
    """What the browser needs to fold as we do: what each letter becomes, by what it becomes.

    Characters in no table are small letters if letters or digits, nothing if marks, else a space.
    """
    match: dict[str, str] = {}
    bones: dict[str, str] = {}
    for first, last in _FOLDED:
        for character in map(chr, range(first, last + 1)):
            if unicodedata.category(character) == "Cn":
                continue
            folded = "".join(map(matched, displayed(character)))
            if folded != plainly(character):
                match[folded] = match.get(folded, "") + character
            bone = "".join(map(boned, displayed(character)))
            if bone != folded:
                bones[bone] = bones.get(bone, "") + character
    return {
        "match": match,
        "bones": bones,
        "digraphs": DIGRAPHS,
        "singles": SINGLES,
        "other": {"break": BREAK},
    }


def plainly(character: str) -> str:
    """What becomes of a character that no table names."""
    if unicodedata.category(character)[0] == "M":
        return ""
    return character.lower() if character.isalnum() else " "
