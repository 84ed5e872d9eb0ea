"""Templates and what they may call: the only way a record's number gets onto a page.

Two environments a language, one for pages in the language's folder and one for pages a folder
deeper, so that every link is relative and a page opens from a disk as well as from a server.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from tahqiq.language.direction import isolated
from tahqiq.publish.edition import Link
from tahqiq.publish.plainly import Sentence
from tahqiq.publish.spoken import speaking
from tahqiq.publish.straight import StraightEnvironment, marked, shown
from tahqiq.publish.tongue import Tongue
from tahqiq.publish.typefaces import FACES
from tahqiq.vocab.wording import LANGUAGES, catalogue

TEMPLATES = Path(__file__).parent / "templates"
#: Their macros are there in every template.
_MACROS = ("_macros.html", "_map.html")


@cache
def environment(depth: int, tongue: Tongue | None) -> Environment:
    """Templates of one language for pages so many folders below the language's own.

    Args:
        depth: 0 for the language's folder, 1 for the folders in it.
        tongue: the language; None for the gateway, which speaks all of them.
    """
    made = StraightEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[
            "jinja2.ext.i18n",
            "jinja2.ext.do",
            speaking(catalogue(tongue.language if tongue else "en")),
        ],
    )
    up = marked("../" * depth)
    root = up if tongue is None else "../" + up
    number = numbers(up)
    made.globals.update(
        up=up, root=root, number=number, told=sentences(number), address=address, tongue=tongue
    )
    made.globals["languages"] = LANGUAGES
    made.globals["faces"] = FACES
    made.filters["isolated"] = isolated
    made.filters["striptags"] = told_plainly
    made.tests["link"] = _is_link
    made.install_gettext_translations(catalogue(tongue.language if tongue else "en"), newstyle=True)  # type: ignore[attr-defined]
    for name in _MACROS:
        macros = vars(made.get_template(name).module)
        made.globals.update((name, macro) for name, macro in macros.items() if callable(macro))
    return made


@lru_cache(maxsize=4096)
def told_plainly(html: str) -> str:
    """What HTML says, without its tags.

    >>> told_plainly("<bdi>Fish &amp; chips</bdi>")
    'Fish & chips'
    """
    return Markup(html).striptags()  # noqa: S704 (escaped, or made text again and escaped when shown)


def _is_link(value: object) -> bool:
    return isinstance(value, Link)


def numbers(up: str) -> Callable[[object, str], Markup]:
    """``number(text, href)``: a number that opens its trail; without a trail there is no number."""
    opening = f'<a class="n" data-trail href="{up}'

    def number(text: object, href: str) -> Markup:
        if not href:
            raise ValueError(f"a number without a trail: {text}")
        return marked(f'{opening}{shown(href)}">{shown(text)}</a>')

    return number


def sentences(number: Callable[[object, str], Markup]) -> Callable[[Sentence, str], Markup]:
    """``told(sentence, href)``: a sentence whose figures open their trail."""

    def told(sentence: Sentence, href: str) -> Markup:
        text = shown(sentence.message)
        for name, figure in sentence.figures.items():
            text = text.replace(f"{{{name}}}", number(figure, href))
        for name, words in sentence.words.items():
            text = text.replace(f"{{{name}}}", words)
        return marked(text)  # escaped, and words that are safe

    return told


def address(url: str | None) -> Markup:
    """An address out of the record: a link if it is one of the web, else its text alone."""
    if not url:
        return Markup("")
    escaped = escape(url)
    shown = f'<bdi data-plain="code" dir="ltr" class="url">{escaped}</bdi>'
    if _of_the_web(url):
        shown = f'<a href="{escaped}" rel="external noreferrer nofollow">{shown}</a>'
    return marked(shown)


def _of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(c.isspace() for c in url)


@cache
def template(name: str, depth: int, tongue: Tongue | None) -> Template:
    """A template, compiled once."""
    return environment(depth, tongue).get_template(name)
