"""What the tests need of Debian is asked for once, and a refusal is passed on."""

from __future__ import annotations

from pathlib import Path

import debian
import pytest


@pytest.fixture
def apt_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in that writes down what it was asked and refuses to install; the list it writes."""
    asked = tmp_path / "asked"
    program = tmp_path / "apt-get"
    program.write_text(
        f'#!/bin/sh\necho "$*" >>\'{asked}\'\ncase "$*" in *install*) echo no >&2; exit 100 ;; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(debian, "WANTED", {"here": lambda: True, "absent": lambda: False})
    return asked


def test_root_gets_what_is_missing_or_the_reason(
    apt_get: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    debian.install_missing()
    assert apt_get.read_text().splitlines() == ["-qq update", "-qq install -y --no-install-recommends absent"]
    shown = capsys.readouterr()
    assert (shown.out, shown.err.strip()) == ("  · installing absent\n", "no")


def test_others_are_left_alone(apt_get: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    debian.install_missing()
    assert not apt_get.exists()
