"""Gazetteers as tables: what a refusal leaves behind."""

from __future__ import annotations

import csv

import pytest

from tahqiq.language.places.tabular import read_csv
from tahqiq.vocab.errors import BadInput


def test_a_file_that_is_refused_leaves_the_length_of_cells_as_it_was() -> None:
    before, kept = csv.field_size_limit(), []
    for _ in range(2):  # a refusal that is kept, keeps the reading that was interrupted with it
        with pytest.raises(BadInput) as refused:
            read_csv("name,lat\nA,1\nB\n", file="t.csv", warnings=[])
        kept.append(refused)
    kept.clear()
    del refused
    assert csv.field_size_limit() == before
