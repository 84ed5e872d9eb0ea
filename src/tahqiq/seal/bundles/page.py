"""The page that checks a proof bundle in a browser: one file, both languages, no network."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from tahqiq.onepage import one_page
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import LANGUAGES, word

#: Built from ``site/src/proof`` by ``scripts/build_assets.py``.
SCRIPT = Path(__file__).parents[2] / "assets" / "proof" / "check.js"
_TEMPLATE = Path(__file__).parent / "check.html"


def check_page() -> str:
    """The whole page as HTML, English first; a button turns it to Arabic.

    Raises:
        BadInput: the page's script is not built.
    """
    try:
        script = SCRIPT.read_text("utf-8")
    except FileNotFoundError as error:
        remedy = "run python scripts/build_assets.py"
        raise BadInput("the page's script is not built", file=str(SCRIPT), remedy=remedy) from error
    return one_page(_TEMPLATE, "en", script=script, word=_in_both)


def _in_both(message: str) -> Markup:
    """A message in every language; a style shows the one that the page is set to."""
    spans = (Markup('<span lang="{}">{}</span>').format(each, word(message, each)) for each in LANGUAGES)
    return Markup("").join(spans)
