"""``tahqiq import table --guess``: how a list of people is laid out, shown before it is imported."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tahqiq.cli.options import Shared
from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.read.tables.guessing import Guess


def guess_table(shared: Shared, file: Path, map_file: Path | None, *, source: str, name: str) -> None:
    """Shows the guessed layout of a list; writes the mapping where a file is named that is not there.

    Raises:
        BadInput: the list cannot be read or recognised, or the mapping's file exists.
    """
    from tahqiq.durable import write_file
    from tahqiq.read.tables.guessing import guess
    from tahqiq.read.tables.wording import slug_of

    slug = source or slug_of(file.stem, mark="_") or "list"
    if map_file is not None and map_file.exists():
        raise BadInput("it is there already", file=str(map_file), remedy="name another, or remove it")
    made = guess(file, source=slug, name=name or file.stem)
    if map_file is not None:
        write_file(map_file, made.toml.encode("utf-8"))
    shared.answer(_told(made, map_file), {**asdict(made), "mapping": str(map_file) if map_file else ""})


def known_mapping(shared: Shared, file: Path) -> Path:
    """The mapping confirmed before for a table with such columns.

    Raises:
        BadInput: none was.
    """
    from tahqiq.read.tables.guessing import remembered

    found = remembered(Home(shared.home_path.absolute()).mappings, file)
    if found is None:
        problem = "no mapping was confirmed for a table with these columns"
        raise BadInput(problem, file=str(file), remedy="name one with --map, or guess one with --guess")
    return found


def _told(made: Guess, map_file: Path | None) -> str:
    """The layout as a person reads it; the mapping itself where it goes to no file."""
    rows = "-".join(str(row) for row in dict.fromkeys((made.header[0], made.header[-1])))
    sheets = f" of {len(made.sheets)} sheets" if len(made.sheets) > 1 else ""
    lines = [f"{made.file}: header in row {rows}{sheets}; {made.people:,} rows of people looked at"]
    for each in made.columns:
        role = f"{each.role} ({each.confidence:.0%})" if each.role else "not read"
        lines.append(f"  {_plain(each.name)} -> {role}: {' | '.join(map(_plain, each.samples)) or '(empty)'}")
    lines += [f"  row {number} left out: {why}" for number, why in made.left_out]
    if map_file is None:
        return "\n".join([*lines, "", made.toml])
    return "\n".join([*lines, f"mapping written to {map_file}: read it, correct it, import with --map"])


def _plain(text: str) -> str:
    """Text that steers no terminal."""
    return "".join(each if each.isprintable() else " " for each in text)
