from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from uuid import UUID

import pytest

from tahqiq.vocab.claims import Claim, Effect, Locator, Speaker
from tahqiq.vocab.counts import CountRange

CLAIM = Claim(
    text_sha256="ab" * 32,
    locator=Locator.span(0, 9),
    quote="ten killed",
    statement="Ten people were killed",
    effect=Effect.KILLED,
    count=CountRange.exactly(10),
)


def test_a_claim_without_a_quote_cannot_exist() -> None:
    with pytest.raises(ValueError, match="without a quote"):
        replace(CLAIM, quote="")


def test_a_claim_cannot_be_altered() -> None:
    with pytest.raises(FrozenInstanceError):
        CLAIM.count = CountRange.exactly(11)  # type: ignore[misc]


@pytest.mark.parametrize(
    "meaning",
    [
        {"count": CountRange.exactly(11)},
        {"effect": Effect.INJURED},
        {"negated": True},
        {"supersedes": UUID(int=1)},
        {"within": UUID(int=1)},
        {"locator": Locator.span(0, 8)},
        {"text_sha256": "cd" * 32},
        {"chain": (Speaker(name="SOHR"),)},
    ],
)
def test_another_meaning_or_place_is_another_claim(meaning: dict[str, object]) -> None:
    assert replace(CLAIM, **meaning).id != CLAIM.id  # type: ignore[arg-type]


@pytest.mark.parametrize("said", [{"statement_ar": "قُتل عشرة"}, {"note": "checked"}])
def test_a_translation_or_a_note_is_the_same_claim(said: dict[str, str]) -> None:
    assert replace(CLAIM, **said).id == CLAIM.id  # type: ignore[arg-type]


def test_the_origin_is_the_last_of_the_chain() -> None:
    outlet, origin = Speaker(name="NPR", role="outlet"), Speaker(name="a brother")
    assert replace(CLAIM, chain=(outlet, origin)).origin == origin
    assert CLAIM.origin is None


def test_places_in_texts_and_tables_are_spelled_apart() -> None:
    spelled = {
        Locator.span(0, 9).spelled(),
        Locator.cells(0, "killed_min", "killed_max").spelled(),
        Locator.cells(0, "killed_min").spelled(),
        Locator.cells(9, "killed_min").spelled(),
        Locator.cells(0, "a", "b").spelled(),
        Locator.cells(0, "a,b").spelled(),
    }
    assert len(spelled) == 6


@pytest.mark.parametrize("place", [(0, 0), (5, 4), (-1, 4)])
def test_an_empty_stretch_is_no_place(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a stretch of text"):
        Locator.span(*place)


@pytest.mark.parametrize(("record", "columns"), [(-1, ("a",)), (0, ())])
def test_cells_need_a_record_and_a_column(record: int, columns: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="cells need a record"):
        Locator.cells(record, *columns)
