"""What a page says of itself: title, byline, date and outlet, from its head, its markup and its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tahqiq.language.dates import Precision, find_dates
from tahqiq.read.text.cleaning import one_line
from tahqiq.read.text.html.cues import cues
from tahqiq.vocab.dates import DateSpan

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEWS = re.compile(r"Article|Posting|Report|Review|VideoObject|WebPage|DiscussionForum", re.I)
_ISO = re.compile(r"\b((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:[/_-]|$)")
_BYLINE = re.compile(r"^(?:by|written by|بقلم|كتب|كتبت|كتبه|إعداد|تقرير|بواسطة)\s*[:/]?\s+(.{3,80})$", re.I)
_DATED_CLASS = re.compile(r"date|time|publish|posted|meta|تاريخ", re.I)
_BYLINE_CLASS = re.compile(r"by-?line|author|writer|كاتب", re.I)
#: How a title names its site at the end: 'Title - Site', 'Title | Site'.
_SITE_AFTER = re.compile(r"\s+(?:[|»«•·]|[-–—])\s+")
_SEPARATORS = " |»«•·-–—"
_LONGEST_SITE, _SITE_WORDS = 60, 4
#: Elements and characters looked at for a visible date or byline.
_LOOKED_AT, _LONGEST = 4000, 160
_OPENING, _OPENING_LINES = 2000, 8
_MOST_JSON = 1 << 20


@dataclass(slots=True)
class Facts:
    """What a page says of itself; '' and None where it does not."""

    title: str = ""
    byline: str = ""
    date: DateSpan | None = None
    outlet: str = ""


def facts_of(root: HtmlElement, body: str = "") -> Facts:
    """Title, byline, date and outlet: JSON-LD first, then meta elements, then what is visible.

    Args:
        root: the page's tree.
        body: the text of its article, whose first lines may name the day and the writer.
    """
    meta, linked = _meta(root), _json_ld(root)
    heading = _heading(root)
    head, site = _parted(one_line(root.findtext(".//title") or ""), heading, body[:_OPENING])
    said = _name(linked.get("publisher")) or _first(meta, "outlets").lstrip("@")
    title = _name(linked.get("headline")) or _first(meta, "titles") or heading or head
    opening = [line for line in body[:_OPENING].split("\n")[:_OPENING_LINES] if 0 < len(line) <= _LONGEST]
    return Facts(
        heading if heading and heading in title else head if head and head in title else title,
        _names(linked.get("author")) or _byline(meta) or _seen_byline(root, opening),
        _dated(linked.get("datePublished"))
        or _meta_date(meta)
        or _seen_date(root, opening)
        or _address_date(root, meta),
        said or site or _host(root, meta),
    )


def _meta(root: HtmlElement) -> Mapping[str, str]:
    """The first content of each meta element by its lower-case name."""
    found = dict[str, str]()
    for element in root.iter("meta"):
        attributes = element.attrib
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = one_line(attributes.get("content", "")[:1000])
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: Mapping[str, str], fact: str) -> str:
    """What the first of the elements says that may name a fact."""
    return next((meta[name] for name in cues().meta[fact] if name in meta), "")


def _json_ld(root: HtmlElement) -> Mapping[str, object]:
    """The article among the JSON-LD of a page (schema.org); malformed JSON is passed over."""
    for element in root.iter("script"):
        if element.attrib.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            told = json.loads((element.text or "")[:_MOST_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        for each in _things(told):
            if "headline" in each or "datePublished" in each:
                return each
    return {}


def _things(told: object) -> Iterator[Mapping[str, object]]:
    """The things a JSON-LD names, articles first among equals, three levels deep."""
    waiting, seen = [(told, 0)], 0
    while waiting and seen < 500:
        thing, depth = waiting.pop(0)
        seen += 1
        if isinstance(thing, list):
            waiting.extend((each, depth) for each in thing[:100])
        elif isinstance(thing, dict):
            if _NEWS.search(str(thing.get("@type", ""))):
                yield thing
            if depth < 3:
                waiting.extend((each, depth + 1) for each in thing.values() if isinstance(each, dict | list))


def _name(told: object) -> str:
    """A name as JSON-LD gives it: a string, or a thing with a name."""
    if isinstance(told, list):
        told = told[0] if told else ""
    if isinstance(told, dict):
        told = told.get("name")
    return one_line(told)[:300] if isinstance(told, str) else ""


def _names(told: object) -> str:
    """Names of one or several."""
    each = told if isinstance(told, list) else [told]
    return ", ".join(name for name in map(_name, each[:10]) if name and not name.startswith("http"))


def _dated(told: object) -> DateSpan | None:
    """The day of a date as machines write it, else as people do."""
    if not isinstance(told, str):
        return None
    found = _ISO.match(told.strip())
    if found:
        return _day(found)
    return _worded(one_line(told[:_LONGEST]))


def _day(found: re.Match[str]) -> DateSpan | None:
    """The day of year, month and day; None if there is none such."""
    try:
        return DateSpan.day(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return None


def _worded(text: str) -> DateSpan | None:
    """The first whole date in some words, in either language."""
    for mention in find_dates(text):
        if mention.span is not None and mention.precision in {Precision.DAY, Precision.NIGHT}:
            return DateSpan.day(mention.span.start) if mention.span.start is not None else None
    return None


def _meta_date(meta: Mapping[str, str]) -> DateSpan | None:
    """The date of publication that meta elements give."""
    found = (_dated(meta[name]) for name in cues().meta["dates"] if name in meta)
    return next((each for each in found if each is not None), None)


def _seen_date(root: HtmlElement, opening: list[str]) -> DateSpan | None:
    """The first date shown: in a time element, in one called so, or in a short line at the beginning."""
    for element in root.iter("time"):
        found = _dated(element.attrib.get("datetime")) or _worded(_short(element))
        if found is not None:
            return found
    shown = [each for each in [*_called(root, _DATED_CLASS), *opening] if any(map(str.isdigit, each))]
    return next((day for day in map(_worded, shown) if day is not None), None)


def _called(root: HtmlElement, names: re.Pattern[str]) -> Iterator[str]:
    """The short texts of elements whose class or id matches."""
    for place, element in enumerate(
        root.iter("span", "div", "p", "li", "td", "small", "a", "address", "b", "i")
    ):
        if place > _LOOKED_AT:
            return
        attributes = element.attrib
        name = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('itemprop', '')}"
        if names.search(name) and (text := _short(element)):
            yield text


def _short(element: HtmlElement) -> str:
    """The text of an element where it is short, else ''."""
    pieces, length = list[str](), 0
    for piece in element.itertext():
        length += len(piece)
        if length > 4 * _LONGEST:
            return ""
        pieces.append(piece)
    text = one_line("".join(pieces))
    return text if len(text) <= _LONGEST else ""


def _byline(meta: Mapping[str, str]) -> str:
    """The author that meta elements give, unless it is an address."""
    said = _first(meta, "authors")
    return "" if said.startswith(("http", "/")) else _unmarked(said)


def _seen_byline(root: HtmlElement, opening: list[str]) -> str:
    """The author as shown: in an element called so, or after 'By' in a line at the beginning."""
    called = next((text for text in _called(root, _BYLINE_CLASS) if 3 <= len(text) <= 80), "")
    return _unmarked(called) or next((found[1] for found in map(_BYLINE.match, opening) if found), "")


def _unmarked(text: str) -> str:
    """A byline without 'By'."""
    found = _BYLINE.match(text)
    return found[1] if found else text


def _heading(root: HtmlElement) -> str:
    """The page's first heading of the first level, where it has no others."""
    found = [text for text in (_heading_text(each) for each in root.iter("h1")) if text]
    return found[0] if found else ""


