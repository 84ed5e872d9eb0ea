"""Pictures, sounds and films that were brought for a story, and what was done to them."""

from __future__ import annotations

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.identity import item_id, source_id
from tahqiq.casebook.models import Case, Consent, Graphic, Item, Source
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.parties import SourceKind

#: The source that what is brought for stories has: the investigation itself.
SOURCE = "story-media"
#: What was done to a picture in which faces or plates were made unrecognisable.
BLURRED = "blurred"


@action(Permission.RECORD)
def keep_story_media(
    act: Act,
    case: Case,
    *,
    sha256: str,
    size: int,
    media_type: str,
    title_en: str = "",
    title_ar: str = "",
    graphic: Graphic = Graphic.UNKNOWN,
    consent: Consent | None = None,
    nobody_shown: bool = False,
) -> Item:
    """Brings a sealed file into the case for its stories; one that is there already stays as it is.

    Args:
        consent: of the person shown or heard. Without one the file is withheld, unless ``nobody_shown``:
            nobody is recognised in it, so that nobody's consent is needed.

    Raises:
        BadInput: both are given, or the consent is of another case.
    """
    if consent is not None and nobody_shown:
        raise BadInput("either a consent is needed or it is not")
    if consent is not None and consent.case_id != case.pk:
        raise BadInput("the case holds no such consent", column="consent")
    item, new = Item.objects.get_or_create(
        case=case,
        sha256=sha256,
        defaults={
            "id": item_id(case.slug, sha256),
            "size": size,
            "media_type": media_type,
            "source": _source(act, case),
            "title_en": title_en,
            "title_ar": title_ar,
            "graphic": graphic.value,
            "consent": consent,
            "consent_needed": not nobody_shown,
            "guarded": not nobody_shown,
        },
    )
    if new:
        given = {"consent": str(consent.pk) if consent is not None else "", "nobody_shown": nobody_shown}
        act.note(item, after={"sha256": sha256, "graphic": graphic.value, **given})
    return item


@action(Permission.RECORD)
def keep_blurred(
    act: Act, original: Item, *, sha256: str, size: int, media_type: str, regions: list[list[float | str]]
) -> Item:
    """The same picture with parts of it blurred, derived from its original, which stays as it is.

    What was allowed for the original holds for it, and no more.

    Args:
        regions: shape and place of each part, as shares of width and height.

    Raises:
        BadInput: nothing is blurred, or it is the original itself.
    """
    if not regions or sha256 == original.sha256:
        raise BadInput("nothing is blurred")
    item, new = Item.objects.get_or_create(
        case=original.case,
        sha256=sha256,
        defaults={
            "id": item_id(original.case.slug, sha256),
            "size": size,
            "media_type": media_type,
            "source": original.source,
            "title_en": original.title_en,
            "title_ar": original.title_ar,
            "graphic": original.graphic,
            "content_note_en": original.content_note_en,
            "content_note_ar": original.content_note_ar,
            "consent": original.consent,
            "consent_needed": original.consent_needed,
            "guarded": original.guarded,
            "parent": original,
            "operation": BLURRED,
        },
    )
    if new:
        act.note(item, after={"sha256": sha256, "parent": original.sha256, "regions": regions})
        act.note(original, after={"operation": BLURRED, "derived": sha256})
    return item


def _source(act: Act, case: Case) -> Source:
    """The source of the case's story media, made with the first of them."""
    name = {"name_en": "Made for the story", "name_ar": "أُعدّ للقصة", "kind": SourceKind.OTHER.value}
    source, new = Source.objects.get_or_create(
        case=case, slug=SOURCE, defaults={"id": source_id(case.slug, SOURCE), **name}
    )
    if new:
        act.note(source, after={"slug": SOURCE})
    return source
