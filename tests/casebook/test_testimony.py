"""Testimony: what may be kept, where passages stand, what a claim from one says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casebook.record import DAY, Record, actor, in_role
from tahqiq.casebook import actions
from tahqiq.casebook.actions import Said
from tahqiq.casebook.models import (
    AuditEntry,
    Claim,
    Concern,
    Consent,
    Interview,
    Item,
    Knowledge,
    Place,
    Purpose,
    Source,
    Text,
)
from tahqiq.casebook.releasing import rows
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.errors import BadInput, NotPermitted

WORDS = "رأيت البيت يسقط. قالت جارتي إن ستة قتلوا. canary-of-the-transcript"
SAW, TOLD = (0, 16), (17, 42)
HUDA = "huda"


def consented(record: Record, *purposes: Purpose, subject: str = "W1", **values: Any) -> Consent:
    return actions.record_consent(
        actor(),
        record.case,
        subject=subject,
        purposes=purposes or (Purpose.KEEP,),
        language="ar",
        given_on=DAY,
        **values,
    )


def interviewed(record: Record, consent: Consent | None = None, **values: Any) -> Interview:
    said = {"pseudonym": "W1", "interviewer": HUDA, "language": "ar", **values}
    who = in_role("interviewer", record.case, HUDA)
    return actions.record_interview(who, record.case, consent=consent or consented(record), **said)


def told(record: Record, interview: Interview | None = None, words: str = WORDS) -> Text:
    who = in_role("interviewer", record.case, HUDA)
    return actions.attach_transcript(who, interview or interviewed(record), words=words, transcriber="huda")


def spoken(record: Record, interview: Interview, span: tuple[int, int], **values: Any) -> Any:
    who = in_role("interviewer", record.case, HUDA)
    return actions.mark_passage(who, interview, start=span[0], end=span[1], **values)


def test_second_interviews_count_on(record: Record) -> None:
    consent = consented(record)
    first, second = interviewed(record, consent), interviewed(record, consent)
    assert (first.number, second.number) == (1, 2) and first.source == second.source
    assert list(Interview.objects.with_person("W1")) == [first, second]
    assert first.source is not None and first.source.kind == "witness"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"subject": "W2"}, "somebody else"),
        ({"purposes": ()}, "does not allow"),
        ({"expires_on": date(2017, 12, 1)}, "holds no longer"),
    ],
)
def test_without_consent_nothing_is_kept(record: Record, values: dict[str, Any], says: str) -> None:
    given = {"subject": "W1", "purposes": (Purpose.KEEP,), "expires_on": None, **values}
    consent = actions.record_consent(actor(), record.case, language="ar", given_on=DAY, **given)
    with pytest.raises(BadInput, match=says):
        interviewed(record, consent)
    assert not Interview.objects.exists()


def test_the_transcript_is_guarded_and_bound_to_the_consent(record: Record) -> None:
    interview = interviewed(record)
    who = in_role("interviewer", record.case)
    recording = actions.attach_recording(who, interview, sha256="ef" * 32, size=9, media_type="audio/mpeg")
    text = told(record, interview)
    item = Item.objects.get(sha256=text.sha256)
    assert item.parent == recording and item.operation == "transcribed"
    for each in (recording, item):
        assert each.guarded and each.consent_needed and each.consent == interview.consent
    with pytest.raises(BadInput, match="not replaced"):
        told(record, interview)
    with pytest.raises(BadInput, match="has a recording"):
        actions.attach_recording(who, interview, sha256="0" * 64, size=9, media_type="audio/mpeg")
    assert "canary" not in str(list(AuditEntry.objects.values()))


def test_the_bytes_of_another_are_not_taken_for_a_voice(record: Record) -> None:
    who = in_role("interviewer", record.case)
    with pytest.raises(BadInput, match="holds these bytes"):
        sha = record.one(Item).sha256
        actions.attach_recording(who, interviewed(record), sha256=sha, size=3, media_type="text/csv")


@pytest.mark.parametrize("words", ["", " \n", "a\0b", "\ud800"])
def test_words_that_are_none_are_refused(record: Record, words: str) -> None:
    with pytest.raises(BadInput):
        told(record, words=words)


def test_a_translation_names_its_translator(record: Record) -> None:
    interview, who = interviewed(record), in_role("interviewer", record.case)
    said = {"words": "I saw the house fall.", "language": "en"}
    with pytest.raises(BadInput, match="no transcript"):
        actions.attach_translation(who, interview, translator="amal", **said)
    text = told(record, interview)
    interview.refresh_from_db()
    with pytest.raises(BadInput, match="names its translator"):
        actions.attach_translation(who, interview, translator=" ", **said)
    with pytest.raises(BadInput, match="in this language"):
        actions.attach_translation(who, interview, words="x", language="ar", translator="amal")
    made = actions.attach_translation(who, interview, translator="amal", **said)
    assert made.original == text and made.translator == "amal"
    assert actions.attach_translation(who, interview, translator="amal", **said) == made


def test_a_claim_from_a_passage_quotes_it_and_says_how_the_person_knows(record: Record) -> None:
    interview = interviewed(record)
    text = told(record, interview)
    interview.refresh_from_db()
    passage = spoken(record, interview, TOLD, knowledge=Knowledge.TOLD, times=(61_000, 65_500))
    said = Said(effect=Effect.KILLED, category=Category.CIVILIANS, count=CountRange(6, 6), quote="ستة قتلوا")
    claim = actions.claim_from_passage(in_role("interviewer", record.case), passage, said=said)
    assert (claim.text_sha256, claim.basis, claim.status) == (text.sha256, "was told", "proposed")
    assert WORDS[claim.start : claim.end] == "ستة قتلوا" and claim.item.guarded
    with pytest.raises(BadInput, match="does not say these words"):
        outside = Said(effect=Effect.KILLED, category=Category.CIVILIANS, quote="البيت يسقط")
        actions.claim_from_passage(in_role("interviewer", record.case), passage, said=outside)


@pytest.mark.parametrize("span", [(0, 0), (-1, 3), (0, 999), (16, 17)])
def test_a_passage_stands_in_the_transcript(record: Record, span: tuple[int, int]) -> None:
    interview = interviewed(record)
    told(record, interview)
    interview.refresh_from_db()
    with pytest.raises(BadInput, match="do not stand"):
        spoken(record, interview, span)


def test_contradictions_stand_side_by_side_until_taken_back(record: Record) -> None:
    interview, who = interviewed(record), in_role("interviewer", record.case)
    told(record, interview)
    interview.refresh_from_db()
    one, other = spoken(record, interview, SAW, knowledge=Knowledge.SAW), spoken(record, interview, TOLD)
    for pair, about in (((one, one), "x"), ((one, other), " ")):
        with pytest.raises(BadInput):
            actions.note_contradiction(who, *pair, about=about)
    noted = actions.note_contradiction(who, other, one, about="who died")
    with pytest.raises(BadInput, match="already"):
        actions.note_contradiction(who, one, other, about="who died")
    with pytest.raises(BadInput, match="say why"):
        actions.withdraw_contradiction(who, noted, reason="")
    actions.withdraw_contradiction(who, noted, reason="misheard")
    with pytest.raises(BadInput, match="before"):
        actions.withdraw_contradiction(who, noted, reason="misheard")
    with pytest.raises(BadInput, match="marked already"):
        spoken(record, interview, SAW)
    with pytest.raises(BadInput, match="before it begins"):
        spoken(record, interview, (0, 4), times=(5, 1))


def test_worries_and_what_is_owed(record: Record) -> None:
    interview, who = interviewed(record), in_role("interviewer", record.case, HUDA)
    flag = actions.raise_flag(who, interview, concern=Concern.SECURITY, note="asked after")
    with pytest.raises(BadInput, match="say why"):
        actions.lower_flag(who, flag, reason=" ")
    assert actions.lower_flag(who, flag, reason="moved away").lowered_by == HUDA
    with pytest.raises(BadInput, match="before"):
        actions.lower_flag(who, flag, reason="again")
    with pytest.raises(BadInput, match="say what"):
        actions.ask_follow_up(who, interview, what="")
    owed = actions.ask_follow_up(who, interview, what="a doctor", due_on=DAY)
    assert actions.finish_follow_up(who, owed).done_by == HUDA
    with pytest.raises(BadInput, match="before"):
        actions.finish_follow_up(who, owed)


@pytest.mark.parametrize(
    "role", ["recorder", "reviewer", "editor", "publisher", "auditor", "listener", "keeper"]
)
def test_only_interviewers_record(record: Record, role: str) -> None:
    interview = interviewed(record)
    with pytest.raises(NotPermitted):
        actions.raise_flag(in_role(role, record.case), interview, concern=Concern.DISTRESS)


def test_a_voice_without_consent_leaves_neither_words_nor_name(record: Record) -> None:
    interview = interviewed(
        record, pseudonym="canary-pseudonym", consent=consented(record, subject="canary-pseudonym")
    )
    text = told(record, interview)
    interview.refresh_from_db()
    passage = spoken(record, interview, (0, len(WORDS)))
    said = Said(effect=Effect.KILLED, category=Category.CIVILIANS, count=CountRange(6, 6))
    claim = actions.claim_from_passage(in_role("interviewer", record.case), passage, said=said)
    actions.accept_claim(actor(), claim)
    left = list(rows(record.case))
    assert [row.min for name, row in left if name == "claims"] == [6]  # type: ignore[attr-defined]
    assert not [each for each in (str(claim.pk), "canary", WORDS[:16]) if each in repr(left)]
    Consent.objects.update(publish_words=True)
    assert WORDS[:16] in repr([row for _, row in rows(record.case)]) and text.content == WORDS
    assert "canary-pseudonym" not in repr([row for _, row in rows(record.case) if hasattr(row, "kind")])


def test_a_visit_and_what_was_found_on_it(record: Record) -> None:
    who = in_role("interviewer", record.case, HUDA)
    said = {"code": "SV-1", "place": record.one(Place), "team": ["huda", " "]}
    visit = actions.record_visit(who, record.case, **said)
    assert visit.team == ["huda"]
    with pytest.raises(BadInput, match="this code"):
        actions.record_visit(who, record.case, **said)
    with pytest.raises(BadInput, match="somebody went"):
        actions.record_visit(who, record.case, code="SV-2", place=record.one(Place), team=[])
    with pytest.raises(BadInput, match="markings or"):
        actions.add_remnant(who, visit)
    remnant = actions.add_remnant(who, visit, markings="96214ASSY", measurements="fin span 620 mm, by tape")
    with pytest.raises(BadInput, match="on what that rests"):
        actions.identify_remnant(who, remnant, identified_as="a bomb of 500 pounds", basis="")
    assert actions.identify_remnant(who, remnant, identified_as="a bomb", basis="fins").identified_by == HUDA
    item = record.one(Item)
    with pytest.raises(BadInput, match="359"):
        actions.add_photograph(who, visit, item=item, bearing=360)
    actions.add_photograph(who, visit, item=item, bearing=0, scale="rule of 30 cm", remnant=remnant)
    with pytest.raises(BadInput, match="already"):
        actions.add_photograph(who, visit, item=item)
    elsewhere = actions.record_visit(who, record.case, **{**said, "code": "SV-3"})
    with pytest.raises(BadInput, match="another visit"):
        actions.add_photograph(who, elsewhere, item=item, remnant=remnant)
    assert actions.say_sought(who, visit, what="crater", found=False).found is False
    for what in ("crater", ""):
        with pytest.raises(BadInput):
            actions.say_sought(who, visit, what=what, found=None)


def test_the_source_of_a_voice_is_one(record: Record) -> None:
    interviewed(record)
    assert Source.objects.get().name_en == "W1" and not Claim.objects.exists()
