from __future__ import annotations

from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.vocab.ids import claim_id, imported_id, is_sha256, new_id

SHA = "ab" * 32


@given(st.text(), st.lists(st.text(), min_size=1))
def test_an_imported_thing_has_the_same_id_at_every_import(source: str, key: list[str]) -> None:
    assert imported_id(source, *key) == imported_id(source, *key)
    assert imported_id(source, *key).version == 5


def test_keys_that_join_to_the_same_text_stay_apart() -> None:
    assert imported_id("a", "b", "c") != imported_id("a", "bc") != imported_id("ab", "c")


def test_ids_never_change() -> None:
    """Releases and archives hold them: a change here breaks every link ever published."""
    assert str(imported_id("airwars", "CS1640")) == "d599049e-3c76-52a4-8f87-fa156074fb35"
    assert str(claim_id(SHA, "span:0-4", {"effect": "killed"})) == "328c00e6-61cf-884e-8110-3f20932a21ed"


def test_new_records_are_random() -> None:
    assert new_id() != new_id()
    assert new_id().version == 4


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none())))
def test_a_claims_id_is_a_uuid_of_its_own_kind(meaning: dict[str, object]) -> None:
    found = claim_id(SHA, "span:0-4", meaning)
    assert (found.version, found.variant) == (8, RFC_4122)


def test_a_claims_id_hangs_on_text_place_and_meaning() -> None:
    ids = {
        claim_id(SHA, "span:0-4", {"min": 5}),
        claim_id("cd" * 32, "span:0-4", {"min": 5}),
        claim_id(SHA, "span:0-5", {"min": 5}),
        claim_id(SHA, "span:0-4", {"min": 6}),
    }
    assert len(ids) == 4


@pytest.mark.parametrize("text", ["", "ab", "AB" * 32, "zz" * 32, "ab" * 33, "ab" * 31 + "\n"])
def test_what_is_no_sha256(text: str) -> None:
    assert not is_sha256(text)
    assert is_sha256(SHA)
