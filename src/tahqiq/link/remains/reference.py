"""The constants of the evidence (``evidence.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def settings() -> Mapping[str, Mapping[str, float]]:
    """The tables of ``evidence.toml``."""
    return tomllib.loads(files("tahqiq.link.remains").joinpath("evidence.toml").read_text("utf-8"))


def mixed(count: float, known: float, reference: float, worth: float) -> float:
    """A share among some files, mixed with that of a reference that counts as so many.

    >>> mixed(3.0, 10.0, 0.1, 10.0)
    0.2
    """
    return (count + worth * reference) / (known + worth)
