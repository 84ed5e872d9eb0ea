"""A story, as its authors write it and as a release tells it (format: story/1).

A *manuscript* holds both languages side by side; its words may hold live values, ``{{ … }}``, and never a
number the record holds. A release carries what became of it: for each chapter and language one row whose
words are resolved, whose values name the claims they rest on, and whose media are files of the release.
Nothing is left to evaluate.

Words of a manuscript: a blank line parts paragraphs; ``*so*`` is emphasis, ``**so**`` strong,
``[words](incident:R-12)`` leads to a page of the record (`TARGETS`), ``{{ incident R-12 killed }}`` is a
live value. Every block has an id, the same in both languages, so that a change of language keeps the place.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tahqiq.vocab.rows import Withheld

FORMAT = "story/1"
#: What words may lead to: ``kind:key``; 'page' names one of `PAGES`.
TARGETS = ("incident", "claim", "source", "person", "item", "population", "site", "chapter", "page")
PAGES = (
    "method",
    "explorer",
    "incidents",
    "people",
    "sources",
    "downloads",
    "check",
    "corrections",
    "answers",
)
#: What a map scene may show, and what a chart scene may draw.
LAYERS = ("incidents", "sites", "places", "damage")
CHARTS = ("who_says", "toll", "answers", "damage")
#: Where the trail of a value ends that rests on no claim of the release: in ``totals.json``, in the range of
#: a source, on an incident's or a person's own page, in the party's answers, in the ranges of the incidents
#: it adds up, in how many rows a table of the release has.
NOTES = ("totals", "range_by_source", "incident", "person", "answers", "incidents", "table")


class Both(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The same words in English and Arabic; '' where not written yet."""

    en: str = ""
    ar: str = ""


