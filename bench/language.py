"""Names normalised a CPU second, one core, at each level, beside what one would write without it.

The names are made up from random letters, as long as real full names and as varied in their spelling.
"""

from __future__ import annotations

import random
import sys
import time
import unicodedata
from collections.abc import Callable
from functools import partial

import jellyfish
from measure import keep
from rapidfuzz.utils import default_process

from tahqiq.language.letters import LEVELS, Level, normalise, normalise_column

#: Names a CPU second, at every level and in both scripts (issue 'Language', cost).
PROMISED = 1_000_000
NAMES = 400_000
PEERS_NAMES = 40_000
RUNS = 3

ARABIC = "ابتجحخدرزسشصطعغفقكلمنهوي"
SEATS = "أإآىةؤئء"
CONSONANTS, VOWELS = "bdfghjklmnqrstwyz", ["a", "i", "u", "aa", "ou", "e", "o", "ee"]


def arabic_word(dice: random.Random) -> str:
    """A word of three to seven letters, often with a hamza or an article."""
    letters = "".join(dice.choices(ARABIC, k=dice.randint(3, 6)))
    shaped = letters[:-1] + dice.choice(SEATS) if dice.random() < 0.25 else letters
    return f"ال{shaped}" if dice.random() < 0.2 else shaped


def latin_word(dice: random.Random) -> str:
    """A word of two or three syllables, often with an apostrophe or an article."""
    syllables = [dice.choice(CONSONANTS) + dice.choice(VOWELS) for _ in range(dice.randint(2, 3))]
    word = "".join(syllables).title()
    word = f"{word[:2]}'{word[2:]}" if dice.random() < 0.1 else word
    return f"al-{word}" if dice.random() < 0.2 else word


def names(word: Callable[[random.Random], str], count: int) -> list[str]:
    """Full names of four words."""
    dice = random.Random(1)
    words = [word(dice) for _ in range(20_000)]
    return [" ".join(dice.choices(words, k=4)) for _ in range(count)]


def pace(work: Callable[[list[str]], object], column: list[str]) -> int:
    """Names a CPU second, the best of a few runs: the one least disturbed by other work."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work(column)
        times.append(time.process_time() - began)
    return round(len(column) / min(times))


def one_by_one(column: list[str], level: Level) -> list[str]:
    """Each name by itself, as a template does it."""
    return [normalise(name, level) for name in column]


def unaccented(column: list[str]) -> list[str]:
    """The plain way: decompose, drop marks, casefold."""
    bare = (unicodedata.normalize("NFKD", name) for name in column)
    return ["".join(each for each in name if not unicodedata.combining(each)).casefold() for name in bare]


#: The peer that does most of what a level does, in Python; and a compiled one that knows case and
#: punctuation only.
LIKE_MATCH, RAPIDFUZZ = "unicodedata without marks", "rapidfuzz default_process"
PEERS: dict[str, Callable[[list[str]], object]] = {
    "unicodedata NFKC and casefold": lambda column: [
        unicodedata.normalize("NFKC", name).casefold() for name in column
    ],
    LIKE_MATCH: unaccented,
    RAPIDFUZZ: lambda column: [default_process(name) for name in column],
    "jellyfish metaphone": lambda column: [jellyfish.metaphone(name) for name in column],
}


def main() -> int:
    """Measures both scripts, keeps the figures, and fails if a level is slower than promised."""
    figures: dict[str, object] = {"names_per_cpu_s_promised": PROMISED}
    slowest = sys.maxsize
    for script, word in (("arabic", arabic_word), ("latin", latin_word)):
        column = names(word, NAMES)
        few = column[:PEERS_NAMES]
        ours = {level: pace(partial(normalise_column, level=level), column) for level in LEVELS}
        singly = {level: pace(partial(one_by_one, level=level), few) for level in LEVELS}
        peers = {name: pace(work, few) for name, work in PEERS.items()}
        slowest = min(slowest, *ours.values())
        figures[script] = {
            "letters_a_name": round(sum(map(len, column)) / len(column), 1),
            "columns": ours,
            "one_by_one": singly,
            "peers": peers,
            "match_over_unicodedata_without_marks": round(ours["match"] / peers[LIKE_MATCH], 2),
            "match_over_default_process": round(ours["match"] / peers[RAPIDFUZZ], 2),
        }
    keep("language", figures)
    return int(slowest < PROMISED)


if __name__ == "__main__":
    sys.exit(main())
