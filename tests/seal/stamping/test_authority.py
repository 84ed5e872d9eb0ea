"""RFC 3161, against a real ``openssl ts`` behind HTTP, and against everything that is not one."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from seal.stamping.servers import OpensslAuthority, send, serving
from tahqiq.seal.stamping import Authority, NoStamp
from tahqiq.seal.stamping.authority import ask, certificates, check
from tahqiq.vocab.errors import BadInput

TEXT = b"a head of everything\n"


def query(text: bytes = TEXT, *, nonce: bool = True, certificate: bool = True) -> bytes:
    asked = TimestampRequestBuilder(nonce=nonce, cert_req=certificate).data(text)
    return asked.hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


@pytest.fixture(scope="module")
def reply(openssl: OpensslAuthority) -> bytes:
    return openssl.reply(query())


def test_a_stamp_is_got_checked_and_dated(openssl: OpensslAuthority, authority_url: str) -> None:
    got = ask(authority_url, TEXT, trusted=openssl.ca)
    assert got.stamped.trusted
    assert got.stamped.by == "Test TSA"
    assert abs(got.stamped.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert check(got.content, TEXT, nonce=got.nonce, trusted=openssl.ca) == got.stamped


def test_openssl_itself_verifies_what_is_kept(
    openssl: OpensslAuthority, authority_url: str, tmp_path: Path
) -> None:
    (tmp_path / "checkpoint.txt").write_bytes(TEXT)
    (tmp_path / "stamp.tsr").write_bytes(ask(authority_url, TEXT).content)
    said = openssl.run(
        "ts", "-verify", "-data", str(tmp_path / "checkpoint.txt"),
        "-in", str(tmp_path / "stamp.tsr"), "-CAfile", "ca.pem",
    )  # fmt: skip
    assert "Verification: OK" in said


def test_without_a_trusted_certificate_the_signature_counts_for_nothing(authority_url: str) -> None:
    assert not ask(authority_url, TEXT).stamped.trusted


def test_a_replayed_reply_is_refused(openssl: OpensslAuthority, reply: bytes) -> None:
    with (
        serving(lambda handler, body: send(handler, reply)) as url,
        pytest.raises(NoStamp, match="answers another request: its nonce"),
    ):
        ask(url, TEXT, trusted=openssl.ca)


def test_a_reply_without_the_nonce_is_refused(openssl: OpensslAuthority) -> None:
    bare = openssl.reply(query(nonce=False))
    with pytest.raises(NoStamp, match="nonce"):
        check(bare, TEXT, nonce=1)
    assert check(bare, TEXT, trusted=openssl.ca).trusted


def test_a_stamp_of_other_bytes_is_refused(openssl: OpensslAuthority, reply: bytes) -> None:
    with pytest.raises(NoStamp, match="for other bytes"):
        check(reply, TEXT + b"!", trusted=openssl.ca)


def test_an_authority_nobody_trusts_is_refused(other_openssl: OpensslAuthority, reply: bytes) -> None:
    with pytest.raises(NoStamp, match="ends in no certificate that you trust"):
        check(reply, TEXT, trusted=other_openssl.ca)


def test_a_signer_that_had_expired_is_refused(tmp_path: Path) -> None:
    expired = OpensslAuthority.make(tmp_path / "tsa", dates=("200101000000Z", "210101000000Z"))
    with pytest.raises(NoStamp, match="had expired at the time of the stamp"):
        check(expired.reply(query()), TEXT, trusted=expired.ca)


def test_a_reply_that_names_no_signer_is_refused(openssl: OpensslAuthority) -> None:
    without = openssl.reply(query(certificate=False))
    with pytest.raises(NoStamp, match="signature does not hold"):
        check(without, TEXT, trusted=openssl.ca)


def test_a_refusal_is_told_in_the_authoritys_words(openssl: OpensslAuthority) -> None:
    with pytest.raises(NoStamp, match=r"did not grant the stamp: rejected \(.+\)"):
        check(openssl.reply(b"no query at all"), TEXT)


@pytest.mark.parametrize(
    "content", [b"", b"<html>Please log in</html>", b"\x30\x80", b"\x30\x03\x02\x01\x00"]
)
def test_what_is_no_reply_is_refused(content: bytes) -> None:
    with pytest.raises(NoStamp, match="no time-stamp reply"):
        check(content, TEXT)


def test_a_page_instead_of_a_reply_is_refused() -> None:
    with (
        serving(lambda handler, body: send(handler, b"<html>")) as url,
        pytest.raises(NoStamp, match="no time-stamp"),
    ):
        ask(url, TEXT)


def test_a_grant_without_a_stamp_is_refused() -> None:
    with pytest.raises(NoStamp):
        check(bytes.fromhex("30053003020100"), TEXT)


@pytest.mark.parametrize(
    "pem", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_without_certificates_is_bad_input(pem: bytes) -> None:
    with pytest.raises(BadInput, match="no certificates to trust"):
        certificates(pem)


@given(data=st.data())
def test_no_damage_gets_past_or_does_more_than_refuse(
    data: st.DataObject, openssl: OpensslAuthority, reply: bytes
) -> None:
    where = data.draw(st.integers(0, len(reply) - 1))
    changed = reply[:where] + data.draw(st.binary(max_size=4)) + reply[where + data.draw(st.integers(0, 4)) :]
    honest = check(reply, TEXT, trusted=openssl.ca)
    try:
        said = check(changed, TEXT, trusted=openssl.ca)
    except NoStamp:
        return
    assert said == honest  # bytes that no signature covers say nothing


def test_an_authority_need_not_name_itself(openssl: OpensslAuthority, tmp_path: Path) -> None:
    shutil.copytree(openssl.folder, tmp_path / "tsa")
    unnamed = OpensslAuthority(tmp_path / "tsa")
    settings = unnamed.folder / "openssl.cnf"
    settings.write_text(settings.read_text().replace("tsa_name = yes", "tsa_name = no"))
    stamped = check(unnamed.reply(query()), TEXT, trusted=openssl.ca)
    assert (stamped.by, stamped.trusted) == ("", True)


def test_an_authority_of_a_kind_unknown_is_a_bug_of_ours() -> None:
    with pytest.raises(ValueError, match="no kind of stamp: sundial"):
        Authority("sundial", "https://stamps.example")  # type: ignore[arg-type]
