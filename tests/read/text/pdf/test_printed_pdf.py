"""PDFs as a browser prints them: subset types, ligatures, marks, justified columns."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from random import Random

import chromium
import pytest

from tahqiq.read.text.reading import read_document
from tahqiq.read.text.testing.story import Story, story

pytestmark = [pytest.mark.browser, chromium.needed]
_COLUMNS = {
    "one": "",
    "two": "column-count:2;column-gap:18px;text-align:justify",
    "three": "column-count:3;text-align:justify",
}


def page(told: Story, css: str) -> str:
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in told.paragraphs)
    direction = "rtl" if told.language == "ar" else "ltr"
    return (
        f'<html lang="{told.language}" dir="{direction}"><body style="font:12px/1.5 '
        f'serif"><h1>{escape(told.title)}</h1>'
        f'<div style="{css}">{paragraphs}</div></body></html>'
    )


@pytest.fixture(scope="module")
def printed() -> Mapping[tuple[str, str], tuple[Story, bytes]]:
    """A report in each language and number of columns, with running heads."""
    made = dict[tuple[str, str], tuple[Story, bytes]]()
    with chromium.started() as browser:
        tab = browser.new_page()
        for language in ("en", "ar"):
            for name, css in _COLUMNS.items():
                told = story(Random(f"{language} {name}"), language, paragraphs=26)
                told = replace(
                    told, paragraphs=tuple(f"{at}. {each}" for at, each in enumerate(told.paragraphs, 10))
                )
                tab.set_content(page(told, css))
                margin = dict.fromkeys(("top", "bottom", "left", "right"), "60px")
                content = tab.pdf(
                    display_header_footer=True,
                    header_template="<span style='font-size:8px'>Invented report of the council</span>",
                    footer_template="<span style='font-size:8px'>Page <span class=pageNumber></span></span>",
                    margin=margin,  # type: ignore[arg-type]
                )
                made[language, name] = (told, content)
    return made


@pytest.mark.parametrize("columns", sorted(_COLUMNS))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_printed_pages_are_read_in_order(
    printed: Mapping[tuple[str, str], tuple[Story, bytes]], language: str, columns: str
) -> None:
    told, content = printed[language, columns]
    found = read_document(content, name="printed.pdf")
    flat = " ".join(found.text.split())
    places = [flat.find(each) for each in told.paragraphs]
    met = [place for place in places if place >= 0]
    assert len(met) >= 0.95 * len(told.paragraphs)
    assert met == sorted(met)
    assert found.title == told.title and found.language == language
    assert "Invented report" not in found.text and "Page 1" not in found.text
