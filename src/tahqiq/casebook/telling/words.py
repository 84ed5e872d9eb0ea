"""The markup of a manuscript: paragraphs, emphasis, ways into the record, live values.

Whatever is no markup stays as it was written: a lone star, a bracket without a way, an empty emphasis.
A backslash before a sign of the markup makes it a plain sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_PARTS = re.compile(r"\n[ \t\r]*\n[ \t\r\n]*")
#: Not the spaces that hold words together.
_SPACE = re.compile(r"[ \t\r\n]+")
_MARKUP = re.compile(
    r"\\(?P<plain>[\\*\[\](){}])"
    r"|\{\{(?P<live>[^{}]*)\}\}"
    r"|\[(?P<label>(?:[^\[\]\\]|\\.)+)\]\((?P<kind>[a-z]+):(?P<key>[^()\s]+)\)"
    r"|\*\*(?P<strong>(?=[^\s*])(?:[^*\\]|\\.|\*(?!\*))+?(?<=\S))\*\*"
    r"|\*(?P<em>(?=[^\s*])(?:[^*\\]|\\.)+?(?<=\S))\*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words of one kind.

    Attributes:
        text: the words; '' for a live value.
        expression: what stands between the braces; None for words.
        target: kind and key of where the words lead; None where they lead nowhere.
    """

    text: str = ""
    expression: str | None = None
    target: tuple[str, str] | None = None
    em: bool = False
    strong: bool = False


def paragraphs(words: str) -> tuple[tuple[Piece, ...], ...]:
    """Reads words with their markup.

    >>> [piece.text or piece.expression for piece in paragraphs("In *all*, {{ total incidents }}.")[0]]
    ['In ', 'all', ', ', 'total incidents', '.']
    """
    parts = (_SPACE.sub(" ", each).strip(" ") for each in _PARTS.split(words))
    return tuple(tuple(_joined(_pieces(each, Piece()))) for each in parts if each)


def expressions(text: str) -> Iterator[tuple[str, str | None]]:
    """Plain words in turn with the live values between them; nothing else is markup there.

    >>> list(expressions("On {{ claim a when }}"))
    [('On ', None), ('', 'claim a when')]
    """
    end = 0
    for match in re.finditer(r"\{\{([^{}]*)\}\}", text):
        if match.start() > end:
            yield text[end : match.start()], None
        yield "", match[1].strip()
        end = match.end()
    if end < len(text):
        yield text[end:], None


def _pieces(text: str, like: Piece) -> Iterator[Piece]:
    """The pieces of a text, each with the emphasis and the way of what it stands in."""
    end = 0
    for match in _MARKUP.finditer(text):
        if match.start() > end:
            yield replace(like, text=text[end : match.start()])
        yield from _marked(match, like)
        end = match.end()
    if end < len(text):
        yield replace(like, text=text[end:])


def _marked(match: re.Match[str], like: Piece) -> Iterator[Piece]:
    if match["plain"] is not None:
        yield replace(like, text=match["plain"])
    elif match["live"] is not None:
        yield replace(like, text="", expression=match["live"].strip())
    elif match["label"] is not None:
        yield from _pieces(match["label"], replace(like, target=(match["kind"], match["key"])))
    elif match["strong"] is not None:
        yield from _pieces(match["strong"], replace(like, strong=True))
    else:
        yield from _pieces(match["em"], replace(like, em=True))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is not None and _alike(waiting, piece):
            waiting = replace(waiting, text=waiting.text + piece.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


def _alike(one: Piece, other: Piece) -> bool:
    same_way = (one.target, one.em, one.strong) == (other.target, other.em, other.strong)
    return same_way and one.expression is None and other.expression is None
