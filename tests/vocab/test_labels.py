from __future__ import annotations

import importlib
import pkgutil
from enum import StrEnum

import pytest

import tahqiq.vocab
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.labels import LABELS, label

EVERY = [(kind, value) for kind in LABELS for value in kind]


def test_every_enumeration_of_the_vocabulary_is_labelled() -> None:
    found = set()
    for module in pkgutil.iter_modules(tahqiq.vocab.__path__, "tahqiq.vocab."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum:
                found.add(each)
    assert found == set(LABELS)


@pytest.mark.parametrize(("kind", "value"), EVERY, ids=str)
def test_every_value_has_a_label_in_both_languages(kind: type[StrEnum], value: StrEnum) -> None:
    assert set(LABELS[kind]) == set(kind)
    assert label(value) != label(value, "ar")


@pytest.mark.parametrize("kind", LABELS, ids=lambda kind: kind.__name__)
def test_no_two_values_of_a_kind_read_the_same(kind: type[StrEnum]) -> None:
    for language in ("en", "ar"):
        assert len({label(value, language) for value in kind}) == len(kind)  # type: ignore[arg-type]


def test_grades_are_called_as_the_field_calls_them() -> None:
    """METHOD: grades."""
    assert [label(grade, "ar") for grade in Grade] == [
        "مؤكدة",
        "مقبولة",
        "ضعيفة",
        "متنازع عليها",
        "غير محتسبة",
    ]
