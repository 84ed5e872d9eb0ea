from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tahqiq.release import Policy, PolicyConflict, UndeclaredField
from tahqiq.vocab.rows import PlaceRow, SourceRow, Withheld

PLACE = Policy(
    publish=("id", "name_ar", "precision"),
    redact={"lat": "rounded_to_precision", "lon": "rounded_to_precision"},
    withhold={"name_en": "not reviewed yet", "notes": "working notes stay inside"},
)
RAQQA: Mapping[str, Any] = {
    "id": "1",
    "name_en": "Raqqa",
    "name_ar": "الرقة",
    "precision": "city",
    "lat": 35.95283,
    "lon": 39.00789,
    "notes": "ask R.",
}


def test_fields_are_published_redacted_or_withheld() -> None:
    row = PLACE.apply(PlaceRow, RAQQA)
    assert (row.name_ar, row.lat, row.lon) == ("الرقة", 35.95, 39.01)
    assert row.name_en is None
    assert row.withheld == (Withheld(field="name_en", reason="not reviewed yet"),)
    assert "ask R." not in repr(row)


def test_an_unknown_position_stays_unknown() -> None:
    row = PLACE.apply(PlaceRow, {**RAQQA, "lat": None, "lon": None})
    assert (row.lat, row.lon) == (None, None)


def test_a_field_nobody_declared_cannot_leave() -> None:
    with pytest.raises(
        UndeclaredField, match=r"PlaceRow: no release policy declares witness, phone"
    ) as caught:
        PLACE.apply(PlaceRow, {**RAQQA, "witness": "…", "phone": "…"})
    assert caught.value.fields == ("witness", "phone")


def test_one_record_may_be_withheld_with_reason_and_reviewer() -> None:
    policy = Policy(publish=("id", "slug", "name_en", "name_ar", "kind"))
    why = Withheld(field="name_en", reason="no basis recorded", reviewed_by="editor")
    plain = {"id": "1", "slug": "a-witness", "name_ar": "", "kind": "witness"}
    row = policy.apply(SourceRow, {**plain, "name_en": "A. Name"}, withhold=[why])
    assert (row.name_en, row.withheld) == (None, (why,))
    assert policy.apply(SourceRow, plain, withhold=[why]).withheld == (why,), (
        "the value need not be handed over"
    )


@pytest.mark.parametrize("nothing", [None, ""])
def test_where_there_is_nothing_nothing_is_withheld(nothing: str | None) -> None:
    row = PLACE.apply(PlaceRow, {**RAQQA, "name_en": nothing})
    assert (row.name_en, row.withheld) == (None, ())


def test_withholding_a_field_nobody_declared_is_refused() -> None:
    with pytest.raises(UndeclaredField, match="phone"):
        PLACE.apply(PlaceRow, RAQQA, withhold=[Withheld(field="phone", reason="…")])


def test_what_a_row_cannot_go_without_cannot_be_withheld() -> None:
    with pytest.raises(PolicyConflict, match="PlaceRow cannot go without it"):
        PLACE.apply(PlaceRow, RAQQA, withhold=[Withheld(field="precision", reason="…")])


def test_a_redaction_may_be_any_function() -> None:
    policy = Policy(
        publish=("id", "precision", "name_ar"), redact={"name_en": lambda name, plain: name[:1] + "."}
    )
    row = policy.apply(PlaceRow, {"id": "1", "precision": "city", "name_ar": None, "name_en": "Raqqa"})
    assert row.name_en == "R."


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"publish": ("id",), "withhold": {"id": "why"}}, "id is declared twice"),
        ({"publish": ("id", "id")}, "id is declared twice"),
        ({"redact": {"lat": "blurred"}}, "no redaction called blurred"),
        ({"withhold": {"name": " "}}, "withheld without a reason"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(PolicyConflict, match=problem):
        Policy(**given)


def test_coverage_names_the_fields_forgotten() -> None:
    assert PLACE.undeclared(["id", "notes", "phone"]) == ("phone",)
    PLACE.check(["id", "notes"], PlaceRow, where="Place")
    with pytest.raises(UndeclaredField, match="Place: no release policy declares phone"):
        PLACE.check(["id", "phone"], PlaceRow, where="Place")


def test_a_field_of_the_row_must_be_declared_too() -> None:
    with pytest.raises(UndeclaredField, match="lat, lon, name_ar, name_en, precision"):
        Policy(publish=("id",)).check(["id"], PlaceRow, where="Place")


def test_publishing_what_the_row_does_not_have_is_refused() -> None:
    policy = Policy(publish=(*PLACE.declared, "colour"))
    with pytest.raises(PolicyConflict, match="PlaceRow has no such field"):
        policy.check([], PlaceRow, where="Place")


def test_always_withholding_what_the_row_needs_is_refused() -> None:
    policy = Policy(publish=("name_en", "name_ar", "precision", "lat", "lon"), withhold={"id": "secret"})
    with pytest.raises(PolicyConflict, match="id is to be withheld"):
        policy.check([], PlaceRow, where="Place")
