"""Plain sentences, every word of harm with every group of people: each claims its group and no more."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from read.claims.counting import claimed

GRID: dict[str, Any] = tomllib.loads((Path(__file__).parent / "grid.toml").read_text("utf-8"))
EFFECTS = ["killed", "injured", "missing", "detained", "displaced", "bodies_recovered"]
#: The frames of English, by what stands in them.
FRAMES = {
    "active": "The attack {v} {p}.",
    "passive": "{p} {v} in Talbira on Monday.",
    "noun": "The monitor documented {v} {p} in Talbira.",
}


def _wanted(effect: str, claims: str) -> list[str]:
    return sorted(f"{effect} {each.strip()}" for each in claims.split(";"))


def _english(effect: str) -> Iterator[tuple[str, list[str]]]:
    for kind, frame in FRAMES.items():
        for word, (people, claims) in product(GRID["en"][effect][kind], GRID["en"]["people"]):
            text = frame.format(v=word, p=people)
            yield text[0].upper() + text[1:], _wanted(effect, claims)


def _arabic(effect: str) -> Iterator[tuple[str, list[str]]]:
    table = GRID["ar"]
    masdars = product(table["masdar"], table[effect]["masdars"], table["people"])
    verbs = product(table["verb"], table[effect]["verbs"], table["people"])
    for frame, word, (people, claims) in [*masdars, *verbs]:
        yield frame.format(v=word, p=people), _wanted(effect, claims)


def _parts(language: str, effect: str) -> Iterator[tuple[str, list[str]]]:
    table = GRID[language]
    words = table[effect]["passive" if language == "en" else "verbs"][:4]
    for frame, word, part in product(table["part"], words, table["parts"]):
        yield frame.format(v=word, q=part), [f"{effect} children 4", f"{effect} people 11"]


def _wrong(cases: Iterator[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    return [(text, read) for text, wanted in cases if (read := claimed(text)) != wanted]


@pytest.mark.parametrize("effect", EFFECTS)
def test_english_sentences_claim_their_people(effect: str) -> None:
    assert _wrong(_english(effect)) == []


@pytest.mark.parametrize("effect", EFFECTS)
def test_arabic_sentences_claim_their_people(effect: str) -> None:
    assert _wrong(_arabic(effect)) == []


@pytest.mark.parametrize("effect", EFFECTS[:-1])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_part_is_claimed_beside_its_whole(language: str, effect: str) -> None:
    assert _wrong(_parts(language, effect)) == []
