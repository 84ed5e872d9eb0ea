"""Who is asked for trusted time: what the options say, else the home's settings; and asking on the way.

Nobody is asked unless a person named them: an installation makes no call to the outside by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput, TahqiqError

if TYPE_CHECKING:
    from tahqiq.seal import Archive
    from tahqiq.seal.stamping import Authority, Outcome

#: Certificates, in bytes.
_LONGEST_TRUST = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stampers:
    """Whom to ask, and whom to believe.

    Attributes:
        authorities: addresses that speak RFC 3161. calendars: those of OpenTimestamps.
        trust: PEM file of the certificates that signatures must lead to; None leaves them unchecked.
    """

    authorities: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    trust: Path | None = None

    @classmethod
    def of(cls, home: Home) -> Stampers:
        """What a home's settings name: ``stamp_authorities``, ``stamp_calendars``, ``stamp_trust``."""
        trust = home.setting("stamp_trust", "")
        return cls(
            authorities=tuple(home.setting("stamp_authorities", "").split()),
            calendars=tuple(home.setting("stamp_calendars", "").split()),
            trust=home.path / trust if trust else None,
        )

    def named(self) -> list[Authority]:
        """All of them.

        Raises:
            BadInput: an address is none.
        """
        from tahqiq.seal.stamping import Authority

        asked = [Authority("rfc3161", url) for url in self.authorities]
        return [*asked, *(Authority("opentimestamps", url) for url in self.calendars)]

    def trusted(self) -> bytes | None:
        """The certificates. Errors: see ``read_trust``."""
        return None if self.trust is None else read_trust(self.trust)


def read_trust(file: Path) -> bytes:
    """The certificates in a PEM file.

    Raises:
        BadInput: it cannot be read, or holds none.
    """
    from tahqiq.seal.stamping.authority import certificates

    try:
        with file.open("rb") as opened:
            pem = opened.read(_LONGEST_TRUST)
        certificates(pem)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(file)) from error
    except BadInput as error:
        raise BadInput(error.problem, file=str(file), remedy=error.remedy) from error
    return pem


def place_of(archive: str | None) -> Path | str | None:
    """Where an archive stands: a path, or an address with '://' in it; None where none was named.

    >>> place_of("s3://bucket/evidence"), place_of("evidence")
    ('s3://bucket/evidence', PosixPath('evidence'))
    """
    return archive if archive is None or "://" in archive else Path(archive)


def stamped(archive: Archive, stampers: Stampers, *, retry_only: bool = False) -> Iterator[Outcome]:
    """Asks those named, then whoever owes a stamp; each once, for the newest head.

    Args:
        archive: whose head is to be stamped.
        stampers: whom to ask, and whom to believe.
        retry_only: ask only whoever owes one.

    Raises:
        BadInput: an address or the file of certificates is none, or the list of what waits is broken.
        StorageFailed: a stamp cannot be kept.
    """
    from tahqiq.seal.stamping import WaitingStamps, stamp_head

    waiting = WaitingStamps(archive.keyring.folder)
    owed = [each.authority for each in waiting.read()]
    asked = owed if retry_only else [*stampers.named(), *owed]
    if asked:
        yield from stamp_head(
            archive.store, archive.head(), asked, waiting=waiting, trusted=stampers.trusted()
        )


def stamp_in_passing(place: Path | str, home: Home | None, *, retry_only: bool = False) -> None:
    """Asks for stamps at the end of another command, and says on stderr what came of it.

    What that command did stands, whatever becomes of the stamps.

    Args:
        place: of the archive.
        home: whose settings name authorities; None for an archive that stands alone.
        retry_only: ask only whoever owes a stamp.
    """
    from tahqiq.seal import Archive

    try:
        stampers = Stampers() if home is None else Stampers.of(home)
        for outcome in stamped(Archive.open(place), stampers, retry_only=retry_only):
            click.echo(f"stamp: {outcome.line()}", err=True)
    except TahqiqError as error:
        click.echo(f"stamp: {error}", err=True)
