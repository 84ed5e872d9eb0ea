"""RFC 3161: asking a time-stamping authority, and checking what it answers.

What is stamped is the SHA-256 of a checkpoint's whole text, so that
``openssl ts -verify -data checkpoint.txt -in stamp.tsr -CAfile ca.pem`` checks the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tahqiq.seal.stamping.errors import NoStamp
from tahqiq.seal.stamping.posting import Patience, exchange
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

#: RFC 3161, section 3.4.
_ASKS, _ANSWERS = "application/timestamp-query", "application/timestamp-reply"
_SHA256 = "2.16.840.1.101.3.4.2.1"
#: RFC 3161, 2.4.2: PKIStatus. Only 'granted' is a stamp that was asked for.
_GRANTED = 0
_STATUSES = ("granted", "granted with modifications", "rejected", "waiting", "revoked soon", "revoked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What a reply says, as far as it holds.

    Attributes:
        at: the authority's time, UTC: what was stamped existed before it.
        by: the name the authority goes by, '' where the reply names none.
        trusted: the signature was checked, back to a certificate that the reader trusts.
    """

    at: datetime
    by: str
    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An authority's answer, checked.

    Attributes:
        content: the whole answer, as it is kept.
        nonce: the number that was asked with; the answer repeats it.
        stamped: what it says.
    """

    content: bytes
    nonce: int | None
    stamped: Stamped


def ask(
    url: str,
    text: bytes,
    *,
    trusted: bytes | None = None,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> Reply:
    """A stamp for these bytes from one authority.

    Args:
        url: of the authority.
        text: what to stamp; only its SHA-256 is sent.
        trusted: PEM certificates that the user trusts; without them the signature stays unchecked.
        patience: how long to wait and how much to take.

    Raises:
        BadInput: the address or the certificates are none.
        NoStamp: no answer, a refusal, or an answer to another question.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    asked = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).build()
    content = exchange(url, body=asked.as_bytes(), content_type=_ASKS, accept=_ANSWERS, patience=patience)
    stamped = check(content, text, nonce=asked.nonce, trusted=trusted)
    return Reply(content=content, nonce=asked.nonce, stamped=stamped)


def check(content: bytes, text: bytes, *, nonce: int | None = None, trusted: bytes | None = None) -> Stamped:
    """Whether a reply stamps these bytes.

    Args:
        content: the reply, DER.
        text: what should be stamped.
        nonce: what was asked with; None where nobody knows any more.
        trusted: PEM certificates that the reader trusts; without them the signature stays unchecked.

    Raises:
        BadInput: ``trusted`` holds no certificate.
        NoStamp: it is no reply, no grant, for other bytes, an answer to another request, or not
            signed by an authority whose chain ends in a trusted certificate, all valid at the time.
    """
    reply = _parsed(content)
    _require_the_same(reply, hashlib.sha256(text).digest(), nonce)
    if trusted is not None:
        _require_signature(reply, text, certificates(trusted))
    return Stamped(at=reply.tst_info.gen_time.astimezone(UTC), by=_name(reply), trusted=trusted is not None)


def certificates(pem: bytes) -> Sequence[Certificate]:
    """The certificates in a PEM file.

    Raises:
        BadInput: there is none.
    """
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise BadInput(
            "no certificates to trust in this file", remedy="give the authority's CA in PEM form"
        ) from error


def _parsed(content: bytes) -> TimeStampResponse:
    """The reply, granted and with a token.

    Raises:
        NoStamp: it is none.
    """
    from rfc3161_client import decode_timestamp_response

    try:
        reply = decode_timestamp_response(content)
        status = reply.status
    except ValueError as error:
        raise NoStamp("the answer is no time-stamp reply (RFC 3161)") from error
    if status != _GRANTED:
        said = "; ".join(reply.status_string)
        name = _STATUSES[status] if status < len(_STATUSES) else str(status)
        raise NoStamp(f"the authority did not grant the stamp: {name}{f' ({said})' if said else ''}")
    try:
        _ = reply.tst_info.gen_time
    except ValueError as error:
        raise NoStamp("the reply is granted, and holds no stamp") from error
    return reply


def _require_the_same(reply: TimeStampResponse, digest: bytes, nonce: int | None) -> None:
    imprint = reply.tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != _SHA256 or imprint.message != digest:
        raise NoStamp("the stamp is for other bytes")
    if nonce is not None and reply.tst_info.nonce != nonce:
        raise NoStamp("the stamp answers another request: its nonce is not the one that was sent")


def _require_signature(reply: TimeStampResponse, text: bytes, roots: Sequence[Certificate]) -> None:
    from rfc3161_client import VerificationError
    from rfc3161_client.verify import VerifierBuilder

    try:
        VerifierBuilder(roots=list(roots)).build().verify_message(reply, text)
    except (VerificationError, ValueError) as error:
        raise NoStamp(f"the stamp's signature does not hold: {_reason(str(error))}") from error


def _reason(said: str) -> str:
    """OpenSSL's own words for what is wrong, without its error stack."""
    plain = (words for known, words in _PLAIN.items() if known in said)
    return next(plain, said.split(": ErrorStack", 1)[0][:200])


_PLAIN = {
    "certificate has expired": "the authority's certificate had expired at the time of the stamp",
    "certificate is not yet valid": "the authority's certificate was not yet valid at the time of the stamp",
    "unable to get local issuer certificate": "its chain ends in no certificate that you trust",
}


def _name(reply: TimeStampResponse) -> str:
    """The common name in the token's ``tsa`` field (RFC 3161, 2.4.2)."""
    from cryptography.x509 import DirectoryName
    from cryptography.x509.oid import NameOID

    name = reply.tst_info.name
    if not isinstance(name, DirectoryName):
        return ""
    return "; ".join(str(each.value) for each in name.value.get_attributes_for_oid(NameOID.COMMON_NAME))
