"""Who is asked for trusted time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlsplit

from tahqiq.seal.stamping.posting import public_address, require_web_address

Kind = Literal["rfc3161", "opentimestamps"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: How a stamp's file ends, by its kind.
SUFFIXES: dict[Kind, str] = {"rfc3161": "tsr", "opentimestamps": "ots"}
_UNNAMEABLE = re.compile(r"[^a-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Authority:
    """One server that gives trusted time.

    Attributes:
        kind: what it speaks: RFC 3161, or OpenTimestamps.
        url: its address, with whatever it needs to let us in.
    """

    kind: Kind
    url: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of stamp: {self.kind}")
        require_web_address(self.url)

    @property
    def public(self) -> str:
        """The address as it is kept and shown: without password or key.

        >>> Authority("rfc3161", "https://us:secret@stamps.example/tsr?key=1").public
        'https://stamps.example/tsr'
        """
        return public_address(self.url)

    @property
    def label(self) -> str:
        """The host, as part of a file's name.

        >>> Authority("rfc3161", "http://[::1]:8080/tsr").label
        '1'
        >>> Authority("rfc3161", "https://Stamps.example/tsr").label
        'stamps.example'
        """
        host = (urlsplit(self.url).hostname or "").lower()
        return _UNNAMEABLE.sub("-", host).strip("-.")[:60] or "authority"
