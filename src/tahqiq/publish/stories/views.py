"""What the templates show of a story's blocks, one type a kind."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tahqiq.publish.quotes import Quote
from tahqiq.publish.stories.charts import ChartView
from tahqiq.publish.stories.pictures import PictureView
from tahqiq.publish.stories.plots import Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A block of a chapter; ``id`` is its anchor in both languages."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView(View):
    """Running words; a side note has them too."""

    heading: str
    words: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView(View):
    """A picture; ``first``: it may be in sight as soon as the chapter is."""

    picture: PictureView
    caption: Markup
    bleed: bool
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView(View):
    """Before and after; ``slides``: one may be drawn over the other."""

    before: PictureView
    after: PictureView
    before_label: str
    after_label: str
    caption: Markup
    slides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file of sound or film."""

    src: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueView:
    """What is said, when; ``clock``: as players show it."""

    start: float
    end: float
    clock: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioView(View):
    """A commentary; without files its words await a voice.

    Attributes:
        wave: the course of its waveform; ``bars``: how many it has.
        captions: the file of captions, beside the page; '' where there is none.
    """

    title: str
    files: tuple[MediaFile, ...]
    cues: tuple[CueView, ...]
    wave: str
    bars: int
    length: str
    seconds: float
    captions: str
    speaker: str
    spoken: Markup | str
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoView(View):
    """A film."""

    title: str
    files: tuple[MediaFile, ...]
    poster: str
    alt: str
    width: int
    height: int
    cues: tuple[CueView, ...]
    captions: str
    caption: Markup
    graphic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView(View):
    """Somebody's words; ``href``: the claim they are the words of."""

    words: str
    lang: str
    speaker: str
    href: str
    translation: str
    translated_by: str
    withheld: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitView(View):
    """A person."""

    name: str
    href: str
    words: Markup
    picture: PictureView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """A mark in words."""

    number: int
    text: str
    precision: Markup | str
    href: str
    date: Markup | str
    first: str
    last: str
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView(View):
    """A scene; ``facts``: what the live map needs to know, as JSON."""

    title: str
    words: Markup
    svg: Markup
    credit: str
    marks: tuple[MarkView, ...]
    count: str
    from_date: str
    to_date: str
    facts: Markup
    basemap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentView:
    """One moment."""

    when: Markup
    words: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView(View):
    """Moments in order."""

    title: str
    moments: tuple[MomentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlockView(View):
    """A chart; ``plot`` where it is drawn over time."""

    title: str
    words: Markup
    of: str
    chart: ChartView
    plot: Plot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView(View):
    """A sealed item at a passage."""

    title: str
    item: Markup
    item_href: str
    quote: Quote
    passage: str
    before: str
    after: str
    lang: str
    words: Markup
    withheld: Markup | None
