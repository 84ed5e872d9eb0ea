from dataclasses import asdict
from datetime import date
from uuid import UUID

from tahqiq.vocab.claims import Claim, Locator, Speaker
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import StandardOfProof
from tahqiq.vocab.ids import claim_id

CLAIM = Claim(
    text_sha256="a" * 64,
    locator=Locator.cells(3, "low", "high"),
    quote="3\n4",
    statement="Civilians killed",
    count=CountRange(3, 4),
    chain=(Speaker(name="Example Outlet", role="outlet"), Speaker(name="Example Speaker", kind="witness")),
    span=DateSpan.day(date(2031, 1, 2)),
    said=DateSpan.parse("2031-02"),
    standard=StandardOfProof.REASONABLE_GROUNDS,
    within=UUID(int=7),
)


def test_an_id_is_the_hash_of_every_field_that_means_something() -> None:
    meaning = asdict(CLAIM)
    for name in ("text_sha256", "locator", "quote", "statement_ar", "note"):
        del meaning[name]
    assert CLAIM.id == claim_id(CLAIM.text_sha256, CLAIM.locator.spelled(), meaning)
