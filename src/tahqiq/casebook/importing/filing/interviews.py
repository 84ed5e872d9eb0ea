"""An interview form becomes a consent and an interview: recording, transcript, passages, flags, promises."""

from __future__ import annotations

from datetime import date

from tahqiq.casebook.actions.care import bind_to_consent, record_consent
from tahqiq.casebook.actions.forms import tie_recording
from tahqiq.casebook.actions.testimony import attach_transcript, mark_passage, record_interview
from tahqiq.casebook.actions.welfare import ask_follow_up, raise_flag
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.filing.answers import Answered, Filed
from tahqiq.casebook.models import Concern, Consent, Interview, Knowledge, Purpose
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

#: What a form's flag says, as a concern of the record.
_CONCERNS = {"distress": Concern.DISTRESS, "stopped": Concern.DISTRESS, "medical": Concern.DISTRESS}


def file_interview(actor: Actor, answered: Answered, archive: Archive) -> Filed:
    """Files an interview.

    Raises:
        BadInput: the record refuses what it says.
    """
    pseudonym, held = answered.text("pseudonym"), answered.day("held_on")
    if held is None:
        raise BadInput("the form does not say on which day the interview was held", column="held_on")
    if answered.text("understood") not in {"", "yes"}:
        raise BadInput("what was asked was not understood: that is no consent", column="understood")
    consent = consent_of(actor, answered, subject=pseudonym, given_on=held)
    interview = record_interview(
        actor,
        answered.case,
        pseudonym=pseudonym,
        interviewer=answered.text("interviewer"),
        interpreter=answered.text("interpreter"),
        language=answered.text("language"),
        setting=_setting(answered),
        consent=consent,
        held=DateSpan.day(held),
        place=answered.place(actor, words="place_words", point=""),
        incident=answered.incident(),
    )
    recording = answered.item("recording")
    if recording is not None:
        tie_recording(actor, interview, recording)
    answered.item("consent_recording")
    if answered.number("number") != interview.number:
        answered.leave("number")
    _tie_words(actor, answered, interview, archive)
    _care(actor, answered, interview)
    return Filed(record=interview, pseudonym=pseudonym, left=answered.left())


def consent_of(actor: Actor, answered: Answered, *, subject: str, given_on: date) -> Consent:
    """The consent that was given on a form, purpose by purpose; what was not asked is not allowed.

    All that was sealed of the submission is bound to it, so that it goes where the consent is taken back.
    """
    guardian = answered.text("guardian")
    consent = record_consent(
        actor,
        answered.case,
        subject=subject,
        purposes={purpose for purpose in Purpose if answered.agrees(purpose.value)},
        language=answered.text("consent_language") or answered.text("language"),
        given_on=given_on,
        expires_on=answered.day("expires_on"),
        guardian="" if guardian == "none" else guardian,
        minor=answered.text("minor") == "yes",
    )
    for item in answered.items():
        bind_to_consent(actor, item, consent=consent)
    return consent


def _setting(answered: Answered) -> str:
    others = {"yes": "somebody else present", "no": "nobody else present"}
    said = [answered.words("setting"), others.get(answered.text("others_present"), "")]
    return "; ".join(each for each in said if each)


def _tie_words(actor: Actor, answered: Answered, interview: Interview, archive: Archive) -> None:
    """The passages, one after the other, as the transcript; each marked with how the person knows it."""
    passages = answered.rows("passage", carried=("knowledge", "words", "time_code"))
    words = "\n\n".join(each.get("words", "") for each in passages)
    if not words.strip():
        return
    how = "tahqiq: filing of a form"
    archive.seal_bytes(words.encode(), Receipt(by=actor.name, original_name="transcript.txt", how=how))
    attach_transcript(actor, interview, words=words, transcriber=interview.interviewer)
    interview.refresh_from_db()
    start = 0
    for each in passages:
        said = each.get("words", "")
        if said.strip():
            knowledge = Knowledge(each["knowledge"]) if each.get("knowledge") in set(Knowledge) else None
            at = milliseconds(each["time_code"]) if each.get("time_code") else None
            times = (at, at) if at is not None else None
            mark_passage(
                actor, interview, start=start, end=start + len(said), knowledge=knowledge, times=times
            )
        start += len(said) + 2


def milliseconds(time_code: str) -> int | None:
    """A time in a recording, written 'mm:ss' or 'hh:mm:ss'; None where it is neither.

    >>> milliseconds("12:05"), milliseconds("1:00:00"), milliseconds("later")
    (725000, 3600000, None)
    """
    parts = time_code.split(":")
    if len(parts) not in {2, 3} or not all(part.isdecimal() for part in parts):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000


def _care(actor: Actor, answered: Answered, interview: Interview) -> None:
    note = answered.text("welfare_note")
    for flag in answered.text("flags").split():
        said = "" if flag in set(Concern) else flag
        concern = _CONCERNS.get(flag, Concern.SECURITY)
        raise_flag(actor, interview, concern=concern, note="; ".join(each for each in (said, note) if each))
    due = answered.day("follow_up_due")
    for wanted in answered.words("follow_up").split("; "):
        if wanted and wanted != "None":
            ask_follow_up(actor, interview, what=wanted, due_on=due)
