"""One HTML file that needs nothing beside it: it can be mailed, opened from a disk, and read years later.

Nothing from outside. The style, and the script of the one page that has one, are named by hash in the
Content-Security-Policy (CSP Level 3, 2.3.1) and everything else is forbidden, so that hostile words stay
text whatever they hold.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tahqiq.language.direction import balanced, bdi, direction_in, direction_of, isolated
from tahqiq.vocab.wording import Language, catalogue, isolate

#: The head of every such page and the style they have in common.
SHELL = Path(__file__).parent


def one_page(
    template: Path,
    language: Language,
    *,
    filters: Mapping[str, Callable[..., object]] | None = None,
    script: str = "",
    **values: object,
) -> str:
    """The whole page as HTML.

    Args:
        template: extends ``shell.html``; the style beside it, of the same name, joins the common one.
        language: of our own words; those of the evidence stay theirs.
        script: our own, run when the page has been read; '' for none, and then none can run.
        filters: what the template may do with a value, beyond escaping and isolating it.
        values: what it shows.
    """
    sheets = (SHELL / "shell.css", template.with_suffix(".css"))
    style = "".join(sheet.read_text("utf-8") for sheet in sheets)
    if "</script" in script.lower():
        raise ValueError("a script in a page cannot hold the mark of its own end")
    digests = {"digest": _digest(style), "script_digest": _digest(script)}
    made = _environment(template.parent, language).overlay()
    made.filters = {**made.filters, **(filters or {})}
    page = made.get_template(template.name)
    return page.render(style=Markup(style), script=Markup(script), **digests, **values)  # noqa: S704 (ours)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment(folder: Path, language: Language) -> Environment:
    made = Environment(
        loader=FileSystemLoader([folder, SHELL]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(language=language, direction=direction_in(language))
    made.filters.update(balanced=balanced, bdi=bdi, isolated=isolated)
    made.filters.update(count=lambda n: isolate(f"{n:,}", language))
    made.tests["rtl"] = lambda text: direction_of(text) == "rtl"
    return made
