"""A project of Hugo's with a page for each page of a site of ours, for `hugo.py`.

Its template is our layout, written as a theme of Hugo's is: links are made by ``relURL``, title and
description come from the page, language and direction from its folder. Bodies are ours, as Markdown
(headings, paragraphs, lists, tables and links; what it has no word for stays HTML), or as finished HTML.
"""

from __future__ import annotations

import re
from pathlib import Path

LANGUAGES = ("en", "ar")
#: All that Hugo would make beside the pages it is given is off.
_CONFIG = """\
baseURL = "https://record.example/"
uglyURLs = true
disablePathToLower = true
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[outputs]
page = ["HTML"]
[markup.goldmark.renderer]
unsafe = true
"""
_MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
_SAYS = re.compile(r'(<meta name="description"[^>]*content=")([^"]*)(")')
_LINK = re.compile(r'href="([^":#]+)"')
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW, _CELL = (re.compile(rf"<{tag}\b[^>]*>(.*?)</{tag}>", re.DOTALL) for tag in ("tr", "t[hd]"))
#: What Markdown has words for: what is found, and what stands in its place.
_WORDED = (
    (re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL), lambda m: _block("#" * int(m[1]), m[2])),
    (re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL), lambda m: _block("", m[1])),
    (re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL), lambda m: f"\n- {_line(m[1])}"),
    (re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL), lambda m: f"[{m[2]}]({m[1]})"),
    (re.compile(r"</?(?:section|article|div|ul|ol|dl|nav|figure)\b[^>]*>"), lambda _: "\n\n"),
)


def write_project(site: Path, source: Path, *, markdown: bool) -> int:
    """Writes the project, and gives the number of its pages."""
    pages = pages_of(site)
    for page in pages:
        name = "index-page-1" if page.stem == "index" else page.stem  # 'index' were to Hugo the whole folder
        target = source / "content" / page.relative_to(site).with_stem(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_suffix(".md" if markdown else ".html").write_text(_content(page, markdown), "utf-8")
    layouts = source / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "baseof.html").write_text(_base(pages[len(pages) // 2].read_text("utf-8")), "utf-8")
    (layouts / "single.html").write_text('{{ define "main" }}{{ .Content }}{{ end }}\n')
    (source / "config.toml").write_text(_CONFIG)
    return len(pages)


def pages_of(site: Path) -> list[Path]:
    """The pages below the folders of the languages."""
    return sorted(page for language in LANGUAGES for page in (site / language).rglob("*.html"))


def _content(page: Path, markdown: bool) -> str:
    html = page.read_text("utf-8")
    main, title, says = _MAIN.search(html), _TITLE.search(html), _SAYS.search(html)
    assert main is not None, page
    assert title is not None, page
    assert says is not None, page
    body = _markdown(main[2]) if markdown else main[2]
    told = f"title = '''{title[1].strip()}'''\ndescription = '''{says[2]}'''"
    return f"+++\n{told}\n+++\n{_harmless(body)}"


def _markdown(html: str) -> str:
    text = _TABLE.sub(_table, html)
    for found, worded in _WORDED:
        text = found.sub(worded, text)
    return text


def _table(found: re.Match[str]) -> str:
    rows = [[_line(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(found[0])]
    width = max((len(row) for row in rows), default=0)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows if row]
    return "\n\n" + "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]]) + "\n\n"


def _block(mark: str, html: str) -> str:
    return f"\n\n{mark} {_line(html)}\n\n"


def _line(html: str) -> str:
    return " ".join(html.split())


def _harmless(text: str) -> str:
    """No words of a record are taken for a call of Hugo's."""
    return text.replace("{{", "{ {")


def _base(html: str) -> str:
    """Our layout as a template of Hugo's."""
    text = _TITLE.sub("<title>{{ .Title }}</title>", _harmless(html))
    text = _SAYS.sub(r"\1{{ .Description | plainify | truncate 300 }}\3", text)
    text = _MAIN.sub(lambda main: f'{main[1]}{{{{ block "main" . }}}}{{{{ end }}}}{main[3]}', text)
    text = _LINK.sub(r'href="{{ "\1" | relURL }}"', text)
    direction = '{{ if eq .Section "ar" }}rtl{{ else }}ltr{{ end }}'
    return re.sub(r"<html\b[^>]*>", f'<html lang="{{{{ .Section }}}}" dir="{direction}">', text)
