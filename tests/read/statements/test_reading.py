"""A statement read whole."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.read.statements import Outcome, StatementEntry, read_statements
from tahqiq.read.statements.entry import Kind
from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.counts import CountRange, Hedge

PIECES = st.sampled_from(
    [
        *"""
Oct. 3, 2018, |near Tell Amran, |via self-report. |one civilian |was killed| and |two others |injured. |no |
strikes |were conducted |in the area. |insufficient information |[note] |non-credible|1. |37S EV 0O5 797 |
3155/CS1640 |destroyed a vehicle, |قُتل |مدنيان |ـــ|لم ينفذ |Date: |Location: X|CREDIBLE REPORTS|“|”|…|
that same day in """.replace("\n", "").split("|"),
        *("\n", "\n\n", "\u202e", "\0"),
    ]
)
SOUP = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


def only(text: str, doc_date: date | None = None) -> StatementEntry:
    (entry,) = read_statements(text, doc_date=doc_date)
    return entry


@given(SOUP)
def test_any_text_is_read_and_quoted_exactly(text: str) -> None:
    entries = read_statements(text)
    end = 0
    for entry in entries:
        assert entry.quote == text[entry.start : entry.end] != ""
        assert entry.start >= end
        end = entry.end
        for strike in entry.strikes:
            assert entry.start <= strike.start < strike.end
        assert (entry.outcome is Outcome.CREDIBLE) or not (entry.killed.max or entry.injured.max)
    assert entries == read_statements(text)


def test_a_text_without_words_has_no_entry() -> None:
    assert read_statements(" \n ") == []


def test_diacritics_and_tatweel_change_nothing_but_the_quote() -> None:
    plain = only("تبين مقتل مدنيين اثنين قرب الرقة.")
    marked = only("تبيّن مقـتل مدنيّين اثنين قربَ الرقّة.")
    assert (marked.outcome, marked.killed, marked.place) == (plain.outcome, plain.killed, plain.place)
    assert marked.quote == "تبيّن مقـتل مدنيّين اثنين قربَ الرقّة."


def test_a_day_without_a_year_is_of_the_year_of_publication() -> None:
    text = "March 4, near Tell Amran, via self-report. One civilian was unintentionally killed."
    assert only(text, date(2018, 6, 28)).span.iso() == ("2018-03-04", "2018-03-04")
    assert only(text).span.unknown


def test_the_introduction_of_a_summary_is_no_entry() -> None:
    text = (
        "To date, at least 892 civilians have been unintentionally killed.\n\n"
        "1. May 3, 2017, near Tell Amran, via self-report. One civilian was killed.\n"
        "2. May 5, 2017, near Qasr Amin, via self-report. Two civilians were killed."
    )
    assert [entry.killed.min for entry in read_statements(text)] == [1, 2]


def test_references_without_a_zone_take_the_zone_of_the_others() -> None:
    text = (
        "1. May 3, 2017, near Tell Amran, via self-report. One civilian was killed. 37SEV005797\n"
        "2. May 5, 2017, near Qasr Amin, via self-report. One civilian was killed. MGRS: EV 011 782"
    )
    assert [entry.references[0].normal for entry in read_statements(text)] == ["37SEV005797", "37SEV011782"]


def test_words_in_square_brackets_are_the_carriers() -> None:
    entry = only("Two civilians were killed. [The military conceded nine deaths in all.]")
    assert entry.killed == CountRange.exactly(2)


@pytest.mark.parametrize(
    ("text", "outcome", "killed"),
    [
        ("Two civilians were killed. The incident is under investigation.", Outcome.OPEN, CountRange()),
        (
            "It was assessed that two civilians were killed. A second report is under review.",
            Outcome.CREDIBLE,
            CountRange(2, 2),
        ),
        ("The claim that two civilians were killed is not credible.", Outcome.NON_CREDIBLE, CountRange()),
        ("The report was assessed as credible.", Outcome.CREDIBLE, CountRange()),
        ("No civilians were killed in the strike.", Outcome.NON_CREDIBLE, CountRange(0, 0)),
        ("Several civilians were unintentionally killed.", Outcome.CREDIBLE, CountRange()),
        ("At least three civilians were unintentionally killed.", Outcome.CREDIBLE, CountRange(3, None)),
    ],
)
def test_what_is_conceded(text: str, outcome: Outcome, killed: CountRange) -> None:
    entry = only(text)
    assert (entry.outcome, entry.killed) == (outcome, killed)


def test_an_entry_as_an_answer_and_as_a_line() -> None:
    entry = only("The report was a duplicate of report 12.")
    answer = entry.answer("coalition")
    assert answer is not None
    assert (answer.state, answer.reasons) == (AnswerState.DUPLICATE, (RejectionReason.DUPLICATE,))
    row = entry.row()
    assert (row["outcome"], row["reason"], row["killed_min"], row["mgrs"]) == (
        "duplicate",
        "duplicate",
        None,
        "",
    )
    assert only("The sky was clear.").answer("coalition") is None
    assert only("The sky was clear.").kind is Kind.OTHER


def test_a_report_of_strikes_has_their_days_and_their_only_place() -> None:
    text = (
        "On Nov. 4, 2018, near Hajin, about 12 strikes engaged nine units. "
        "On Nov. 6, 2018, near Hajin, two strikes destroyed a tunnel."
    )
    entry = only(text)
    assert entry.kind is Kind.STRIKES
    assert (entry.place, entry.span.iso()) == ("Hajin", ("2018-11-04", "2018-11-06"))
    assert [strike.hedge for strike in entry.strikes] == [Hedge.ABOUT, Hedge.EXACT]
    assert text[entry.strikes[1].start : entry.strikes[1].end].startswith("On Nov. 6")


def test_a_headline_and_its_text_tell_one_thing() -> None:
    text = "5 May 2018 - Typhoons destroyed a truck near Hajin. " * 2
    assert len(only(text).strikes) == 1
