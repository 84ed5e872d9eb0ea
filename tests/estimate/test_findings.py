from __future__ import annotations

import re

import pytest

from tahqiq.estimate.findings import MESSAGES, finding, spoken

#: Something for every placeholder.
VALUES: dict[str, float | str | list[str]] = {
    "list": "hospital",
    "other": "press",
    "first": "hospital",
    "second": "press",
    "lists": ["hospital", "press"],
    "strata": ["north", "south"],
    "cells": ["hospital + press"],
    "covariates": ["age"],
    "method": "latent",
    "low_method": "latent",
    "high_method": "stepwise",
    "why": "too many lists",
}


def values_for(message: str) -> dict[str, float | str | list[str]]:
    return {name: VALUES.get(name, 1234.0) for name in re.findall(r"\{(\w+)\}", message)}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_finding_is_told_in_both_languages_with_what_would_help(code: str) -> None:
    made = finding(code, **values_for("".join(MESSAGES[code])))
    for said in (made.text, made.text_ar, made.remedy, made.remedy_ar):
        assert "{" not in said
    assert made.text != made.text_ar
    assert bool(made.remedy) == bool(made.remedy_ar)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_finding_is_one_sentence_that_ends(code: str) -> None:
    assert MESSAGES[code][0].endswith(".")


def test_names_are_kept_apart_from_arabic_and_numbers_run_left_to_right() -> None:
    assert spoken(["hospital", "press"], "ar") == "\u2068hospital\u2069، \u2068press\u2069"
    assert spoken(4400, "ar") == "\u20664,400\u2069"


def test_an_unknown_code_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        finding("nonsense")
