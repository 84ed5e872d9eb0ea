"""Submissions as JSON: ODK Central's OData (also what pyodk gives), and KoboToolbox's listing.

Central: ``{"value": [{"__id": …, "__system": {…}, "meeting": {…}, "passage": [{…}]}]}``, fetched with
``$expand=*``. Kobo: ``{"results": [{"_uuid": …, "meeting/setting": …, "passage": [{"passage/words": …}]}]}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from tahqiq.read.forms.channels.trees import Tree, form_for, planted, read_tree, verbatim
from tahqiq.read.forms.definition import Form
from tahqiq.read.forms.submission import Submission, Unread
from tahqiq.vocab.errors import BadInput

#: Bytes of one JSON file, which is held whole.
MOST_JSON = 1 << 28


def read_json(content: bytes, *, where: str, form: Form | None = None) -> Iterator[Submission | Unread]:
    """Every submission of a JSON export.

    Raises:
        BadInput: no JSON in UTF-8, no list of submissions, or repeats that were not fetched.
    """
    try:
        listing = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadInput("it is no JSON in UTF-8", file=where) from None
    yield from read_rows(_rows(listing, where), where=where, form=form)


def read_rows(
    rows: Iterable[Mapping[str, Any]], *, where: str, form: Form | None = None
) -> Iterator[Submission | Unread]:
    """Submissions from the mappings that a server's API gives (pyodk: ``get_table(…)["value"]``).

    Raises:
        BadInput: repeats were not fetched with the rows.
    """
    for number, row in enumerate(rows, 1):
        place = f"{where}, submission {number}"
        try:
            tree = _grown(row)
            asked = form_for(tree, form, where=place)
            yield read_tree(tree, asked, where=place, document=verbatim(row))
        except RecursionError:
            yield Unread(where=place, problem="answers nested too deeply")
        except BadInput as error:
            yield Unread(where=place, problem=error.problem)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _rows(listing: object, where: str) -> list[Mapping[str, Any]]:
    rows = listing
    if isinstance(listing, Mapping):
        rows = next((listing[name] for name in ("value", "results") if name in listing), [listing])
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        raise BadInput("it is no list of submissions", file=where)
    return rows


def _grown(row: Mapping[str, Any]) -> Tree:
    """Kobo's flat names as a tree; rows of its repeats lose the name of their group.

    Raises:
        BadInput: the repeats stand elsewhere (OData without ``$expand=*``).
    """
    for name in row:
        group = name.removesuffix("@odata.navigationLink")
        if group != name and group not in row:
            raise BadInput(f"'{group}' was not fetched", remedy="export with $expand=*")
    return {name: _repeats(name, value) for name, value in planted(row, "/").items()}


def _repeats(name: str, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    rows = [planted(each, "/") if isinstance(each, Mapping) else each for each in value]
    return [_without_group(name, each) for each in rows]


def _without_group(name: str, row: Any) -> Any:
    if isinstance(row, dict) and list(row) == [name] and isinstance(row[name], dict):
        return row[name]
    return row
