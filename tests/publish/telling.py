"""A made-up story of two chapters, with every kind of block; and the files that it shows."""

from __future__ import annotations

import io
import math
import struct
import wave
from typing import Any, Literal

import msgspec
from PIL import Image

from publish.releases import Made, key
from tahqiq.vocab.stories import (
    AsideBlock,
    AudioBlock,
    Block,
    ChapterRow,
    ChartBlock,
    Cue,
    DocumentBlock,
    ImageBlock,
    LiveValue,
    MapBlock,
    Mark,
    Moment,
    PairBlock,
    Picture,
    PortraitBlock,
    QuoteBlock,
    Rendition,
    Shown,
    Span,
    StoryRow,
    TextBlock,
    TimelineBlock,
    VideoBlock,
)

SLUG, FIRST, SECOND = "the-house", "a-street", "how-many"
FOLDER = f"media/stories/{SLUG}"
RANGE = {"en": "1,200–1,400", "ar": "\u20661,200–1,400\u2069"}
SECONDS = 6
_SIZES = {"small": (480, 300), "large": (960, 600)}

Language = Literal["en", "ar"]


def with_story(release: Made) -> Made:
    """The release, and in it a story of two chapters in both languages."""
    release.media |= _files()
    release.tables["stories"].append(
        StoryRow(
            id=key("story"),
            slug=SLUG,
            title_en="The made-up house",
            title_ar="البيت المختلق",
            summary_en="A story made up for tests.",
            summary_ar="قصة مختلقة للاختبار.",
            cover=_picture("en"),
        )
    )
    for language in ("en", "ar"):
        release.tables["chapters"] += [_first(language), _second(language)]
    return release


def attacked(release: Made, attack: str) -> Made:
    """The same with a string in the place of every word that an author writes."""
    chapters = release.tables["chapters"]
    chapters[:] = [_attacked(row, attack) for row in chapters]
    return release


_WRITTEN = {
    *("text", "words", "heading", "title", "alt", "credit", "speaker", "caption", "label", "basis"),
    *("before_label", "after_label", "translation", "translated_by", "withheld", "name", "passage"),
    *("before", "after", "summary", "content_note", "precision", "hedge", "of", "layer", "lang"),
}


