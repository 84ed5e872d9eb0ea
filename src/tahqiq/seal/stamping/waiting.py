"""Stamps that were asked for and not got: kept beside the archive's keys until an authority answers.

One entry an authority. It is asked again for the newest head, which covers every earlier one: a log
only grows, and consistency proofs show it (RFC 9162 §2.1.4).
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec

from tahqiq.durable import write_file
from tahqiq.seal.stamping.authorities import Authority, Kind
from tahqiq.vocab.errors import BadInput

FORMAT = "waiting/1"
FILE = "stamps.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One authority that owes a stamp.

    Attributes:
        kind, url: of the authority, with whatever it needs to let us in.
        size: events in the newest head that it was asked for.
        since, last: when it first and last gave none (UTC).
        tries: how often it was asked since.
        reason: why there was none, the last time.
        trust: PEM certificates that its stamp must be signed under; '' leaves that unchecked.
    """

    kind: Kind
    url: str
    size: int
    since: str
    last: str
    tries: int
    reason: str
    trust: str

    @property
    def authority(self) -> Authority:
        """Whom to ask."""
        return Authority(self.kind, self.url)

    def line(self) -> str:
        """One line for people."""
        times = "once" if self.tries == 1 else f"{self.tries:,} times"
        return f"{self.authority.public} owes a stamp since {self.since} (asked {times}): {self.reason}"


@dataclass(frozen=True, slots=True)
class WaitingStamps:
    """The file of what waits, in the folder of an archive's keys."""

    folder: Path

    def read(self) -> list[Waiting]:
        """What waits, by authority.

        Raises:
            BadInput: the file is not one of ours.
        """
        file = self.folder / FILE
        try:
            found = msgspec.json.decode(file.read_bytes(), type=_Listed)
            for each in found.waiting:
                _ = each.authority
        except FileNotFoundError:
            return []
        except (ValueError, RecursionError, BadInput) as error:
            remedy = "remove it, then ask for the stamps again"
            raise BadInput(f"not a list of waiting stamps: {error}", file=str(file), remedy=remedy) from error
        return list(found.waiting)

    def add(self, authority: Authority, *, size: int, at: str, reason: str, trust: str) -> None:
        """An authority gave no stamp for the head of this size; attributes as in ``Waiting``."""
        with self._alone():
            listed = {(each.kind, each.url): each for each in self.read()}
            key = (authority.kind, authority.url)
            new = Waiting(
                kind=authority.kind,
                url=authority.url,
                size=size,
                since=at,
                last=at,
                tries=0,
                reason=reason,
                trust=trust,
            )
            old = listed.get(key, new)
            size = max(size, old.size)
            listed[key] = replace(
                old, size=size, last=at, tries=old.tries + 1, reason=reason, trust=trust or old.trust
            )
            self._write(listed.values())

    def done(self, authority: Authority) -> None:
        """An authority gave a stamp of the newest head."""
        if not self.read():
            return
        with self._alone():
            waiting = self.read()
            left = [each for each in waiting if each.authority != authority]
            if len(left) < len(waiting):
                self._write(left)

    def _write(self, waiting: Iterable[Waiting]) -> None:
        listed = {"format": FORMAT, "waiting": [asdict(each) for each in waiting]}
        write_file(self.folder / FILE, msgspec.json.format(msgspec.json.encode(listed)), mode=0o600)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process changes the list meanwhile."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / f".{FILE}.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class _Listed(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal["waiting/1"]
    waiting: list[Waiting]
