from pathlib import Path

import pytest

from read.tables.reading import FIXTURES, SHARED, complaints, of, read
from tahqiq.read.tables import open_facts
from tahqiq.read.tables.facts import COLUMNS
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.counts import UNKNOWN, WORDS_ONLY, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.grades import StandardOfProof
from tahqiq.vocab.imports import (
    Imported,
    ImportedClaim,
    ImportedPopulation,
    ImportedSource,
    Problem,
)
from tahqiq.vocab.parties import SourceKind

FACTS = SHARED / "raqqa" / "facts.csv"


@pytest.fixture(scope="module")
def values() -> list[Imported | Problem]:
    return read(open_facts(FIXTURES / "facts.csv"))


@pytest.fixture(scope="module")
def facts(values: list[Imported | Problem]) -> dict[str, ImportedClaim]:
    return {each.key: each for each in of(ImportedClaim, values)}


def test_a_fact_keeps_its_figure_hedge_and_stance_as_given(facts: dict[str, ImportedClaim]) -> None:
    claim = facts["toll-more"].claim
    assert (claim.count, claim.hedge, claim.stance) == (CountRange(1600, None), Hedge.MORE_THAN, Stance.FINDS)
    assert (claim.effect, claim.category, claim.of_whom) == (Effect.KILLED, Category.CIVILIANS, "civilians")
    assert (claim.blamed, claim.basis, claim.place) == ("Blue Army", "interviews", "Example city")
    assert (claim.said.iso(), claim.said_note) == (("2033-06-10",) * 2, "date of the article")
    assert claim.supersedes is None


def test_a_fact_quotes_its_cells_verbatim(facts: dict[str, ImportedClaim]) -> None:
    claim = facts["toll-more"].claim
    assert claim.quote == "Civilian deaths documented\n1600\npeople\nmore_than\nmore than 1,600"
    assert claim.locator.columns == ("what", "min", "unit", "hedge", "wording")


def test_the_origin_is_the_speaker_and_the_carrier_comes_first(facts: dict[str, ImportedClaim]) -> None:
    carrier, speaker = facts["toll-more"].claim.chain
    assert (carrier.name, carrier.role) == ("an example newspaper", "outlet")
    assert (speaker.name, speaker.role) == ("Ann Example, Example Rights", "speaker")
    assert len(facts["casualties"].claim.chain) == 1


def test_thousands_never_becomes_a_number(
    values: list[Imported | Problem], facts: dict[str, ImportedClaim]
) -> None:
    assert (facts["toll-thousands"].claim.count, facts["toll-thousands"].claim.hedge) == (
        UNKNOWN,
        Hedge.THOUSANDS,
    )
    assert facts["smuggled"].claim.count == UNKNOWN
    assert complaints(values, column="min") == [
        (11, "3000", "'thousands' is no number; it stays words", "refused")
    ]


def test_deaths_and_casualties_are_two_populations(facts: dict[str, ImportedClaim]) -> None:
    populations = {key: fact.claim.population for key, fact in facts.items()}
    assert populations["toll-more"] == populations["toll-thousands"]
    assert populations["toll-more"] == "example-2031-civilians-killed--people--civilians--killed"
    assert len({populations[key] for key in ("toll-more", "casualties", "received", "share")}) == 4


def test_combatants_of_two_sides_never_share_a_population(facts: dict[str, ImportedClaim]) -> None:
    twenty, sixteen = facts["fighters-20"].claim, facts["fighters-16"].claim
    assert twenty.population != sixteen.population
    assert (twenty.count, sixteen.count) == (CountRange.exactly(20), CountRange.exactly(16))
    assert twenty.id != sixteen.id


def test_populations_and_speakers_come_once_and_before_their_claims(values: list[Imported | Problem]) -> None:
    populations = [each.slug for each in of(ImportedPopulation, values)]
    sources = [each.slug for each in of(ImportedSource, values)]
    assert len(set(populations)) == len(populations)
    assert len(set(sources)) == len(sources)
    for number, each in enumerate(values):
        if isinstance(each, ImportedClaim):
            before = values[:number]
            assert each.source in {source.slug for source in of(ImportedSource, before)}
            assert each.claim.population in {known.slug for known in of(ImportedPopulation, before)}


