"""From pages to a manuscript: what is submitted, previewed and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tahqiq.stories.authoring.cues import cues
from tahqiq.stories.authoring.models import ChapterPage, StoryPage
from tahqiq.vocab import stories as told
from tahqiq.vocab.stories import Both, Manuscript, PictureRef, WrittenBlock, WrittenChapter

Value = Mapping[str, Any]


def manuscript_of(story: StoryPage) -> Manuscript:
    """The story as its pages stand now, drafts included.

    Args:
        story: in any version; its chapters are read in their latest.
    """
    latest: StoryPage = story.get_latest_revision_as_object()
    covers = [_picture(each.value) for each in latest.cover]
    return Manuscript(
        format=told.FORMAT,
        slug=latest.slug,
        title=_both_of(latest, "title"),
        summary=_both_of(latest, "summary"),
        cover=next(iter(covers), None),
        chapters=tuple(chapter_of(each) for each in chapters_of(story)),
    )


def chapters_of(story: StoryPage) -> Iterator[ChapterPage]:
    """The chapters in their order, each as it was last saved."""
    for page in ChapterPage.objects.child_of(story).order_by("path"):
        yield page.get_latest_revision_as_object()


def chapter_of(page: ChapterPage) -> WrittenChapter:
    """One chapter as this version of its page has it."""
    return WrittenChapter(
        slug=page.slug,
        title=_both_of(page, "title"),
        summary=_both_of(page, "summary"),
        content_note=_both_of(page, "content_note"),
        translated_by=_both_of(page, "translated_by"),
        blocks=tuple(_block(each) for each in page.body),
    )


def block_id(child: Any) -> str:
    """The id of a block: where a reader is led to; it stays when the block is moved."""
    return f"b-{str(child.id).replace('-', '')[:12]}"


def _both_of(page: Any, field: str) -> Both:
    return Both(en=_tidy(getattr(page, f"{field}_en")), ar=_tidy(getattr(page, f"{field}_ar")))


def _both(value: Value | None) -> Both:
    return Both(en=_tidy(value["en"]), ar=_tidy(value["ar"])) if value is not None else Both()


def _tidy(words: str | None) -> str:
    """Words as they are kept: a browser ends its lines with two signs."""
    return (words or "").replace("\r\n", "\n").strip()


def _picture(value: Value) -> PictureRef:
    return PictureRef(
        item=_tidy(value["item"]).lower(),
        alt=_both(value["alt"]),
        credit=_both(value["credit"]),
        focus_x=_or(value["focus_x"], 0.5),
        focus_y=_or(value["focus_y"], 0.5),
        graphic=bool(value["graphic"]),
    )


def _or(number: float | None, otherwise: float) -> float:
    return otherwise if number is None else float(number)


def _sound(value: Value) -> told.SoundRef:
    return told.SoundRef(
        item=_tidy(value["item"]).lower(),
        cues=cues(value["cues"] or ""),
        speaker=_both(value["speaker"]),
        spoken_on=_tidy(value["spoken_on"]),
        consent=_tidy(value["consent"]),
        synthetic=bool(value["synthetic"]),
    )


def _block(child: Any) -> WrittenBlock:
    """A block of the page as one of the manuscript."""
    return _MADE[child.block_type](block_id(child), child.value)


def _text(key: str, value: Value) -> WrittenBlock:
    return told.WrittenText(id=key, heading=_both(value["heading"]), words=_both(value["words"]))


def _image(key: str, value: Value) -> WrittenBlock:
    picture, caption = _picture(value["picture"]), _both(value["caption"])
    return told.WrittenImage(id=key, picture=picture, caption=caption, bleed=bool(value["bleed"]))


def _pair(key: str, value: Value) -> WrittenBlock:
    return told.WrittenPair(
        id=key,
        before=_picture(value["before"]),
        after=_picture(value["after"]),
        before_label=_both(value["before_label"]),
        after_label=_both(value["after_label"]),
        caption=_both(value["caption"]),
    )


def _audio(key: str, value: Value) -> WrittenBlock:
    en, ar = _sound(value["en"]), _sound(value["ar"])
    return told.WrittenAudio(id=key, title=_both(value["title"]), en=en, ar=ar)


def _video(key: str, value: Value) -> WrittenBlock:
    return told.WrittenVideo(
        id=key,
        item=_tidy(value["item"]).lower(),
        title=_both(value["title"]),
        poster=_picture(value["poster"]),
        en=cues(value["cues"]["en"] or ""),
        ar=cues(value["cues"]["ar"] or ""),
        caption=_both(value["caption"]),
        consent=_tidy(value["consent"]),
        graphic=bool(value["graphic"]),
    )


def _quote(key: str, value: Value) -> WrittenBlock:
    return told.WrittenQuote(
        id=key,
        claim=_tidy(value["claim"]),
        passage=_tidy(value["passage"]),
        translation=_both(value["translation"]),
        translated_by=_both(value["translated_by"]),
    )


def _portrait(key: str, value: Value) -> WrittenBlock:
    pictures = [_picture(each) for each in value["picture"]]
    return told.WrittenPortrait(
        id=key,
        person=_tidy(value["person"]),
        name=_both(value["name"]),
        words=_both(value["words"]),
        picture=next((each for each in pictures if each.item), None),
        consent=_tidy(value["consent"]),
    )


def _map(key: str, value: Value) -> WrittenBlock:
    return told.WrittenMap(
        id=key,
        title=_both(value["title"]),
        place=_tidy(value["place"]),
        zoom=_or(value["zoom"], 12),
        layers=tuple(value["layers"] or ()),
        from_date=_tidy(value["from_date"]),
        to_date=_tidy(value["to_date"]),
        words=_both(value["words"]),
    )


def _timeline(key: str, value: Value) -> WrittenBlock:
    moments = tuple(_moments(value["moments"]))
    return told.WrittenTimeline(id=key, title=_both(value["title"]), moments=moments)


def _moments(values: Iterable[Value]) -> Iterator[told.WrittenMoment]:
    for each in values:
        yield told.WrittenMoment(when=_tidy(each["when"]), words=_both(each["words"]))


def _chart(key: str, value: Value) -> WrittenBlock:
    return told.WrittenChart(
        id=key,
        title=_both(value["title"]),
        of=value["of"] or "",
        subject=_tidy(value["subject"]),
        words=_both(value["words"]),
    )


def _document(key: str, value: Value) -> WrittenBlock:
    claim, title = _tidy(value["claim"]), _both(value["title"])
    return told.WrittenDocument(id=key, claim=claim, title=title, words=_both(value["words"]))


def _aside(key: str, value: Value) -> WrittenBlock:
    return told.WrittenAside(id=key, title=_both(value["title"]), words=_both(value["words"]))


_MADE: Mapping[str, Callable[[str, Value], WrittenBlock]] = {
    "text": _text,
    "image": _image,
    "pair": _pair,
    "audio": _audio,
    "video": _video,
    "quote": _quote,
    "portrait": _portrait,
    "map": _map,
    "timeline": _timeline,
    "chart": _chart,
    "document": _document,
    "aside": _aside,
}
