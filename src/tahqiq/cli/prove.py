"""``tahqiq prove``: show a stranger that an item was sealed, and nothing about who brought it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import place_of
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.seal.bundles import Disclosed


@click.command("prove")
@click.argument("sha256", required=False, metavar="SHA256")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The proof bundle to write.")
@click.option("--archive", metavar="DIR", help="An archive, or its address (default: the home's).")
@click.option(
    "--release",
    "released",
    type=click.Path(path_type=Path),
    help="A release whose public words on the item go into the bundle.",
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the page that checks bundles in a browser, without a network.",
)
@shared_options
def command(
    shared: Shared,
    sha256: str | None,
    out: Path | None,
    archive: str | None,
    released: Path | None,
    page: Path | None,
) -> None:
    """Write the proof that one item was sealed.

    The bundle holds what was sealed and when, the way from there to a signed head, and
    stamps; never who collected it, from where, or how. Anybody checks it offline with
    'tahqiq verify BUNDLE', in the page that --page writes, or with the twenty lines of
    Python in the documents.
    """
    if (sha256 is None) != (out is None) or (sha256 is None and page is None):
        raise BadInput("nothing to prove", remedy="give a SHA256 and --out FILE, or --page FILE")
    written: dict[str, str] = {}
    if sha256 is not None and out is not None:
        _write(out, _bundle(shared, sha256.lower(), archive, released))
        written["bundle"] = str(out)
    if page is not None:
        from tahqiq.seal.bundles.page import check_page

        _write(page, check_page().encode())
        written["page"] = str(page)
    shared.answer("\n".join(written.values()), {"item": sha256 or "", **written})


def _bundle(shared: Shared, sha256: str, archive: str | None, released: Path | None) -> bytes:
    from tahqiq.seal import Archive
    from tahqiq.seal.bundles import make_bundle
    from tahqiq.vocab.ids import is_sha256

    if not is_sha256(sha256):
        raise BadInput(f"{sha256!r} is no SHA-256", remedy="64 hexadecimal digits, as 'tahqiq seal' prints")
    held = Archive.open(place_of(archive) or shared.home().archive)
    return make_bundle(held, sha256, disclosed=None if released is None else _disclosed(released, sha256))


def _disclosed(folder: Path, sha256: str) -> Disclosed:
    """What a release says of the item.

    Raises:
        BadInput: the folder is no release, one that does not hold, or says nothing of this item.
    """
    from tahqiq import release
    from tahqiq.seal.bundles import Disclosed
    from tahqiq.vocab.rows import ItemRow

    opened = release.open_release(folder)
    if next(iter(release.check(folder)), None) is not None:
        remedy = f"run 'tahqiq verify {folder}'"
        raise BadInput("the release does not hold", file=str(folder), remedy=remedy)
    for row in opened.rows(ItemRow):
        if row.sha256 == sha256:
            said = {"address": row.url, "title_ar": row.title_ar, "title_en": row.title_en}
            fields = {name: value for name, value in said.items() if value}
            return Disclosed(release=release.content_id(opened.manifest.files), fields=fields)
    raise BadInput("this release does not name the item", file=str(folder))


def _write(file: Path, content: bytes) -> None:
    from tahqiq.durable import write_file

    try:
        write_file(file, content)
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", file=str(file)) from error
