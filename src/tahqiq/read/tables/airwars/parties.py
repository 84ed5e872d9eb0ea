"""The parties of the export, by the slugs its assessments use."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from tahqiq.read.tables.parties import Parties
from tahqiq.vocab.parties import Party


def airwars_parties() -> Parties:
    """The parties we hold names for; others are taken as they are worded."""
    table = tomllib.loads(files(__package__).joinpath("parties.toml").read_text(encoding="utf-8"))
    known = {
        slug: Party(slug=slug, name_en=names["name_en"], name_ar=names["name_ar"])
        for slug, names in table.items()
    }
    return Parties(known, {wording: slug for slug, names in table.items() for wording in names["wordings"]})
