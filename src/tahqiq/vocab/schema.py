"""JSON Schema of the values that cross rooms and of a release's rows, generated from the dataclasses.

The copies under ``docs/schema/`` are what other programs build on; a test holds them to this. After
a change, write them anew with ``python -m tahqiq.vocab.schema docs/schema``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec

from tahqiq.vocab.claims import Claim
from tahqiq.vocab.estimates import FORMAT as ESTIMATE
from tahqiq.vocab.estimates import EstimateFile
from tahqiq.vocab.imports import Imported, Problem
from tahqiq.vocab.judgements import Assessment, Clustering, DamageWindow, Estimate, Judgement, Record
from tahqiq.vocab.release import FORMAT, TABLES, Manifest, Totals

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: File name → (what it describes, the types in it).
GROUPS: Mapping[str, tuple[str, tuple[type, ...]]] = {
    "claims": ("Claims, as rooms hand them over (claim/1)", (Claim,)),
    "estimates": (f"The result of estimating a toll ({ESTIMATE})", (EstimateFile,)),
    "imports": ("Records of an import, as read hands them to the casebook", (*get_args(Imported), Problem)),
    "judgements": (
        "Judgements, records, clusterings, assessments, estimates and damage windows",
        (Judgement, Record, Clustering, Assessment, Estimate, DamageWindow),
    ),
    "release": (f"A release folder ({FORMAT})", (Manifest, Totals, *TABLES.values())),
}


def schema(group: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one group; every type is one of its ``$defs``."""
    title, members = GROUPS[group]
    _, definitions = msgspec.json.schema_components(members, ref_template="#/$defs/{name}")
    found: dict[str, Any] = {
        "$schema": _DIALECT,
        "$id": f"urn:tahqiq:schema:{group}/1",
        "title": title,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }
    if group == "release":
        found["description"] = "Files of rows, one JSON object a line: " + ", ".join(
            f"{table}.jsonl holds {row.__name__}" for table, row in TABLES.items()
        )
    return found


def write(folder: Path) -> None:
    """Writes every schema to ``<group>.json`` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for group in GROUPS:
        (folder / f"{group}.json").write_bytes(spelled(group))


def spelled(group: str) -> bytes:
    """A group's schema as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(schema(group)), indent=2) + b"\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
