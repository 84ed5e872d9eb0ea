"""``tahqiq similar``: which sealed pictures and films look alike, as a suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import place_of

if TYPE_CHECKING:
    from tahqiq.seal import Archive
    from tahqiq.seal.looking import Pair

#: The same as tahqiq.seal.looking.similar.FARTHEST, which is not imported to print help.
FARTHEST = 24


@click.command("similar")
@click.option("--archive", metavar="DIR", help="An archive, or its address (default: the home's).")
@click.option(
    "--distance",
    metavar="BITS",
    type=click.IntRange(0, FARTHEST),
    default=8,
    show_default=True,
    help="How far apart two pictures may be: 0 alike to the eye, 32 nothing in common.",
)
@shared_options
def command(shared: Shared, archive: str | None, distance: int) -> None:
    """List pairs of sealed pictures and films that look alike, nearest first.

    A suggestion, never a finding: two different pictures may look alike to the hash, and a
    person compares them. Films are compared by up to sixteen key frames. Item names come from
    the receipts, so that the archive's keys are needed.
    """
    from tahqiq.seal import Archive
    from tahqiq.seal.looking import similar

    hashes, names = _hashed(Archive.open(place_of(archive) or shared.home().archive))
    pairs = similar(hashes.items(), distance=distance)
    lines = [_line(pair, names) for pair in pairs]
    lines.append(f"{len(pairs):,} pairs within {distance} bits among {len(hashes):,} pictures and films")
    result = {
        "distance": distance,
        "hashed": len(hashes),
        "pairs": [_plain(pair, names) for pair in pairs],
    }
    shared.answer("\n".join(lines), result)


def _hashed(archive: Archive) -> tuple[dict[str, str], dict[str, str]]:
    """The perceptual hash and the first name of every item that has a hash, in the order of sealing."""
    from tahqiq.cli.progress import Progress
    from tahqiq.seal import printable

    hashes: dict[str, str] = {}
    names: dict[str, str] = {}
    with Progress("reading receipts") as progress:
        for event, receipt in progress.over(archive.receipts()):
            if event.event == "sealed" and receipt.perceptual:
                hashes.setdefault(receipt.item, receipt.perceptual)
                names.setdefault(receipt.item, printable(receipt.original_name))
    return hashes, names


def _line(pair: Pair, names: dict[str, str]) -> str:
    shared = f"  {pair.pictures} pictures" if pair.pictures > 1 else ""
    return f"{pair.distance:2}  {pair.one}  {names[pair.one]}\n    {pair.other}  {names[pair.other]}{shared}"


def _plain(pair: Pair, names: dict[str, str]) -> dict[str, object]:
    return {
        "distance": pair.distance,
        "pictures": pair.pictures,
        "items": [{"sha256": item, "name": names[item]} for item in (pair.one, pair.other)],
    }
