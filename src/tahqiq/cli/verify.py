"""``tahqiq verify``: check every sealed byte, a release, or the proof of one item."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import read_trust
from tahqiq.vocab.errors import BadInput, CheckFailed

if TYPE_CHECKING:
    from tahqiq.seal.checkpoint import Checkpoint

_LONGEST_HEAD = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What one check found, ready to be printed.

    Attributes:
        checked: 'archive', 'quotes', 'release' or 'proof'.
        summary: one line, for people, or several.
        figures: the same for machines.
    """

    checked: str
    summary: str
    figures: dict[str, object]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Means:
    """What the options say of how to check, and what to check against."""

    how: Literal["full", "quick", "sampled"]
    share: float
    seed: int | None
    public_key: bytes | None
    head: Checkpoint | None
    trusted: bytes | None
    keep_head: Path | None


_NOTHING_SEALED = _Outcome(
    checked="archive",
    summary="archive: nothing sealed yet",
    figures={"items": 0, "bytes": 0, "entries": 0, "head": ""},
    faults=(),
)


@click.command("verify")
@click.argument("bundle", required=False, metavar="[BUNDLE]", type=click.Path(path_type=Path, exists=True))
@click.argument(
    "item", required=False, metavar="[ITEM]", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--archive", metavar="DIR", help="An archive, or its address (default: the home's).")
@click.option("--quick", is_flag=True, help="Read every object with BLAKE3 instead of SHA-256.")
@click.option(
    "--sample",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    help="Read only this share of the objects (0.01 is one in a hundred); log and receipts whole.",
)
@click.option("--seed", type=int, help="Which objects a sample takes (default: drawn, and printed).")
@click.option("--key", metavar="KEY", help="The public key its heads must be signed with: digits, or a file.")
@click.option(
    "--head",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A head you kept: the archive must have grown from it.",
)
@click.option(
    "--keep-head",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the head that was found to FILE, for --head next time.",
)
@click.option(
    "--trust",
    metavar="PEM",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Certificates of authorities of time you trust; without them stamps' signatures stay unchecked.",
)
@shared_options
def command(
    shared: Shared, bundle: Path | None, item: Path | None, archive: str | None, **options: object
) -> None:
    """Check every sealed byte and the custody log; write nothing.

    Without arguments checks the home: its archive, and that every quote in the record
    stands in the sealed bytes it cites. BUNDLE is a release folder, an archive, or the proof
    of one item ('tahqiq prove'), with ITEM, the item's bytes, if you hold them.
    Each fault is one line naming the path or hash; the exit code is then 1.
    """
    outcomes = []
    means = _means(**options)  # type: ignore[arg-type]
    for outcome in _outcomes(shared, bundle, item, archive, means):
        outcomes.append(outcome)
        if not shared.as_json:
            _print(outcome)
    if shared.as_json:
        shared.answer("", [_plain(outcome) for outcome in outcomes])
    faults = sum(len(outcome.faults) for outcome in outcomes)
    if faults:
        raise CheckFailed("1 fault found" if faults == 1 else f"{faults:,} faults found")


def _means(
    *,
    quick: bool,
    sample: float | None,
    seed: int | None,
    key: str | None,
    head: Path | None,
    keep_head: Path | None,
    trust: Path | None,
) -> _Means:
    if quick and sample is not None:
        raise BadInput("--quick and --sample exclude one another", remedy="choose one")
    return _Means(
        how="quick" if quick else "full" if sample is None else "sampled",
        share=1.0 if sample is None else sample,
        seed=seed,
        public_key=None if key is None else _public_key(key),
        head=None if head is None else _head(head),
        trusted=None if trust is None else read_trust(trust),
        keep_head=keep_head,
    )


def _public_key(spelled: str) -> bytes:
    """A public key as 64 hexadecimal digits, or a file that holds them."""
    text = spelled
    with contextlib.suppress(OSError, ValueError):
        if Path(spelled).is_file():
            text = Path(spelled).read_text("ascii")
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != 32:
        remedy = "give 64 hexadecimal digits, or a file of them"
        raise BadInput("not a public key", file=spelled, remedy=remedy)
    return key


def _head(file: Path) -> Checkpoint:
    from tahqiq.seal import checkpoint
    from tahqiq.seal.errors import Damaged

    try:
        with file.open("rb") as stream:
            return checkpoint.parse(stream.read(_LONGEST_HEAD).decode())
    except (Damaged, ValueError) as error:
        raise BadInput("not the signed head of an archive", file=str(file)) from error


def _outcomes(
    shared: Shared, bundle: Path | None, item: Path | None, archive: str | None, means: _Means
) -> Iterator[_Outcome]:
    if archive is not None:
        yield _check_archive(archive if "://" in archive else Path(archive), means)
    if bundle is not None:
        yield _check_bundle(bundle, item, means)
    if archive is None and bundle is None:
        yield from _check_home(shared, means)


def _check_bundle(bundle: Path, item: Path | None, means: _Means) -> _Outcome:
    if bundle.is_file():
        return _check_proof(bundle, item, means)
    if item is not None:
        raise BadInput("only the proof of one item takes the item", file=str(item))
    if (bundle / "FORMAT").exists():
        return _check_archive(bundle, means)
    if not (bundle / "manifest.json").exists():
        raise BadInput("neither a release nor an archive", file=str(bundle))
    from tahqiq import release

    faults = tuple(str(fault) for fault in release.check(bundle))
    summary = f"release {bundle}: signature, files and trails {'checked' if faults else 'hold'}"
    return _Outcome(checked="release", summary=summary, figures={"path": str(bundle)}, faults=faults)


def _check_archive(archive: Path | str, means: _Means) -> _Outcome:
    from tahqiq.cli.progress import Progress
    from tahqiq.seal import verify

    with Progress("verifying, bytes") as progress:
        found = verify(
            archive,
            public_key=means.public_key,
            head=means.head,
            how=means.how,
            share=means.share,
            seed=means.seed,
            trusted=means.trusted,
            progress=progress.advance,
        )
    if means.keep_head is not None and found.head is not None:
        from tahqiq.durable import write_file

        write_file(means.keep_head, found.head.text.encode())
    figures = {
        "path": str(archive),
        "how": means.how,
        "items": found.items,
        "bytes": found.bytes,
        "entries": found.entries,
        "head": found.root,
        "checkpoint": found.head.text if found.head else "",
        "vouches_for": found.vouched,
    }
    summary = (
        f"archive {archive}: {found.items:,} items of {found.bytes:,} bytes, "
        f"{found.entries:,} events of custody, head {found.root}\nvouches for {found.vouched}"
    )
    faults = tuple(fault.line() for fault in found.faults)
    return _Outcome(checked="archive", summary=summary, figures=figures, faults=faults, notes=found.notes)


def _check_proof(bundle: Path, item: Path | None, means: _Means) -> _Outcome:
    """The proof of one item: what it proves, what it does not."""
    from tahqiq.seal.bundles import check_bundle
    from tahqiq.seal.bundles.bundle import LONGEST

    try:
        with bundle.open("rb") as file:
            content = file.read(LONGEST + 1)
        found = check_bundle(content, item=item, public_key=means.public_key, trusted=means.trusted)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(bundle)) from error
    except BadInput as error:
        raise BadInput(error.problem, file=error.file or str(bundle), remedy=error.remedy) from error
    statements = [{"kind": each.kind, "text": each.text} for each in found.statements]
    holds = "does not hold" if found.faults else "holds"
    summary = "\n".join([f"proof {bundle}: {holds}", *(each.line() for each in found.statements)])
    figures: dict[str, object] = {"path": str(bundle), "item": found.item, "statements": statements}
    return _Outcome(checked="proof", summary=summary, figures=figures, faults=found.faults)


def _check_home(shared: Shared, means: _Means) -> Iterator[_Outcome]:
    """The home's archive, then the record that quotes it; the time is noted for /healthz."""
    from tahqiq.desk import logs

    home = shared.home()
    held = home.archive.is_dir() and any(home.archive.iterdir())
    archive = _check_archive(home.archive, means) if held else _NOTHING_SEALED
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
