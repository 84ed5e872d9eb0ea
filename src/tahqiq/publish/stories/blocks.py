"""Blocks of a chapter, made ready to be shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from tahqiq.publish import labels
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.maps.ground import TILES
from tahqiq.publish.maps.pictures import known_to
from tahqiq.publish.maps.scenes import scene_picture
from tahqiq.publish.people import href as person_href
from tahqiq.publish.quotes import address, claim_quote
from tahqiq.publish.slugs import slug
from tahqiq.publish.stories import views
from tahqiq.publish.stories.captions import clock, wave
from tahqiq.publish.stories.charts import chart_view
from tahqiq.publish.stories.links import ROOT, leads_to
from tahqiq.publish.stories.pictures import media, picture_view, poster
from tahqiq.publish.stories.plots import plot
from tahqiq.publish.stories.wording import Teller
from tahqiq.publish.straight import marked
from tahqiq.vocab import stories
from tahqiq.vocab.rows import ClaimRow, VictimRow

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
#: Ids that the page itself has.
_TAKEN = re.compile(r"main|trail|(?:trail|story)-.*")


class Blocks:
    """Makes views of the blocks of one chapter in one language."""

    def __init__(self, row: stories.ChapterRow, teller: Teller) -> None:
        self._row, self._teller, self._edition = row, teller, teller.edition
        self._tongue = teller.edition.tongue

    def shown(self) -> list[views.View]:
        """All of them, in order.

        Raises:
            UnfitRelease: two have one id, or one cannot stand in an address.
        """
        seen: set[str] = set()
        for block in self._row.blocks:
            if block.id in seen or not _SAFE_ID.fullmatch(block.id) or _TAKEN.fullmatch(block.id):
                raise UnfitRelease(f"not an id of a block: {block.id!r}", file="chapters.jsonl")
            seen.add(block.id)
        return [_VIEWS[type(block)](self, block) for block in self._row.blocks]

    def text(self, block: stories.TextBlock) -> views.View:
        """Running words."""
        words = self._teller.words(block.words)
        return views.TextView(kind="text", id=block.id, heading=block.heading, words=words)

    def aside(self, block: stories.AsideBlock) -> views.View:
        """How we know."""
        words = self._teller.words(block.words)
        return views.TextView(kind="aside", id=block.id, heading=block.title, words=words)

    def image(self, block: stories.ImageBlock) -> views.View:
        """A picture."""
        return views.ImageView(
            kind="image",
            id=block.id,
            picture=picture_view(self._edition, block.picture),
            caption=self._teller.words(block.caption),
            bleed=block.bleed,
            first=block is self._row.blocks[0],
        )

    def pair(self, block: stories.PairBlock) -> views.View:
        """Before and after; graphic ones stay apart, each behind its own cover."""
        return views.PairView(
            kind="pair",
            id=block.id,
            before=picture_view(self._edition, block.before),
            after=picture_view(self._edition, block.after),
            before_label=block.before_label,
            after_label=block.after_label,
            caption=self._teller.words(block.caption),
            slides=not (block.before.graphic or block.after.graphic),
        )

    def audio(self, block: stories.AudioBlock) -> views.View:
        """A commentary."""
        seconds = max((each.seconds for each in block.files), default=0.0)
        seconds = seconds or max((cue.end for cue in block.cues), default=0.0)
        day = block.spoken_on
        return views.AudioView(
            kind="audio",
            id=block.id,
            title=block.title,
            files=self._files(block.files),
            cues=_cues(block.cues),
            wave=wave(block.peaks),
            bars=len(block.peaks),
            length=clock(seconds),
            seconds=seconds,
            captions=self._captions(block),
            speaker=block.speaker,
            spoken=self._tongue.date(day, day) if day else "",
            synthetic=block.synthetic,
        )

    def video(self, block: stories.VideoBlock) -> views.View:
        """A film."""
        shape = max(block.files, key=lambda each: each.width, default=None)
        return views.VideoView(
            kind="video",
            id=block.id,
            title=block.title,
            files=self._files(block.files),
            poster=poster(self._edition, block.poster),
            alt=block.poster.alt,
            width=shape.width if shape is not None else 0,
            height=shape.height if shape is not None else 0,
            cues=_cues(block.cues),
            captions=self._captions(block),
            caption=self._teller.words(block.caption),
            graphic=block.graphic,
        )

    def quote(self, block: stories.QuoteBlock) -> views.View:
        """Somebody's words."""
        held = self._edition.shelves.get(ClaimRow, block.claim) if block.claim else None
        return views.QuoteView(
            kind="quote",
            id=block.id,
            words=block.words,
            lang=block.lang,
            speaker=block.speaker,
            href=address(held)[1] if held is not None else "",
            translation=block.translation,
            translated_by=block.translated_by,
            withheld=self._tongue.said(block.withheld) if block.withheld else None,
        )

    def portrait(self, block: stories.PortraitBlock) -> views.View:
        """A person."""
        held = self._edition.shelves.get(VictimRow, block.person) if block.person else None
        return views.PortraitView(
            kind="portrait",
            id=block.id,
            name=block.name,
            href=person_href(held) if held is not None else "",
            words=self._teller.words(block.words),
            picture=picture_view(self._edition, block.picture) if block.picture is not None else None,
        )

    def scene(self, block: stories.MapBlock) -> views.View:
        """A scene."""
        tongue, ground = self._tongue, self._edition.ground
        told = tongue.word("Map: {title}. The list below says the same in words.")
        told = told.replace("{title}", block.title)
        return views.MapView(
            kind="map",
            id=block.id,
            title=block.title,
            words=self._teller.words(block.words),
            svg=scene_picture(ground, block, tongue.language, told=told, up=ROOT),
            credit=ground.credit(tongue.language),
            marks=tuple(self._mark(number, each) for number, each in enumerate(block.marks)),
            count=tongue.counted("{n} mark", "{n} marks", len(block.marks)),
            from_date=block.from_date,
            to_date=block.to_date,
            facts=_embedded(_facts(block)),
            basemap=TILES if ground.tiles else "",
        )

    def _mark(self, number: int, mark: stories.Mark) -> views.MarkView:
        dated = mark.from_date or mark.to_date
        return views.MarkView(
            number=number,
            text=mark.text,
            precision=self._tongue.label(labels.PRECISIONS, mark.precision),
            href=leads_to(self._edition, mark.target) if mark.target else "",
            date=self._tongue.date(mark.from_date, mark.to_date) if dated else "",
            first=mark.from_date,
            last=mark.to_date or mark.from_date,
            drawn=mark.lat is not None and known_to(mark.precision) is not None,
        )

    def timeline(self, block: stories.TimelineBlock) -> views.View:
        """Moments in order."""
        tell = self._teller
        moments = tuple(
            views.MomentView(when=tell.line(each.when), words=tell.words(each.words))
            for each in block.moments
        )
        return views.TimelineView(kind="timeline", id=block.id, title=block.title, moments=moments)

    def chart(self, block: stories.ChartBlock) -> views.View:
        """A drawing of figures."""
        return views.ChartBlockView(
            kind="chart",
            id=block.id,
            title=block.title,
            words=self._teller.words(block.words),
            of=block.of if block.of in stories.CHARTS else "who_says",
            chart=chart_view(self._edition, self._teller, block),
            plot=plot(self._edition, block.shown) if block.of == "toll" else None,
        )

    def document(self, block: stories.DocumentBlock) -> views.View:
        """A sealed item at a passage.

        Raises:
            UnfitRelease: the release holds no such claim.
        """
        held = self._edition.shelves.get(ClaimRow, block.claim)
        if held is None:
            raise UnfitRelease(f"a document names a claim that is not here: {block.claim!r}")
        item = self._edition.item(block.item)
        withheld = self._tongue.said(block.withheld) if block.withheld else None
        return views.DocumentView(
            kind="document",
            id=block.id,
            title=block.title,
            item=self._edition.item_title(item),
            item_href=f"items/{item.name}.html",
            quote=claim_quote(self._edition, held),
            passage=block.passage,
            before=block.before,
            after=block.after,
            lang=block.lang,
            words=self._teller.words(block.words),
            withheld=withheld,
        )

    def _files(self, files: tuple[stories.Rendition, ...]) -> tuple[views.MediaFile, ...]:
        return tuple(
            views.MediaFile(src=media(self._edition, each), media_type=each.media_type) for each in files
        )

    def _captions(self, block: stories.AudioBlock | stories.VideoBlock) -> str:
        """The file that `write_captions` writes for it, beside the page."""
        return f"{slug(self._row.slug)}-{block.id}.vtt" if block.files and block.cues else ""


