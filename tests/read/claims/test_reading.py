"""The road as a whole: parts and wholes, scope, hostile text, another language, and real labelled texts."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.read.claims import read_claims
from tahqiq.read.claims.lexicon import lexicons, read_lexicons
from tahqiq.vocab.claims import Category, Effect, Scope

SHARED = Path(__file__).parents[4] / "shared"
TEXTS = SHARED / "data/texts/claims.jsonl"


def test_a_part_belongs_to_its_whole() -> None:
    whole, part, hurt = read_claims(
        "At least 27 people, among them seven children, were killed and 12 injured."
    )
    assert (whole.count.min, part.within, hurt.within) == (27, 0, None)


def test_a_part_in_the_next_sentence_belongs_to_the_whole_before() -> None:
    assert [each.within for each in read_claims("A raid killed 27 people. Among them were two women.")] == [
        None,
        0,
    ]


def test_a_figure_over_a_time_is_cumulative() -> None:
    (one,) = read_claims("More than 1,600 civilians have been killed since the start of the campaign.")
    assert one.scope is Scope.CUMULATIVE


def test_an_earlier_figure_of_the_same_source_is_superseded() -> None:
    read = read_claims("وكان المكتب وثق أمس مقتل 17 مدنيا، إلا أن الحصيلة ارتفعت إلى 27 قتيلا.")
    assert {each.count.min: each.scope for each in read}[17] is Scope.SUPERSEDED


def test_a_repeat_is_quoted_where_it_stands_first() -> None:
    text = "Five civilians were killed. The five civilians were killed at dawn."
    assert [each.start for each in read_claims(text)] == [0]


def test_the_rule_and_its_record_are_told() -> None:
    (one,) = read_claims("A shell killed 5 people.")
    assert one.rule == "en:object"
    assert 0.5 < one.confidence < 1


_PIECES = (
    'killed|5|people|,|.|قتل|مدنيين|و|including|of them|(|)|"|\n|no|-|toll rose to|بينهم|إلى|the|Omar,'
    "|9,|:|wounded"
    "|children|\x00|١٢|several|his wife|Dead|منهم|denied|were|another"
)
_WORDS = st.sampled_from(_PIECES.split("|"))


@given(st.lists(_WORDS, max_size=40).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_no_words_in_any_order_break_it(text: str) -> None:
    read = read_claims(text)
    assert all(text[each.start : each.end] == each.quote for each in read)
    assert all(each.within is None or 0 <= each.within < number for number, each in enumerate(read))
    assert read_claims(text) == read


@given(st.text(max_size=200))
@settings(deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    read_claims(f"killed {text} 5 people")


@pytest.mark.parametrize(
    "piece",
    [
        "killed 5 people and ",
        "9",
        'killed "',
        "5 killed (",
        "killed 3 men, 2 women, ",
        "قُتِلَ 5 ",
        "killed. ",
        "killed Abu Omar, 5, ",
    ],
)
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        read_claims("killed " + piece * times)
        return time.process_time() - began

    seconds(50)
    short = max(min(seconds(400) for _ in range(3)), 0.002)
    assert any(seconds(1600) < 12 * short for _ in range(3))  # the quickest counts; the first mostly will do


FRENCH = """
script = "latin"
stems = []
common = ["le", "la", "les", "des", "et", "dans", "une", "un", "ont", "au", "moins"]
abbreviations = ["m"]
[grammar]
describes_first = true
capitals = true
plural = "s"
of = "de"
[nouns.civilians]
- = ["civil/civils"]
[nouns.children]
- = ["enfant"]
[losses]
killed = ["mort"]
[either]
injured = ["blessés", "blessé"]
killed = ["tués", "tué"]
[before]
killed = ["tuant", "la mort de"]
[small]
subset = ["dont"]
and = ["et"]
be = ["été", "ont été"]
not = ["aucun"]
[articles]
indefinite = ["un", "une"]
definite = ["le", "la", "les"]
"""


def test_another_language_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "fr.toml").write_text(FRENCH)
    known = {**lexicons(), **read_lexicons(tmp_path)}
    text = (
        "Le raid a fait des victimes, tuant 12 civils dont 3 enfants dans la ville. 7 civils ont été blessés."
    )
    read = [(each.effect, each.category, each.count.min) for each in read_claims(text, languages=known)]
    assert read == [
        (Effect.KILLED, Category.CIVILIANS, 12),
        (Effect.KILLED, Category.CHILDREN, 3),
        (Effect.INJURED, Category.CIVILIANS, 7),
    ]


@pytest.mark.shared
@pytest.mark.skipif(not TEXTS.exists(), reason="the shared data is not beside the checkout")
def test_labelled_reports_are_read(tmp_path: Path) -> None:
    """F1 of at least 0.90 by the shared arithmetic, every quote in its text."""
    out = tmp_path / "claims.jsonl"
    rows = [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines()]
    with out.open("w", encoding="utf-8") as file:
        for row in rows:
            for number, each in enumerate(read_claims(row["text"])):
                file.write(json.dumps({"id": row["id"], **each.row(number)}, ensure_ascii=False) + "\n")
    command = [sys.executable, SHARED / "scoring/claims.py", TEXTS, out, "0.90"]
    scored = subprocess.run(command, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout
