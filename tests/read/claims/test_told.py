"""Sentences of our own, in the manner of wires, monitors, statements and witnesses, and what they claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from read.claims.counting import claimed
from tahqiq.read.claims import read_claims

FOLDER = Path(__file__).parent / "told"


def _cases() -> list[tuple[str, list[str]]]:
    lines = [line for path in sorted(FOLDER.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    told = [line.split(" || ") for line in lines if " || " in line]
    return [(text, [each.strip() for each in claims.split(";") if each.strip()]) for text, claims in told]


@pytest.mark.parametrize(("text", "claims"), _cases(), ids=lambda value: str(value)[:40])
def test_a_sentence_claims_this_and_no_more(text: str, claims: list[str]) -> None:
    assert claimed(text) == sorted(claims)


@pytest.mark.parametrize(
    "text",
    [
        "The strike could kill hundreds of civilians, aid agencies warned.",
        "If the dam breaks, 10,000 people may die.",
        "The minister called on the militia to release 150 detainees.",
        "The drill simulated an attack in which 35 commuters died and 120 were hurt.",
        "Twenty strikes destroyed 12 vehicles and 5 houses.",
        "The 34-year-old officer flew an F-16 on 12 June for 300 km.",
        "Gold rose 3 per cent to $2,100 an ounce, killing hopes of a cut.",
        "The hospital treats 300 patients a day.",
        "قد يقتل القصف مئات المدنيين.",
        "دعا الوزير إلى الإفراج عن 150 معتقلا.",
        "دمرت الغارات 7 منازل و12 سيارة.",
        "يعيش في المدينة 300 ألف نسمة.",
    ],
)
def test_what_is_feared_demanded_or_no_harm_to_people_is_no_claim(text: str) -> None:
    assert read_claims(text) == []
