"""Which column of a file holds which field: recognised by its header, or said by a person."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from tahqiq.language.letters import normalise
from tahqiq.link.lists import FIELDS, NAME_FIELDS
from tahqiq.vocab.errors import BadInput


@cache
def words_of_columns() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The table ``columns.toml``, its words normalised: section -> key -> words."""
    text = files("tahqiq.link").joinpath("columns.toml").read_text(encoding="utf-8")
    return {
        section: {key: tuple(normalise(word, "match") for word in words) for key, words in keys.items()}
        for section, keys in tomllib.loads(text).items()
    }


def header_word(header: str) -> str:
    """A header as it is looked up.

    >>> header_word(" Killed_or_Injured "), header_word("تاريخ الميلاد:")
    ('killed or injured', 'تاريخ الميلاد')
    """
    return normalise(header.replace("_", " "), "match")


def recognise(
    header: Sequence[str], *, file: str, mapping: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The column of each field: those a person maps, then those whose header is known.

    Args:
        header: the columns of a file.
        file: what it is called in messages.
        mapping: field -> column, said by a person; an empty column leaves the field out.

    Raises:
        BadInput: a field or column of the mapping does not exist, or no column holds a name.

    >>> recognise(["ID", "name_en", "العمر", "note"], file="list.csv")
    {'id': 'ID', 'name_en': 'name_en', 'age': 'العمر'}
    >>> recognise(["who", "DOB"], file="list.csv", mapping={"name": "who"})
    {'name': 'who', 'birth': 'DOB'}
    """
    found = _mapped(header, mapping or {}, file)
    known: dict[str, str] = {}
    for column in header:
        known.setdefault(header_word(column), column)
    for field, words in words_of_columns()["headers"].items():
        columns = (known[word] for word in words if word in known)
        free = next((each for each in columns if each not in found.values()), None)
        if free is not None and field not in found:
            found[field] = free
    found = {field: found[field] for field in FIELDS if found.get(field)}
    if not any(field in found for field in NAME_FIELDS):
        raise BadInput(
            "no column holds the names of people",
            file=file,
            remedy=f"say which with --map name=COLUMN; the columns are {', '.join(header)}",
        )
    return found


def _mapped(header: Sequence[str], mapping: Mapping[str, str], file: str) -> dict[str, str]:
    """The mapping a person gave, checked."""
    for field, column in mapping.items():
        if field not in FIELDS:
            raise BadInput(
                f"there is no field {field!r} to map", file=file, remedy=f"the fields are {', '.join(FIELDS)}"
            )
        if column and column not in header:
            raise BadInput(
                f"there is no column {column!r}", file=file, remedy=f"the columns are {', '.join(header)}"
            )
    return dict(mapping)


def coded(section: str, cells: Sequence[str]) -> list[str]:
    """Each cell as the key of the section of ``columns.toml`` that holds its word, '' where none does.

    >>> coded("sex", ["F", "ذكر", "?"]), coded("status", ["Killed", "جريح"])
    (['female', 'male', ''], ['killed', 'injured'])
    """
    keys = {word: key for key, words in words_of_columns()[section].items() for word in words}
    known = {cell: keys.get(header_word(cell), "") for cell in set(cells)}
    return [known[cell] for cell in cells]
