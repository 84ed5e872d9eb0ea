"""What the model is told (``prompt.toml``): the same words for the same text."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.language.tokens import phrase
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.counts import Hedge


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("tahqiq.read.assisted").joinpath("prompt.toml").read_text("utf-8"))


@cache
def prompt_version() -> str:
    """The version of what the model is told, with the beginning of its digest: 'claims/1 1a2b3c4d'."""
    told = (system_message() + _table()["user"]).encode("utf-8")
    return f"{_table()['version']} {hashlib.sha256(told).hexdigest()[:8]}"


@cache
def system_message() -> str:
    """What the model is told before any text, with the words it may use."""
    text: str = _table()["system"].strip()
    for name, words in (
        ("effects", Effect),
        ("categories", Category),
        ("hedges", Hedge),
        ("stances", Stance),
        ("scopes", Scope),
    ):
        text = text.replace(f"{{{name}}}", ", ".join(each.value for each in words))
    return text


def messages(passage: str) -> list[dict[str, str]]:
    """The messages for one passage, which stands between two marks that it does not hold.

    >>> "Two died." in messages("Two died.")[1]["content"]
    True
    """
    mark = f"=== {hashlib.sha256(passage.encode('utf-8', 'surrogatepass')).hexdigest()[:24]} ==="
    user = _table()["user"].strip()
    parts = user.split("{text}")
    content = passage.join(part.replace("{mark}", mark) for part in parts)
    return [{"role": "system", "content": system_message()}, {"role": "user", "content": content}]


@cache
def denials() -> frozenset[str]:
    """The words with which a quote may deny harm, folded."""
    return frozenset(word for each in _table()["denials"] for word in phrase(each))
