"""Learns the model of spellings and writes ``src/tahqiq/language/names/spelling.json``.

    python scripts/fit_names.py ../shared/data/names

Only the train part of the documented split is read (``sha256(name_ar|name_latin) % 4 != 0``), without
descriptions that are no names, beside the list of single words. The constants are chosen, and the figures
printed, by cross-validation within that part; the other quarter is never looked at. The same files give
the same bytes, in some minutes on one core.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from tahqiq.durable import write_file
from tahqiq.language.names.alignment import PARAMETERS
from tahqiq.language.names.choosing import choose
from tahqiq.language.names.fitting import Pair, fit

#: Latin forms that describe and do not name.
DESCRIPTION = re.compile(
    r"unknown|unidentified|unnamed|\bchild\b|\bson of|\bdaughter|\bwife\b|\bfamily\b|\bwoman\b|\bman from"
    r"|'s |\d",
    re.IGNORECASE,
)


def train_part(path: Path) -> list[Pair]:
    """The pairs of names that are not kept apart, in the order of the file."""
    with path.open(newline="", encoding="utf-8") as file:
        pairs = [(row["name_ar"], row["name_latin"]) for row in csv.DictReader(file)]
    return [pair for pair in pairs if not DESCRIPTION.search(pair[1]) and not kept_apart(pair)]


def kept_apart(pair: Pair) -> bool:
    """Whether a pair belongs to the quarter that figures are reported on."""
    return int(hashlib.sha256("|".join(pair).encode()).hexdigest(), 16) % 4 == 0


def word_list(path: Path) -> list[Pair]:
    """Arabic and Latin words, a tab between them."""
    with path.open(newline="", encoding="utf-8") as file:
        return [(row[0], row[1]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def main() -> None:
    """Reads, learns, prints the figures, writes the model whole or not at all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="holds person_pairs.csv and ar2en_train.tsv")
    parser.add_argument("--out", type=Path, default=PARAMETERS)
    asked = parser.parse_args()
    names, listed = train_part(asked.folder / "person_pairs.csv"), word_list(asked.folder / "ar2en_train.tsv")
    print(f"{len(names)} pairs of names, {len(listed)} pairs of words")
    chosen = choose(names, listed)
    for figure, value in chosen.figures.items():
        print(f"{figure} {value}")
    model = fit(names, listed) | {"name": chosen.name}
    write_file(asked.out, written(model))


def written(model: dict[str, Any]) -> bytes:
    """A model as JSON, a line for each of its parts."""
    parts = (json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in model.values())
    lines = ",\n".join(f'"{name}":{part}' for name, part in zip(model, parts, strict=True))
    return f"{{\n{lines}\n}}\n".encode()


if __name__ == "__main__":
    main()
