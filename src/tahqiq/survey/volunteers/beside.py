"""What radar and reports say of the buildings volunteers looked at, and where they contradict one another.

damage.geojson   of ``tahqiq survey``: id, probability, last_intact, first_damaged
reports.csv      building,source,from_date,to_date    ISO dates, reduced precision allowed; both ends included
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tahqiq.csvrows import Rows
from tahqiq.survey.volunteers.agreeing import Consensus
from tahqiq.survey.volunteers.fusing import (
    Belief,
    Calendar,
    Fused,
    fuse,
    of_radar,
    of_report,
    of_volunteers,
)
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.judgements import DamageWindow

#: Bytes beyond which a file of radar windows is refused.
_LARGEST = 2 << 30


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Others:
    """What is known of buildings beside volunteers' answers.

    Attributes:
        radar: building → its window by radar. ``reports``: building → who says so → when.
    """

    radar: Mapping[str, DamageWindow] = field(default_factory=dict)
    reports: Mapping[str, Mapping[str, DateSpan]] = field(default_factory=dict)

    def days(self) -> Iterator[date]:
        """Every day that a radar window names."""
        for window in self.radar.values():
            for told in (window.last_intact, window.first_damaged):
                if told:
                    yield date.fromisoformat(told)


def read_radar(path: Path) -> dict[str, DamageWindow]:
    """Reads the windows that ``tahqiq survey`` wrote; buildings it did not see are left out.

    Raises:
        BadInput: it is no such file, or a window in it is none.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(f"is larger than {_LARGEST >> 30} GiB", file=path.name)
        features = json.loads(path.read_bytes())["features"]
        return dict(_window(each["properties"]) for each in features if _seen(each["properties"]))
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(path)) from None
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        remedy = "name the GeoJSON that tahqiq survey wrote"
        raise BadInput("holds no windows of a survey", file=path.name, remedy=remedy) from None


def _seen(properties: Mapping[str, Any]) -> bool:
    return properties["probability"] is not None


def _window(properties: Mapping[str, Any]) -> tuple[str, DamageWindow]:
    intact, damaged = (str(properties[name] or "") for name in ("last_intact", "first_damaged"))
    for told in (intact, damaged):
        if told:
            date.fromisoformat(told)
    probability = float(properties["probability"])
    if not 0 <= probability <= 1:
        raise ValueError(probability)
    name = str(properties["id"])
    return name, DamageWindow(
        building=name,
        damaged=bool(properties["damaged"]),
        probability=probability,
        last_intact=intact,
        first_damaged=damaged,
    )


def read_reports(path: Path) -> dict[str, dict[str, DateSpan]]:
    """Reads reports that name a building and when it was damaged; several by one source count once.

    Raises:
        BadInput: a column is missing, a date is none, or a source says two things of one building.
    """
    rows = Rows(path)
    building, source, first, last = (
        rows.column(name) for name in ("building", "source", "from_date", "to_date")
    )
    found: dict[str, dict[str, DateSpan]] = {}
    for number, row in rows.numbered():
        said_by = row[source].strip()
        if not said_by or said_by in {"radar", "volunteers"}:
            problem = "a report's source is not named" if not said_by else f"{said_by!r} is no report"
            raise BadInput(problem, file=rows.file, row=number, column="source")
        try:
            span = DateSpan.parse(row[first].strip(), row[last].strip() or None)
        except ValueError as error:
            raise BadInput(str(error)[:120], file=rows.file, row=number, column="from_date") from None
        said = found.setdefault(row[building].strip(), {})
        if said.setdefault(said_by, span) != span:
            remedy = "give each of its reports a name of its own, if they are independent"
            raise BadInput(f"{said_by[:40]!r} says two things", file=rows.file, row=number, remedy=remedy)
    return found


def fused(consensus: Consensus, others: Others, *, level: float = 0.9) -> list[Fused]:
    """Volunteers' windows with radar's and reports', building by building.

    The calendar reaches from the first to the last day that an image, of the volunteers' or of radar, names.

    Args:
        consensus: of the volunteers. ``others``: what else is known.
        level: of the belief that each window holds.
    """
    days = [*consensus.answers.dates, *others.days()]
    calendar = Calendar(first=min(days), last=max(days))
    common = float(np.clip(consensus.damaged.mean(), 0.02, 0.98))
    return [
        fuse(name, _beliefs(consensus, at, others, calendar), calendar, common=common, level=level)
        for at, name in enumerate(consensus.answers.buildings)
    ]


def _beliefs(consensus: Consensus, at: int, others: Others, calendar: Calendar) -> Sequence[Belief]:
    name = consensus.answers.buildings[at]
    held = [of_volunteers(consensus, at, calendar)]
    if name in others.radar:
        held.append(of_radar(others.radar[name], calendar))
    for said_by, span in sorted(others.reports.get(name, {}).items()):
        held.append(of_report(said_by, span, calendar))
    return held
