"""Recordings and transcripts of interviews: sealed first, then tied to their interview."""

from __future__ import annotations

from pathlib import Path

from tahqiq.casebook.actions.testimony import TRANSCRIBED, attach_recording, attach_transcript
from tahqiq.casebook.actions.visits import take_photograph
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Interview, Item, SiteVisit, Text
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.errors import BadInput


def keep_recording(actor: Actor, interview: Interview, content: Path | bytes, *, archive: Archive) -> Item:
    """Seals what was recorded of an interview; the file's name is not kept: it may hold the person's.

    Args:
        content: the file, or its bytes.

    Raises:
        NotPermitted: the actor may not interview in this case.
        BadInput: the interview has a recording, or the file cannot be sealed.
    """
    actor.demand(Permission.INTERVIEW, interview.case.slug)
    if interview.recording_id is not None:
        raise BadInput("this interview has a recording", remedy="record a second interview")
    receipt = Receipt(by=actor.name, original_name="", how="recording of an interview")
    (sealed,) = archive.seal_many([(content, receipt)])
    return attach_recording(
        actor, interview, sha256=sealed.sha256, size=sealed.size, media_type=sealed.media_type
    )


def keep_transcript(
    actor: Actor, interview: Interview, words: str, *, transcriber: str, archive: Archive
) -> Text:
    """Seals the words of an interview as derived from its recording, and ties them to it.

    Raises:
        NotPermitted: the actor may not interview in this case.
        BadInput: see ``attach_transcript``; nothing of the record was changed.
    """
    actor.demand(Permission.INTERVIEW, interview.case.slug)
    recording = interview.recording
    receipt = Receipt(
        by=actor.name,
        original_name="",
        how="transcript of an interview",
        parent_sha256=recording.sha256 if recording is not None else "",
        operation=TRANSCRIBED if recording is not None else "",
    )
    archive.seal_bytes(words.encode(errors="replace"), receipt)
    return attach_transcript(actor, interview, words=words, transcriber=transcriber)


def keep_photograph(actor: Actor, visit: SiteVisit, content: Path | bytes, *, archive: Archive) -> Item:
    """Seals a photograph of a site visit, without its name; it stays among those who work with testimony.

    Raises:
        NotPermitted: the actor may not record site visits in this case.
        BadInput: the file cannot be sealed.
    """
    actor.demand(Permission.INTERVIEW, visit.case.slug)
    receipt = Receipt(by=actor.name, original_name="", how="photograph of a site visit")
    (sealed,) = archive.seal_many([(content, receipt)])
    return take_photograph(actor, visit, sha256=sealed.sha256, size=sealed.size, media_type=sealed.media_type)
