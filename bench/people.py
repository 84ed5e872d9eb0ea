"""Invented people: realistic full names in both scripts, the same for the same seed.

Nobody here exists. Given names and common families are hand-written lists in the order of how common they
are (those of ``tahqiq.link.testing``); rare families are made from three invented root consonants in the
usual patterns.
The shape follows what lists of the region show:

- a name has 2 to 5 parts (given, father, grandfather, great-grandfather, family), 4 mostly;
- men's names follow Zipf–Mandelbrot 1/(rank + 0.4): about a third of all full names hold محمد;
- families follow 1/(rank + 15) over 160 common and 40,000 rare ones;
- every part is spelled anew: a Latin form out of several, ة or ه, أ or ا, joined or spaced
  compounds; one part in a hundred has a letter dropped, doubled or exchanged.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

LISTS = Path(__file__).parent.parent / "src" / "tahqiq" / "link" / "testing" / "inventories"
RARE_FAMILIES = 40_000
SLIPS = 0.01
#: How many ancestors stand between the given name and the family, and how often.
ANCESTORS = {0: 0.06, 1: 0.24, 2: 0.58, 3: 0.12}

_AYN = "'"
#: Root consonants with a Latin spelling; as common as in names of the region, roughly.
_ARABIC = "بتثجحخدذرزسشصضطظعغفقكلمنه"
_LATIN = "b t th j h kh d dh r z s sh s d t z ' gh f q k l m n h"
_CONSONANTS = dict(zip(_ARABIC, _LATIN.split(), strict=True))
_COMMON = "ببببتتججححححخخدددددذرررررررزززسسسسسششششصصضططظعععععغغففففقققققكككلللللللمممممننننننهه"
#: Arabic pattern and Latin patterns over root consonants 1, 2, 3.
_PATTERNS = [
    ("{0}{1}ا{2}", "{0}a{1}{1}a{2}|{0}a{1}a{2}"),
    ("{0}{1}ي{2}", "{0}a{1}i{2}|{0}a{1}ee{2}"),
    ("{0}ا{1}{2}", "{0}a{1}i{2}|{0}a{1}e{2}"),
    ("م{0}{1}و{2}", "ma{0}{1}ou{2}|ma{0}{1}u{2}"),
    ("{0}{1}{2}ان", "{0}a{1}{2}an|{0}u{1}{2}an"),
    ("{0}{1}ي{2}", "{0}u{1}ai{2}|{0}u{1}ay{2}|{0}o{1}ei{2}"),
    ("ال{0}{1}{2}ي", "al-{0}a{1}{2}i|al-{0}i{1}{2}y|{0}a{1}{2}i"),
    ("ال{0}{1}{2}اوي", "al-{0}a{1}{2}awi|{0}a{1}{2}aoui|{0}a{1}{2}awy"),
    ("ال{0}وا{1}{2}ة", "al-{0}awa{1}{2}a|al-{0}awa{1}i{2}ah"),
    ("أبو {0}{1}{2}ة", "Abu {0}a{1}{2}a|Abu {0}i{1}{2}eh|Abou {0}a{1}{2}a"),
]


@dataclass(frozen=True)
class Part:
    """One name in both scripts: the Arabic, and its Latin forms, the first the most common."""

    arabic: str
    latin: tuple[str, ...]


class Weighted:
    """Draws from a list whose weights fall with the rank as 1/(rank + flat)."""

    def __init__(self, parts: Sequence[Part], flat: float) -> None:
        self.parts = parts
        self.heights = list(accumulate(1 / (rank + flat) for rank in range(1, len(parts) + 1)))

    def draw(self, random: Random) -> Part:
        return random.choices(self.parts, cum_weights=self.heights)[0]


class People:
    """A source of invented people.

    Args:
        seed: the same seed gives the same people.
    """

    def __init__(self, seed: int = 0) -> None:
        self.random = Random(seed)
        self.men = Weighted(_listed("men"), 0.4)
        self.women = Weighted(_listed("women"), 4)
        self.families = Weighted([*_listed("families"), *_rare(Random(1), RARE_FAMILIES)], 15)

    def person(self) -> list[Part]:
        """The parts of one full name."""
        random = self.random
        given = self.women if random.random() < 0.4 else self.men
        ancestors = random.choices([*ANCESTORS], weights=[*ANCESTORS.values()])[0]
        return [
            given.draw(random),
            *(self.men.draw(random) for _ in range(ancestors)),
            self.families.draw(random),
        ]

    def arabic(self, person: Sequence[Part]) -> str:
        """As one writer spells it in Arabic."""
        return " ".join(self._slip(self._arabic_part(part)) for part in person)

    def latin(self, person: Sequence[Part]) -> str:
        """As one writer spells it in Latin letters."""
        return " ".join(self._slip(self._latin_part(part)) for part in person)

    def written(self) -> Iterator[tuple[list[Part], str]]:
        """People without end, half of them written in Arabic."""
        while True:
            person = self.person()
            yield person, (self.arabic if self.random.random() < 0.5 else self.latin)(person)

    def other(self, person: Sequence[Part]) -> str:
        """The same person as somebody else writes them: either script, and one ancestor in five left out."""
        heard = list(person)
        if len(heard) > 2 and self.random.random() < 0.2:
            del heard[self.random.randrange(1, len(heard) - 1)]
        return (self.arabic if self.random.random() < 0.5 else self.latin)(heard)

    def _arabic_part(self, part: Part) -> str:
        text, random = part.arabic, self.random
        if random.random() < 0.5:
            text = text.translate(str.maketrans("أإآ", "ااا"))
        if random.random() < 0.3:
            text = text.replace("ة", "ه")
        if random.random() < 0.5:
            text = text.replace("عبد ال", "عبدال").replace("أبو ", "أبو").replace("ابو ", "ابو")
        return text

    def _latin_part(self, part: Part) -> str:
        weights = [1 / (rank + 1) for rank in range(len(part.latin))]
        return self.random.choices(part.latin, weights=weights)[0]

    def _slip(self, text: str) -> str:
        if self.random.random() >= SLIPS or len(text) < 3:
            return text
        at = self.random.randrange(1, len(text) - 1)
        before, letter, after = text[:at], text[at], text[at + 1 :]
        slips = [before + after, before + 2 * letter + after, before + after[0] + letter + after[1:]]
        return self.random.choice(slips)


def million(seed: int = 0, count: int = 1_000_000) -> tuple[list[str], list[str]]:
    """Names of ``count`` people, and queries for 2,000 of them spelled by somebody else."""
    people = People(seed)
    pool, asked = [], []
    for row, (person, name) in zip(range(count), people.written(), strict=False):
        pool.append(name)
        if row % max(1, count // 2_000) == 0:
            asked.append(people.other(person))
    return pool, asked


def _listed(name: str) -> list[Part]:
    with (LISTS / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return [Part(row["arabic"], tuple(row["latin"].split("|"))) for row in csv.DictReader(file)]


def _rare(random: Random, count: int) -> list[Part]:
    found: dict[str, Part] = {}
    while len(found) < count:
        root = random.choices(_COMMON, k=3)
        arabic, latin = random.choice(_PATTERNS)
        sounds = [_CONSONANTS[letter] for letter in root]
        part = Part(arabic.format(*root), tuple(_titled(form.format(*sounds)) for form in latin.split("|")))
        found.setdefault(part.arabic, part)
    return list(found.values())


def _titled(name: str) -> str:
    """Capitals where a Latin name has them: al-Kharufi, Abu Shadra."""
    head, hyphen, tail = name.partition("-")
    if hyphen:
        return f"{head}-{tail.lstrip(_AYN).capitalize()}"
    return " ".join(word.lstrip(_AYN).capitalize() for word in name.split())
