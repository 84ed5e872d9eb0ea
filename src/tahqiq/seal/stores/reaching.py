"""Asking a store over a network: tried again within bounds, and told in one line when it fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tahqiq.seal.errors import StorageFailed
from tahqiq.seal.layout import printable
from tahqiq.vocab.errors import BadInput, NotPermitted

T = TypeVar("T")

#: Answers of S3 that another attempt may change (S3 API, 'Error responses').
_PASSING = frozenset(
    {"InternalError", "ServiceUnavailable", "SlowDown", "RequestTimeout", "OperationAborted"}
    | {"ConditionalRequestConflict", "500", "502", "503", "504"}
)
_EXISTS = frozenset({"PreconditionFailed", "412"})
_REFUSED = frozenset(
    {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"}
    | {"401", "403"}
)
_AGAIN = "look at the network and the address, then run it again; what was promised is safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a store is waited for.

    Attributes:
        connect_seconds: for a connection.
        read_seconds: for the next bytes of an answer.
        pauses: seconds before each further attempt; as many attempts more as there are pauses.
    """

    connect_seconds: float = 10
    read_seconds: float = 60
    pauses: tuple[float, ...] = (0.5, 2, 8)


def ask(question: Callable[[], T], *, place: str, patience: Patience) -> T:
    """The answer to a question to a store.

    Args:
        question: may be asked several times.
        place: the store's address.
        patience: how often, and how long between.

    Raises:
        FileNotFoundError: nothing has this name.
        FileExistsError: a condition of the question does not hold.
        NotPermitted: the store refuses these credentials, or there are none.
        BadInput: there is no such bucket.
        StorageFailed: it cannot be reached, or fails again and again.
    """
    pauses = iter(patience.pauses)
    while True:
        try:
            return question()
        except _failures() as error:
            pause = next(pauses, None) if _may_pass(error) else None
            if pause is None:
                raise _told(error, place) from error
            time.sleep(pause)


def _failures() -> tuple[type[Exception], ...]:
    """What a failing network raises; libraries that nobody has loaded raise nothing."""
    kinds: list[type[Exception]] = [OSError]
    for module, names in (
        ("botocore.exceptions", ("BotoCoreError", "ClientError")),
        ("aiohttp", ("ClientError",)),
    ):
        if module in sys.modules:
            kinds += [getattr(sys.modules[module], name) for name in names]
    return tuple(kinds)


def code_of(error: BaseException) -> str:
    """What S3 calls this failure, such as ``NoSuchBucket``; '' where it did not answer."""
    for each in _causes(error):
        response = getattr(each, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
    return ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _kinds(error: BaseException) -> set[str]:
    """The names of an error's classes: those of a library that may not be installed cannot be imported."""
    return {f"{kind.__module__.partition('.')[0]}.{kind.__name__}" for kind in type(error).__mro__}


def _may_pass(error: BaseException) -> bool:
    network = {"botocore.HTTPClientError", "botocore.ConnectionError", "botocore.ResponseParserError"}
    return (
        code_of(error) in _PASSING
        or not _kinds(error).isdisjoint(network | {"aiohttp.ClientError"})
        or isinstance(error, TimeoutError | ConnectionError)
    )


def _told(error: Exception, place: str) -> Exception:
    """The same in our words; what is neither disk, network nor store is left as it is."""
    code, kinds = code_of(error), _kinds(error)
    if code in _EXISTS or isinstance(error, FileExistsError):
        return FileExistsError(f"{place}: is there already, or has changed")
    if code == "NoSuchBucket":
        return BadInput("there is no such bucket", file=place, remedy="make it first, or mend the address")
    if isinstance(error, FileNotFoundError):
        return FileNotFoundError(f"{place}: is not there")
    if not kinds.isdisjoint({"botocore.NoCredentialsError", "botocore.PartialCredentialsError"}):
        remedy = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
        return BadInput("there are no credentials for this store", file=place, remedy=remedy)
    if code in _REFUSED or isinstance(error, PermissionError):
        said = f"{place}: the store refuses these credentials ({code or 'no permission'})"
        return NotPermitted(f"{said}: look at AWS_ACCESS_KEY_ID, and at what this key may do")
    said = printable(" ".join(str(error).split())[:200])
    return StorageFailed(f"the store does not answer as it should: {said}", file=place, remedy=_AGAIN)
