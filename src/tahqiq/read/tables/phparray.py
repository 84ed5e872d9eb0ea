"""Lists that an exporter spoiled: PHP-serialised, then split by ';' between all characters.

A WordPress export wrote the serialised list ``a:1:{i:0;s:5:"other";}`` and a later step,
taking it for characters to be joined, put a semicolon between every two of them.
"""

from __future__ import annotations

import re

_HEAD = re.compile(r"a:(\d{1,4}):\{")
_ITEM = re.compile(r'i:\d{1,4};s:(\d{1,6}):"')


def unexploded(text: str) -> str:
    """The text without the semicolon after every character; unchanged where there is none."""
    exploded = len(text) > 2 and len(text) % 2 == 1 and set(text[1::2]) == {";"}
    return text[::2] if exploded else text


def is_php_list(text: str) -> bool:
    """Whether the text begins as a PHP-serialised list, exploded or not."""
    return _HEAD.match(unexploded(text)) is not None


def php_list(text: str) -> tuple[str, ...]:
    """The strings of a PHP-serialised list ``a:N:{i:K;s:LENGTH:"…";…}``; nothing else is read.

    Lengths count bytes of UTF-8, as PHP does.

    Raises:
        ValueError: any other PHP value, a wrong length or count, or something after the list.
    """
    text = unexploded(text)
    head = _HEAD.match(text)
    if head is None:
        raise ValueError("not a PHP-serialised list")
    rest, items = text[head.end() :], []
    for _ in range(int(head[1])):
        item = _ITEM.match(rest)
        if item is None:
            raise ValueError("not a PHP-serialised list of strings")
        words, closing, rest = _cut(rest[item.end() :], int(item[1]))
        if closing != '";':
            raise ValueError("a string of the PHP-serialised list has another length than it says")
        items.append(words)
    if rest != "}":
        raise ValueError("something follows the PHP-serialised list")
    return tuple(items)


def _cut(text: str, length: int) -> tuple[str, str, str]:
    """The first so many bytes, the two characters after them, and the rest."""
    words = text.encode("utf-8", "surrogatepass")[:length].decode("utf-8", "ignore")
    after = len(words)
    return words, text[after : after + 2], text[after + 2 :]
