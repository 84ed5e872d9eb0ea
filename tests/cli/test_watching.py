"""``tahqiq seal --watch``, as typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from cli.sealed_folder import Shell
from tahqiq.cli import watching
from tahqiq.seal import Archive, Busy, Receipt, Sealed, Unsealable, verify

WATCH = ("seal", "--watch", "in", "--archive", "kept", "--rest", "0", "--for", "0")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(b"a\n")
    (tmp_path / "in/b.part").write_bytes(b"b")
    return Shell(tmp_path, capsys)


def names(told: str) -> list[str]:
    return [line.split("  ")[1] for line in told.splitlines()]


def test_what_is_at_rest_is_sealed_once(shell: Shell) -> None:
    assert names(shell(*WATCH).out) == ["in/a.txt"]
    assert shell(*WATCH).out == ""
    (shell.folder / "in/b.part").rename(shell.folder / "in/b")
    assert names(shell(*WATCH).out) == ["in/b"]
    (shell.folder / "in/a.txt").write_bytes(b"changed\n")
    assert names(shell(*WATCH).out) == ["in/a.txt"]


def test_what_was_sealed_by_hand_is_not_sealed_again(shell: Shell) -> None:
    shell("seal", "in/a.txt", "in", "--archive", "kept")
    assert shell(*WATCH).out == ""


def test_links_are_left_out_and_named(shell: Shell) -> None:
    (shell.folder / "in/link").symlink_to("/etc/passwd")
    told = shell(*WATCH)
    assert (told.code, names(told.out)) == (0, ["in/a.txt"])
    assert "in/link: left out" in told.err


@pytest.mark.parametrize("error", [Unsealable("the file changed while it was read"), Busy("another process")])
def test_what_cannot_be_sealed_yet_is_said_and_tried_again(
    shell: Shell, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failing = watching._sealed, [error, error]

    def fails_at_first(*arguments: object) -> object:
        if failing:
            raise failing.pop()
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "_sealed", fails_at_first)
    monkeypatch.setattr(watching, "POLL", 0.0)
    told = shell(*WATCH[:-1], "0.3")
    assert "not sealed yet" in told.err
    assert names(told.out) == ["in/a.txt"]


def test_a_file_that_changes_holds_up_no_other(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (shell.folder / "in/c.txt").write_bytes(b"c\n")
    real = Archive.seal_many

    def fails_after_the_first(archive: Archive, sources: Iterable[tuple[Path, Receipt]]) -> Iterator[Sealed]:
        given = list(sources)
        yield from real(archive, given[:1])
        if given[1:]:
            raise Unsealable("the file changed while it was read")

    monkeypatch.setattr(Archive, "seal_many", fails_after_the_first)
    assert names(shell(*WATCH).out) == ["in/a.txt", "in/c.txt"]


def test_a_file_that_vanishes_is_said_and_passed_over(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> None:
        path.unlink(missing_ok=True)
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("tahqiq.seal.arrivals.recognise", gone)
    told = shell(*WATCH)
    assert (told.code, told.out) == (0, "")
    assert "not sealed yet: in/a.txt: cannot be read: No such file" in told.err


@pytest.mark.parametrize("wrong", [("in", "in"), ("in/a.txt",), ("link",)])
def test_one_folder_is_watched(shell: Shell, wrong: tuple[str, ...]) -> None:
    (shell.folder / "link").symlink_to("in")
    told = shell("seal", "--watch", *wrong, "--archive", "kept", "--for", "0")
    assert told.code == 2
    assert "--watch takes one folder" in told.err
    assert not (shell.folder / "kept").exists()


def test_an_interruption_ends_it_well(shell: Shell) -> None:
    command = [sys.executable, "-m", "tahqiq", *WATCH[:-2]]
    source = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONUNBUFFERED": "1"}
    listening = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may not be
    process = subprocess.Popen(
        command,
        cwd=shell.folder,
        env=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=listening,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().endswith("  in/a.txt\n")
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130
    assert "Traceback" not in err
    assert verify(shell.folder / "kept").faults == ()
    assert len(list(Archive.open(shell.folder / "kept").receipts())) == 2
