"""The pairs desk: two records side by side, judged by form, taken back, joined by an editor alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from casebook.record import NOW, Record
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook.models import Incident, Judgement, Suggestion, Victim
from tahqiq.desk.pair_evidence import waterfall_of

EVIDENCE = {
    "prior": -9.0,
    "evidence": [
        {"comparison": "given", "level": 0, "outcome": "same own name, a rare one", "bits": 8.0},
        {"comparison": "age", "level": -1, "outcome": "One of the records does not say", "bits": 0.0},
        {"comparison": "sex", "level": 1, "outcome": "different sex", "bits": -3.0},
    ],
    "total": -4.0,
}


def _people(record: Record, **values: Any) -> tuple[Victim, Victim]:
    one, other = record.new(Victim, name_en="Salma Test"), record.new(Victim, name_ar="سلمى تجربة", **values)
    return (one, other) if one.pk.hex < other.pk.hex else (other, one)


def _pair(record: Record, one: Any, other: Any, **values: Any) -> Suggestion:
    told = {"kind": "victim", "left": one.pk, "right": other.pk, "evidence": EVIDENCE, **values}
    return record.new(Suggestion, **told)


@pytest.fixture
def pairs(record: Record) -> list[Suggestion]:
    """Three pairs, in the order of asking."""
    Suggestion.objects.all().delete()
    return [_pair(record, *_people(record), rank=rank) for rank in range(3)]


def _desk(record: Record) -> str:
    return f"/desk/cases/{record.slug}/pairs/"


def _say(browser: Client, record: Record, pair: Suggestion, verdict: str, **more: str) -> str:
    answer = browser.post(f"{_desk(record)}{pair.pk}/judge/", {"verdict": verdict, **more})
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def test_the_pair_that_helps_most_comes_first_and_each_answer_leads_on(
    record: Record, enter: Enter, pairs: list[Suggestion]
) -> None:
    browser = enter("reviewer", case=record.case)
    assert browser.get(_desk(record))["Location"] == f"{_desk(record)}{pairs[0].pk}/"
    assert _say(browser, record, pairs[0], "match").startswith(f"{_desk(record)}{pairs[1].pk}/")
    assert _say(browser, record, pairs[2], "not", reason="fathers").startswith(
        f"{_desk(record)}{pairs[1].pk}/"
    )
    last = _say(browser, record, pairs[1], "unsure")
    page = browser.get(last).content.decode()
    assert "You have judged every pair" in page
    said = {each.verdict: each.reason for each in Judgement.objects.filter(judged_by="basma")}
    assert said == {"same": "", "different": "fathers", "unsure": ""}


def test_both_records_and_the_evidence_stand_side_by_side(
    record: Record, enter: Enter, pairs: list[Suggestion]
) -> None:
    for language, words in (("en", "different sex"), ("ar", "احتمال أن يكون")):
        browser = enter("reviewer", case=record.case, name=language, language=language)
        page = browser.get(f"{_desk(record)}{pairs[0].pk}/").content.decode()
        assert "Salma Test" in page and "سلمى تجربة" in page
        assert words in page and "−4.0" in page
        assert page.count('<rect class="fill"') == 4, "prior, two that tell something, total"


def test_the_evidence_adds_up_and_silence_is_named(record: Record, pairs: list[Suggestion]) -> None:
    found = waterfall_of(pairs[0])
    assert [line.bits for line in found.lines] == ["−9.0", "+8.0", "−3.0", "−4.0"]
    assert [line.kind for line in found.lines] == ["prior", "for", "against", "total"]
    assert found.silent == ("Age",)
    assert found.probability == "0.60"


def test_a_judgement_is_taken_back_and_the_pair_asked_again(
    record: Record, enter: Enter, pairs: list[Suggestion]
) -> None:
    browser = enter("reviewer", case=record.case)
    page = browser.get(_say(browser, record, pairs[0], "match")).content.decode()
    made = Judgement.objects.get(judged_by="basma")
    assert "You said of the pair before: a match." in page and str(made.pk) in page
    there = browser.post(f"{_desk(record)}judgements/{made.pk}/")["Location"]
    assert there == f"{_desk(record)}{pairs[0].pk}/"
    made.refresh_from_db()
    assert made.withdrawn_by == "basma"
    assert browser.get(_desk(record))["Location"] == there


def test_a_judgement_whose_pair_is_no_longer_suggested_is_taken_back_too(
    record: Record, enter: Enter, pairs: list[Suggestion]
) -> None:
    browser = enter("reviewer", case=record.case)
    _say(browser, record, pairs[0], "match")
    Suggestion.objects.all().delete()
    made = Judgement.objects.get(judged_by="basma")
    assert browser.post(f"{_desk(record)}judgements/{made.pk}/")["Location"] == _desk(record)


def test_nobody_takes_back_what_somebody_else_said(
    record: Record, enter: Enter, pairs: list[Suggestion]
) -> None:
    theirs = record.one(Judgement)
    answer = enter("reviewer", case=record.case).post(f"{_desk(record)}judgements/{theirs.pk}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("verdict", ["", "same", "perhaps"])
def test_only_three_answers_are_taken(
    record: Record, enter: Enter, pairs: list[Suggestion], verdict: str
) -> None:
    browser = enter("reviewer", case=record.case)
    answer = browser.post(f"{_desk(record)}{pairs[0].pk}/judge/", {"verdict": verdict})
    assert answer.status_code == 400


@pytest.mark.parametrize("role", ["recorder", "publisher", "auditor", "administrator"])
def test_pairs_are_for_those_who_judge(
    record: Record, enter: Enter, pairs: list[Suggestion], role: str
) -> None:
    browser = enter(role, case=record.case)
    for path in ("", f"{pairs[0].pk}/"):
        assert browser.get(f"{_desk(record)}{path}").status_code == 403
    assert browser.post(f"{_desk(record)}{pairs[0].pk}/judge/", {"verdict": "match"}).status_code == 403


@pytest.mark.parametrize("path", ["", "judge/", "join/"])
def test_pairs_of_another_case_are_not_found(record: Record, enter: Enter, path: str) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("editor", case=elsewhere.case)
    theirs = f"{_desk(elsewhere)}{record.one(Suggestion).pk}/{path}"
    answer = browser.post(theirs, {"verdict": "match", "keep": "left"}) if path else browser.get(theirs)
    assert answer.status_code == 404


def test_an_editor_joins_what_was_judged_one_and_nobody_else(
    record: Record, enter: Enter, pairs: list[Suggestion]
) -> None:
    reviewer = enter("reviewer", case=record.case)
    _say(reviewer, record, pairs[0], "match")
    there, given = f"{_desk(record)}{pairs[0].pk}/", {"keep": "right", "reason": "one mother"}
    assert b"An editor can now join" in reviewer.get(there).content
    assert reviewer.post(f"{there}join/", given).status_code == 403
    editor = enter("editor", case=record.case, name="carla")
    assert b"Join the two" in editor.get(there).content
    assert editor.post(f"{there}join/", {"keep": "both", "reason": "x"}).status_code == 400
    assert editor.post(f"{there}join/", {"keep": "left", "reason": " "}).status_code == 400
    person = editor.post(f"{there}join/", given)["Location"]
    assert str(pairs[0].right) in person
    assert Victim.objects.get(pk=pairs[0].left).joined_to_id == pairs[0].right
    assert b"joined to one person" in editor.get(there).content


def test_people_who_disagree_block_the_joining(record: Record, enter: Enter, pairs: list[Suggestion]) -> None:
    _say(enter("reviewer", case=record.case), record, pairs[0], "match")
    editor = enter("editor", case=record.case, name="carla")
    _say(editor, record, pairs[0], "not")
    assert b"People disagree" in editor.get(f"{_desk(record)}{pairs[0].pk}/").content


def test_a_pair_whose_record_is_gone_is_still_shown(record: Record, enter: Enter) -> None:
    one, other = _people(record, withdrawn_by="amal", withdrawn_at=NOW, withdrawn_reason="nobody")
    nowhere = type("Gone", (), {"pk": UUID(int=2**128 - 1)})
    browser = enter("editor", case=record.case)
    for pair in (_pair(record, one, other), _pair(record, one, nowhere, rank=9)):
        page = browser.get(f"{_desk(record)}{pair.pk}/").content.decode()
        assert "This record was withdrawn" in page and "Join the two" not in page


def test_pairs_of_incidents_are_judged_too(record: Record, enter: Enter) -> None:
    Suggestion.objects.all().delete()
    one, other = record.one(Incident), record.new(Incident, code="CS2", start=None, end=None, place=None)
    one, other = (one, other) if one.pk.hex < other.pk.hex else (other, one)
    pair = _pair(record, one, other, kind="incident")
    gone = _pair(record, one, type("Gone", (), {"pk": UUID(int=2**128 - 1)}), kind="incident", rank=9)
    browser = enter("reviewer", case=record.case)
    assert browser.get(f"{_desk(record)}?of=incident")["Location"] == f"{_desk(record)}{pair.pk}/"
    page = browser.get(f"{_desk(record)}{pair.pk}/").content.decode()
    assert "Is this one incident?" in page and "CS2" in page
    assert "One person, listed by both" not in page
    assert b"withdrawn" in browser.get(f"{_desk(record)}{gone.pk}/").content
    _say(browser, record, pair, "match")
    assert Judgement.objects.get(judged_by="basma").kind == "incident"


def test_without_suggestions_one_can_have_pairs_looked_for(record: Record, enter: Enter) -> None:
    Suggestion.objects.all().delete()
    page = enter("reviewer", case=record.case).get(_desk(record)).content.decode()
    assert "No pair has been suggested yet" in page and 'value="link"' in page


def test_a_pair_asks_a_constant_number_of_questions(
    record: Record, enter: Enter, pairs: list[Suggestion], django_assert_max_num_queries: Any
) -> None:
    for rank in range(20):
        _pair(record, *_people(record), rank=rank + 3)
    browser = enter("reviewer", case=record.case)
    with django_assert_max_num_queries(26):
        browser.get(f"{_desk(record)}{pairs[0].pk}/?last={uuid4()}")


def test_words_of_a_record_are_only_words(record: Record, enter: Enter) -> None:
    hostile = "<script>alert(1)</script>"
    one, other = _people(record, age=hostile, description_en=hostile)
    pair = _pair(record, one, other)
    page = (
        enter("editor", case=record.case).get(f"{_desk(record)}{pair.pk}/?last=%3Cscript%3E").content.decode()
    )
    assert "<script>alert" not in page
