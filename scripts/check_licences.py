"""Are the licences of everything we run on or build with on our list (requirements/licences.toml)?

Python packages are those of requirements/spark.lock, which holds every extra, npm packages those of
site/package-lock.json.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def python_packages() -> list[str]:
    """The names locked for running, with every extra."""
    lock = (ROOT / "requirements" / "spark.lock").read_text("utf-8")
    return sorted(set(re.findall(r"^([a-z0-9][\w.-]*)==", lock, re.MULTILINE)))


def licence_of(package: str, rules: dict[str, Any]) -> str | None:
    """What the installed package says of itself, as SPDX; None where it is not for this platform."""
    if package in rules["read"]:
        return str(rules["read"][package])
    try:
        found = metadata(package)
    except PackageNotFoundError:
        return None

    def first(field: str) -> str:
        return str((found.get_all(field) or [""])[0])

    trove = [line.split(" :: ")[-1] for line in found.get_all("Classifier") or [] if "License ::" in line]
    said = first("License-Expression") or first("License") or ", ".join(trove)
    named = said if len(said) < 80 else ", ".join(trove)
    return str(rules["spelled"].get(named, named))


def npm_packages() -> dict[str, str]:
    """Package → licence, from the lock of the front end."""
    lock = json.loads((ROOT / "site" / "package-lock.json").read_text("utf-8"))
    entries = lock["packages"].items()
    return {name.removeprefix("node_modules/"): str(e.get("license", "none")) for name, e in entries if name}


def permitted(expression: str, allowed: set[str]) -> bool:
    """Whether an SPDX expression can be met: one side of an OR, both of an AND."""
    choices = re.split(r"\s+OR\s+", expression.strip("()"))
    return any(all(part.strip("() ") in allowed for part in re.split(r"\s+AND\s+", c)) for c in choices)


def main() -> int:
    """Names every package outside the list; 1 if there is one."""
    rules = tomllib.loads((ROOT / "requirements" / "licences.toml").read_text("utf-8"))
    allowed = set(rules["allowed"])
    found = {name: licence_of(name, rules) for name in python_packages()} | npm_packages()
    outside = {
        name: licence
        for name, licence in found.items()
        if licence is not None and name not in rules["excepted"] and not permitted(licence, allowed)
    }
    for name, licence in outside.items():
        print(f"{name}: {licence!r} is not in requirements/licences.toml")
    idle = set(rules["excepted"]) - set(found)
    for name in idle:
        print(f"{name}: excepted, but not used any more")
    print(f"{len(found)} packages, {len(rules['excepted'])} excepted, {len(outside)} outside the list")
    return 1 if outside or idle else 0


if __name__ == "__main__":
    sys.exit(main())