def test_a_population_says_in_its_title_what_the_topic_leaves_open(values: list[Imported | Problem]) -> None:
    titles = {each.slug: each.title_en for each in of(ImportedPopulation, values)}
    assert (
        titles["example-2031-civilians-killed--people--civilians--killed"] == "Example 2031: civilians killed"
    )
    assert titles["destruction--percent--the-city--damaged-or-destroyed"] == (
        "Destruction: the city, damaged or destroyed, percent"
    )


def test_kinds_of_speakers_are_those_we_know(values: list[Imported | Problem]) -> None:
    kinds = {each.slug: each.kind for each in of(ImportedSource, values)}
    assert kinds["ann-example-example-rights"] is SourceKind.HUMAN_RIGHTS_ORGANISATION
    assert kinds["example-television"] is SourceKind.PRESS
    assert kinds["public-facts"] is SourceKind.OTHER


def test_one_night_is_an_event_and_a_season_is_not(facts: dict[str, ImportedClaim]) -> None:
    scopes = {key: fact.claim.scope for key, fact in facts.items()}
    assert scopes["night"] is Scope.EVENT
    assert {scopes["toll-more"], scopes["fighters-20"], scopes["received"]} == {Scope.CUMULATIVE}
    assert facts["received"].claim.span.iso() == ("2031-04-07", "")
    assert facts["fighters-20"].claim.span.iso() == ("", "2033-04-30")


def test_received_information_is_no_finding_and_keeps_its_standard(facts: dict[str, ImportedClaim]) -> None:
    claim = facts["received"].claim
    assert (claim.stance, claim.hedge) == (Stance.RECEIVED_INFORMATION, Hedge.AT_MOST)
    assert (claim.category, claim.standard) == (Category.PEOPLE, StandardOfProof.REASONABLE_GROUNDS)
    assert facts["share"].claim.category is Category.OTHER


def test_what_cannot_be_taken_is_refused_by_row_and_column(
    values: list[Imported | Problem], facts: dict[str, ImportedClaim]
) -> None:
    told = [(each.row, each.column) for each in of(Problem, values)]
    assert told == [
        (11, "min"),
        (11, "said_on"),
        (12, "id"),
        (13, "effect"),
        (13, "stance"),
        (14, "from_date"),
        (15, "what"),
        (15, "speaker"),
    ]
    assert {"odd", "silent"}.isdisjoint(facts)
    assert facts["backwards"].claim.span == DateSpan()


def test_an_id_longer_than_any_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(",".join(COLUMNS) + "\n" + "x" * 101 + "," * (len(COLUMNS) - 1) + "\n")
    assert "longer than 100" in complaints(read(open_facts(path)), column="id")[0][2]


def test_a_row_of_the_wrong_width_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(",".join(COLUMNS) + "\ntoo,short\n")
    assert [each.row for each in of(Problem, read(open_facts(path)))] == [2]


def test_a_file_of_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("id,topic\n")
    with pytest.raises(BadInput, match="columns are missing: what, min, max"):
        open_facts(tmp_path / "facts.csv").size()


@pytest.mark.shared
@pytest.mark.skipif(not FACTS.exists(), reason="the shared facts are not beside this checkout")
def test_every_public_fact_is_taken_as_given() -> None:
    values = read(open_facts(FACTS))
    claims = {each.key: each.claim for each in of(ImportedClaim, values)}
    assert (len(claims), of(Problem, values)) == (53, [])
    assert all(claim.count == UNKNOWN for claim in claims.values() if claim.hedge in WORDS_ONLY)
    assert claims["blasts-sdf-20"].count == CountRange.exactly(20)
    assert claims["blasts-sdf-16"].count == CountRange.exactly(16)
    assert claims["toll-coalition-2018"].effect is Effect.KILLED_OR_INJURED
    assert claims["toll-coalition-2018"].population != claims["toll-coalition-2019"].population
    assert claims["mansura-admission"].scope is Scope.EVENT
    assert all(claim.supersedes is None for claim in claims.values())
