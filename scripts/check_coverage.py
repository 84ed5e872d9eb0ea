"""Coverage gates, a package each, over lines and branches together; reads COVERAGE_FILE."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

#: Where evidence is at stake every branch is tested.
WHOLE = {"seal", "release", "grade"}
ELSEWHERE = 90.0


def report() -> dict[str, Any]:
    """Coverage's own JSON report: file → summary."""
    coverage = [sys.executable, "-m", "coverage"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        subprocess.run([*coverage, "json", "--quiet", "-o", file], check=True)
        files: dict[str, Any] = json.loads(file.read_text("utf-8"))["files"]
    return files


def package_of(path: str) -> str:
    """The room a source file belongs to; '' for the few that belong to none."""
    inside = Path(path).parts[Path(path).parts.index("tahqiq") + 1 :]
    return inside[0] if len(inside) > 1 else ""


def main() -> int:
    """Prints each package's share and where it falls short; 1 if one does."""
    reached, possible = Counter[str](), Counter[str]()
    gaps: list[tuple[str, str]] = []
    for path, found in sorted(report().items()):
        summary, package = found["summary"], package_of(path)
        covered = summary["covered_lines"] + summary.get("covered_branches", 0)
        total = summary["num_statements"] + summary.get("num_branches", 0)
        reached[package] += covered
        possible[package] += total
        if covered < total:
            lines = [str(line) for line in found["missing_lines"]]
            branches = [f"{a}→{b}" for a, b in found.get("missing_branches", [])]
            gaps.append((package, f"  {path}: {', '.join(lines + branches)}"))
    short = []
    for package, total in sorted(possible.items()):
        gate = 100.0 if package in WHOLE else ELSEWHERE
        share = 100 * reached[package] / total if total else 100.0
        verdict = "" if share >= gate else f"  below {gate:.0f} %"
        print(f"{package or '(outside rooms)':16} {share:6.2f} %{verdict}")
        short += [package] if verdict else []
    print(*(gap for package, gap in gaps if package in short), sep="\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
