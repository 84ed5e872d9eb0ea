"""A proposal cannot exist without its words, and becomes a claim once the text is sealed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tahqiq.read.claims import NamedVictim, Proposal, claims_of, read_claims
from tahqiq.vocab.claims import Category, Effect, Scope
from tahqiq.vocab.counts import CountRange, Hedge
from tahqiq.vocab.dates import DateSpan

TEXT = "Two boys died in Karm."
SHA = "5" * 64


def _proposal(**given: object) -> Proposal:
    fields: dict[str, object] = {
        "text": TEXT,
        "quote": "Two boys",
        "start": 0,
        "end": 8,
        "effect": Effect.KILLED,
        "category": Category.CHILDREN,
        "count": CountRange(2, 2),
    }
    return Proposal(**{**fields, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [
        {"quote": "Two girls"},
        {"start": 1},
        {"start": -3, "end": 5},
        {"quote": "", "end": 0},
        {"start": 0, "end": 400, "quote": TEXT},
    ],
)
def test_words_that_do_not_stand_there_make_no_claim(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="does not stand in the text"):
        _proposal(**given)


def test_a_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        _proposal(confidence=1.2)


def test_a_line_of_the_file_holds_what_the_house_promises() -> None:
    victim = NamedVictim(name="Omar", start=0, end=3, age=9, sex="male")
    row = _proposal(span=DateSpan.parse("2031-05"), victims=(victim,), within=3).row(7)
    promised = (
        "effect category min max hedge negated stance scope attributed_to blamed place from_date to_date"
        " supersedes within quote start end confidence rule"
    )
    assert set(promised.split()) <= row.keys()
    assert (row["claim"], row["within"], row["min"], row["from_date"]) == (7, 3, 2, "2031-05")
    assert row["victims"] == [victim.row()]


def test_a_sealed_text_makes_claims_of_proposals() -> None:
    text = "Strikes killed 27 people, among them two boys. An earlier toll was 17."
    proposals = read_claims(text)
    claims = claims_of(proposals, SHA)
    part = next(at for at, each in enumerate(proposals) if each.category is Category.CHILDREN)
    whole = proposals[part].within
    assert whole is not None
    assert claims[part].within == claims[whole].id
    assert all(each.quote in text and each.text_sha256 == SHA for each in claims)
    assert claims[part].locator.start == proposals[part].start


def test_the_weapon_is_noted_and_the_finer_word_kept() -> None:
    claim = _proposal(weapon="a mortar", subcategory="boys").claim(SHA)
    assert (claim.note, claim.of_whom) == ("weapon: a mortar", "boys")
    assert claim.statement == "children killed: 2"


def test_a_denial_says_none() -> None:
    assert _proposal(count=CountRange(0, 0), negated=True).statement == "children killed: none"


@pytest.mark.parametrize("links", [(1, 0), (0, 0), (7, None)])
def test_claims_that_belong_to_one_another_in_a_circle_are_refused(
    links: tuple[int | None, int | None],
) -> None:
    first, second = (replace(_proposal(), within=link) for link in links)
    with pytest.raises(ValueError, match="which it cannot"):
        claims_of([first, second], SHA)


def test_an_earlier_figure_is_replaced_by_the_later() -> None:
    proposals = read_claims("The death toll rose to 48 from 41, the ministry said.")
    later, earlier = proposals
    assert (later.count, earlier.count) == (CountRange(48, 48), CountRange(41, 41))
    assert (earlier.scope, later.supersedes) == (Scope.SUPERSEDED, 1)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("At least 27 people were killed.", Hedge.AT_LEAST),
        ("More than 27 people were killed.", Hedge.MORE_THAN),
        ("About 27 people were killed.", Hedge.ABOUT),
        ("Dozens of people were killed.", Hedge.DOZENS),
        ("Between 20 and 27 people were killed.", Hedge.RANGE),
        ("There were no reports of casualties.", Hedge.NO_REPORT),
        ("قتل ما لا يقل عن 27 شخصا.", Hedge.AT_LEAST),
        ("مقتل العشرات بقصف جوي.", Hedge.DOZENS),
    ],
)
def test_how_sure_the_source_is_is_kept(text: str, hedge: Hedge) -> None:
    assert [each.hedge for each in read_claims(text)] == [hedge]
