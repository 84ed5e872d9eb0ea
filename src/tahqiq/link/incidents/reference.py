"""The constants of the evidence, and the reference world that few reports are mixed with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray


@cache
def settings() -> Mapping[str, Mapping[str, Any]]:
    """The tables of ``evidence.toml``."""
    return tomllib.loads(files("tahqiq.link.incidents").joinpath("evidence.toml").read_text("utf-8"))


def worth() -> float:
    """As how many reports the reference world counts."""
    return float(settings()["reference"]["reports"])


def mixed(
    counts: NDArray[np.float64], known: float, reference: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """Shares among some reports, mixed with those of the reference world.

    Args:
        counts: of reports. ``known``: out of how many.
        reference: shares in the reference world.

    >>> mixed(np.array([4.0]), 4.0, 0.0).round(3).tolist()
    [0.062]
    """
    shares: NDArray[np.float64] = (counts + worth() * np.asarray(reference)) / (known + worth())
    return shares