def _attacked(row: ChapterRow, attack: str) -> ChapterRow:
    def walked(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {field: walked(each, field) for field, each in value.items()}
        if isinstance(value, list | tuple):
            return [walked(each, name) for each in value]
        return attack if isinstance(value, str) and value and name in _WRITTEN else value

    return msgspec.convert(walked(msgspec.to_builtins(row)), ChapterRow)


def _files() -> dict[str, bytes]:
    files = {
        f"stories/{SLUG}/{kind}-{size}.{ending}": _image(_SIZES[size], ending, number)
        for number, kind in enumerate(("one", "two"))
        for size in _SIZES
        for ending in ("avif", "webp")
    }
    return files | {f"stories/{SLUG}/said.wav": _tone(), f"stories/{SLUG}/film.webm": b"made up"}


def _image(size: tuple[int, int], ending: str, number: int) -> bytes:
    made, target = Image.linear_gradient("L").resize(size), io.BytesIO()
    Image.merge("RGB", (made, made.rotate(90 * number), made)).save(target, ending)
    return target.getvalue()


def _tone() -> bytes:
    """Six seconds of a low hum, a browser plays it."""
    target, rate = io.BytesIO(), 8000
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        heights = (int(4000 * math.sin(2 * math.pi * 220 * n / rate)) for n in range(rate * SECONDS))
        file.writeframes(b"".join(struct.pack("<h", each) for each in heights))
    return target.getvalue()


def _picture(language: Language, name: str = "one", *, graphic: bool = False) -> Picture:
    renditions = tuple(
        Rendition(
            path=f"{FOLDER}/{name}-{size}.{ending}",
            media_type=f"image/{ending}",
            size=1,
            width=_SIZES[size][0],
            height=_SIZES[size][1],
        )
        for ending in ("avif", "webp")
        for size in ("small", "large")
    )
    return Picture(
        files=renditions,
        alt=_said(language, "A grey surface that grows lighter.", "سطح رمادي يزداد ضوءاً."),
        credit=_said(language, "Drawn for tests", "رُسم للاختبار"),
        item=key("item", "note"),
        focus_x=0.2,
        graphic=graphic,
        changed=("blurred",) if graphic else (),
    )


def _said(language: Language, en: str, ar: str) -> str:
    return ar if language == "ar" else en


def _words(language: Language, en: str, ar: str) -> tuple[tuple[Span, ...], ...]:
    return ((Span(text=_said(language, en, ar)),),)


def _values(language: Language) -> tuple[LiveValue, ...]:
    said, people = key("claim", "A spokesman"), key("victim", 0, 0)
    return (
        LiveValue(
            expression="claim spokesman figure", text=RANGE[language], min=1200, max=1400, claims=(said,)
        ),
        LiveValue(
            expression="incident INV0001 killed",
            text="1–2" if language == "en" else "\u20661–2\u2069",
            min=1,
            max=2,
            incident=key("incident", 1),
            claims=(key("claim", 1, "civilians", "killed"),),
        ),
        LiveValue(
            expression="total killed",
            text=_said(language, "20–30", "\u206620–30\u2069"),
            min=20,
            max=30,
            note="totals",
        ),
        LiveValue(
            expression=f"person {people} name",
            text=_said(language, "Person Alder", "شخص سامر"),
            person=people,
            note="person",
        ),
        LiveValue(
            expression="incident INV0000 when",
            text=_said(language, "1 January 2017", "1 كانون الثاني 2017"),
            from_date="2017-01-01",
            to_date="2017-01-01",
            incident=key("incident", 0),
            note="incident",
        ),
        LiveValue(expression="count sources", text=_said(language, "2 sources", "مصدران"), note="table"),
        LiveValue(
            expression="total answers northern_army credible",
            text=_said(language, "2 answers", "ردّان"),
            min=2,
            max=2,
            note="totals",
        ),
        LiveValue(
            expression="claim team figure",
            text=_said(language, "more than 1,600", "أكثر من \u20661,600\u2069"),
            min=1600,
            claims=(key("claim", "more than 1,600"),),
        ),
    )


def _chapter(
    language: Language, slug: str, position: int, title: str, blocks: tuple[Block, ...]
) -> ChapterRow:
    return ChapterRow(
        id=key("chapter", slug, language),
        story=SLUG,
        slug=slug,
        language=language,
        position=position,
        title=title,
        summary=_said(language, "What this chapter tells.", "ما يرويه هذا الفصل."),
        content_note=_said(language, "This chapter tells of deaths.", "يروي هذا الفصل عن وفيات."),
        blocks=blocks,
        values=_values(language),
        claims=(key("claim", "A spokesman"),),
    )


def _first(language: Language) -> ChapterRow:
    return _chapter(language, FIRST, 1, _said(language, "A street", "شارع"), tuple(_told(language)))


def _told(language: Language) -> list[Block]:
    values = _values(language)
    opening: tuple[Span, ...] = (
        Span(text=_said(language, "In the ", "في ")),
        Span(text=_said(language, "invented city", "المدينة المختلقة"), em=True),
        Span(text=_said(language, " between ", " بين ")),
        Span(text=values[0].text, value=0),
        Span(text=_said(language, " died, said a spokesman; here ", " ماتوا، قال ناطق؛ وهنا ")),
        Span(text=values[1].text, value=1, strong=True),
        Span(text="; "),
        Span(text=values[3].text, value=3),
        Span(text=_said(language, " lived ", " عاش ")),
        Span(text=_said(language, "in this house", "في هذا البيت"), target=f"incident:{key('incident', 0)}"),
        Span(text=_said(language, " until ", " حتى ")),
        Span(text=values[4].text, value=4),
        Span(text=". "),
        Span(text=values[5].text, value=5),
        Span(text=_said(language, " tell of it, and ", " تروي ذلك، و")),
        Span(text=_said(language, "the next chapter", "الفصل التالي"), target=f"chapter:{SECOND}"),
        Span(text="."),
    )
    more = _words(language, "A second paragraph of words. " * 12, "فقرة ثانية من الكلام. " * 12)
    return [
        TextBlock(id="opening", heading=_said(language, "A morning", "صباح"), words=(opening, *more)),
        ImageBlock(
            id="picture",
            picture=_picture(language),
            caption=_words(language, "What is to be seen.", "ما يُرى."),
            bleed=True,
        ),
        ImageBlock(id="covered", picture=_picture(language, graphic=True)),
        PairBlock(
            id="pair",
            before=_picture(language),
            after=_picture(language, "two"),
            before_label=_said(language, "Before", "قبل"),
            after_label=_said(language, "After", "بعد"),
        ),
        AudioBlock(
            id="spoken",
            title=_said(language, "Listen", "استمع"),
            files=(Rendition(path=f"{FOLDER}/said.wav", media_type="audio/wav", size=1, seconds=SECONDS),),
            cues=(
                Cue(start=0, end=2, text=_said(language, "The first line.", "السطر الأول.")),
                Cue(start=2, end=4, text=_said(language, "The second line.", "السطر الثاني.")),
                Cue(start=4, end=6, text=_said(language, "The last line.", "السطر الأخير.")),
            ),
            peaks=tuple(20 + n * 7 % 80 for n in range(60)),
            speaker=_said(language, "A program", "برنامج"),
            spoken_on="2026-01-05",
            synthetic=True,
        ),
        AudioBlock(
            id="unspoken",
            title=_said(language, "Commentary", "تعليق"),
            cues=(Cue(start=0, end=4, text=_said(language, "Words without a voice.", "كلام بلا صوت.")),),
        ),
        VideoBlock(
            id="film",
            title=_said(language, "A film", "فيلم"),
            files=(
                Rendition(path=f"{FOLDER}/film.webm", media_type="video/webm", size=1, width=960, height=600),
            ),
            poster=_picture(language),
            cues=(Cue(start=0, end=2, text=_said(language, "Wind.", "ريح.")),),
        ),
        QuoteBlock(
            id="voice",
            words="people had died",
            lang="en",
            speaker=_said(language, "A spokesman", "ناطق"),
            claim=key("claim", "people had died"),
            translation="" if language == "en" else "مات ناس",
            translated_by="" if language == "en" else "محررو الاختبار",
        ),
        QuoteBlock(id="silent", words="", lang="", speaker="", withheld="it would show who spoke"),
        PortraitBlock(
            id="person",
            name=_said(language, "Person Alder", "شخص سامر"),
            person=key("victim", 0, 0),
            words=_words(language, "Loved gardens.", "أحبّ الحدائق."),
        ),
        AsideBlock(
            id="know",
            title=_said(language, "From a note", "من ملاحظة"),
            words=_words(language, "We read a note.", "قرأنا ملاحظة."),
        ),
    ]


def _second(language: Language) -> ChapterRow:
    values = _values(language)
    blocks: tuple[Block, ...] = (
        TextBlock(id="words", words=_words(language, "Who says how many. " * 40, "من يقول كم. " * 40)),
        MapBlock(
            id="scene",
            title=_said(language, "The street from above", "الشارع من أعلى"),
            lat=35.95,
            lon=39.01,
            zoom=13,
            marks=(
                Mark(
                    layer="incidents",
                    text=_said(language, "The Alder house", "بيت Alder"),
                    precision="street",
                    lat=35.95,
                    lon=39.01,
                    target=f"incident:{key('incident', 0)}",
                    from_date="2017-01-01",
                    to_date="2017-01-01",
                ),
                Mark(
                    layer="incidents",
                    text=_said(language, "The Cedar house", "بيت Cedar"),
                    precision="street",
                    lat=35.955,
                    lon=39.02,
                    from_date="2017-03-03",
                    to_date="2017-03-03",
                ),
                Mark(layer="places", text=_said(language, "The city", "المدينة"), precision="city"),
            ),
            from_date="2017-01-01",
            to_date="2017-03-31",
        ),
        TimelineBlock(
            id="days",
            title=_said(language, "The days", "الأيام"),
            moments=(
                Moment(
                    when=(Span(text=values[4].text, value=4),),
                    words=_words(language, "It began.", "بدأ الأمر."),
                    from_date="2017-01-01",
                ),
                Moment(
                    when=(Span(text=_said(language, "Later", "لاحقاً")),),
                    words=_words(language, "It ended.", "انتهى الأمر."),
                ),
            ),
        ),
        ChartBlock(
            id="says", title=_said(language, "Deaths", "الوفيات"), of="who_says", shown=_figures(language)
        ),
        ChartBlock(
            id="toll", title=_said(language, "In time", "عبر الزمن"), of="toll", shown=_figures(language)
        ),
        ChartBlock(
            id="answers",
            title=_said(language, "Answers", "الردود"),
            of="answers",
            shown=(
                Shown(
                    label=_said(language, "Credible", "ذو مصداقية"),
                    text=values[6].text,
                    value=6,
                    min=2,
                    max=2,
                ),
            ),
            subject="northern_army",
        ),
        DocumentBlock(
            id="document",
            item=key("item", "note"),
            claim=key("claim", "A spokesman"),
            title=_said(language, "A note", "ملاحظة"),
            passage="A spokesman",
            lang="en",
            before="Our note on a made-up article. ",
            after=" of the made-up team said",
            words=_words(language, "It reads:", "ونصها:"),
        ),
    )
    return _chapter(language, SECOND, 2, _said(language, "Who says how many", "من يقول كم"), blocks)


def _figures(language: Language) -> tuple[Shown, ...]:
    values = _values(language)
    return (
        Shown(
            label=_said(language, "A reporter", "مراسل"),
            text=values[0].text,
            value=0,
            min=1200,
            max=1400,
            hedge="range",
            said_from="2018-10",
            said_to="2018-10",
            basis="the notebooks of the made-up team",
        ),
        Shown(
            label=_said(language, "The team", "الفريق"),
            text=values[7].text,
            value=7,
            min=1600,
            hedge="more_than",
            said_from="2019-11",
            said_to="2019-11",
        ),
    )
