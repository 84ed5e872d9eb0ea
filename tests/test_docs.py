"""The documents say what is so: commands, options, pages, tests and links they name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import generate_cli_reference
import pytest

from tahqiq.cli import VERBS
from tahqiq.cli.options import _OPTIONS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {generate_cli_reference.PAGE})
#: Words after ./tahqiq that the wrapper answers itself.
WRAPPER = {"test", "dev"}
#: Commands explained on the page of another.
SHARED_PAGES = {
    "inside": "seal",
    "verify": "seal",
    "dedupe": "link",
    "restore": "backup",
    "account": "serve",
    "consensus": "survey",
    "stamp": "prove",
    "receive": "export",
    "upgrade": "seal",
}


def options_of(verb: str) -> set[str]:
    commands = dict(generate_cli_reference.commands())
    below = [command for name, command in commands.items() if name.split()[0] == verb]
    spelled = {option for command in below for parameter in command.params for option in parameter.opts}
    return spelled | {"--help", "-h"}


def calls_in(text: str) -> Iterator[list[str]]:
    """Every call of tahqiq in a code block or in backticks, as words."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`((?:\./)?tahqiq [^`]+)`", text)
    for line in [*lines, *spans]:
        if found := re.match(r"\s*(?:\$ )?(?:\w+=\S+ )*(?:\./)?tahqiq +(\S.*)", line):
            yield found.group(1).split("#")[0].split()


def test_the_command_reference_is_generated_from_the_commands_of_today() -> None:
    written = generate_cli_reference.PAGE.read_text("utf-8")
    remedy = "run ./tahqiq dev python scripts/generate_cli_reference.py"
    assert written == generate_cli_reference.page(), remedy


def test_every_command_takes_the_shared_options() -> None:
    shared = {"--home", "--case", "--json", "--as"}
    assert len(_OPTIONS) == len(shared)
    for verb in VERBS:
        assert shared <= options_of(verb), verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_its_page(verb: str) -> None:
    page = ROOT / "docs" / "verbs" / f"{SHARED_PAGES.get(verb, verb)}.md"
    assert f"tahqiq {verb}" in page.read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_call_shown_can_be_made(document: Path) -> None:
    for verb, *words in calls_in(document.read_text("utf-8")):
        if verb in WRAPPER or verb.startswith(("-", "…", "VERB", "COMMAND")):
            continue
        assert verb in VERBS, f"{document.name} shows 'tahqiq {verb}'"
        options = {word.split("=")[0].strip("[]") for word in words if word.startswith(("--", "[--"))}
        assert options <= options_of(verb), f"{document.name} shows options that {verb} has not"


@pytest.mark.parametrize("document", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_every_link_of_the_top_documents_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text("utf-8")):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_every_variable_that_is_read_is_explained() -> None:
    sources = [ROOT / "tahqiq", *(ROOT / "src").rglob("*.py"), ROOT / "scripts" / "run_checks.py"]
    read = {name for path in sources for name in re.findall(r"TAHQIQ_[A-Z_]+[A-Z]", path.read_text("utf-8"))}
    explained = (ROOT / "docs/verbs/index.md").read_text("utf-8")
    assert read - {"TAHQIQ_TEST_DATABASE_URL"} <= set(re.findall(r"TAHQIQ_[A-Z_]+", explained))


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(named) >= 5, "the threat model names its tests as `tests/path.py::test_name`"
    for file, test in named:
        assert re.search(rf"^\s*def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), (file, test)


def test_the_threat_model_opens_the_security_page_and_covers_its_threats() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    table = text[: text.index("\n## ", text.index("|---"))]
    for threat in ("Seizure", "Hostile insider", "Hostile evidence", "Coerced witness", "Re-identification"):
        assert re.search(rf"^\| \*\*{threat}", table, re.MULTILINE), threat


def test_every_decision_is_listed_and_short() -> None:
    index = (ROOT / "docs/adr/index.md").read_text("utf-8")
    for decision in sorted((ROOT / "docs/adr").glob("0*.md")):
        assert decision.name in index
        assert len(decision.read_text("utf-8").splitlines()) <= 40, "a decision is twenty lines"
