"""coalition_assessments.csv: what each armed actor answered, whatever the file's name says."""

from __future__ import annotations

from collections.abc import Iterator

from tahqiq.read.tables.airwars.source import AIRWARS
from tahqiq.read.tables.dataset import Sealed, TableFile
from tahqiq.read.tables.figures import count_of
from tahqiq.read.tables.keys import known_incident, unique_key
from tahqiq.read.tables.parties import Parties
from tahqiq.read.tables.phparray import is_php_list, php_list
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.read.tables.wording import bounded
from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.imports import ImportedAnswer, ImportedParty, Problem

_DEATHS = ("civilian_deaths_conceded_min", "civilian_deaths_conceded_max")
_INJURIES = ("civilian_injuries_conceded_min", "civilian_injuries_conceded_max")
#: Quoted where they hold something; the long report comes last.
QUOTED = (
    *("belligerent", "belligerent_assessment", *_DEATHS, *_INJURIES),
    *("reason_credible", "reason_non_credible"),
    *("belligerent_location_description", "belligerent_mgrs_coordinate", "belligerent_location_accuracy"),
    *("belligerent_strike_report_url", "belligerent_strike_report"),
)
COLUMNS = ("code", "k", *QUOTED)

_STATES = {state.value: state for state in AnswerState} | {"open_incident": AnswerState.OPEN}
_REASONS = {reason.value: reason for reason in RejectionReason}


def answers(
    table: TableFile, sealed: Sealed, parties: Parties, codes: SeenKeys, keys: SeenKeys
) -> Iterator[ImportedAnswer | ImportedParty | Problem]:
    """Every answer to an incident met before, after the problems of its row."""
    for record in table.records(sealed):
        if isinstance(record, Problem):
            yield record
            continue
        answer = _answer(record, codes, keys)
        yield from record.problems
        if answer is not None:
            yield from parties.unmet((answer.party,), record.at)
            yield answer


def _answer(record: Record, codes: SeenKeys, keys: SeenKeys) -> ImportedAnswer | None:
    """The answer of a row; None without a party, a state we know, or its incident."""
    party, state = bounded(record.text("belligerent")), record.value("belligerent_assessment", _state)
    if not party:
        record.refuse("belligerent", "the answer names no party")
    elif state is None and not record.problems:
        record.refuse("belligerent_assessment", "the answer has no state")
    code = known_incident(record, codes)
    if not (party and state and code):
        return None
    key = unique_key(record, "k", keys, f"answer/{code}/{record.text('k')}", party)
    if not key:
        return None
    reasons, wording = _reasons(record)
    return ImportedAnswer(
        at=record.at,
        source=AIRWARS,
        key=key.removeprefix("answer/"),
        incident_key=code,
        party=party,
        state=state,
        reasons=reasons,
        reason_wording=wording,
        killed=count_of(record, *_DEATHS),
        injured=count_of(record, *_INJURIES),
        grid_reference=record.text("belligerent_mgrs_coordinate"),
        location_wording=_location(record),
        report=record.text("belligerent_strike_report"),
        report_url=record.text("belligerent_strike_report_url"),
        evidence=record.evidence(record.filled(QUOTED)),
    )


def _state(text: str) -> AnswerState:
    """The state of METHOD that the export names."""
    state = _STATES.get(text.strip().lower())
    if state is None:
        raise ValueError(f"not a state of an answer; they are {', '.join(_STATES)}")
    return state


def _location(record: Record) -> str:
    """The party's own words for the place; a literal False in the accuracy is an exporter's empty cell."""
    if record.text("belligerent_location_accuracy") == "False":
        record.repair("belligerent_location_accuracy", "'False' taken as not given")
    return record.text("belligerent_location_description")


def _reasons(record: Record) -> tuple[tuple[RejectionReason, ...], str]:
    """Why an allegation was rejected, in our reasons and in the source's words.

    Reasons for accepting one have no rule of ours and stay words.
    """
    words = _listed(record)
    for unknown in (each for each in words if each not in _REASONS):
        record.refuse("reason_non_credible", f"'{unknown}' is not a reason we know; its words are kept")
    reasons = tuple(_REASONS[each] for each in words if each in _REASONS)
    return reasons, "; ".join(part for part in (record.text("reason_credible"), *words) if part)


def _listed(record: Record) -> tuple[str, ...]:
    """The reasons of a cell: separated by semicolons, or a spoiled PHP list, which is repaired."""
    text = record.text("reason_non_credible")
    if not is_php_list(text):
        return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
    try:
        listed = php_list(text)
    except ValueError as error:
        record.refuse("reason_non_credible", str(error))
        return ()
    record.repair("reason_non_credible", f"a PHP-serialised list, read as: {'; '.join(listed)}")
    return listed
