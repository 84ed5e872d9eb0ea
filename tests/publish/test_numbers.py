"""Every number of the record opens its trail, and every trail ends at sealed bytes."""

from __future__ import annotations

import re

from publish.reading import Element, Site

PLAIN = {"date", "code", "hash", "quote", "furniture", "words"}
DIGIT = re.compile(r"\d")
FAR_ENOUGH = 5


def _excused(element: Element) -> bool:
    return any(
        "data-trail" in each.attributes or each.attributes.get("data-plain") in PLAIN
        for each in element.above()
    )


def _bare_digits(page: Element) -> list[str]:
    return [
        text.strip()
        for text, where in page.texts()
        if DIGIT.search(text.replace("SHA-256", "")) and not _excused(where)
    ]


def test_no_number_stands_on_a_page_without_its_trail(site: Site) -> None:
    assert {path: found for path in site.paths() if (found := _bare_digits(site.page(path)))} == {}


def test_every_number_leads_by_its_trail_to_a_quote_and_a_hash(site: Site) -> None:
    reached: dict[tuple[str, str], bool] = {}
    lost = [
        (path, link.words())
        for path in site.paths()
        for link in site.page(path).all("a", "data-trail")
        if DIGIT.search(link.words())
        and not _proven(site, site.follow(path, link.attributes["href"]), reached, 0)
    ]
    assert lost == []


def _proven(site: Site, target: tuple[str, str], known: dict[tuple[str, str], bool], steps: int) -> bool:
    """Whether the place itself proves, or something it trails to does."""
    if target not in known and steps < FAR_ENOUGH:
        known[target] = False
        landing = site.landing(*target)
        onward = [site.follow(target[0], link.attributes["href"]) for link in landing.all("a", "data-trail")]
        onward = [each for each in onward if each != target]
        known[target] = (
            _proof(landing) or _all_proven(site, onward, known, steps + 1) or _says_nothing_is_there(landing)
        )
    return known.get(target, False)


def _all_proven(
    site: Site, onward: list[tuple[str, str]], known: dict[tuple[str, str], bool], steps: int
) -> bool:
    return bool(onward) and all(_proven(site, each, known, steps) for each in onward)


def _proof(landing: Element) -> bool:
    quoted = landing.has("data-quote") or landing.has("data-withheld") or landing.has("data-trail-note")
    return quoted and landing.has("data-hash")


def _says_nothing_is_there(landing: Element) -> bool:
    """A zero: the list it opens is empty, and says so."""
    return landing.has("data-empty")


def test_every_local_link_leads_somewhere(site: Site) -> None:
    lost = []
    for path in site.paths():
        for link in site.page(path).all("a", "href"):
            href = link.attributes["href"]
            if href.startswith("https://"):
                continue
            target, fragment = site.follow(path, href)
            if not (site.folder / target).is_file():
                lost.append((path, href))
            elif fragment and target.endswith(".html"):
                site.landing(target, fragment)
    assert lost == []


def test_links_name_their_page_so_that_the_site_opens_from_a_disk(site: Site) -> None:
    for path in site.paths():
        for link in site.page(path).all("a", "href"):
            href = link.attributes["href"]
            assert not href.startswith("/"), (path, href)
            assert not href.partition("#")[0].endswith("/"), (path, href)


def test_no_id_is_given_twice_on_a_page(site: Site) -> None:
    for path in site.paths():
        ids = [each.attributes["id"] for each in site.page(path).walk() if "id" in each.attributes]
        assert len(ids) == len(set(ids)), path
