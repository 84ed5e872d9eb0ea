"""Map scenes: what lies at a place, as near as precision allows, each with the line that says it in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tahqiq.casebook.models import Place, RecoverySite
from tahqiq.casebook.telling.live import claim_figure
from tahqiq.casebook.telling.scene import Scene
from tahqiq.vocab.claims import Effect
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point, Precision
from tahqiq.vocab.rows import IncidentRow
from tahqiq.vocab.stories import LAYERS, MapBlock, Mark, WrittenMap
from tahqiq.vocab.wording import Language, isolate_foreign, word

_FARTHEST = 16.0
_DAMAGED = {Effect.DESTROYED.value, Effect.DAMAGED_OR_DESTROYED.value}


def map_scene(scene: Scene, written: WrittenMap) -> MapBlock:
    """A place to look at, with what the layers hold in its time.

    Raises:
        CannotTell: the place is not known, or nothing says where it lies; the fault is noted.
    """
    span = _span(scene, written)
    lat, lon = _middle(scene, written.place)
    marks: list[Mark] = []
    for layer in written.layers:
        if layer not in LAYERS:
            raise scene.stop("layers", "a map has no layer {it}", layer)
        marks += _MARKED[layer](scene, span)
    return MapBlock(
        id=written.id,
        title=scene.line(written.title, "title", required=True),
        lat=lat,
        lon=lon,
        zoom=min(max(written.zoom, 0.0), _FARTHEST),
        marks=tuple(marks),
        from_date=written.from_date,
        to_date=written.to_date,
        words=scene.words(written.words, "words"),
    )


def _span(scene: Scene, written: WrittenMap) -> DateSpan:
    try:
        return DateSpan.parse(written.from_date, written.to_date)
    except ValueError:
        raise scene.stop(
            "from_date", "{it} is no span of days", f"{written.from_date} – {written.to_date}"
        ) from None


def _middle(scene: Scene, key: str) -> tuple[float, float]:
    """Where to look: the place's own point, rounded; else the middle of the case's drawn ground."""
    place = scene.ground.place(key)
    if place is None:
        raise scene.stop("place", "no place of the record is called {it}", key, "choose one from the record")
    shown = _point(place)
    if shown is not None:
        return shown
    middle = scene.shelf.middle() if scene.shelf is not None else (0.0, 0.0)
    if middle is None:
        raise scene.stop("place", "nothing says where {it} lies", key, "choose a place with a point")
    return middle


def _point(place: Place | None) -> tuple[float, float] | None:
    """A place's point, no more exact than it is known."""
    if place is None or place.lat is None or place.lon is None:
        return None
    shown = Point(place.lat, place.lon).rounded(Precision(place.precision))
    return shown.lat, shown.lon


def _incidents(scene: Scene, span: DateSpan) -> Iterator[Mark]:
    for row in scene.ground.incidents():
        days = DateSpan.parse(row.from_date, row.to_date)
        if not days.unknown and days.overlaps(span):
            yield Mark(
                layer="incidents",
                text=_told(scene, row, days),
                precision=row.precision,
                lat=row.lat,
                lon=row.lon,
                target=f"incident:{row.id}",
                from_date=row.from_date,
                to_date=row.to_date,
            )


def _told(scene: Scene, row: IncidentRow, days: DateSpan) -> str:
    """'RQ-1 · 5 September 2017 · A home … · killed: 10'."""
    language = scene.language
    held = scene.ground.heading(row.id)
    parts = [isolate_foreign(row.code), days.text(language), _own(row.title_en, row.title_ar, language)]
    if held is not None:
        range_ = CountRange(held.killed_min, held.killed_max).text(language)
        parts.append(word("killed: {n}", language).replace("{n}", range_))
    return " · ".join(part for part in parts if part)


def _own(en: str | None, ar: str | None, language: Language) -> str:
    return (ar or en or "") if language == "ar" else (en or ar or "")


def _sites(scene: Scene, span: DateSpan) -> Iterator[Mark]:
    for site in scene.ground.sites():
        yield _placed("sites", scene, site, site.place, target=f"site:{site.pk}")


def _places(scene: Scene, span: DateSpan) -> Iterator[Mark]:
    for place in scene.ground.places():
        yield _placed("places", scene, place, place)


def _placed(
    layer: str, scene: Scene, named: Place | RecoverySite, place: Place | None, *, target: str = ""
) -> Mark:
    lat, lon = _point(place) or (None, None)
    precision = place.precision if place is not None else Precision.UNKNOWN.value
    text = _own(named.name_en, named.name_ar, scene.language)
    return Mark(layer=layer, text=text, precision=precision, lat=lat, lon=lon, target=target)


def _damage(scene: Scene, span: DateSpan) -> Iterator[Mark]:
    """What is claimed of damage; a claim has no point, so that these are lines of words alone."""
    for row in scene.ground.incident_claims():
        figure = claim_figure(row, scene.language)
        days = DateSpan.parse(row.from_date, row.to_date)
        if row.effect in _DAMAGED and figure and (days.unknown or days.overlaps(span)):
            statement = _own(row.statement_en, row.statement_ar, scene.language)
            yield Mark(
                layer="damage",
                text=statement or figure,
                precision=Precision.UNKNOWN.value,
                target=f"claim:{row.id}",
                from_date=row.from_date,
                to_date=row.to_date,
            )


_MARKED: Mapping[str, Callable[[Scene, DateSpan], Iterator[Mark]]] = {
    "incidents": _incidents,
    "sites": _sites,
    "places": _places,
    "damage": _damage,
}
