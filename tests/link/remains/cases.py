"""Files and remains of nobody, told in a few words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.chart import PERMANENT, Chart, Tooth, ToothState
from tahqiq.link.remains.postmortem import PostMortem


def chart(states: dict[str, str] | None = None, **more: Any) -> Chart:
    """A whole mouth, sound but for some teeth."""
    teeth = {number: Tooth(ToothState.SOUND) for number in PERMANENT if number[1] != "8"}
    teeth |= {number: Tooth(ToothState(state)) for number, state in (states or {}).items()}
    return replace(Chart(teeth=teeth), **more)


def missing(*files: dict[str, Any]) -> list[AnteMortem]:
    """Files M-1, M-2 … with what is told of each."""
    return [AnteMortem(id=f"M-{number}", **told) for number, told in enumerate(files, 1)]


def body(**found: Any) -> PostMortem:
    """A body A-1."""
    return PostMortem(code="A-1", **found)
