"""Airwars as a source: a casualty recorder that publishes its own assessments."""

from __future__ import annotations

from tahqiq.vocab.claims import Speaker
from tahqiq.vocab.imports import At, ImportedSource
from tahqiq.vocab.parties import SourceKind

AIRWARS = "airwars"
SPEAKER = (Speaker(name="Airwars", kind=SourceKind.CASUALTY_RECORDER.value),)


def airwars_source(file: str) -> ImportedSource:
    """The source whose figures the export holds."""
    return ImportedSource(
        at=At(file=file, record=0),
        slug=AIRWARS,
        name_en="Airwars",
        name_ar="إيروورز",
        kind=SourceKind.CASUALTY_RECORDER,
        url="https://airwars.org",
    )
