"""The twenty lines of the documents, taken from the page and run: good and tampered bundles."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from seal.bundles.conftest import Tampering
from seal.bundles.tampering import BUNDLE_TAMPERINGS

DOCUMENT = Path(__file__).parents[3] / "docs" / "verbs" / "prove.md"


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (block,) = re.findall(r"^```python\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    file = tmp_path_factory.mktemp("script") / "check.py"
    file.write_text(block, "utf-8")
    return file


def run(script: Path, *arguments: Path) -> subprocess.CompletedProcess[str]:
    # Isolated: nothing of this checkout can help it.
    return subprocess.run([sys.executable, "-I", script, *arguments], capture_output=True, text=True)


def test_it_accepts_a_good_bundle(script: Path, bundle: bytes, item_file: Path, tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_bytes(bundle)
    done = run(script, tmp_path / "proof.json", item_file)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("sealed as event 2 of ")
    assert "tahqiq" not in script.read_text().split("bundle = ")[0]


def test_it_has_about_twenty_lines(script: Path) -> None:
    code = [line for line in script.read_text().splitlines() if line.strip()]
    assert len(code) <= 24


def test_it_refuses_another_file(script: Path, bundle: bytes, tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_bytes(bundle)
    (tmp_path / "other").write_bytes(b"other")
    done = run(script, tmp_path / "proof.json", tmp_path / "other")
    assert done.returncode == 1
    assert "another file" in done.stderr


@pytest.mark.parametrize("name", ["opening", "event", "index", "inclusion", "short", "signature", "head"])
def test_it_refuses_tampering(
    script: Path, bundle: bytes, item_file: Path, tmp_path: Path, name: str
) -> None:
    tampered = json.loads(bundle)
    tampering: Tampering = BUNDLE_TAMPERINGS[name][0]
    tampering(tampered)
    (tmp_path / "proof.json").write_text(json.dumps(tampered))
    done = run(script, tmp_path / "proof.json", item_file)
    assert done.returncode == 1, done.stdout
