"""From a block as it was written to the block as a release carries it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tahqiq.casebook.telling import charts, maps, pictures, quoting, sounds
from tahqiq.casebook.telling.scene import CannotTell, Scene
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.stories import (
    AsideBlock,
    Block,
    Moment,
    Span,
    TextBlock,
    TimelineBlock,
    WrittenAside,
    WrittenAudio,
    WrittenBlock,
    WrittenChart,
    WrittenDocument,
    WrittenImage,
    WrittenMap,
    WrittenMoment,
    WrittenPair,
    WrittenPortrait,
    WrittenQuote,
    WrittenText,
    WrittenTimeline,
    WrittenVideo,
)


def told(scene: Scene, written: WrittenBlock) -> Block | None:
    """One block in the language of the scene; None where it cannot be told, and why is noted."""
    with scene.within(written.id):
        try:
            return _TOLD[type(written)](scene, written)
        except CannotTell:
            return None


def _text(scene: Scene, written: WrittenText) -> TextBlock:
    heading = scene.line(written.heading, "heading")
    return TextBlock(id=written.id, words=scene.words(written.words, "words", required=True), heading=heading)


def _aside(scene: Scene, written: WrittenAside) -> AsideBlock:
    title = scene.line(written.title, "title", required=True)
    return AsideBlock(id=written.id, title=title, words=scene.words(written.words, "words", required=True))


def _timeline(scene: Scene, written: WrittenTimeline) -> TimelineBlock:
    moments = tuple(_moment(scene, each, f"moments.{n}") for n, each in enumerate(written.moments, 1))
    return TimelineBlock(
        id=written.id, title=scene.line(written.title, "title", required=True), moments=moments
    )


def _moment(scene: Scene, written: WrittenMoment, where: str) -> Moment:
    """One moment: a live value knows its days; an ISO date is spelled out."""
    words = scene.words(written.words, f"{where}.words", required=True)
    try:
        span = DateSpan.parse(written.when)
    except ValueError:
        when = scene.paragraph(written.when, f"{where}.when")
        days = [scene.values[each.value] for each in when if each.value is not None]
        first, last = (days[0].from_date, days[-1].to_date) if days else ("", "")
        if not first and not last:
            scene.fault(f"{where}.when", "{it} is no date", written.when, "give a live value, or an ISO date")
        return Moment(when=when, words=words, from_date=first, to_date=last)
    first, last = span.iso()
    when = (Span(text=span.text(scene.language)),)
    return Moment(when=when, words=words, from_date=first, to_date=last)


_TOLD: dict[type, Callable[[Scene, Any], Block]] = {
    WrittenText: _text,
    WrittenImage: pictures.image,
    WrittenPair: pictures.pair,
    WrittenAudio: sounds.audio,
    WrittenVideo: sounds.video,
    WrittenQuote: quoting.quote,
    WrittenPortrait: pictures.portrait,
    WrittenMap: maps.map_scene,
    WrittenTimeline: _timeline,
    WrittenChart: charts.chart,
    WrittenDocument: quoting.document,
    WrittenAside: _aside,
}
