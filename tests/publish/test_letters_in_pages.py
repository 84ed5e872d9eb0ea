"""Letters are compared on pages as they are in Python: the port agrees with `tahqiq.language.letters`."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tahqiq.language.letters import normalise

ROOT = Path(__file__).parents[2]
NODE = Path(sys.executable).parent / "node"
LETTERS = ROOT / "src" / "tahqiq" / "language" / "tables" / "letters.csv"
#: Latin with all its accents, Arabic with its supplements and shapes, punctuation, full width.
BLOCKS = (
    *((0x20, 0x250), (0x1E00, 0x1F00), (0x2B0, 0x334), (0x339, 0x370), (0x600, 0x700), (0x750, 0x780)),
    *((0x8A0, 0x900), (0x2000, 0x2070), (0xFB00, 0xFB07), (0xFB50, 0xFE00), (0xFE70, 0xFF66)),
)

pytestmark = pytest.mark.skipif(not NODE.exists(), reason="Node is not installed beside this Python")


def in_pages(function: str, texts: list[str]) -> list[object]:
    """What a function of the front end makes of texts."""
    with LETTERS.open(encoding="utf-8", newline="") as table:
        letters = {row["letter"]: row["match"] for row in csv.DictReader(table)}
    code = (
        f"globalThis.LETTERS = {json.dumps(letters)};"
        "const { text } = await import('node:stream/consumers');"
        f"const {{ {function} }} = await import({json.dumps((ROOT / 'site/src/letters.ts').as_uri())});"
        "const texts = JSON.parse(await text(process.stdin));"
        f"process.stdout.write(JSON.stringify(texts.map((each) => {function}(each))));"
    )
    command = [str(NODE), "--input-type=module", "--no-warnings", "--eval", code]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    found: list[object] = json.loads(done.stdout)
    return found


def test_every_letter_of_both_scripts_is_compared_as_in_python() -> None:
    known = [chr(code) for first, end in BLOCKS for code in range(first, end)]
    known = [each for each in known if unicodedata.category(each) != "Cn"]
    chance = random.Random(7)
    texts = [f"a{each}b {each}" for each in known]
    texts += ["".join(chance.choices(known, k=12)) for _ in range(2000)]
    assert in_pages("matchForm", texts) == [normalise(each, "match") for each in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الرقّة", "رقه"),
        ("مدرسة البدو", "المدرسه والبدو"),
        ("أحمد", "احمد"),
        ("al-Raqqah", "raqqa"),
        ("Shāriʿ 23", "shari ٢٣"),
        ("للمدينة", "المدينة"),
    ],
)
def test_spellings_of_one_place_have_the_same_words(one: str, other: str) -> None:
    first, second = in_pages("wordsOf", [one, other])
    assert first == second
