"""``sitemap.xml`` and ``robots.txt`` (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

from tahqiq.publish.heads.addresses import absolute
from tahqiq.publish.site_record import files_of
from tahqiq.vocab.wording import LANGUAGES

#: Most addresses in one file, by the protocol.
MOST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_sitemap(site: Path, base: str, *, most: int = MOST) -> None:
    """Lists every page of a site; in several files under one index where there are too many for one.

    Args:
        site: the folder, its pages written.
        base: the address it will have.
        most: addresses in one file.
    """
    pages = _pages(site)
    parts: list[str] = []
    while some := list(islice(pages, most)):
        parts.append(f"sitemap-{len(parts) + 1}.xml")
        (site / parts[-1]).write_text(
            _listed("urlset", "url", (absolute(base, page) for page in some)), "utf-8"
        )
    if len(parts) == 1:
        (site / parts[0]).rename(site / "sitemap.xml")
    else:
        index = _listed("sitemapindex", "sitemap", (absolute(base, part) for part in parts))
        (site / "sitemap.xml").write_text(index, "utf-8")
    (site / "robots.txt").write_text(
        f"User-agent: *\nAllow: /\n\nSitemap: {absolute(base, 'sitemap.xml')}\n", "utf-8"
    )


def _pages(site: Path) -> Iterator[str]:
    """Every page that has a language, in the order of their paths; and the gateway first."""
    yield "index.html"
    for language in sorted(LANGUAGES):
        for path, _ in files_of(site / language, f"{language}/"):
            if path.endswith(".html"):
                yield path


def _listed(outer: str, inner: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{inner}><loc>{escape(address)}</loc></{inner}>\n" for address in addresses)
    return f'{_HEAD}<{outer} xmlns="{_NAMESPACE}">\n{lines}</{outer}>\n'
