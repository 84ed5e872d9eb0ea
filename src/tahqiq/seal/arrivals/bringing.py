"""Everything under the paths that a person named, each file with what is known of how it came."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tahqiq.seal.arrivals import autoarchiver, cameras
from tahqiq.seal.arrivals.recognising import Arrival, recognise
from tahqiq.seal.errors import Unsealable
from tahqiq.seal.layout import printable
from tahqiq.seal.walking import found_under


@dataclass(frozen=True, slots=True)
class Brought:
    """A file to be sealed: where it lies, its original name, what is known of its coming."""

    path: Path
    name: str
    arrival: Arrival


def brought_under(paths: Iterable[Path], *, archive: Path | None = None) -> Iterator[Brought]:
    """Every file under some paths, in an order that is the same everywhere.

    Folders below ``DCIM`` are in the camera's order. Files are only looked at: a hash that an
    auto-archiver's record states is the one thing that is computed here.

    Args:
        paths: files and folders.
        archive: an archive that must not lie in any of them.

    Raises:
        Unsealable: something is missing, unreadable, a link, a device or a pipe, or the archive itself.
    """
    for path in paths:
        recorded = autoarchiver.recorded_in(found for found, _ in found_under([path], archive=archive))
        card = cameras.card_at(path)
        for folder, files in groupby(found_under([path], archive=archive), key=lambda each: each[0].parent):
            yield from _folder(folder, dict(_names(files)), card, recorded)


def _names(files: Iterable[tuple[Path, str]]) -> Iterator[tuple[str, tuple[Path, str]]]:
    return ((path.name, (path, name)) for path, name in files)


def _folder(
    folder: Path,
    files: Mapping[str, tuple[Path, str]],
    card: cameras.Card | None,
    recorded: Mapping[str, autoarchiver.Recorded],
) -> Iterator[Brought]:
    """The files of one folder."""
    place = folder.resolve()
    pictures = place.parent.name == "DCIM" and cameras.is_folder(place.name)
    order, told = list(files), dict[str, str]()
    if pictures:
        card = card or cameras.card_at(place.parent.parent)
        listed = os.listdir(folder)  # noqa: PTH208 - names, not paths
        order, told = cameras.in_order(order), dict(cameras.told_of(listed))
    for each in order:
        path, name = files[each]
        known = Arrival() if card is None else _from_card(card, told.get(each, ""))
        yield Brought(path, name, known.and_also(_from_record(path, recorded)).and_also(_of_itself(path)))


def _from_card(card: cameras.Card, told: str) -> Arrival:
    return Arrival(kind=card.stated(), note=told)


def _from_record(path: Path, recorded: Mapping[str, autoarchiver.Recorded]) -> Arrival:
    """What an auto-archiver's record says of a file."""
    record = recorded.get(path.name)
    if record is None:
        return Arrival()
    agrees = _compared(path, record.hash) if record.hash else ""
    said = "" if record.record == path.name else f"by its record {printable(record.record)}"
    return Arrival(
        kind="auto-archiver output",
        source_address=record.address,
        captured_at=record.at,
        made_with=f"auto-archiver {record.version}".strip(),
        note="; ".join(filter(None, (said, record.title[:300], agrees))),
        warning=agrees if agrees.startswith("DIFFERS") else "",
    )


def _compared(path: Path, stated: str) -> str:
    try:
        return autoarchiver.compared(path, stated)
    except OSError as error:
        raise _unreadable(path, error) from error


def _of_itself(path: Path) -> Arrival:
    try:
        return recognise(path) or Arrival()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> Unsealable:
    return Unsealable(f"cannot be read: {error.strerror}", file=printable(str(path)))
