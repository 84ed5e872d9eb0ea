"""The built-in case: Raqqa 2017, from the facts of public sources, in our own words."""

from __future__ import annotations

from pathlib import Path

#: Where its files lie.
FOLDER = Path(__file__).parent