class _Written(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of a manuscript."""


class PictureRef(_Written, frozen=True):
    """A picture: the sealed original, and what must be said of it.

    Attributes:
        item: SHA-256 of the sealed original; in a folder of files, the file's name.
        alt: required in both languages; '' in neither is for decoration, which stories do not have.
        focus_x, focus_y: the point to keep in sight when cropped, 0 to 1 from the left and the top.
        graphic: grey and covered until asked for.
    """

    item: str
    alt: Both
    credit: Both
    focus_x: float = 0.5
    focus_y: float = 0.5
    graphic: bool = False


class CueRef(_Written, frozen=True):
    """What is said from ``start`` to ``end``, in seconds."""

    start: float
    end: float
    words: str


class SoundRef(_Written, frozen=True):
    """A recording in one language.

    Attributes:
        item: SHA-256 of the sealed original, or a file's name; '' where the words await a voice.
        speaker: who speaks, in both languages. ``consent``: id of the consent it is published under; '' only
            for a synthetic voice and for the investigation's own staff, who are then named.
    """

    item: str = ""
    cues: tuple[CueRef, ...] = ()
    speaker: Both = Both()
    spoken_on: str = ""
    consent: str = ""
    synthetic: bool = False


class WrittenText(_Written, frozen=True, tag_field="kind", tag="text"):
    """Running words, with a heading where one helps."""

    id: str
    words: Both
    heading: Both = Both()


class WrittenImage(_Written, frozen=True, tag_field="kind", tag="image"):
    """One picture; ``bleed``: from edge to edge."""

    id: str
    picture: PictureRef
    caption: Both = Both()
    bleed: bool = False


class WrittenPair(_Written, frozen=True, tag_field="kind", tag="pair"):
    """The same place before and after."""

    id: str
    before: PictureRef
    after: PictureRef
    before_label: Both
    after_label: Both
    caption: Both = Both()


class WrittenAudio(_Written, frozen=True, tag_field="kind", tag="audio"):
    """A commentary: one recording a language; the transcript is its cues."""

    id: str
    title: Both
    en: SoundRef = SoundRef()
    ar: SoundRef = SoundRef()


class WrittenVideo(_Written, frozen=True, tag_field="kind", tag="video"):
    """Moving pictures, with captions in each language."""

    id: str
    item: str
    title: Both
    poster: PictureRef
    en: tuple[CueRef, ...] = ()
    ar: tuple[CueRef, ...] = ()
    caption: Both = Both()
    consent: str = ""
    graphic: bool = False


class WrittenQuote(_Written, frozen=True, tag_field="kind", tag="quote"):
    """The words of somebody who was there, exactly as a claim or a passage of an interview holds them.

    Attributes:
        claim: id or key of the claim whose quote it is; or ``passage``, id of an interview's passage, whose
            consent (words) is asked for at every release. The words themselves are never typed.
        translation: with ``translated_by``, where the original is in another language.
    """

    id: str
    claim: str = ""
    passage: str = ""
    translation: Both = Both()
    translated_by: Both = Both()


class WrittenPortrait(_Written, frozen=True, tag_field="kind", tag="portrait"):
    """A person: a victim of the record, who may be named there, or somebody met, by leave."""

    id: str
    person: str = ""
    name: Both = Both()
    words: Both = Both()
    picture: PictureRef | None = None
    consent: str = ""


class WrittenMap(_Written, frozen=True, tag_field="kind", tag="map"):
    """A place to look at, as near as precision allows.

    Attributes:
        place: id or key of a place of the record; ``zoom``: 0 to 16.
        layers: of `LAYERS`. ``from_date``, ``to_date``: the time its slider spans, ISO.
    """

    id: str
    title: Both
    place: str
    zoom: float = 12
    layers: tuple[str, ...] = ()
    from_date: str = ""
    to_date: str = ""
    words: Both = Both()


class WrittenMoment(_Written, frozen=True):
    """One moment of a timeline; ``when``: a live value, ``{{ incident R-12 when }}``, or an ISO date."""

    when: str
    words: Both


class WrittenTimeline(_Written, frozen=True, tag_field="kind", tag="timeline"):
    """What happened, in order."""

    id: str
    title: Both
    moments: tuple[WrittenMoment, ...]


class WrittenChart(_Written, frozen=True, tag_field="kind", tag="chart"):
    """A drawing of the record's figures.

    Attributes:
        of: of `CHARTS`. ``subject``: slug of the population ('who_says', 'toll'), of the party ('answers');
            '' for all.
    """

    id: str
    title: Both
    of: str
    subject: str = ""
    words: Both = Both()


class WrittenDocument(_Written, frozen=True, tag_field="kind", tag="document"):
    """A sealed item, open at the passage that a claim quotes."""

    id: str
    claim: str
    title: Both = Both()
    words: Both = Both()


class WrittenAside(_Written, frozen=True, tag_field="kind", tag="aside"):
    """How we know: a note beside the story."""

    id: str
    title: Both
    words: Both


WrittenBlock = (
    WrittenText
    | WrittenImage
    | WrittenPair
    | WrittenAudio
    | WrittenVideo
    | WrittenQuote
    | WrittenPortrait
    | WrittenMap
    | WrittenTimeline
    | WrittenChart
    | WrittenDocument
    | WrittenAside
)


class WrittenChapter(_Written, frozen=True):
    """One chapter in both languages.

    Attributes:
        content_note: what a reader should know before reading; required.
        translated_by: who or what translated which language, '' where it was written in it.
    """

    slug: str
    title: Both
    summary: Both
    content_note: Both
    blocks: tuple[WrittenBlock, ...]
    translated_by: Both = Both()


class Manuscript(_Written, frozen=True):
    """A whole story (format: story/1)."""

    format: str
    slug: str
    title: Both
    summary: Both
    chapters: tuple[WrittenChapter, ...]
    cover: PictureRef | None = None


class _Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a story as a release carries it, in one language."""


class Span(_Told, frozen=True):
    """A run of words.

    Attributes:
        value: position in the chapter's values, where this is a live one.
        target: ``kind:id`` with the ids of the release, where it leads somewhere.
    """

    text: str
    value: int | None = None
    target: str = ""
    em: bool = False
    strong: bool = False


Paragraph = tuple[Span, ...]
Words = tuple[Paragraph, ...]


class LiveValue(_Told, frozen=True):
    """A number, range, date or name of the record, as it stood when the release was made.

    Attributes:
        expression: what the author wrote between the braces.
        min, max: of a count; ``from_date``, ``to_date``: ISO, both inclusive; ``person``: id of a victim.
        text: how it reads in the chapter's language.
        claims: ids of the claims it rests on; ``incident``, ``population``: whose figure it is;
            ``note``: where its trail ends when it rests on no claim here, of `NOTES`.
    """

    expression: str
    text: str
    min: int | None = None
    max: int | None = None
    from_date: str = ""
    to_date: str = ""
    person: str = ""
    claims: tuple[str, ...] = ()
    incident: str = ""
    population: str = ""
    note: str = ""


class Rendition(_Told, frozen=True):
    """A file made for the web: ``path`` below the release's folder; pixels or seconds where it has them."""

    path: str
    media_type: str
    size: int
    width: int = 0
    height: int = 0
    seconds: float = 0


class Picture(_Told, frozen=True):
    """A picture's renditions, the best first and of each type the smallest first; metadata is not in them.

    Attributes:
        item: id of the sealed original in ``items``; '' where it may not be named.
        changed: what was done to the original, each an operation on record ('blurred').
    """

    files: tuple[Rendition, ...]
    alt: str
    credit: str
    item: str = ""
    focus_x: float = 0.5
    focus_y: float = 0.5
    graphic: bool = False
    changed: tuple[str, ...] = ()


class Cue(_Told, frozen=True):
    """What is said from ``start`` to ``end``, in seconds."""

    start: float
    end: float
    text: str


class TextBlock(_Told, frozen=True, tag_field="kind", tag="text"):
    """See `WrittenText`; so for the others."""

    id: str
    words: Words
    heading: str = ""


class ImageBlock(_Told, frozen=True, tag_field="kind", tag="image"):
    """A picture."""

    id: str
    picture: Picture
    caption: Words = ()
    bleed: bool = False


class PairBlock(_Told, frozen=True, tag_field="kind", tag="pair"):
    """Before and after."""

    id: str
    before: Picture
    after: Picture
    before_label: str
    after_label: str
    caption: Words = ()


class AudioBlock(_Told, frozen=True, tag_field="kind", tag="audio"):
    """A commentary; without ``files`` its words await a voice.

    Attributes:
        peaks: loudness over time, 0 to 100, at most 240 of them.
    """

    id: str
    title: str
    files: tuple[Rendition, ...] = ()
    cues: tuple[Cue, ...] = ()
    peaks: tuple[int, ...] = ()
    speaker: str = ""
    spoken_on: str = ""
    synthetic: bool = False


class VideoBlock(_Told, frozen=True, tag_field="kind", tag="video"):
    """Moving pictures."""

    id: str
    title: str
    files: tuple[Rendition, ...]
    poster: Picture
    cues: tuple[Cue, ...] = ()
    caption: Words = ()
    graphic: bool = False


class QuoteBlock(_Told, frozen=True, tag_field="kind", tag="quote"):
    """Somebody's words.

    Attributes:
        words: verbatim, in the language ``lang`` (BCP 47). ``claim``: its claim in the release.
        withheld: why the words are not shown; then ``words`` is ''.
    """

    id: str
    words: str
    lang: str
    speaker: str
    claim: str = ""
    translation: str = ""
    translated_by: str = ""
    withheld: str = ""


class PortraitBlock(_Told, frozen=True, tag_field="kind", tag="portrait"):
    """A person; ``person``: id of a victim of the release."""

    id: str
    name: str
    person: str = ""
    words: Words = ()
    picture: Picture | None = None


class Mark(_Told, frozen=True):
    """One thing on a map scene, and the line that says it in words.

    Attributes:
        lat, lon: rounded to what the precision allows; null where nothing may be drawn.
        target: ``kind:id``. ``from_date``, ``to_date``: ISO, where it has a time.
    """

    layer: str
    text: str
    precision: str
    lat: float | None = None
    lon: float | None = None
    target: str = ""
    from_date: str = ""
    to_date: str = ""


class MapBlock(_Told, frozen=True, tag_field="kind", tag="map"):
    """A map scene; its ``marks`` are also its text equivalent."""

    id: str
    title: str
    lat: float
    lon: float
    zoom: float
    marks: tuple[Mark, ...] = ()
    from_date: str = ""
    to_date: str = ""
    words: Words = ()


class Moment(_Told, frozen=True):
    """One moment of a timeline."""

    when: Paragraph
    words: Words
    from_date: str = ""
    to_date: str = ""


class TimelineBlock(_Told, frozen=True, tag_field="kind", tag="timeline"):
    """Moments in order."""

    id: str
    title: str
    moments: tuple[Moment, ...]


class Shown(_Told, frozen=True):
    """One figure of a chart.

    Attributes:
        label: who says it, or what it counts. ``text``: the figure in words of the language.
        min, max: null where not known; ``hedge``: as in claims.
        said_from, said_to: ISO. ``value``: position in the chapter's values.
    """

    label: str
    text: str
    value: int
    min: int | None = None
    max: int | None = None
    hedge: str = ""
    said_from: str = ""
    said_to: str = ""
    basis: str = ""


class ChartBlock(_Told, frozen=True, tag_field="kind", tag="chart"):
    """Figures of one population or one party; never of two."""

    id: str
    title: str
    of: str
    shown: tuple[Shown, ...]
    subject: str = ""
    words: Words = ()


class DocumentBlock(_Told, frozen=True, tag_field="kind", tag="document"):
    """A sealed item at a passage: what stands before and after it as far as policy lets it out."""

    id: str
    item: str
    claim: str
    title: str
    passage: str
    lang: str = ""
    before: str = ""
    after: str = ""
    words: Words = ()
    withheld: str = ""


class AsideBlock(_Told, frozen=True, tag_field="kind", tag="aside"):
    """How we know."""

    id: str
    title: str
    words: Words


Block = (
    TextBlock
    | ImageBlock
    | PairBlock
    | AudioBlock
    | VideoBlock
    | QuoteBlock
    | PortraitBlock
    | MapBlock
    | TimelineBlock
    | ChartBlock
    | DocumentBlock
    | AsideBlock
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story; its chapters point to it by slug.

    Attributes:
        version: which version of it this is, from 1.
        cover, cover_ar: the same picture, described in English and in Arabic.
    """

    id: str
    slug: str
    title_en: str
    title_ar: str
    summary_en: str = ""
    summary_ar: str = ""
    version: int = 1
    cover: Picture | None = None
    cover_ar: Picture | None = None
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """One chapter of a story in one language; ``slug`` and ``position`` (from 1) are those of the other too.

    Attributes:
        claims: ids of all claims its values, quotes and documents rest on.
        translated_by: '' where it was written in this language.
    """

    id: str
    story: str
    slug: str
    language: str
    position: int
    title: str
    summary: str
    content_note: str
    blocks: tuple[Block, ...]
    values: tuple[LiveValue, ...] = ()
    claims: tuple[str, ...] = ()
    translated_by: str = ""
    withheld: tuple[Withheld, ...] = ()
