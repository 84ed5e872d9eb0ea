"""Exports of social platforms in JSON: Telegram's, X's, Facebook's, and any list of things with a text.

What a platform calls things is in ``tables/posts.toml``; a file is read by the platform whose names it has.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.read.text.cleaning import one_line
from tahqiq.read.text.decoding import decoded
from tahqiq.read.text.exchange.gathered import Gathered, Said, gathered
from tahqiq.vocab.errors import BadInput

VERSION = "1"
_SCRIPT = re.compile(r"^\s*(?:window|var|const|let)?[\w.\s\[\]\"']{0,100}=\s*(?=[\[{])")
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
_MOST_SEEN = 20_000_000


def read_posts(content: bytes, *, file: str) -> Gathered:
    """The messages of an export in JSON, or in a script that holds JSON (X's archive).

    Raises:
        BadInput: not JSON, nested too deeply, or without anything that is a message.
    """
    source = decoded(content)
    told = _loaded(_SCRIPT.sub("", source.text, count=1), file)
    name = (_name(told.get("name")) or _name(told.get("title"))) if isinstance(told, dict) else ""
    found = gathered(_messages(told, name), file=file)
    if not found.messages:
        raise BadInput(
            "JSON without messages that could be told",
            file=file,
            remedy='give it as .jsonl, a line {"id": …, "text": …} for each text',
        )
    found.title = name
    found.problems += [source.problem] if source.problem else []
    found.attachments = [each for message in found.messages for each in message.attachments]
    return found


def _loaded(text: str, file: str) -> object:
    """The value of a JSON text, or of its lines."""
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise BadInput("JSON nested too deeply: refused", file=file) from None
    except ValueError as error:
        lines = text.lstrip()[:1] == "{" and _lines(text)
        if lines:
            return lines
        row = getattr(error, "lineno", None)
        raise BadInput(f"not readable JSON: {error}", file=file, row=row) from None


def _lines(text: str) -> list[object]:
    """A value from each line; nothing where one is none."""
    try:
        return [json.loads(line, strict=False) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return []


@cache
def _names() -> Mapping[str, Any]:
    """What platforms call the parts of a message."""
    table: Mapping[str, Any] = tomllib.loads(
        files("tahqiq.read.text").joinpath("tables", "posts.toml").read_text("utf-8")
    )
    return table


def _messages(told: object, outlet: str) -> Iterator[Said]:
    """The messages in a value, in the order of the file, without recursion."""
    waiting, seen = [told], 0
    while waiting and seen < _MOST_SEEN:
        each = waiting.pop()
        seen += 1
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, dict):
            said = _said(each, outlet)
            if said is None:
                waiting.extend(reversed([inner for inner in each.values() if isinstance(inner, dict | list)]))
            else:
                yield said


def _said(told: Mapping[str, Any], outlet: str) -> Said | None:
    """A message, where a thing is one: it has words and a time, an id or an author."""
    told = told["tweet"] if isinstance(told.get("tweet"), dict) else told
    names = _names()
    body = next((text for text in (_words(told, name) for name in names["text"]) if text is not None), None)
    time = next(
        (when for when in (time_of(told.get(name)) for name in names["time"]) if when is not None), None
    )
    author = next((who for who in (_name(told.get(name)) for name in names["author"]) if who), "")
    key = next((str(told[name]) for name in names["key"] if isinstance(told.get(name), str | int)), "")
    if body is None or not (time is not None or (key and author) or _is_plain(told)):
        return None
    files_of = tuple(one_line(told[name])[:200] for name in names["file"] if isinstance(told.get(name), str))
    forwarded = ((0, len(body)),) if isinstance(told.get("forwarded_from"), str) else ()
    return Said(_repaired(body), author, time, key, outlet, files_of, forwarded)


def _is_plain(told: Mapping[str, Any]) -> bool:
    """Whether a thing is no more than an id and a text."""
    return "id" in told and "text" in told


def _words(told: Mapping[str, Any], path: str) -> str | None:
    """The text at a path of names; pieces with marks (Telegram's) are put together; None without any."""
    value: Any = told
    for name in path.split("."):
        if isinstance(value, list):
            value = next((each for each in value[:20] if isinstance(each, dict) and name in each), None)
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(each, str | dict) for each in value):
        pieces = [each if isinstance(each, str) else each.get("text") or each.get("post") for each in value]
        said = [each for each in pieces if isinstance(each, str)]
        return "".join(said) if said else None
    return None


def _name(told: object) -> str:
    """An author's name, as a string or in a thing."""
    if isinstance(told, dict):
        told = next(
            (told[name] for name in ("name", "full_name", "screen_name", "username") if name in told), ""
        )
    return one_line(_repaired(told))[:200] if isinstance(told, str) else ""


def time_of(told: object) -> datetime | None:
    """A time as platforms write it: seconds or milliseconds since 1970, ISO 8601, or as in mail."""
    if isinstance(told, bool) or told is None:
        return None
    if isinstance(told, int | float):
        return _since_1970(told)
    if not isinstance(told, str) or not 6 <= len(told) <= 60:
        return None
    if told.isdecimal():
        return _since_1970(int(told))
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        pass
    try:
        return datetime.strptime(told, "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _since_1970(seconds: float) -> datetime | None:
    """A time from a count of seconds, or of milliseconds."""
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _repaired(text: str) -> str:
    r"""The words that Facebook's export spells byte by byte: UTF-8 written as if each byte were a letter.

    >>> _repaired("\u00d9\u0082\u00d8\u00aa\u00d9\u0084")
    'قتل'
    """
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
