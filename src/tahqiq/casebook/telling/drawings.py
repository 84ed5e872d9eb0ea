"""Drawings (SVG) through a list of what may stand in one; whatever else is found, the drawing is refused.

A drawing that runs, fetches or embeds something is no drawing. What programs note for themselves
(metadata, comments, names of their own) is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree  # only to write what defusedxml has read

from tahqiq.vocab.errors import BadInput

MOST_DRAWN = 4 << 20
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_MOST_ELEMENTS = 60_000
_LOCAL = re.compile(r"#[\w.:-]+")
_URL = re.compile(r"url\s*\(\s*['\"]?([^'\")]*)", re.IGNORECASE)
_UNFIT_STYLE = re.compile(r"@|\\|expression|behavior|-moz-binding|javascript:", re.IGNORECASE)
_SIZE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")


def clean(content: bytes) -> tuple[bytes, int, int]:
    """A drawing with nothing in it but a drawing, and its width and height.

    Raises:
        BadInput: it is none, or holds what no drawing needs; the line says what.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadInput("this drawing defines entities or a document type") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadInput("this drawing is no well-formed SVG") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise BadInput("this drawing is no SVG")
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise BadInput(f"a drawing has at most {_MOST_ELEMENTS:,} elements")
    width, height = _size(root)
    kept = _kept(root)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(kept, encoding="utf-8", xml_declaration=False), width, height


@cache
def _allowed(what: str) -> frozenset[str]:
    """The names that may stand in a drawing, by `drawings.toml`."""
    text = files("tahqiq.casebook.telling").joinpath("drawings.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[what])


def _kept(element: ElementTree.Element) -> ElementTree.Element:
    name = _plain_name(element.tag)
    if name not in _allowed("elements"):
        raise BadInput(f"a drawing may not hold <{name}>", remedy="draw it with shapes alone")
    kept = ElementTree.Element(element.tag, dict(_attributes(element, name)))
    kept.text, kept.tail = element.text, element.tail
    for child in element:
        if _is_a_note(child):
            continue
        kept.append(_kept(child))
    return kept


def _is_a_note(element: ElementTree.Element) -> bool:
    """What a program wrote for itself: metadata, elements of its own; comments are not read at all."""
    return element.tag == f"{{{_SVG}}}metadata" or element.tag.startswith(
        ("{http://www.inkscape.org/", "{http://sodipodi.", "{http://www.w3.org/1999/02/22-rdf")
    )


def _plain_name(tag: object) -> str:
    text = str(tag)
    return (
        text.removeprefix(f"{{{_SVG}}}") if text.startswith(f"{{{_SVG}}}") else text.rpartition("}")[2] + ":"
    )


def _attributes(element: ElementTree.Element, where: str) -> Iterator[tuple[str, str]]:
    for tag, value in sorted(element.attrib.items()):
        name = "href" if tag == f"{{{_XLINK}}}href" else tag
        if name.startswith("{"):
            continue  # of another program, or of XML: nothing that draws
        if name.startswith(("data-", "aria-")):
            continue
        if name not in _allowed("attributes"):
            raise BadInput(f"a drawing may not hold {name!r} at <{where}>")
        _demand_fit(name, value, where)
        yield name, value


def _demand_fit(name: str, value: str, where: str) -> None:
    """Nothing outside the drawing is named."""
    reaches = [value] if name == "href" else _URL.findall(value)
    if any(not _LOCAL.fullmatch(each.strip()) for each in reaches):
        raise BadInput(f"a drawing may not fetch anything: {name!r} at <{where}>")
    if _UNFIT_STYLE.search(value):
        raise BadInput(f"a drawing may not hold {value[:40]!r} in {name!r} at <{where}>")


def _size(root: ElementTree.Element) -> tuple[int, int]:
    box = (root.get("viewBox") or "").replace(",", " ").split()
    given = [root.get("width") or "", root.get("height") or ""]
    told = given if all(_SIZE.fullmatch(each) for each in given) else box[2:] if len(box) == 4 else []
    sizes = [round(float(match[1])) for each in told if (match := _SIZE.fullmatch(each))]
    if len(sizes) != 2 or not all(0 < each <= 20_000 for each in sizes):
        raise BadInput("a drawing says how wide and high it is, or has a viewBox")
    return sizes[0], sizes[1]
