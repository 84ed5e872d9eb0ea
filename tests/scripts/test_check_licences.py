"""Licences: what is on the list passes, what is not is named."""

from __future__ import annotations

import check_licences
import pytest

ALLOWED = {"MIT", "Apache-2.0", "BSD-3-Clause"}


@pytest.mark.parametrize("expression", ["MIT", "MIT OR GPL-3.0-only", "MIT AND BSD-3-Clause", "(MIT OR X)"])
def test_what_can_be_met_is_permitted(expression: str) -> None:
    assert check_licences.permitted(expression, ALLOWED)


@pytest.mark.parametrize("expression", ["GPL-3.0-only", "MIT AND GPL-3.0-only", "", "UNKNOWN"])
def test_what_cannot_be_met_is_not(expression: str) -> None:
    assert not check_licences.permitted(expression, ALLOWED)


def test_the_locked_packages_are_found() -> None:
    assert {"django", "click", "msgspec"} <= set(check_licences.python_packages())
    assert "typescript" in check_licences.npm_packages()