def _cues(cues: tuple[stories.Cue, ...]) -> tuple[views.CueView, ...]:
    return tuple(
        views.CueView(start=each.start, end=each.end, clock=clock(each.start), text=each.text)
        for each in cues
    )


def _facts(block: stories.MapBlock) -> dict[str, object]:
    """What the live map needs: where to look, and its marks by number."""
    marks = [
        [number, each.lon, each.lat, known_to(each.precision)]
        for number, each in enumerate(block.marks)
        if each.lat is not None and each.lon is not None and known_to(each.precision) is not None
    ]
    return {"lon": block.lon, "lat": block.lat, "zoom": block.zoom, "marks": marks}


def _embedded(facts: Mapping[str, object]) -> Markup:
    """JSON that may stand in a script element: nothing in it ends the element."""
    return marked(msgspec.json.encode(facts).decode().replace("<", "\\u003c"))


_VIEWS: dict[type, Callable[[Blocks, Any], views.View]] = {
    stories.TextBlock: Blocks.text,
    stories.AsideBlock: Blocks.aside,
    stories.ImageBlock: Blocks.image,
    stories.PairBlock: Blocks.pair,
    stories.AudioBlock: Blocks.audio,
    stories.VideoBlock: Blocks.video,
    stories.QuoteBlock: Blocks.quote,
    stories.PortraitBlock: Blocks.portrait,
    stories.MapBlock: Blocks.scene,
    stories.TimelineBlock: Blocks.timeline,
    stories.ChartBlock: Blocks.chart,
    stories.DocumentBlock: Blocks.document,
}
