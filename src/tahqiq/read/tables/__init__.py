"""Tables and forms → records: each figure a claim by its source, quoting the verbatim cells.

``open_airwars(folder)``, ``open_facts(file)`` and ``open_mapped(file, map_file)`` give a
``Dataset``; ``dataset.records(sealed)`` streams what it holds. ``cells_of`` and
``misquotes`` check quotes against the sealed bytes.
"""

from tahqiq.read.tables.airwars import open_airwars
from tahqiq.read.tables.dataset import Dataset
from tahqiq.read.tables.facts import open_facts
from tahqiq.read.tables.mapped import open_mapped
from tahqiq.read.tables.quotes import Misquote, QuotedCells, cells_of, misquotes

__all__ = [
    "Dataset",
    "Misquote",
    "QuotedCells",
    "cells_of",
    "misquotes",
    "open_airwars",
    "open_facts",
    "open_mapped",
]
