"""OpenTimestamps, against a calendar that speaks the protocol over HTTP on this machine."""

from __future__ import annotations

import contextlib
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentimestamps.core.notary import LitecoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

from seal.stamping.servers import Calendar, send, serving, spelled
from tahqiq.seal.stamping import NoStamp, calendars
from tahqiq.seal.stamping.calendars import LONGEST_FILE, check, submit, upgrade
from tahqiq.seal.stamping.checking import said_of_promise
from tahqiq.vocab.errors import BadInput

TEXT = b"a head of everything\n"


def test_a_promise_names_its_calendar_and_proves_nothing_yet(calendar: Calendar) -> None:
    promise = check(submit(calendar.url, TEXT), TEXT)
    assert promise.pending == (calendar.url,)
    assert promise.blocks == ()


def test_the_calendar_never_sees_the_digest_itself(calendar: Calendar) -> None:
    first, second = submit(calendar.url, TEXT), submit(calendar.url, TEXT)
    assert first != second
    assert len(calendar.promised) == 2


def test_a_kept_promise_leads_to_a_block(calendar: Calendar) -> None:
    pending = submit(calendar.url, TEXT)
    assert upgrade(pending, asked=calendar.url) is None
    calendar.mined = True
    done = upgrade(pending, asked=calendar.url)
    assert done is not None
    (commitment,) = calendar.promised
    assert check(done, TEXT).blocks == ((calendar.height, calendar.root(commitment)),)


def test_a_proof_of_other_bytes_is_refused(calendar: Calendar) -> None:
    with pytest.raises(NoStamp, match="for other bytes"):
        check(submit(calendar.url, TEXT), b"other")


def test_a_proof_cannot_send_us_to_an_address_it_names(calendar: Calendar) -> None:
    pending = submit(calendar.url, TEXT)
    with pytest.raises(NoStamp, match="no calendar known here, and not asked"):
        upgrade(pending, asked="https://calendar.example")


def test_a_page_instead_of_a_promise_is_refused() -> None:
    with (
        serving(lambda handler, body: send(handler, b"<html>sign in</html>")) as url,
        pytest.raises(NoStamp, match="no proof of OpenTimestamps"),
    ):
        submit(url, TEXT)


def test_words_after_the_promise_are_refused() -> None:
    promise = Timestamp(bytes(32))
    promise.attestations.add(PendingAttestation("https://calendar.example"))
    with (
        serving(lambda handler, body: send(handler, spelled(promise) + b"more")) as url,
        pytest.raises(NoStamp, match="no proof of OpenTimestamps"),
    ):
        submit(url, TEXT)


def test_a_huge_proof_is_refused_unread() -> None:
    with pytest.raises(NoStamp, match="longer than"):
        check(bytes(LONGEST_FILE + 1), TEXT)


def test_what_is_no_proof_is_refused() -> None:
    with pytest.raises(NoStamp, match="not a proof"):
        check(b"a page of words", TEXT)


@pytest.mark.filterwarnings("ignore:OpReverse may get removed")
@given(st.binary(max_size=300))
def test_no_file_does_more_than_be_refused(content: bytes) -> None:
    with pytest.raises(NoStamp):
        check(content, TEXT)


@pytest.mark.filterwarnings("ignore:OpReverse may get removed")
@given(data=st.data())
def test_damage_is_refused_or_leads_elsewhere(data: st.DataObject) -> None:
    (honest,) = PROOF
    where = data.draw(st.integers(0, len(honest) - 1))
    changed = (
        honest[:where] + data.draw(st.binary(max_size=40)) + honest[where + data.draw(st.integers(0, 4)) :]
    )
    with contextlib.suppress(NoStamp):
        check(changed, TEXT)


PROOF: list[bytes] = []


@pytest.fixture(scope="module", autouse=True)
def proof() -> None:
    calendar = Calendar()
    with serving(calendar.answer) as url:
        calendar.url, calendar.mined = url, True
        done = upgrade(submit(url, TEXT), asked=url)
    assert done is not None
    PROOF[:] = [done]


class TestWithoutTheLibrary:
    @pytest.fixture(autouse=True)
    def without(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(calendars, "_library_is_here", lambda: False)

    def test_nothing_is_asked(self) -> None:
        with pytest.raises(BadInput, match=r"not installed \(pip install 'tahqiq\[evidence\]'\)"):
            submit("https://calendar.example", TEXT)
        with pytest.raises(BadInput, match="not installed"):
            upgrade(PROOF[0], asked="https://calendar.example")

    def test_a_proof_is_still_compared_and_says_what_was_not_looked_at(self) -> None:
        promise = check(PROOF[0], TEXT)
        assert not promise.read
        assert "where it leads was NOT looked at" in said_of_promise(promise, 12)
        with pytest.raises(NoStamp, match="for other bytes"):
            check(PROOF[0], b"other")


def test_other_chains_are_passed_over() -> None:
    promise = Timestamp(hashlib.sha256(TEXT).digest())
    promise.attestations.add(LitecoinBlockHeaderAttestation(7))
    context = BytesSerializationContext()
    DetachedTimestampFile(OpSHA256(), promise).serialize(context)
    found = check(context.getbytes(), TEXT)
    assert (found.pending, found.blocks) == ((), ())
    assert "a calendar promised" in said_of_promise(found, 12)
