"""Text of one direction among text of the other keeps its order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.direction import (
    Direction,
    Script,
    balanced,
    bdi,
    direction_in,
    direction_of,
    is_balanced,
    isolated,
    isolated_range,
    script_of,
)

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
texts = st.text(alphabet=st.one_of(st.sampled_from(CONTROLS + "aب<&\"'1 \n"), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Raqqa الرقة", "ltr"),
        ("الرقة Raqqa", "rtl"),
        ("(12) الرقة", "rtl"),
        ("\u2067الرقة\u2069 city", "ltr"),
        ("\u2068a\u2067b\u2069c\u2069 ب", "rtl"),
        ("\u2069 ب", "rtl"),
        ("שלום", "rtl"),
        ("10–20", None),
        ("٣", None),
        ("", None),
    ],
)
def test_the_first_strong_character_decides(text: str, direction: Direction | None) -> None:
    assert direction_of(text) == direction


def test_our_languages_have_a_direction() -> None:
    assert (direction_in("en"), direction_in("ar")) == ("ltr", "rtl")


@pytest.mark.parametrize(
    ("text", "script"),
    [("سامر", "arabic"), ("ﺳﺎﻣﺮ", "arabic"), ("Ṣāliḥ", "latin"), ("سامر Ali", "mixed"), ("Ελλάς", "other")],
)
def test_the_script_of_a_text(text: str, script: Script) -> None:
    assert script_of(text) == script


def test_a_range_is_one_stretch_from_left_to_right() -> None:
    assert isolated_range("10", "20") == "\u206610–20\u2069"
    assert isolated("سامر", "rtl") == "\u2067سامر\u2069"
    assert isolated("") == ""


@given(texts)
def test_what_is_isolated_reaches_nothing_outside(text: str) -> None:
    whole = isolated(text)
    assert is_balanced(whole)
    assert not text or whole.count("\u2068") >= 1


@given(texts)
def test_balancing_takes_only_what_disturbs(text: str) -> None:
    once = balanced(text)
    assert is_balanced(once)
    assert balanced(once) == once
    assert re.sub(f"[{CONTROLS}]", "", once) == re.sub(f"[{CONTROLS}]", "", text)
    if is_balanced(text):
        assert once == text
    kept_in_place = balanced(text, instead="\ufffd")
    assert len(kept_in_place) == len(text)


def test_nested_stretches_stay() -> None:
    text = "\u2067ب \u2066a \u202bc\u202c\u2069\u2069"
    assert balanced(text) == text


@given(texts)
def test_html_is_escaped(text: str) -> None:
    shown = bdi(text, language="ar", direction="rtl", title=text)
    assert bool(shown) == bool(text)
    inside = re.fullmatch(r'<bdi title="([^"<]*)" dir="rtl" lang="ar">([^<]*)</bdi>', str(shown), re.DOTALL)
    assert not text or inside is not None
