"""Every fact is in the case once, exactly as given, and nothing is in the case that is no fact."""

from __future__ import annotations

import re

import pytest

from cases.numbers import dates, digits, numbers, vague
from cases.raqqa import facts, folder, needs_facts
from tahqiq.cases.folder import CaseClaim
from tahqiq.vocab.claims import Effect, Stance
from tahqiq.vocab.counts import Hedge
from tahqiq.vocab.dates import DateSpan

pytestmark = needs_facts

#: A note that points at another note may name that one's dates.
POINTS_AT = {"amnesty-relay-2019": ("toll-coalition-318",)}
#: 'All' of the barrages is the one figure the facts put into digits themselves.
ALL = {"share-us-artillery"}


def by_key() -> dict[str, CaseClaim]:
    return {claim.key: claim for claim in folder().claims}


def bound(text: str) -> int | None:
    return int(text) if text else None


def row_text(key: str) -> str:
    return " | ".join(facts()[key].values())


def note_of_facts() -> dict[str, str]:
    """The text of every fact a note is made from, by note."""
    texts: dict[str, str] = {}
    for claim in folder().claims:
        slug = claim.note.slug
        texts[slug] = f"{texts.get(slug, '')} | {row_text(claim.key)}"
    for slug, keys in POINTS_AT.items():
        texts[slug] += " | ".join(map(row_text, keys))
    return texts


def test_every_fact_is_one_claim_and_every_claim_one_fact() -> None:
    keys = [claim.key for claim in folder().claims]
    assert sorted(keys) == sorted(facts())
    assert len(set(keys)) == len(keys)


def test_figures_and_hedges_are_those_of_the_facts() -> None:
    for key, claim in by_key().items():
        row = facts()[key]
        assert (claim.claim.count.min, claim.claim.count.max) == (bound(row["min"]), bound(row["max"])), key
        assert claim.claim.hedge == Hedge(row["hedge"] or "exact"), key
        assert claim.claim.unit == row["unit"], key
        assert claim.claim.of_whom == row["of_whom"], key


def test_stances_and_effects_are_those_of_the_facts() -> None:
    for key, claim in by_key().items():
        row = facts()[key]
        assert claim.claim.stance == Stance(row["stance"].replace(" ", "_")), key
        assert claim.claim.effect == Effect(row["effect"].replace(" ", "_") or "not_stated"), key


def test_times_are_those_of_the_facts() -> None:
    for key, claim in by_key().items():
        row = facts()[key]
        assert claim.claim.span == DateSpan.parse(row["from_date"], row["to_date"]), key
        assert claim.claim.said == DateSpan.parse(row["said_on"]), key
        assert claim.claim.said_note == row["said_on_note"], key


def test_places_speakers_and_bases_are_those_of_the_facts() -> None:
    places = {place.name_en: place.name_ar for place in folder().places.values()}
    for key, claim in by_key().items():
        row = facts()[key]
        assert claim.claim.place == row["place_en"], key
        assert places.get(claim.claim.place, "") == row["place_ar"], key
        assert claim.claim.origin is not None
        assert claim.claim.origin.name == row["speaker"], key
        assert claim.claim.blamed == row["blamed"], key
        assert claim.claim.basis == row["basis"], key
        assert claim.claim.note == row["note"], key


def test_whoever_carried_a_claim_is_named_as_the_facts_name_them() -> None:
    for key, claim in by_key().items():
        carried = facts()[key]["carried_by"]
        carriers = [link.name for link in claim.claim.chain[:-1]]
        assert all(name in carried for name in carriers), key
        left = carried
        for name in carriers:
            left = left.replace(name, "", 1)
        assert re.sub(r"\b(as reproduced in|quoted by|after)\b|[, ]", "", left) == "", key


def test_the_speakers_kind_is_that_of_the_facts() -> None:
    plain = {"broadcaster": "press", "partisan press": "press", "government, party to the war": "government"}
    plain["human-rights organisation and casualty recorder"] = "human-rights organisation"
    for key, claim in by_key().items():
        kind = facts()[key]["speaker_kind"]
        assert claim.claim.origin is not None
        wanted = re.sub("[ -]", "_", plain.get(kind, kind)).lower()
        assert claim.claim.origin.kind == wanted, key


def test_the_sources_own_words_are_in_the_note_in_quotation_marks_or_plainly() -> None:
    for key, claim in by_key().items():
        for part in facts()[key]["wording"].split(" … "):
            assert part.lower().replace("'", "’") in claim.note.text.lower().replace("'", "’"), (key, part)


def test_a_standard_of_proof_stands_only_where_the_words_give_one() -> None:
    for key, claim in by_key().items():
        given = "reasonable grounds" in facts()[key]["basis"]
        assert (claim.claim.standard is not None) == given, key


@pytest.mark.parametrize("slug", sorted(folder().notes))
def test_no_number_or_date_is_invented_in_a_note(slug: str) -> None:
    text, given = folder().notes[slug].text, note_of_facts()[slug]
    assert numbers(text) <= numbers(given) | {
        int(row["max"] or 0) for row in facts().values() if row["id"] in given
    }
    known = dates(given)
    assert all(any(each.fits(other) for other in known) for each in dates(text)), slug


@pytest.mark.parametrize("slug", sorted(folder().notes))
def test_no_amount_in_words_is_invented_in_a_note(slug: str) -> None:
    assert vague(folder().notes[slug].text) <= vague(note_of_facts()[slug])


def test_statements_hold_no_number_that_their_fact_does_not_hold() -> None:
    for key, claim in by_key().items():
        given = numbers(row_text(key)) | digits(row_text(key))
        assert numbers(claim.claim.statement) <= given, key
        assert digits(claim.claim.statement_ar) <= given, key


def test_a_figure_stands_in_the_words_that_are_quoted_for_it() -> None:
    for key, claim in by_key().items():
        bounds = {claim.claim.count.min, claim.claim.count.max} - {None}
        assert key in ALL or bounds <= numbers(claim.claim.quote), key
