"""Hierarchical models: how many there are, what they are called, how they are read."""

from __future__ import annotations

import pytest

from tahqiq.estimate.loglinear.models import (
    every_model,
    name_of,
    read_model,
    terms_from_names,
    terms_of,
)
from tahqiq.vocab.errors import BadInput


@pytest.mark.parametrize(("k", "count"), [(2, 1), (3, 8), (4, 113), (5, 6893)])
def test_there_are_as_many_models_as_published(k: int, count: int) -> None:
    models = every_model(k)
    assert len(set(models.tolist())) == count


def test_every_model_is_hierarchical_and_has_the_main_effects() -> None:
    for model in every_model(4):
        terms = set(terms_of(model).tolist())
        assert {0, 1, 2, 4, 8} <= terms
        assert 15 not in terms
        for term in terms:
            assert {term & ~(1 << place) for place in range(4)} <= terms


def test_interactions_can_be_kept_small() -> None:
    assert len(every_model(4, most_order=2)) == 2**6
    assert len(every_model(4, most_order=1)) == 1
    assert len(every_model(4, most_order=9)) == 113


@pytest.mark.parametrize("k", [1, 6])
def test_too_few_and_too_many_lists_for_a_search(k: int) -> None:
    with pytest.raises(BadInput, match="two to 5 lists"):
        every_model(k)


@pytest.mark.parametrize(
    "text", ["[A·B·C][B·D]", "[B:D] [C*B*A]", "[A,B,C][B,D][A,B]", "[A · B · C][D·B][A]"]
)
def test_a_model_is_known_by_its_highest_terms(text: str) -> None:
    lists = ["A", "B", "C", "D"]
    assert name_of(read_model(text, lists), lists) == "[A·B·C][B·D]"


def test_the_intercept_comes_last() -> None:
    assert read_model("[A]", "AB").tolist() == [2, 1, 0]
    assert terms_from_names([], "AB").tolist() == [2, 1, 0]


@pytest.mark.parametrize("text", ["", "A·B", "[A·B", "[A·B]+[C]", "[A·Z]", "[]"])
def test_what_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_model(text, "ABC")
