"""``tahqiq registers``: registers of the found and the looked for, printed or as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import click

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.options import Shared, shared_options
from tahqiq.vocab.errors import BadInput

_KINDS = ("sites", "graves", "daily-log", "hand-overs", "burials", "post-mortem", "ante-mortem")


@click.command("registers")
@click.argument("kind", type=click.Choice(_KINDS))
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), required=True, help="A .pdf or a .csv."
)
@click.option(
    "--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Of the printed pages."
)
@shared_options
def command(shared: Shared, kind: str, out: Path, lang: str) -> None:
    """Write a register: sites, graves, the daily log, hand-overs, burials, or the files.

    A PDF to be printed, in either language, or a CSV whose columns are the same in both. Registers
    are private: only their owner may read the file, and the audit trail notes that it was made.
    """
    ending = out.suffix.lower().removeprefix(".")
    if ending not in ("pdf", "csv"):
        raise BadInput("a register is a .pdf or a .csv", file=str(out), remedy="end the name so")
    check_destinations([out], given=[])
    shared.start()
    from tahqiq.casebook.actions import only_case, write_register
    from tahqiq.casebook.registers import Kind
    from tahqiq.durable import write_file

    made = write_register(
        shared.actor(),
        only_case(shared.case),
        kind=Kind(kind),
        ending=cast(Literal["csv", "pdf"], ending),
        language="ar" if lang == "ar" else "en",
    )
    write_file(out, made, mode=0o600)
    shared.answer(f"written to {out}", {"kind": kind, "files": [str(out)], "bytes": len(made)})
