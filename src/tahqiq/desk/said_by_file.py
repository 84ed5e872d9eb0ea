"""What a file says of itself, a line a claim: by the file, not by us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tahqiq.seal import StoredReceipt

#: Lines that a screen shows, and characters of one.
_MOST, _LONGEST = 200, 400


@dataclass(frozen=True, slots=True)
class SaidByFile:
    """One thing a file says of itself: where in its metadata, and what."""

    field: str
    value: str


def said_by_file(receipts: Sequence[StoredReceipt]) -> list[SaidByFile]:
    """What the file said when it was first sealed, flattened; nothing where no receipt is at hand."""
    embedded = next((receipt.embedded for receipt in receipts if receipt.embedded), {})
    lines = [SaidByFile(name, value[:_LONGEST]) for name, value in _flat(embedded, "")]
    return lines[:_MOST]


def _flat(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} {key}".strip())
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner, name)
    elif value is not None and str(value).strip():
        yield name, str(value)
