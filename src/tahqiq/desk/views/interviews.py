"""Interviews: who spoke under which pseudonym, their words, passages, worries, and what is owed to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actions import Said
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.importing.testimony import keep_recording, keep_transcript
from tahqiq.casebook.models import (
    Claim,
    Concern,
    Consent,
    Contradiction,
    FollowUp,
    Interview,
    Knowledge,
    Passage,
    Text,
    WelfareFlag,
)
from tahqiq.desk import asked
from tahqiq.desk.archive import needed_archive
from tahqiq.desk.claim_forms import incident_of
from tahqiq.desk.incident_forms import offered_places
from tahqiq.desk.played import can_be_played
from tahqiq.desk.shown_items import veil_of
from tahqiq.desk.transcript_layout import Stretch, stretches
from tahqiq.desk.uploads import content_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.errors import BadInput

PAGE = 50
#: Bytes of a transcript as it is typed in.
_LONGEST = 2_000_000
_EFFECTS = (Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.NOT_STATED)


@require_safe
@in_case(Permission.HEAR)
def listing(visit: Visit) -> HttpResponse:
    """Interviews by pseudonym, with what worries those who met the people."""
    raised = Count("flags", filter=Q(flags__lowered_at=None), distinct=True)
    owed = Count("follow_ups", filter=Q(follow_ups__done_at=None), distinct=True)
    found = Interview.objects.filter(case=visit.case).select_related("consent", "incident")
    found = found.annotate(raised=raised, owed=owed).order_by("pseudonym", "number", "id")
    page = Paginator(found, PAGE).get_page(visit.request.GET.get("page"))
    return visit.show("interviews", page=page, today=timezone.now().date())


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.INTERVIEW)
def new(visit: Visit) -> HttpResponse:
    """Records an interview, under a consent that the person gave before."""
    posted = visit.request.POST
    if visit.request.method != "POST":
        consents = Consent.objects.filter(case=visit.case, keep=True).valid(timezone.now().date())
        return visit.show("interview_new", consents=consents, places=offered_places(visit.case, "", ()))
    consent = get_object_or_404(Consent, case=visit.case, pk=asked.key(posted, "consent"))
    made = actions.record_interview(
        visit.actor,
        visit.case,
        pseudonym=consent.subject,
        interviewer=asked.line(posted, "interviewer") or visit.actor.name,
        interpreter=asked.line(posted, "interpreter"),
        language=asked.line(posted, "language", 35) or consent.language,
        setting=asked.line(posted, "setting", asked.LONG),
        held=asked.days(posted),
        consent=consent,
        place=asked.place(visit.case, posted),
        incident=incident_of(visit.case, posted.get("incident", "")),
    )
    messages.success(visit.request, _("The interview is recorded."))
    return redirect("desk:interview", visit.case.slug, made.pk)


@require_safe
@in_case(Permission.HEAR)
def interview(visit: Visit, interview_id: UUID) -> HttpResponse:
    """One interview: words with time codes, passages, consent, worries, what is owed, contradictions."""
    found = _found(visit, interview_id)
    passages = list(found.passages.select_related("text"))
    recording = found.recording
    return visit.show(
        "interview",
        interview=found,
        today=timezone.now().date(),
        texts=_texts(found),
        stretches=_stretches(found, passages),
        passages=[(each, words_of(each), _claims_of(each)) for each in passages],
        others=_others(visit, found),
        contradictions=_contradictions(found),
        flags=found.flags.all(),
        follow_ups=found.follow_ups.all(),
        concerns=list(Concern),
        ways=list(Knowledge),
        effects=_EFFECTS,
        categories=list(Category),
        same_person=Interview.objects.filter(case=visit.case).with_person(found.pseudonym),
        veil=veil_of(visit.request, recording.pk).value if recording is not None else "",
        is_sound=recording is not None and can_be_played(recording.media_type),
    )


def _stretches(interview: Interview, passages: list[Passage]) -> list[Stretch]:
    """The transcript in pieces, so that a player can follow it and words can be chosen in it."""
    texts = _texts(interview)
    return stretches(texts[0].content, passages) if texts else []


def words_of(passage: Passage) -> str:
    """The words of a passage, or nothing once they were lawfully removed."""
    return passage.text.content[passage.start : passage.end]


def _claims_of(passage: Passage) -> list[Claim]:
    """The claims whose quotes stand in a passage."""
    text = passage.text
    inside = {"start__gte": passage.start, "end__lte": passage.end}
    return list(Claim.objects.filter(item=text.item_id, text_sha256=text.sha256, **inside).order_by("start"))


def _texts(interview: Interview) -> list[Text]:
    """The transcript, then its translations."""
    held = (
        Text.objects.filter(item=interview.transcript_id) if interview.transcript_id else Text.objects.none()
    )
    return sorted(held, key=lambda each: (each.original_id is not None, each.language))


def _others(visit: Visit, interview: Interview) -> list[tuple[Passage, str]]:
    """Passages of other interviews of the same incident or person, which may say otherwise."""
    near = Q(interview__pseudonym=interview.pseudonym)
    near |= Q(interview__incident=interview.incident_id) if interview.incident_id else Q()
    held = Passage.objects.filter(near, case=visit.case).exclude(interview=interview)
    return [(each, words_of(each)) for each in held.select_related("text", "interview")[:PAGE]]


def _contradictions(interview: Interview) -> list[tuple[Contradiction, list[tuple[Passage, str]]]]:
    """Contradictions that a passage of the interview is part of, both sides in words."""
    part = Q(left__interview=interview) | Q(right__interview=interview)
    held = Contradiction.objects.filter(part, withdrawn_at=None)
    sides = ("left__text", "left__interview", "right__text", "right__interview")
    return [
        (each, [(side, words_of(side)) for side in (each.left, each.right)])
        for each in held.select_related(*sides)
    ]


@require_POST
@in_case(Permission.INTERVIEW)
def step(visit: Visit, interview_id: UUID, what: str) -> HttpResponse:
    """Adds to an interview: its recording, words, a passage, a worry, something owed, a contradiction."""
    found = _found(visit, interview_id)
    _STEPS[what](visit, found)
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:interview", visit.case.slug, found.pk)


def _recording(visit: Visit, found: Interview) -> None:
    """A recording: uploaded here and sealed without its name, or sealed before and named by its SHA-256."""
    uploaded = visit.request.FILES.get("file")
    if uploaded is not None:
        keep_recording(visit.actor, found, content_of(uploaded), archive=needed_archive())
        return
    archive, sha256 = needed_archive(), asked.line(visit.request.POST, "sha256").lower()
    sealed = next(iter(archive.custody(sha256)), None) if archive.has(sha256) else None
    if sealed is None or sealed[1] is None:
        raise BadInput(
            "the archive holds no such item", remedy="choose a file, or seal it first: tahqiq seal"
        )
    told = sealed[1]
    actions.attach_recording(visit.actor, found, sha256=sha256, size=told.size, media_type=told.media_type)


def _transcript(visit: Visit, found: Interview) -> None:
    """The words, typed in or as a text file; times may stand in them."""
    posted = visit.request.POST
    who = asked.line(posted, "transcriber")
    keep_transcript(visit.actor, found, _words(visit), transcriber=who, archive=needed_archive())


def _words(visit: Visit) -> str:
    """The words of a file, or those typed in; line ends as they are counted everywhere.

    Raises:
        BadInput: the file is too long, or no text in UTF-8.
    """
    uploaded = visit.request.FILES.get("file")
    if uploaded is None:
        words = visit.request.POST.get("words", "")
    elif (uploaded.size or 0) > 4 * _LONGEST:
        raise BadInput("this is too long for a transcript", remedy="divide the interview")
    else:
        try:
            words = uploaded.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput("this file is no text", remedy="save it as plain text, UTF-8") from error
    return words.replace("\r\n", "\n")[:_LONGEST]


def _translation(visit: Visit, found: Interview) -> None:
    posted = visit.request.POST
    actions.attach_translation(
        visit.actor,
        found,
        words=_words(visit),
        language=asked.line(posted, "language", 35),
        translator=asked.line(posted, "translator"),
    )


def _passage(visit: Visit, found: Interview) -> None:
    """Marks the words that were copied from the transcript, where they stand once."""
    posted = visit.request.POST
    words = posted.get("words", "").replace("\r\n", "\n").strip("\n")
    texts = _texts(found)
    content = texts[0].content if texts else ""
    chosen = asked.number(posted, "start")
    start = content.find(words) if words.strip() else -1
    if chosen is not None and words.strip() and content.startswith(words, chosen):
        start = chosen
    elif start < 0 or content.find(words, start + 1) >= 0:
        raise BadInput("the transcript does not say these words once", remedy="copy a few more words")
    begins, ends = (asked.milliseconds(asked.line(posted, name)) for name in ("from_time", "to_time"))
    actions.mark_passage(
        visit.actor,
        found,
        start=start,
        end=start + len(words),
        knowledge=asked.one_of(Knowledge, asked.line(posted, "knowledge")),
        times=(begins, ends if ends is not None else begins) if begins is not None else None,
    )


def _flag(visit: Visit, found: Interview) -> None:
    concern = asked.one_of(Concern, asked.line(visit.request.POST, "concern"))
    if concern is None:
        raise BadInput("say what the worry is")
    note = asked.line(visit.request.POST, "note", asked.LONG)
    actions.raise_flag(visit.actor, found, concern=concern, note=note)


def _lower(visit: Visit, found: Interview) -> None:
    flag = get_object_or_404(WelfareFlag, interview=found, pk=asked.key(visit.request.POST, "flag"))
    actions.lower_flag(visit.actor, flag, reason=asked.line(visit.request.POST, "reason", asked.LONG))


def _owe(visit: Visit, found: Interview) -> None:
    posted = visit.request.POST
    what = asked.line(posted, "what", asked.LONG)
    actions.ask_follow_up(visit.actor, found, what=what, due_on=asked.day(posted, "due_on"))


def _done(visit: Visit, found: Interview) -> None:
    owed = get_object_or_404(FollowUp, interview=found, pk=asked.key(visit.request.POST, "follow_up"))
    actions.finish_follow_up(visit.actor, owed)


def _claim(visit: Visit, found: Interview) -> None:
    """Proposes a claim from a passage; somebody else decides about it."""
    posted = visit.request.POST
    held = Passage.objects.select_related("text__item__case", "text__item__source", "interview__incident")
    passage = get_object_or_404(held, interview=found, pk=asked.key(posted, "passage"))
    effect = asked.one_of(Effect, asked.line(posted, "effect")) or Effect.NOT_STATED
    category = asked.one_of(Category, asked.line(posted, "category")) or Category.OTHER
    count = CountRange(asked.number(posted, "min"), asked.number(posted, "max"))
    quote = posted.get("quote", "")[: asked.LONG]
    said = Said(effect=effect, category=category, count=count, quote=quote)
    actions.claim_from_passage(visit.actor, passage, said=said)


def _contradiction(visit: Visit, found: Interview) -> None:
    posted = visit.request.POST
    left, right = (
        get_object_or_404(Passage, case=visit.case, pk=asked.key(posted, name)) for name in ("left", "right")
    )
    about = asked.line(posted, "about", asked.LONG)
    actions.note_contradiction(visit.actor, left, right, about=about)


def _agree(visit: Visit, found: Interview) -> None:
    posted = visit.request.POST
    noted = get_object_or_404(Contradiction, case=visit.case, pk=asked.key(posted, "contradiction"))
    actions.withdraw_contradiction(visit.actor, noted, reason=asked.line(posted, "reason", asked.LONG))


_STEPS = {
    "recording": _recording,
    "transcript": _transcript,
    "translation": _translation,
    "passage": _passage,
    "flag": _flag,
    "lower": _lower,
    "owe": _owe,
    "done": _done,
    "claim": _claim,
    "contradiction": _contradiction,
    "agree": _agree,
}
#: What can be added to an interview, as its address says it.
STEPS = tuple(_STEPS)


def _found(visit: Visit, interview_id: UUID) -> Interview:
    held = Interview.objects.select_related(
        "case", "consent", "recording", "transcript", "incident", "place", "visit"
    )
    return get_object_or_404(held, pk=interview_id, case=visit.case)
