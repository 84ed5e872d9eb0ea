"""``tahqiq verify``: check every sealed byte, and a release."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.vocab.errors import BadInput, CheckFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What one check found, ready to be printed.

    Attributes:
        checked: 'archive', 'quotes' or 'release'.
        summary: one line, for people.
        figures: the same for machines.
    """

    checked: str
    summary: str
    figures: dict[str, object]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


_NOTHING_SEALED = _Outcome(
    checked="archive",
    summary="archive: nothing sealed yet",
    figures={"items": 0, "bytes": 0, "entries": 0, "head": ""},
    faults=(),
)


@click.command("verify")
@click.argument("bundle", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--archive", type=click.Path(path_type=Path), help="An archive (default: the home's).")
@shared_options
def command(shared: Shared, bundle: Path | None, archive: Path | None) -> None:
    """Check every sealed byte and the custody log; write nothing.

    Without arguments checks the home: its archive, and that every quote in the record
    stands in the sealed bytes it cites. BUNDLE is a release folder, or an archive.
    Each fault is one line naming the path or hash; the exit code is then 1.
    """
    outcomes = []
    for outcome in _outcomes(shared, bundle, archive):
        outcomes.append(outcome)
        if not shared.as_json:
            _print(outcome)
    if shared.as_json:
        shared.answer("", [_plain(outcome) for outcome in outcomes])
    faults = sum(len(outcome.faults) for outcome in outcomes)
    if faults:
        raise CheckFailed("1 fault found" if faults == 1 else f"{faults:,} faults found")


def _outcomes(shared: Shared, bundle: Path | None, archive: Path | None) -> Iterator[_Outcome]:
    if archive is not None:
        yield _check_archive(archive)
    if bundle is not None:
        yield _check_bundle(bundle)
    if archive is None and bundle is None:
        yield from _check_home(shared)


def _check_bundle(bundle: Path) -> _Outcome:
    if (bundle / "FORMAT").exists():
        return _check_archive(bundle)
    if not (bundle / "manifest.json").exists():
        raise BadInput("neither a release nor an archive", file=str(bundle))
    from tahqiq import release

    faults = tuple(str(fault) for fault in release.check(bundle))
    summary = f"release {bundle}: signature, files and trails {'checked' if faults else 'hold'}"
    return _Outcome(checked="release", summary=summary, figures={"path": str(bundle)}, faults=faults)


def _check_archive(archive: Path) -> _Outcome:
    from tahqiq.cli.progress import Progress
    from tahqiq.seal import verify

    with Progress("verifying, bytes") as progress:
        found = verify(archive, progress=progress.advance)
    figures = {
        "path": str(archive),
        "items": found.items,
        "bytes": found.bytes,
        "entries": found.entries,
        "head": found.head,
    }
    summary = (
        f"archive {archive}: {found.items:,} items of {found.bytes:,} bytes, "
        f"{found.entries:,} lines of custody, head {found.head}"
    )
    faults = tuple(fault.line() for fault in found.faults)
    return _Outcome(checked="archive", summary=summary, figures=figures, faults=faults, notes=found.notes)


def _check_home(shared: Shared) -> Iterator[_Outcome]:
    """The home's archive, then the record that quotes it; the time is noted for /healthz."""
    from tahqiq.desk import logs

    home = shared.home()
    held = home.archive.is_dir() and any(home.archive.iterdir())
    archive = _check_archive(home.archive) if held else _NOTHING_SEALED
    yield archive
    quotes = _check_quotes(shared)
    yield quotes
    faults = len(archive.faults) + len(quotes.faults)
    with contextlib.suppress(OSError):  # a home on a read-only medium can be verified too
        logs.record(home.logs, "verified", faults=faults, head=str(archive.figures["head"]))


def _check_quotes(shared: Shared) -> _Outcome:
    """Every quote of the record against the sealed bytes it cites."""
    home = shared.start()
    from tahqiq.casebook import quotes
    from tahqiq.seal import Archive

    found = quotes.check(Archive(home.archive))
    faults = tuple(str(fault) for fault in found.faults)
    stand = "not all stand" if faults else "all stand"
    summary = f"record: {found.quotes:,} quotes read again, {stand} in the sealed bytes"
    return _Outcome(checked="quotes", summary=summary, figures={"quotes": found.quotes}, faults=faults)


def _print(outcome: _Outcome) -> None:
    for fault in outcome.faults:
        click.echo(f"fault: {fault}")
    click.echo(outcome.summary)
    for note in outcome.notes:
        click.echo(f"note: {note}", err=True)


def _plain(outcome: _Outcome) -> dict[str, object]:
    return {
        "checked": outcome.checked,
        **outcome.figures,
        "faults": list(outcome.faults),
        "notes": list(outcome.notes),
    }
