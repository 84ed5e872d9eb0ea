"""How fast numbers and dates are read, and whether every number written out is read back.

CPU seconds of one thread on reports of both languages: those of ``../shared/data/texts`` where they
are, else the phrases of the tests. Beside it a plain scan of the same text for its words, which is
the least that any reader does. Every number below 20,000 and every 97th below ten million is read back
in both languages; ``--every=1`` reads all of them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path

from measure import ROOT, keep

sys.path.insert(0, str(Path(ROOT) / "tests"))
from language.readings import table
from language.spelling_out import arabic, english

from tahqiq.language.dates import find_dates
from tahqiq.language.numbers import find_numbers
from tahqiq.language.tokens import cut

#: Megabytes of UTF-8 a CPU second, each of the two functions, either language.
MB_A_SECOND_AT_LEAST = 1.0
TEXTS = Path(ROOT).parent / "shared/data/texts/raqqa_texts.jsonl"
RUNS, SIZE, BLOCK = 5, 1_000_000, 1000
REFERENCE = date(2017, 8, 21)


def reports(language: str) -> str:
    """A megabyte of reports in one language."""
    if TEXTS.exists():
        rows = [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines()]
        text = "\n".join(row["text"] for row in rows if row["lang"] == language)
    else:
        text = "\n".join(phrase for phrase, _ in table(f"numbers.{language}.txt"))
    return text * (SIZE // len(text.encode()) + 1)


def speed(read: Callable[[str], object], text: str) -> float:
    """Megabytes a CPU second, the best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        began = time.process_time()
        read(text)
        best = min(best, time.process_time() - began)
    return round(len(text.encode()) / 1e6 / best, 2)


def speeds() -> dict[str, dict[str, float]]:
    """The speed of each function in each language."""
    found = {}
    for language in ("ar", "en"):
        text = reports(language)
        figures = {
            "plain_word_scan": speed(lambda each: [word.upper() for word in each.split()], text),
            "cut_into_tokens": speed(cut, text),
            "find_numbers": speed(find_numbers, text),
            "find_dates": speed(lambda each: find_dates(each, reference=REFERENCE), text),
        }
        found[language] = {**figures, "figures_in_a_megabyte": len(find_numbers(text[:SIZE]))}
    return found


def misread(numbers: Sequence[int]) -> int:
    """How many numbers are not read back from their words, in either language."""
    wrong = 0
    for first in range(0, len(numbers), BLOCK):
        block = list(numbers[first : first + BLOCK])
        for spell in (english, lambda n: arabic(n, feminine=n % 2 == 0, oblique=n % 3 == 0)):
            read = [each.value for each in find_numbers(" .\n\n".join(spell(n) for n in block))]
            wrong += sum(a != b for a, b in zip_longest(read, block))
    return wrong


def main() -> int:
    """Measures, keeps the figures, and fails if a promise is broken."""
    measured = speeds()
    step = next((int(each.removeprefix("--every=")) for each in sys.argv if each.startswith("--every=")), 97)
    numbers = [*range(20_000), *range(20_000, 10_000_000, step)]
    wrong = misread(numbers)
    slowest = min(each[name] for each in measured.values() for name in ("find_numbers", "find_dates"))
    keep(
        "numbers_dates",
        {
            "text": "shared reports" if TEXTS.exists() else "phrases of the tests",
            "mb_of_text_a_cpu_second": measured,
            "mb_a_second_at_least": MB_A_SECOND_AT_LEAST,
            "numbers_written_out_and_read_back": len(numbers),
            "misread": wrong,
        },
    )
    return int(slowest < MB_A_SECOND_AT_LEAST or wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
