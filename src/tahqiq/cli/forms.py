"""``tahqiq forms``: the forms for telephones and for paper, and tags with codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, cast

import click

from tahqiq.cli.options import Shared, shared_options

_LANGUAGES = ("ar", "en")
#: Tags of one order: a season's recoveries.
MOST_TAGS = 5_000


@click.command("forms")
@click.option(
    "--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Folder to write them to."
)
@click.option("--no-paper", is_flag=True, help="Write no PDF: only what telephones and servers load.")
@click.option("--prefix", metavar="LETTERS", default="", help="Print tags with codes that begin so, as RQ.")
@click.option(
    "--first", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="First number."
)
@click.option(
    "--tags",
    metavar="N",
    type=click.IntRange(1, MOST_TAGS),
    default=20,
    show_default=True,
    help="With --prefix: how many codes. A code is never used twice: say where the next order begins.",
)
@shared_options
def command(shared: Shared, out: Path, no_paper: bool, prefix: str, first: int, tags: int) -> None:
    """Write the four forms to DIR: interview, site visit, body recovery, missing person.

    NAME.xlsx is loaded into ODK Central or Kobo (XLSForm, Arabic and English); NAME-ar.pdf and NAME-en.pdf
    are filled in by hand. With --prefix also tags to be cut out, whose codes are noticed when misread.
    """
    from tahqiq.durable import write_file

    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _files(paper=not no_paper, prefix=prefix, first=first, tags=tags):
        write_file(out / name, content)
        written.append(name)
    shared.answer("\n".join(str(out / name) for name in written), {"folder": str(out), "files": written})


def _files(*, paper: bool, prefix: str, first: int, tags: int) -> Iterator[tuple[str, bytes]]:
    from tahqiq.read.forms import shipped, xlsform
    from tahqiq.read.forms.codes import codes
    from tahqiq.read.forms.paper import paper_form, tag_sheets

    numbered = list(codes(prefix, first=first, many=tags)) if prefix else []
    for form in shipped():
        yield f"{form.slug}.xlsx", xlsform(form)
        for language in _LANGUAGES if paper else ():
            yield f"{form.slug}-{language}.pdf", paper_form(form, _language(language))
    for language in _LANGUAGES if numbered else ():
        yield f"tags-{language}.pdf", tag_sheets(numbered, _language(language))


def _language(name: str) -> Literal["en", "ar"]:
    return cast(Literal["en", "ar"], name)