def _heading_text(element: HtmlElement) -> str:
    """The words of a heading."""
    return one_line("".join(element.itertext())[:1000])[:400]


def _parted(head: str, heading: str, body: str) -> tuple[str, str]:
    """The title and the site's name in a page's head: 'Title | Site', or the other way round.

    >>> _parted("Strike kills two | Plain News", "Strike kills two", "")
    ('Strike kills two', 'Plain News')
    >>> _parted("Plain News - Strike - and counter-strike", "Strike - and counter-strike", "")
    ('Strike - and counter-strike', 'Plain News')
    """
    marks = list(_SITE_AFTER.finditer(head))
    if not marks:
        return head, ""
    if heading and head != heading and heading in head:
        rest = head.replace(heading, "", 1).strip(_SEPARATORS)
        return heading, _SITE_AFTER.split(rest)[-1] if len(rest) <= _LONGEST_SITE else ""
    last, first = head[marks[-1].end() :], head[: marks[-1].start()]
    shown = first in body or len(last.split()) <= _SITE_WORDS
    return (first, last) if shown and len(last) <= _LONGEST_SITE and len(first) > len(last) else (head, "")


def _address(root: HtmlElement, meta: Mapping[str, str]) -> str:
    """The page's own address."""
    links = (each for each in root.iter("link") if each.attrib.get("rel") == "canonical")
    return next((each.attrib.get("href", "") for each in links), "") or meta.get("og:url", "")


def _host(root: HtmlElement, meta: Mapping[str, str]) -> str:
    """The host of the page's own address."""
    try:
        return (urlsplit(_address(root, meta)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _address_date(root: HtmlElement, meta: Mapping[str, str]) -> DateSpan | None:
    """The day in the page's own address, as /2017/06/08/."""
    found = _IN_ADDRESS.search(_address(root, meta))
    return _day(found) if found else None
