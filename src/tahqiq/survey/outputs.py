"""What a survey writes: buildings as GeoJSON or GeoParquet, and neighbourhoods as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tahqiq.durable import write_file
from tahqiq.survey.shares import Share
from tahqiq.survey.surveying import Survey

#: Nothing here was held against the city's own labels: no single building's result may be published.
VALIDATED = False
FORMAT = "survey/1"


def properties_of(survey: Survey) -> list[dict[str, Any]]:
    """What is written of each building, in the order of the footprints; unknown is null.

    ``score`` is log10 of the odds that it changed, its surroundings taken in; ``own_score`` without them.
    """
    judged = survey.judged
    before = np.log10(judged.before) - np.log10(1 - judged.before)
    odds = judged.factor + before
    found = []
    for at, window in enumerate(survey.windows):
        seen = bool(survey.seen[at])
        told: dict[str, Any] = {
            "id": window.building,
            "score": round(float(np.clip(odds[at], -99, 99)), 4) if seen else None,
            "own_score": round(float(judged.factor[at]), 4) if seen else None,
            "probability": round(window.probability, 6) if seen else None,
            "damaged": window.damaged if seen else None,
            "class": class_of(window.probability) if seen else "not_seen",
            "last_intact": window.last_intact or None,
            "first_damaged": window.first_damaged or None,
        }
        found.append(told)
    return found


def class_of(probability: float) -> str:
    """In words.

    >>> class_of(0.95), class_of(0.6), class_of(0.2), class_of(0.01)
    ('changed', 'probably_changed', 'probably_unchanged', 'unchanged')
    """
    if probability >= 0.5:
        return "changed" if probability >= 0.9 else "probably_changed"
    return "unchanged" if probability <= 0.1 else "probably_unchanged"


def geojson(survey: Survey) -> bytes:
    """Buildings as GeoJSON (RFC 7946); what the footprints said of each is kept beside."""
    shapes = survey.footprints.shapes
    lines = []
    for shape, own, said in zip(shapes, properties_of(survey), survey.footprints.properties, strict=True):
        feature = {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(shape)),
            "properties": {**_plain(said), **own},
        }
        lines.append(json.dumps(feature, ensure_ascii=False))
    about = json.dumps({"format": FORMAT, **about_of(survey)}, ensure_ascii=False)
    body = ",\n".join(lines)
    return f'{{"type":"FeatureCollection","tahqiq":{about},"features":[\n{body}\n]}}\n'.encode()


def about_of(survey: Survey) -> dict[str, Any]:
    """What must be known of the whole: neighbourhoods, what was left out, that nothing is validated."""
    judged = survey.judged
    return {
        "validated": VALIDATED,
        "note": "Publish shares of neighbourhoods only, until validated against labels of this city.",
        "gaps": [[first.isoformat(), last.isoformat()] for first, last in judged.evidence.gaps],
        "keeps_together_m": None if np.isinf(judged.width) else judged.width,
        "sources": list(survey.sources),
        "left_out": list(survey.left_out),
        "pixels": {name: asdict(line) for name, line in survey.lines.items()},
        "not_seen": int((~survey.seen).sum()),
        "shares": [share_row(each) for each in survey.shares],
    }


def share_row(share: Share) -> dict[str, Any]:
    """A neighbourhood's damaged share."""
    return {
        "neighbourhood": share.name,
        "buildings": share.buildings,
        "share": round(share.share, 4),
        "lo95": round(share.lo95, 4),
        "hi95": round(share.hi95, 4),
    }


def write_geoparquet(path: Path, survey: Survey) -> None:
    """Buildings as GeoParquet 1.1, polygons as well-known binary."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    shapes = shapely.to_wkb(survey.footprints.shapes).tolist()
    columns: dict[str, Any] = {"geometry": pa.array(shapes, pa.binary())}
    rows = properties_of(survey)
    for name in rows[0]:
        columns[name] = [row[name] for row in rows]
    kinds = sorted({shape.geom_type for shape in survey.footprints.shapes})
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": kinds}},
    }
    about = {b"geo": json.dumps(geo).encode(), b"tahqiq": json.dumps(about_of(survey)).encode()}
    sink = pa.BufferOutputStream()
    write_table(pa.table(columns).replace_schema_metadata(about), sink)
    write_file(path, sink.getvalue().to_pybytes())


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties that JSON can hold, without those that a survey writes itself."""
    return {str(name): value for name, value in properties.items() if _jsonable(value)}


def _jsonable(value: object) -> bool:
    if isinstance(value, float):
        return bool(np.isfinite(value))
    return value is None or isinstance(value, str | int)


def shares_csv(shares: Sequence[Share]) -> bytes:
    """Neighbourhoods as a table."""
    lines = ["neighbourhood,buildings,share,lo95,hi95"]
    for each in shares:
        name = each.name.replace('"', '""')
        lines.append(f'"{name}",{each.buildings},{each.share:.4f},{each.lo95:.4f},{each.hi95:.4f}')
    return ("\n".join(lines) + "\n").encode("utf-8")
