"""``tahqiq stamp``, as typed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from seal.stamping.servers import Calendar, OpensslAuthority, send, serving

from cli.sealed_folder import Shell
from tahqiq.desk import serving as desk_serving
from tahqiq.desk import setup
from tahqiq.desk.home import Home
from tahqiq.seal import Archive, Receipt
from tahqiq.seal.stamping import Authority, WaitingStamps


@pytest.fixture(scope="module")
def openssl(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.make(tmp_path_factory.mktemp("tsa") / "one")


@pytest.fixture(scope="module")
def url(openssl: OpensslAuthority) -> Iterator[str]:
    with serving(openssl.answer) as address:
        yield f"{address}/tsr"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    Archive.create(tmp_path / "kept").seal_bytes(b"seen", Receipt(by="amal", original_name="x"))
    return Shell(tmp_path, capsys)


def test_a_stamp_is_got_and_verified(shell: Shell, url: str, openssl: OpensslAuthority) -> None:
    ca = str(openssl.folder / "ca.pem")
    told = shell("stamp", "--archive", "kept", "--authority", url, "--trust", ca)
    assert told.code == 0, told.err
    assert f"{url}: stamped 20" in told.out
    verified = shell("verify", "--archive", "kept", "--trust", ca)
    assert verified.code == 0, verified.out
    assert "leads to a certificate you trust" in verified.err


def test_what_fails_is_said_kept_and_asked_for_again(shell: Shell, openssl: OpensslAuthority) -> None:
    broken = [True]

    def answer(handler: object, body: bytes) -> None:
        if broken[0]:
            send(handler, b"<html>", status=200)  # type: ignore[arg-type]
        else:
            openssl.answer(handler, body)  # type: ignore[arg-type]

    with serving(answer) as address:
        failed = shell("stamp", "--archive", "kept", "--authority", f"{address}/?key=hush")
        again = shell("stamp", "--archive", "kept", "--retry", "--json")
        broken[0] = False
        (shell.folder / "more").write_bytes(b"more")
        sealed = shell("seal", "more", "--archive", "kept")
    assert failed.code == 1
    assert "no time-stamp reply" in failed.out
    assert "waits: " in failed.out
    assert "no stamp from 1 of 1" in failed.err
    assert again.code == 1
    told = json.loads(again.out)
    assert [each["tries"] for each in told["waiting"]] == [2]
    assert "hush" not in failed.out + failed.err + again.out
    assert sealed.code == 0
    assert f"stamp: {address}/: stamped 20" in sealed.err
    assert shell("stamp", "--archive", "kept", "--retry").out == "nothing waits\n"


def test_a_retry_demands_the_same_trust(
    shell: Shell, url: str, openssl: OpensslAuthority, tmp_path: Path
) -> None:
    other = OpensslAuthority.make(tmp_path / "other", name="Other")
    trust = str(other.folder / "ca.pem")
    assert shell("stamp", "--archive", "kept", "--authority", url, "--trust", trust).code == 1
    again = shell("stamp", "--archive", "kept", "--retry")
    assert again.code == 1
    assert "ends in no certificate that you trust" in again.out


def test_a_home_names_whom_to_ask(shell: Shell, url: str, openssl: OpensslAuthority) -> None:
    home = Home.create(shell.folder / "tahqiq-home")
    calendar = Calendar()
    (home.keys / "ca.pem").write_bytes(openssl.ca)
    with serving(calendar.answer) as calendar.url:
        with (home.path / "tahqiq.toml").open("a") as settings:
            settings.write(f'stamp_authorities = "{url}"\nstamp_calendars = "{calendar.url}"\n')
            settings.write('stamp_trust = "keys/ca.pem"\n')
        (shell.folder / "more").write_bytes(b"more")
        sealed = shell("seal", "more")
        assert sealed.code == 0
        assert sealed.err.count("stamp: http://127.0.0.1") == 2
        told = shell("stamp")
    assert told.code == 0, told.err
    assert told.out.count("has stamped this head of 2 events already") == 2


def test_a_broken_setting_never_spoils_a_sealing(shell: Shell) -> None:
    home = Home.create(shell.folder / "tahqiq-home")
    with (home.path / "tahqiq.toml").open("a") as settings:
        settings.write('stamp_authorities = "file:///etc/passwd"\n')
    (shell.folder / "more").write_bytes(b"more")
    told = shell("seal", "more")
    assert told.code == 0
    assert "stamp: 'file:///etc/passwd' is no address of a web server" in told.err
    assert shell("stamp").code == 2


def test_nobody_is_asked_whom_nobody_named(shell: Shell) -> None:
    told = shell("stamp", "--archive", "kept")
    assert told.code == 2
    assert "nobody to ask for a stamp" in told.err


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_a_trust_that_is_none_is_bad_input(shell: Shell, url: str, content: bytes | None) -> None:
    if content is not None:
        (shell.folder / "ca.pem").write_bytes(content)
    told = shell("stamp", "--archive", "kept", "--authority", url, "--trust", "ca.pem")
    assert told.code == 2
    assert "ca.pem: " in told.err


def test_serving_asks_whoever_owes_a_stamp(
    shell: Shell, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.create(shell.folder / "tahqiq-home")
    (shell.folder / "more").write_bytes(b"more")
    assert shell("seal", "more").code == 0
    waiting = WaitingStamps(home.keys / "archive")
    waiting.add(Authority("rfc3161", url), size=2, at="2026-05-02T10:00:00Z", reason="no answer", trust="")
    monkeypatch.setattr(setup, "start", lambda home, **_: None)
    monkeypatch.setattr(desk_serving, "serve", lambda home, *, ready, **_: until_asked(ready))
    told = shell("serve", "--no-work")
    assert told.code == 0, told.err
    assert f"stamp: {url}: stamped 20" in told.err
    assert waiting.read() == []


def until_asked(ready: Callable[[], None]) -> None:
    ready()
    for thread in threading.enumerate():
        if thread.name == "stamps":
            thread.join()
