"""Somebody's words, and the document they stand in; never typed, and withheld where policy says so."""

from __future__ import annotations

from tahqiq.casebook.models import Interview, Passage, Purpose, Text
from tahqiq.casebook.releasing.reading import NO_CONSENT
from tahqiq.casebook.telling.ground import Several, uuid_of
from tahqiq.casebook.telling.live import speaker_of
from tahqiq.casebook.telling.scene import Scene
from tahqiq.vocab.rows import ClaimRow
from tahqiq.vocab.stories import DocumentBlock, QuoteBlock, WrittenDocument, WrittenQuote
from tahqiq.vocab.wording import word


def quote(scene: Scene, written: WrittenQuote) -> QuoteBlock:
    """A claim's quote, or a passage of an interview."""
    if bool(written.claim) == bool(written.passage):
        raise scene.stop("claim", "a quote is of one claim or of one passage", remedy="choose one")
    if written.passage:
        return _passage(scene, written)
    row = claim(scene, written.claim)
    told, by = _translation(scene, written)
    why = reason(row, "quote")
    return QuoteBlock(
        id=written.id,
        words=row.quote or "",
        lang=language_of(scene, row),
        speaker=speaker_of(scene.ground, row, scene.language),
        claim=row.id,
        translation="" if why else told,
        translated_by="" if why else by,
        withheld=word(why, scene.language) if why else "",
    )


def document(scene: Scene, written: WrittenDocument) -> DocumentBlock:
    """A sealed item at the passage that a claim quotes, with what policy lets out around it."""
    row = claim(scene, written.claim)
    why = reason(row, "quote")
    return DocumentBlock(
        id=written.id,
        item=row.item,
        claim=row.id,
        title=scene.line(written.title, "title") or _title(scene, row),
        passage=row.quote or "",
        lang=language_of(scene, row),
        before=row.context_before or "",
        after=row.context_after or "",
        words=scene.words(written.words, "words"),
        withheld=word(why, scene.language) if why else "",
    )


def claim(scene: Scene, key: str) -> ClaimRow:
    """The claim of a key.

    Raises:
        CannotTell: there is none, or several.
    """
    try:
        row = scene.ground.claim(key)
    except Several:
        raise scene.stop("claim", "several claims have the key {it}", key, "give the claim's id") from None
    if row is None:
        raise scene.stop("claim", "no accepted claim is called {it}", key, "choose one from the record")
    return row


def reason(row: ClaimRow, field: str) -> str:
    """Why a field of a claim is withheld; '' where it is shown."""
    return next((each.reason for each in row.withheld if each.field == field), "")


def language_of(scene: Scene, row: ClaimRow) -> str:
    """The language of the text a claim quotes; '' where nobody said."""
    found = Text.objects.filter(case=scene.ground.case, sha256=row.text_sha256).exclude(language="")
    return str(found.order_by("original_id", "id").values_list("language", flat=True).first() or "")


def _title(scene: Scene, row: ClaimRow) -> str:
    item = scene.ground.item(row.item)
    if item is None or reason(row, "quote"):
        return word("A document", scene.language)
    own, other = (item.title_ar, item.title_en) if scene.language == "ar" else (item.title_en, item.title_ar)
    return own or other or word("A document", scene.language)


def _translation(scene: Scene, written: WrittenQuote) -> tuple[str, str]:
    """The translation into this language with who made it; a translation nobody signs is a fault."""
    own = written.translation.ar if scene.language == "ar" else written.translation.en
    by = written.translated_by.ar if scene.language == "ar" else written.translated_by.en
    if own.strip() and not by.strip():
        scene.fault("translated_by", "a translation names its translator or machine")
    return scene.plain(own, "translation"), scene.plain(by, "translated_by")


def _passage(scene: Scene, written: WrittenQuote) -> QuoteBlock:
    """What somebody said in an interview, under their pseudonym, with their consent to publish words."""
    id_ = uuid_of(written.passage)
    found = (
        Passage.objects.filter(case=scene.ground.case, pk=id_) if id_ is not None else Passage.objects.none()
    )
    passage = found.select_related("interview__consent", "text").first()
    if passage is None:
        raise scene.stop("passage", "no passage of an interview has the id {it}", written.passage)
    if not _allowed(scene, passage.interview):
        withheld = word(NO_CONSENT, scene.language)
        return QuoteBlock(id=written.id, words="", lang="", speaker="", withheld=withheld)
    told, by = _translation(scene, written)
    words = passage.text.content[passage.start : passage.end]
    return QuoteBlock(
        id=written.id,
        words=words,
        lang=passage.text.language or passage.interview.language,
        speaker=passage.interview.pseudonym,
        translation=told,
        translated_by=by,
    )


def _allowed(scene: Scene, interview: Interview) -> bool:
    """Whether the person allowed that words be published, on the day."""
    consent = interview.consent
    on = scene.ground.leaving.on
    lasting = consent.withdrawn_at is None and (consent.expires_on is None or consent.expires_on > on)
    return lasting and bool(getattr(consent, Purpose.PUBLISH_WORDS.value))
