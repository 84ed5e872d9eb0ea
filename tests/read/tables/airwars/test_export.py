"""The invented export in the fixtures, dirt and all, read from end to end."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from read.tables.reading import FIXTURES, complaints, of, read, sealed
from tahqiq.read.tables import QuotedCells, misquotes, open_airwars
from tahqiq.read.tables.airwars import FILES
from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.claims import Category, Effect, Stance
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.imports import (
    Imported,
    ImportedAnswer,
    ImportedIncident,
    ImportedParty,
    ImportedSource,
    ImportedStatement,
    ImportedVictim,
    Problem,
)
from tahqiq.vocab.places import Point, Precision

FOLDER = FIXTURES / "airwars"


@pytest.fixture(scope="module")
def values() -> list[Imported | Problem]:
    return read(open_airwars(FOLDER))


@pytest.fixture(scope="module")
def incidents(values: list[Imported | Problem]) -> dict[str, ImportedIncident]:
    return {each.key: each for each in of(ImportedIncident, values)}


def test_the_source_comes_first_and_assesses(values: list[Imported | Problem]) -> None:
    [source] = of(ImportedSource, values)
    assert (values[0], source.slug, open_airwars(FOLDER).assesses) == (source, "airwars", True)


def test_reading_twice_gives_the_same(values: list[Imported | Problem]) -> None:
    assert read(open_airwars(FOLDER)) == values


def test_the_size_counts_every_record_of_every_file() -> None:
    assert open_airwars(FOLDER).size() == 7 + 6 + 10 + 6


def test_an_incident_keeps_what_the_source_says_of_it(incidents: dict[str, ImportedIncident]) -> None:
    incident = incidents["SYN1"]
    assert incident.previous_codes == ("OLD1",)
    assert (incident.title_en, incident.title_ar) == ("Example Quarter", "حي المثال")
    assert incident.place.wording_ar == "حي المثال\u200e"
    assert (incident.place.point, incident.place.precision) == (Point(0.5, -25.25), Precision.NEIGHBOURHOOD)
    assert (incident.blamed, incident.strike_type) == (("coalition",), "Airstrike")
    assert (incident.at.record, incident.at.line) == (0, 2)


def test_each_pair_of_figures_is_one_claim_by_the_source(incidents: dict[str, ImportedIncident]) -> None:
    told = [(c.effect, c.category, c.count, c.hedge) for c in incidents["SYN1"].claims]
    assert told == [
        (Effect.KILLED, Category.CIVILIANS, CountRange(3, 5), Hedge.RANGE),
        (Effect.INJURED, Category.CIVILIANS, CountRange(2, None), Hedge.AT_LEAST),
        (Effect.KILLED, Category.CHILDREN, CountRange(1, 1), Hedge.EXACT),
        (Effect.KILLED, Category.COMBATANTS, CountRange(None, 4), Hedge.AT_MOST),
    ]


def test_a_claim_quotes_its_cells_and_says_who_when_and_whom_it_blames(
    incidents: dict[str, ImportedIncident],
) -> None:
    claim = incidents["SYN1"].claims[0]
    assert (claim.quote, claim.locator.columns) == ("3.0\n5.0", ("civ_killed_min", "civ_killed_max"))
    assert (claim.stance, claim.blamed, claim.place) == (
        Stance.ASSERTS,
        "U.S.-led Coalition",
        "Example Quarter",
    )
    assert [speaker.name for speaker in claim.chain] == ["Airwars"]
    assert (claim.span.iso(), claim.said.iso()) == (("2031-06-01",) * 2, ("2034-12-15",) * 2)
    assert (claim.statement, claim.statement_ar) == ("Civilians killed", "مدنيون قُتلوا")


def test_children_stand_within_the_civilians_killed_and_combatants_do_not(
    incidents: dict[str, ImportedIncident],
) -> None:
    civilians, injured, children, combatants = incidents["SYN1"].claims
    assert (children.within, injured.within, combatants.within) == (civilians.id, None, None)


def test_the_sources_own_grade_and_range_are_its_assessment(incidents: dict[str, ImportedIncident]) -> None:
    assessment = incidents["SYN1"].assessment
    assert assessment is not None
    assert (assessment.assessor, assessment.grade) == ("airwars", Grade.FAIR)
    assert (assessment.killed, assessment.injured) == (CountRange(3, 5), CountRange(2, None))
    assert (assessment.strike_status, assessment.harm_reported) == (StrikeStatus.LIKELY, True)
    assert assessment.evidence.quote == "Fair\n3.0\n5.0\n2.0\n\nLikely strike\nYes"


def test_an_impossible_longitude_costs_the_coordinate_and_not_the_incident(
    values: list[Imported | Problem], incidents: dict[str, ImportedIncident]
) -> None:
    place = incidents["SYN2"].place
    assert (place.point, place.precision, place.wording_en) == (None, Precision.EXACT, "Example Weir")
    assert complaints(values, column="lon") == [
        (3, "4239.00416", "longitude 4239.00416 lies outside ±180", "refused")
    ]
    assert complaints(values, column="lat") == [(4, "0.5", "the other coordinate is empty", "refused")]


def test_days_and_times_are_kept_to_their_end(incidents: dict[str, ImportedIncident]) -> None:
    assert incidents["SYN2"].span == DateSpan.parse("2031-06-02", "2031-06-04")
    assert incidents["SYN2"].time_wording == "15:00:00–16:00:00"
    assert incidents["SYN3 OLD3"].span == DateSpan.parse("2031-06-05")
    assert incidents["SYN3 OLD3"].time_wording == "around_midday"
    assert incidents["SYN4"].span.unknown
    assert incidents["SYN5"].span == DateSpan.parse("2031-06")


def test_an_incident_the_source_says_nothing_of_has_no_assessment(
    incidents: dict[str, ImportedIncident],
) -> None:
    assert (incidents["SYN5"].assessment, incidents["SYN5"].claims) == (None, ())


def test_figures_that_cannot_be_are_refused_and_make_no_claim(
    values: list[Imported | Problem], incidents: dict[str, ImportedIncident]
) -> None:
    assert [claim.category for claim in incidents["SYN2"].claims] == [Category.CIVILIANS]
    assert incidents["SYN3 OLD3"].claims == ()
    columns = ("men_killed_min", "civ_killed_min", "civ_killed_max", "women_killed_min")
    assert [told[1:3] for column in columns for told in complaints(values, column=column)] == [
        ("24.0", "the lower figure 24 exceeds the upper figure 1 in men_killed_max"),
        ("abc", "not a whole number of people"),
        ("4.5", "not a whole number of people"),
        ("-3", "not a whole number of people"),
    ]
    assert "'at least 0' says nothing" in complaints(values, column="children_killed_min")[0][2]


def test_zero_is_a_figure_and_empty_is_unknown(incidents: dict[str, ImportedIncident]) -> None:
    assert [claim.count for claim in incidents["SYN4"].claims] == [CountRange(0, 0)]
    weird = incidents["SYN3 OLD3"].assessment
    assert weird is not None
    assert (weird.killed, weird.grade, weird.strike_status, weird.harm_reported) == (
        UNKNOWN,
        None,
        None,
        None,
    )


def test_words_that_are_none_of_ours_are_refused_by_name(values: list[Imported | Problem]) -> None:
    for column in (
        "grading",
        "strike_status",
        "civ_harm_reported",
        "geo_precision",
        "previous_codes",
        "date_end",
    ):
        assert [(row, action) for row, _, _, action in complaints(values, column=column)] == [(4, "refused")]


def test_a_code_is_used_once_and_never_missing(values: list[Imported | Problem]) -> None:
    assert [(row, problem) for row, _, problem, _ in complaints(values, column="code")][:2] == [
        (5, "an incident of this code was met before"),
        (6, "the incident has no code"),
    ]


def test_parties_come_before_what_names_them_and_once(values: list[Imported | Problem]) -> None:
    names = {party.slug: party.name_en for party in of(ImportedParty, values)}
    assert names == {
        "coalition": "US-led Coalition",
        "russian_forces": "Russian forces",
        "example_irregulars": "Example Irregulars",
        "other_side": "other side",
        "900": "Publisher no. 900 of the file",
    }
    first_blamed = next(n for n, each in enumerate(values) if isinstance(each, ImportedIncident))
    assert isinstance(values[first_blamed - 1], ImportedParty)


def test_people_are_kept_with_their_cells(values: list[Imported | Problem]) -> None:
    first, second, third = of(ImportedVictim, values)
    assert (first.key, first.incident_key, first.name_en, first.age) == (
        "SYN1/1",
        "SYN1",
        "Invented Person A",
        "2 months",
    )
    assert (first.pregnant, first.civilian_contested, first.note) == (
        False,
        False,
        "first line\nsecond, line",
    )
    assert (second.name_ar, second.pregnant, second.status) == ("شخص مخترع", True, "injured")
    assert second.evidence.quote == "شخص مخترع\nmale\nadult\nنعم\ninjured\nhttps://example.org/person"
    assert (third.key, third.sex, third.age_group, third.status) == ("SYN1/2/Invented Person B", "", "", "")


def test_people_of_no_incident_or_listed_twice_are_refused(values: list[Imported | Problem]) -> None:
    told = [
        (each.row, each.column, each.action) for each in of(Problem, values) if each.at.file == "victims.csv"
    ]
    assert told == [
        (5, "n", "repaired"),
        (5, "sex", "refused"),
        (5, "age_group", "refused"),
        (5, "pregnant", "refused"),
        (5, "status", "refused"),
        (6, "n", "refused"),
        (7, "code", "refused"),
        (8, "n", "refused"),
    ]


def test_answers_of_all_parties_are_kept(values: list[Imported | Problem]) -> None:
    credible, refused, open_, duplicate, received = of(ImportedAnswer, values)
    assert (credible.state, credible.killed, credible.injured) == (
        AnswerState.CREDIBLE,
        CountRange(1, 2),
        CountRange(0, 0),
    )
    assert (credible.reasons, credible.reason_wording) == ((), "entered_target_area")
    assert (credible.grid_reference, credible.location_wording) == ("00XXX000000", "near Example")
    assert credible.report == "Invented words,\non two lines."
    assert (refused.state, refused.killed) == (AnswerState.NON_CREDIBLE, UNKNOWN)
    assert (open_.state, open_.party) == (AnswerState.OPEN, "example_irregulars")
    assert (duplicate.state, duplicate.key) == (AnswerState.DUPLICATE, "SYN2/1/russian_forces")
    assert (received.state, received.party) == (AnswerState.RECEIVED, "other_side")


def test_a_reason_spoiled_by_php_is_repaired_and_says_so(values: list[Imported | Problem]) -> None:
    _, refused, open_, _, spoiled = of(ImportedAnswer, values)
    assert (refused.reasons, refused.reason_wording) == (
        (RejectionReason.INSUFFICIENT_INFORMATION,),
        "insufficient_information",
    )
    assert open_.reasons == (RejectionReason.INSUFFICIENT_INFORMATION, RejectionReason.OTHER)
    assert open_.reason_wording == "insufficient_information; other; mystery"
    assert [told[2:] for told in complaints(values, column="reason_non_credible")] == [
        ("a PHP-serialised list, read as: insufficient_information", "repaired"),
        ("'mystery' is not a reason we know; its words are kept", "refused"),
        ("a string of the PHP-serialised list has another length than it says", "refused"),
    ]
    assert (spoiled.reasons, spoiled.reason_wording) == ((), "")


def test_an_answer_without_state_party_or_incident_is_refused(values: list[Imported | Problem]) -> None:
    columns = {"code", "belligerent", "belligerent_assessment", "k"}
    answers = [each for each in of(Problem, values) if each.at.file == "coalition_assessments.csv"]
    assert [(each.row, each.column, each.action) for each in answers if each.column in columns] == [
        (6, "k", "repaired"),
        (7, "code", "refused"),
        (8, "belligerent_assessment", "refused"),
        (9, "belligerent", "refused"),
        (10, "belligerent_assessment", "refused"),
        (11, "k", "refused"),
    ]


def test_statements_keep_their_words_and_their_day(values: list[Imported | Problem]) -> None:
    first, second, third = of(ImportedStatement, values)
    assert first.evidence.quote == "Invented words,\non two lines."
    assert (first.said.iso(), second.said.unknown) == (("2034-08-22",) * 2, True)
    assert (second.party, second.kind) == ("900", "partner_strike_report")
    assert third.said.unknown
    assert len({first.key, second.key, third.key}) == 3


def test_statements_without_words_or_incident_or_said_twice_are_refused(
    values: list[Imported | Problem],
) -> None:
    told = [
        (each.row, each.column) for each in of(Problem, values) if each.at.file == "military_statements.csv"
    ]
    assert told == [(5, "text"), (6, "statement_date"), (7, "code"), (8, "text")]


def test_every_quote_stands_in_the_sealed_file(values: list[Imported | Problem]) -> None:
    for name, sha256 in sealed(open_airwars(FOLDER)).items():
        quotes = [
            QuotedCells(record=each.locator.record, columns=each.locator.columns, quote=each.quote)
            for value in values
            for each in _quoted(value)
            if each.text_sha256 == sha256
        ]
        with (FOLDER / name).open("rb") as stream:
            assert (len(quotes) > 2, list(misquotes(stream, quotes))) == (True, [])


def _quoted(value: object) -> list:  # type: ignore[type-arg]
    assessment = getattr(value, "assessment", None)
    evidence = [value.evidence] if hasattr(value, "evidence") else []
    return [*getattr(value, "claims", ()), *([assessment.evidence] if assessment else []), *evidence]


def test_a_missing_file_is_named_with_what_there_should_be(tmp_path: Path) -> None:
    with pytest.raises(
        BadInput, match=r"incidents\.csv: cannot be read: No such file.*an Airwars export holds"
    ):
        open_airwars(tmp_path)


def test_missing_columns_are_all_listed(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "victims.csv").write_text("code,n,sex\n")
    with pytest.raises(BadInput, match="columns are missing: name_latin, name_ar, age_group"):
        open_airwars(tmp_path).size()


def test_a_file_changed_since_it_was_sealed_is_not_read(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    dataset = open_airwars(tmp_path)
    before = sealed(dataset)
    with (tmp_path / "incidents.csv").open("a") as stream:
        stream.write("\n")
    with pytest.raises(BadInput, match="no longer the file that was sealed"):
        list(dataset.records(before))


def test_a_row_of_the_wrong_width_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    for name in ("incidents.csv", "victims.csv", "coalition_assessments.csv", "military_statements.csv"):
        with (tmp_path / name).open("a") as stream:
            stream.write("too,short\n")
    told = read(open_airwars(tmp_path))
    assert sum("it has 2 cells" in each.problem for each in of(Problem, told)) == 4
    assert len(of(ImportedIncident, told)) == 5


@pytest.mark.parametrize(
    "cell",
    [
        '[{"a":1}]',
        "[" * 5_000,
        "5",
        '"text"',
        "[1]",
        "{}x",
        "null",
        '[{"previous_unique_reference_code":"\\ud800"}]',
    ],
)
def test_previous_codes_that_are_no_list_of_codes_are_refused(tmp_path: Path, cell: str) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "incidents.csv"
    quoted = '"' + cell.replace('"', '""') + '"'
    path.write_text(path.read_text().replace('"[{""previous"', quoted))
    told = complaints(read(open_airwars(tmp_path)), column="previous_codes")
    assert [problem for _, _, problem, _ in told] == [
        "not a JSON list of objects holding previous_unique_reference_code"
    ]


def test_a_code_longer_than_any_real_one_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "incidents.csv"
    path.write_text(path.read_text().replace("SYN4", "S" * 101))
    assert "longer than 100 characters" in complaints(read(open_airwars(tmp_path)), column="code")[2][2]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(list(FILES)),
    position=st.integers(0, 2_000),
    spoil=st.one_of(st.binary(min_size=1, max_size=8), st.text(alphabet=',"\n;[{0-:é', max_size=8)),
)
def test_a_spoiled_export_is_values_problems_or_one_clear_refusal(
    tmp_path: Path, name: str, position: int, spoil: bytes | str
) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    whole, put = (FOLDER / name).read_bytes(), spoil.encode() if isinstance(spoil, str) else spoil
    (tmp_path / name).write_bytes(whole[:position] + put + whole[position + len(put) :])
    try:
        told = read(open_airwars(tmp_path))
    except BadInput as refusal:
        assert name in refusal.line()
    else:
        assert of(ImportedSource, told)
