"""Names of files are safe whatever they are made from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.publish.slugs import needs_suffix, slug, with_suffix


@given(st.text())
def test_a_slug_is_always_a_plain_file_name(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", slug(text))


@given(st.text())
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@pytest.mark.parametrize("name", ["index", "index-context", "cs-page-2", "con", "com1", "x"])
def test_names_that_are_spoken_for_need_the_id_too(name: str) -> None:
    assert needs_suffix(name)
    assert not needs_suffix(with_suffix(name, "0f3a1c22"))


def test_ordinary_names_stand_alone() -> None:
    assert not needs_suffix("cs1640")
