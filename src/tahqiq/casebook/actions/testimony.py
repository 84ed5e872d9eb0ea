"""Testimony: interviews, their recordings and transcripts, passages, worries about people, contradictions."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Max

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actions.claims_by_hand import Said, make_claim
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.identity import source_id
from tahqiq.casebook.models import (
    Case,
    Claim,
    Consent,
    Contradiction,
    Incident,
    Interview,
    Item,
    Knowledge,
    Passage,
    Place,
    SiteVisit,
    Source,
    Text,
)
from tahqiq.casebook.timecodes import timecode, times_around
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import imported_id, new_id
from tahqiq.vocab.parties import SourceKind

#: How a person knows, as the basis of a claim says it.
BASIS = {
    Knowledge.SAW.value: "saw it",
    Knowledge.HEARD.value: "heard it happen",
    Knowledge.TOLD.value: "was told",
    "": "",
}
#: What a transcript that a person wrote is made by, as a derived item tells it.
TRANSCRIBED = "transcribed"
_LARGEST = 2_000_000


@action(Permission.INTERVIEW)
def record_interview(
    act: Act,
    case: Case,
    *,
    pseudonym: str,
    interviewer: str,
    language: str,
    consent: Consent,
    held: DateSpan | None = None,
    interpreter: str = "",
    setting: str = "",
    place: Place | None = None,
    incident: Incident | None = None,
    visit: SiteVisit | None = None,
) -> Interview:
    """Records that somebody spoke with us; with a person who spoke before it is the next interview.

    Args:
        pseudonym: what the person is called here; the consent is given under the same.
        interviewer, interpreter: account names or pseudonyms.
        setting: where and how the two met, without names.

    Raises:
        BadInput: the consent is another's, does not allow that anything is kept, or holds no longer.
    """
    demand_keeping(consent, pseudonym, act.at.date())
    last = Interview.objects.filter(case=case, pseudonym=pseudonym).aggregate(last=Max("number"))["last"]
    days = held or DateSpan()
    made = Interview.objects.create(
        case=case,
        pseudonym=pseudonym,
        number=(last or 0) + 1,
        interviewer=interviewer.strip() or act.actor.name,
        interpreter=interpreter.strip(),
        setting=setting.strip(),
        language=language,
        held_start=days.start,
        held_end=days.end,
        place=place,
        consent=consent,
        source=_voice(case, pseudonym),
        incident=incident,
        visit=visit,
    )
    act.note(made, after={"number": made.number, "language": language})
    return made


def demand_keeping(consent: Consent, pseudonym: str, day: date) -> None:
    """Refuses to keep what somebody says without their consent.

    Raises:
        BadInput: see ``record_interview``.
    """
    if consent.subject != pseudonym:
        raise BadInput("this consent was given by somebody else")
    if not consent.keep:
        raise BadInput("this consent does not allow that anything is kept")
    if consent.withdrawn_at is not None or (consent.expires_on is not None and consent.expires_on <= day):
        raise BadInput("this consent holds no longer", remedy="record a new one with the person")


def _voice(case: Case, pseudonym: str) -> Source:
    """The person as a source: a witness, who leaves nameless while nobody recorded why they may be named."""
    slug = f"witness-{pseudonym}"
    kept = {"name_en": pseudonym, "kind": SourceKind.WITNESS.value, "id": source_id(case.slug, slug)}
    found, _ = Source.objects.get_or_create(case=case, slug=slug, defaults=kept)
    return found


@action(Permission.INTERVIEW)
def attach_recording(act: Act, interview: Interview, *, sha256: str, size: int, media_type: str) -> Item:
    """Ties a sealed recording to an interview: guarded, and bound to the person's consent.

    Raises:
        BadInput: the interview has a recording.
    """
    current = _current(interview)
    if current.recording is not None:
        raise BadInput("this interview has a recording", remedy="record a second interview")
    item = _guarded(current, sha256, size=size, media_type=media_type)
    current.recording = item
    current.save(update_fields=["recording"])
    act.note(current, after={"recording": sha256})
    return item


@action(Permission.INTERVIEW)
def attach_transcript(act: Act, interview: Interview, *, words: str, transcriber: str) -> Text:
    """Ties the words in their original language to an interview; they are the record.

    The words are sealed by the caller, as the UTF-8 bytes given here.

    Args:
        transcriber: the person or machine who wrote them down.

    Raises:
        BadInput: there are no words, they have a transcript already, or nobody says who wrote it.
    """
    current = _current(interview)
    if current.transcript is not None:
        raise BadInput("this interview has a transcript", remedy="a sealed transcript is not replaced")
    if not transcriber.strip():
        raise BadInput("say who wrote the transcript, or which machine")
    content = _checked_words(words)
    digest = hashlib.sha256(content).hexdigest()
    derived = {"parent": current.recording, "operation": TRANSCRIBED} if current.recording else {}
    item = _guarded(current, digest, size=len(content), media_type="text/plain", **derived)
    text = Text.objects.create(
        id=imported_id(f"case:{current.case.slug}", "text", digest, digest, current.language),
        case=current.case,
        item=item,
        sha256=digest,
        content=words,
        language=current.language,
        extractor=transcriber.strip(),
        version="",
    )
    current.transcript = item
    current.save(update_fields=["transcript"])
    act.note(current, after={"transcript": digest})
    return text


@action(Permission.INTERVIEW)
def attach_translation(act: Act, interview: Interview, *, words: str, language: str, translator: str) -> Text:
    """A translation of the transcript by a named person or machine; claims quote the original alone.

    Raises:
        BadInput: there is no transcript, it is in this language, or nobody is named.
    """
    original = original_of(interview)
    if language == original.language:
        raise BadInput("the transcript is in this language")
    if not translator.strip():
        raise BadInput("a translation names its translator, or the machine")
    digest = hashlib.sha256(_checked_words(words)).hexdigest()
    made, new = Text.objects.get_or_create(
        case=interview.case,
        item=original.item,
        sha256=digest,
        language=language,
        defaults={
            "content": words,
            "extractor": "translation",
            "version": "",
            "original": original,
            "translator": translator.strip(),
        },
    )
    if new:
        act.note(interview, after={"translation": digest, "language": language})
    return made


def original_of(interview: Interview) -> Text:
    """The words of an interview in the language they were spoken in.

    Raises:
        BadInput: it has no transcript.
    """
    found = Text.objects.filter(item=interview.transcript, original=None).select_related("item").first()
    if interview.transcript_id is None or found is None:
        raise BadInput("this interview has no transcript")
    return found


@action(Permission.INTERVIEW)
def mark_passage(
    act: Act,
    interview: Interview,
    *,
    start: int,
    end: int,
    knowledge: Knowledge | None = None,
    times: tuple[int, int] | None = None,
) -> Passage:
    """Marks a stretch of the transcript, and says how the person knows it.

    Args:
        start, end: code points [start, end) of the transcript.
        knowledge: saw, heard, was told; None where that is not clear.
        times: from and to in the recording, in milliseconds; None reads them off the transcript, where it
            writes times.

    Raises:
        BadInput: the stretch does not stand in the transcript, was marked before, or the times run backwards.
    """
    text = original_of(interview)
    if not 0 <= start < end <= len(text.content) or not text.content[start:end].strip():
        raise BadInput("these words do not stand in the transcript")
    if times is not None and not 0 <= times[0] <= times[1]:
        raise BadInput("the passage ends before it begins in the recording")
    if Passage.objects.filter(text=text, start=start, end=end).exists():
        raise BadInput("this passage is marked already")
    times = times or times_around(text.content, start, end)
    made = Passage.objects.create(
        case=interview.case,
        interview=interview,
        text=text,
        start=start,
        end=end,
        knowledge=str(knowledge or ""),
        from_ms=times[0] if times else None,
        to_ms=times[1] if times else None,
        marked_by=act.actor.name,
        marked_at=act.at,
    )
    act.note(made, after={"knowledge": made.knowledge})
    return made


@action(Permission.PROPOSE)
def claim_from_passage(act: Act, passage: Passage, *, said: Said) -> Claim:
    """Proposes a claim from a passage; its quote stands inside it, its basis is how the person knows.

    The claim's key is when it is said in the recording.

    Args:
        said: what the words say; an empty quote takes the whole passage.

    Raises:
        BadInput: the quote does not stand in the passage, word for word and once.
    """
    words = passage.text.content[passage.start : passage.end]
    quote = said.quote.strip() or words
    at = words.find(quote)
    if at < 0 or words.find(quote, at + 1) >= 0:
        raise BadInput("the passage does not say these words once", remedy="copy them from the passage")
    exact = replace(said, quote=quote, start=passage.start + at, basis=BASIS[passage.knowledge])
    made = make_claim(
        act.actor,
        passage.text.item,
        text_sha256=passage.text.sha256,
        said=exact,
        incident=passage.interview.incident,
        key=_times(passage),
    )
    act.note(passage, after={"claim": str(made.pk)})
    return made


def _times(passage: Passage) -> str:
    """When a passage is said in the recording; '' where nobody timed it."""
    if passage.from_ms is None or passage.to_ms is None:
        return ""
    return f"{timecode(passage.from_ms)}–{timecode(passage.to_ms)}"


@action(Permission.INTERVIEW)
def note_contradiction(act: Act, left: Passage, right: Passage, *, about: str) -> Contradiction:
    """Notes that two passages disagree; both stay, and readers see them side by side.

    Raises:
        BadInput: they are one passage, of two cases, noted before, or nobody says about what.
    """
    if left.pk == right.pk or left.case_id != right.case_id:
        raise BadInput("a contradiction is between two passages of one case")
    if not about.strip():
        raise BadInput("say on what the two disagree")
    first, second = sorted((left, right), key=lambda each: each.pk.hex)
    if Contradiction.objects.filter(left=first, right=second, withdrawn_at=None).exists():
        raise BadInput("this contradiction is noted already")
    made = Contradiction.objects.create(
        case=left.case,
        left=first,
        right=second,
        about=about.strip(),
        noted_by=act.actor.name,
        noted_at=act.at,
    )
    act.note(made)
    return made


@action(Permission.INTERVIEW)
def withdraw_contradiction(act: Act, contradiction: Contradiction, *, reason: str) -> Contradiction:
    """Takes back that two passages disagree.

    Raises:
        BadInput: it was taken back before, or no reason is given.
    """
    current = Contradiction.objects.select_for_update().get(pk=contradiction.pk)
    if current.withdrawn_at is not None:
        raise BadInput("this was taken back before")
    if not reason.strip():
        raise BadInput("say why it is taken back")
    current.withdrawn_by, current.withdrawn_at, current.withdrawn_reason = act.actor.name, act.at, reason
    current.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    act.note(current, after={"withdrawn": True})
    return current


def _current(interview: Interview) -> Interview:
    held = Interview.objects.select_for_update(of=("self",))
    return held.select_related("case", "consent", "source", "recording", "transcript").get(pk=interview.pk)


def _guarded(interview: Interview, sha256: str, **values: Any) -> Item:
    """A sealed item of the interview, which only those who work with testimony see.

    Raises:
        BadInput: the case holds these bytes as something else.
    """
    if Item.objects.filter(case=interview.case, sha256=sha256).exists():
        raise BadInput("the case holds these bytes already", remedy="each interview has bytes of its own")
    return Item.objects.create(
        id=new_id(),  # one that followed from the bytes would tell in a release that they are held
        case=interview.case,
        sha256=sha256,
        source=interview.source or _voice(interview.case, interview.pseudonym),
        guarded=True,
        consent_needed=True,
        consent=interview.consent,
        **values,
    )


def _checked_words(words: str) -> bytes:
    """The bytes of a text.

    Raises:
        BadInput: it is empty, too long, or no valid text.
    """
    if not words.strip() or "\0" in words:
        raise BadInput("there are no words, or bytes among them that are no text")
    if len(words) > _LARGEST:
        raise BadInput(f"a transcript has at most {_LARGEST:,} characters", remedy="divide the interview")
    try:
        return words.encode()
    except UnicodeEncodeError as error:
        raise BadInput("these words are no valid text") from error
