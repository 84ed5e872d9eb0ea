"""Columns are recognised by their headers in either language, or as a person maps them."""

from __future__ import annotations

import pytest

from tahqiq.link.columns import coded, header_word, recognise
from tahqiq.link.lists import FIELDS
from tahqiq.vocab.errors import BadInput


def test_headers_of_both_languages_are_known() -> None:
    found = recognise(
        ["الرقم", "الاسم الرباعي", "اسم الأم", "تاريخ الميلاد", "الجنس", "ملاحظات"], file="a.csv"
    )
    assert found == {
        "id": "الرقم",
        "name": "الاسم الرباعي",
        "mother": "اسم الأم",
        "sex": "الجنس",
        "birth": "تاريخ الميلاد",
    }


def test_a_column_serves_one_field() -> None:
    found = recognise(["Family", "Name", "family name"], file="a.csv")
    assert found == {"name": "Name", "family_name": "family name", "family": "Family"}


def test_what_a_person_maps_comes_first_and_an_empty_column_leaves_a_field_out() -> None:
    header = ["id", "who", "name", "age"]
    found = recognise(header, file="a.csv", mapping={"name": "who", "id": "", "age": ""})
    assert found == {"name": "who"}


def test_fields_are_in_one_order_whatever_the_file_s() -> None:
    found = recognise(["age", "sex", "name", "id"], file="a.csv")
    assert list(found) == [field for field in FIELDS if field in found]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"nam": "who"}, "there is no field 'nam' to map"),
        ({"name": "whom"}, "there is no column 'whom'"),
        ({}, "no column holds the names"),
    ],
)
def test_what_cannot_be_mapped_is_said(mapping: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        recognise(["who", "when"], file="a.csv", mapping=mapping)


def test_codes_of_cells() -> None:
    assert coded("sex", ["F", "أنثى", "MALE", "?"]) == ["female", "female", "male", ""]
    assert coded("age_group", ["Older adult", "طفل"]) == ["adult", "child"]
    assert header_word("Date_of_Birth ") == "date of birth"
