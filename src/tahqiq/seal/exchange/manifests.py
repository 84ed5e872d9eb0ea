"""Manifests and tag files of BagIt (RFC 8493 §2.1.3, §2.2.2, §2.2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tahqiq.seal.exchange.errors import NotUnpacked, Unfaithful
from tahqiq.seal.exchange.member_names import Names, fault_in
from tahqiq.seal.layout import printable

_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_ESCAPED = re.compile("%(0[AaDd]|25)")
_LABEL = re.compile(r"([^\s:][^:]*?)[ \t]*:[ \t]*(.*)")


def entries(text: str, *, file: str) -> dict[str, str]:
    r"""The names in a manifest, each with its digest in lower case.

    Raises:
        Unfaithful: a line is no entry, a name deceives, or stands there twice.

    >>> entries("0A1B  data/a%0Ab.txt\n", file="manifest-md5.txt")
    Traceback (most recent call last):
        ...
    tahqiq.seal.exchange.errors.Unfaithful: manifest-md5.txt, row 1: the name ... holds control characters
    >>> entries("0A1B  data/50%25.txt\n", file="manifest-md5.txt")
    {'data/50%.txt': '0a1b'}
    """
    listed: dict[str, str] = {}
    for row, line in enumerate(_lines(text), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise Unfaithful("no digest and name", file=file, row=row)
        name = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), match[2])
        if fault := fault_in(name):
            raise Unfaithful(f"the name '{printable(name[:120])}': {fault}", file=file, row=row)
        if name in listed:
            raise Unfaithful(f"'{printable(name)}' stands there twice", file=file, row=row)
        listed[name] = match[1].lower()
    _refuse_meeting(listed, file)
    return listed


def spelled(digests: Iterable[tuple[str, str]]) -> str:
    r"""A manifest of names and digests, in the order of the names.

    >>> spelled([("data/50%.txt", "0a1b")])
    '0a1b  data/50%25.txt\n'
    """
    return "".join(f"{digest}  {_encoded(name)}\n" for name, digest in sorted(digests))


def labels(text: str, *, file: str) -> list[tuple[str, str]]:
    r"""The labels and values of bag-info.txt; a line that begins with space goes on with the one before.

    Raises:
        Unfaithful: a line has no label.

    >>> labels("Source-Organization: An archive\n  of two lines\n", file="bag-info.txt")
    [('Source-Organization', 'An archive of two lines')]
    """
    found: list[tuple[str, str]] = []
    for row, line in enumerate(_lines(text), 1):
        match = _LABEL.fullmatch(line)
        if line[:1] in (" ", "\t") and found:
            label, value = found[-1]
            found[-1] = (label, f"{value} {line.strip()}".strip())
        elif match is not None:
            found.append((match[1], match[2].strip()))
        elif line.strip():
            raise Unfaithful("no label", file=file, row=row)
    return found


def _lines(text: str) -> Iterator[str]:
    """Lines that end in LF, CR or both, and in nothing else that Unicode takes for a line's end."""
    yield from re.split("\r\n|\r|\n", text)


def _encoded(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _refuse_meeting(listed: Iterable[str], file: str) -> None:
    names = Names()
    for name in listed:
        try:
            names.add(name, folder=False)
        except NotUnpacked as refused:
            raise Unfaithful(refused.reason, file=file) from refused
