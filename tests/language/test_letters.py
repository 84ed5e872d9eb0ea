"""Normalisation of letters: what readers of both scripts take for the same name agrees."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.language.letters import LEVELS, Level, normalise, normalise_column

#: Letters, marks and invisible characters that a careless rule trips over.
TROUBLE = (
    "اأإآٱءؤئىيیةهەکكگپچژڤۆێڕڵ"
    "\u0653\u0654\u0655\u064b\u064e\u0651\u0670\u0640\u0300\u0301\u0344\u0345\u0323\u093c\u3099"
    "\u200b\u200c\u200d\u200e\u202a\u202b\u202e\u2066\u2068\u2069\u061c\ufeff\u00ad\u034f"
    "\n\r\t\x00\x1c\x85\u2028\ud800\udfff\ufffe\ufb01\ufb50\ufdf2\ufdfa\ufe70\ufefb\uff21\uffa0"
    "aAhHsSkKdDjJwWyYßŒøłıİşŠḫéñʿʾ'’`-., ،٣۳3½²ſǆ가각\u1100\u1161\u11a8\u1fef\u212b\u2adc"
    "がかक़Ελλάςᾳ中\U0001f600\U000e0041"
)
texts = st.one_of(
    st.text(alphabet=st.characters(), max_size=40),
    st.text(alphabet=st.sampled_from(TROUBLE), max_size=25),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("ا\u0654حمد", "أحمد"),
        ("مؤمن", "مو\u0654من"),
        ("رائد", "راي\u0654د"),
        ("آمنة", "ا\u0653منه"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("ﷲ", "الله"),
        ("مصطفى", "مصطفي"),
        ("على", "علی"),
        ("کریم", "كريم"),
        ("گوران", "كوران"),
        ("پروین", "بروين"),
        ("ئەحمەد", "ئه\u200cحمه\u200cد"),
        ("ڕێبوار", "ريبوار"),
        ("دڵشاد", "دلشاد"),
        ("٣ شهداء", "۳ شهداء"),
        ("\u202bأحمد\u202c\u200f", "أحمد"),
        ("Muḥammad", "muhammad"),
        ("Sa'id", "Saʿīd"),
        ("Sa’id", "Said"),
        ("José", "Jose\u0301"),
        ("Straße", "STRASSE"),
        ("Abd al-Rahman", "abd  AL rahman"),
        ("\ufb01ras", "firas"),
        ("Ｎａｍｅ", "name"),
        ("د. سامر", "د سامر"),
    ],
)
def test_spellings_of_the_same_letters_match(one: str, other: str) -> None:
    assert normalise(one, "match") == normalise(other, "match")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "Muhammad"),
        ("محمد", "Mohamed"),
        ("خديجة", "Khadija"),
        ("خديجة", "Khadijah"),
        ("يوسف", "Youssef"),
        ("يوسف", "Yusuf"),
        ("شيرين", "Shirin"),
        ("شيرين", "Şîrîn"),
        ("إسحاق", "Is'haq"),
        ("سهيل", "Suhail"),
        ("غسان", "Ghassan"),
        ("وائل", "Wa'el"),
        ("الرقة", "al-Raqqah"),
        ("ثائر", "Thaer"),
        ("جمال", "Djamel"),
        ("يحيى", "Yahya"),
        ("طه", "Taha"),
        ("قاسم", "Kassem"),
        ("خالد", "Xalid"),
        ("٤", "4"),
    ],
)
def test_skeletons_meet_across_scripts(one: str, other: str) -> None:
    assert normalise(one, "skeleton") == normalise(other, "skeleton")


def test_display_keeps_what_was_written() -> None:
    text = "  أمّ إِيمان، Abū ʿAlī (٣)\u200f\n "
    assert normalise(text, "display") == "أمّ إِيمان، Abū ʿAlī (٣)"


def test_display_shows_half_a_character_as_a_replacement() -> None:
    assert normalise("a\ud800b", "display") == "a\ufffdb"


@given(texts)
def test_each_level_is_stable(text: str) -> None:
    for level in LEVELS:
        once = normalise(text, level)
        assert normalise(once, level) == once
        once.encode("utf-8")


@given(texts)
def test_each_level_is_made_of_the_one_before(text: str) -> None:
    shown = normalise(text, "display")
    assert unicodedata.is_normalized("NFC", shown)
    for level in LEVELS:
        assert normalise(shown, level) == normalise(text, level)


@given(texts)
def test_composed_and_decomposed_agree(text: str) -> None:
    for level in LEVELS:
        assert normalise(unicodedata.normalize("NFD", text), level) == normalise(text, level)


@settings(max_examples=200)
@given(st.lists(texts, max_size=8))
def test_a_column_agrees_with_its_texts(column: list[str]) -> None:
    for level in LEVELS:
        assert normalise_column(column, level) == [normalise(text, level) for text in column]


@pytest.mark.parametrize("level", LEVELS)
def test_every_character_there_is(level: Level) -> None:
    characters = [f"ب{chr(code)}b" for code in range(0, 0x110000, 31)] + [f"x{each}ه" for each in TROUBLE]
    column = normalise_column(characters, level)
    assert column == [normalise(each, level) for each in characters]
    assert normalise_column(column, level) == column


def test_a_column_longer_than_a_block() -> None:
    names = [f"أحمد  {n} Ḥasan" for n in range(10_000)]
    assert normalise_column(names, "match") == [f"احمد {n} hasan" for n in range(10_000)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "unit",
    ["أحمد ", "\u0301\u0316", "\ud800", "\n", "\x00", "h", "وي", "ا\u0654", "\U0001f600", "a\u0323\u0301"],
)
def test_very_long_texts(level: Level, unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert normalise_column([text, "ب"], level) == [normalise(text, level), "ب"]


def test_a_heap_of_marks_is_cut() -> None:
    assert len(normalise("a" + "\u0301" * 10_000, "display")) < 40


def test_the_table_says_which_letter_it_means() -> None:
    text = files("tahqiq.language").joinpath("tables/letters.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({row["letter"] for row in rows}) == len(rows)
    for row in rows:
        assert row["code"] == f"U+{ord(row['letter']):04X}"
        assert row["name"] == unicodedata.name(row["letter"]).lower()
        assert normalise(row["match"], "match") == row["match"].strip()


def test_what_templates_import_needs_no_numpy() -> None:
    code = (
        "import sys; import tahqiq.language.names, tahqiq.language.direction, tahqiq.language.romanise;"
        "from tahqiq.language.letters import normalise; normalise('é', 'skeleton');"
        "sys.exit(bool({'numpy', 'numba'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
