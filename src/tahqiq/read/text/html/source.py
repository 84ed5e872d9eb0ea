"""The bytes of a page as a tree, whatever they hold; nothing is fetched from elsewhere.

libxml2 gives up beyond 2,048 nested elements, and takes quadratic time over the attributes of one
tag; both are seen to here, before and after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tahqiq.read.text.cleaning import cleaned
from tahqiq.read.text.decoding import Decoded, decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Where a page declares its encoding (HTML Standard, 13.2.3.2, and what XHTML says in its first line).
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_DECLARED_WITHIN = 8192
_DATA_URI = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,80}(?:;[\w=.+-]{1,60}){0,4},[^\s\"'<>)]{256,}")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40}+)([^<>]{4000,}+)")
_KEPT = re.compile(
    r"""\s((?:class|id|role|itemprop|property|name|content|datetime|dir|lang|href|style|hidden|title|data-testid))"""
    r"""\s*=\s*("[^"<>]{0,2000}"|'[^'<>]{0,2000}')""",
    re.I,
)
_MOST_KEPT = 24
_TAG = re.compile(r"<(/?[a-zA-Z][\w:-]{0,40})[^<>]*>")
_INLINE = frozenset(("a", "b", "i", "em", "strong", "span", "font", "u", "small", "sub", "sup", "bdi", "bdo"))


def page_text(content: bytes, *, declared: str = "") -> Decoded:
    """The source of a page as text, giant addresses that hold data taken out.

    Args:
        content: the bytes.
        declared: the encoding that came with them (of a mail's part); the page's own is asked next.
    """
    said = _DECLARED.search(content[:_DECLARED_WITHIN])
    found = decoded(content, declared=declared or (said[1].decode("ascii", "replace") if said else ""))
    source = _DATA_URI.sub("data:,", cleaned(found.text))
    return Decoded(_LONG_TAG.sub(_slimmed, source), found.encoding, found.problem)


def _slimmed(tag: re.Match[str]) -> str:
    """A tag of thousands of characters with the attributes that are read, and no others."""
    kept = [f" {name}={value}" for name, value in _KEPT.findall(tag[2])[:_MOST_KEPT]]
    return f"<{tag[1]}{''.join(kept)}"


def parsed(source: str) -> tuple[HtmlElement | None, bool]:
    """The tree of a page, and whether it is whole: nesting beyond what the parser takes is cut off."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(source.encode(), parser=parser)
    except etree.ParserError:
        return None, not source.strip()
    said = parser.error_log
    return tree, not any(each.type_name in _GIVEN_UP for each in said.filter_from_fatals())


_GIVEN_UP = frozenset(("ERR_INTERNAL_ERROR", "ERR_RESOURCE_LIMIT", "ERR_NAME_TOO_LONG", "ERR_NO_MEMORY"))


def without_tags(source: str) -> str:
    r"""The words of a page too deeply nested for a tree: tags out, blocks apart, in linear time.

    >>> without_tags("<p>one <b>word</b><p>two &amp; three<script>x</script>")
    'one word\n\ntwo & three'
    """
    from html import unescape

    from tahqiq.read.text.cleaning import collapsed

    pieces = _TAG.sub(_parting, _without_raw(source))
    return collapsed(unescape(pieces))


def _parting(tag: re.Match[str]) -> str:
    """What a tag leaves in the text: nothing inside a line, else a new paragraph."""
    return "" if tag[1].lower().removeprefix("/") in _INLINE else "\n\n"


def _without_raw(source: str) -> str:
    """The source without what is no text, found without looking at anything twice."""
    kept, at, lowered = list[str](), 0, source.translate(_LOWER)
    missing = set[str]()
    for opening in _OPENS.finditer(lowered):
        close = "-->" if opening[0] == "<!--" else f"</{opening[1]}"
        if opening.start() < at or close in missing:
            continue
        end = lowered.find(close, opening.end())
        if end < 0:
            missing.add(close)
            continue
        kept.append(source[at : opening.start()])
        at = max(end + len(close), lowered.find(">", end) + 1)
    return "".join([*kept, source[at:]])


#: Only ASCII, so that offsets hold: the lower case of other letters may be longer.
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_OPENS = re.compile(r"<!--|<(script|style|noscript|template|svg|head)\b")
