"""Every example in a docstring is run: the rules say what they do, and do it."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import tahqiq.estimate
import tahqiq.language
import tahqiq.link
import tahqiq.read
import tahqiq.seal
import tahqiq.survey
import tahqiq.vocab


def modules_of(package: object) -> list[str]:
    """The full names of a package and of everything in it."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")  # type: ignore[attr-defined]
    return [package.__name__, *(each.name for each in found)]  # type: ignore[attr-defined]


ROOMS = (
    tahqiq.vocab,
    tahqiq.language,
    tahqiq.seal,
    tahqiq.read,
    tahqiq.link,
    tahqiq.estimate,
    tahqiq.survey,
)


@pytest.mark.parametrize("name", [each for room in ROOMS for each in modules_of(room)])
def test_the_examples_of_a_module_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0
