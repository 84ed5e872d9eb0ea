"""The proof bundle of one item (format: bundle/1): all that a stranger needs, and nothing more.

Its fields are fixed. It shows the opening of one event (what, how large, when), the way from that
event to a signed head, and stamps; who collected the item, from where, with which device and at
which position stands in the receipt, which is not in it. Only what a release has already made
public may stand beside, in ``disclosed``, with the release's content id.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tahqiq.seal.canonical import canonical
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import is_sha256

FORMAT = "bundle/1"
#: Bytes; a longer file is no bundle.
LONGEST = 1 << 20
#: What a release can make public of a receipt, and a bundle then repeat.
DISCLOSABLE = frozenset({"address", "collector", "device", "position", "title_ar", "title_en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """What a release says of the item: repeated here, and not proved.

    Attributes:
        release: the release's content id, a SHA-256.
        fields: name → value; names are of ``DISCLOSABLE``.

    Raises:
        ValueError: the release has no content id, or a field may never stand in a bundle.
    """

    release: str
    fields: dict[str, str]

    def __post_init__(self) -> None:
        if not is_sha256(self.release):
            raise ValueError("a disclosure names the release by its content id")
        if unknown := sorted(set(self.fields) - DISCLOSABLE):
            raise ValueError(f"a bundle never says this: {', '.join(unknown)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleStamp:
    """Trusted time of the bundle's head, or of a later one.

    Attributes:
        authority: who gave it, by address.
        checkpoint: the signed head that was stamped.
        consistency: hashes that lead from the bundle's head to that one (RFC 9162 §2.1.4), in
            hexadecimal; none where it is the same head.
        content: the whole reply, base64.
        kind: 'rfc3161' or 'opentimestamps'.
    """

    authority: str
    checkpoint: str
    consistency: tuple[str, ...]
    content: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The proof that one event stands in an archive's custody log.

    Attributes:
        checkpoint: the signed head (C2SP checkpoint) that the proof leads to.
        disclosed: what a release made public of the item, if anything.
        inclusion: hashes from the leaf to the head's root, the lowest first, in hexadecimal.
        index: which leaf of the log, from 0.
        leaf: the log's line of the event, exactly.
        log_key: the public key that the archive says is its own, in hexadecimal.
        opening: the fields the leaf's commitment covers, exactly as hashed.
        stamps: trusted time.
    """

    format: str = FORMAT
    checkpoint: str
    disclosed: Disclosed | None = None
    inclusion: tuple[str, ...]
    index: int
    leaf: str
    log_key: str
    opening: str
    stamps: tuple[BundleStamp, ...]

    def content(self) -> bytes:
        """The file's bytes."""
        return canonical(self) + b"\n"

    @classmethod
    def parse(cls, content: bytes) -> Bundle:
        """Reads a bundle, without believing it: see ``check_bundle``.

        Raises:
            BadInput: these bytes are no bundle of a version known here.
        """
        if len(content) > LONGEST:
            raise BadInput(f"not a proof bundle: longer than {LONGEST:,} bytes")
        try:
            said = msgspec.json.decode(content, type=_Version).format
            if said != FORMAT and said.startswith("bundle/"):
                raise BadInput(f"a bundle of a version unknown here: {said!r}", remedy="update Tahqiq")
            bundle = msgspec.json.decode(content, type=cls)
        except (ValueError, RecursionError) as error:
            raise BadInput("not a proof bundle") from error
        if said != FORMAT or bundle.content() != content:
            raise BadInput("not a proof bundle: it was changed, or its fields are not those of bundle/1")
        return bundle


class _Version(msgspec.Struct):
    format: str
