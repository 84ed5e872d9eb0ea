"""Does every string a user can see have its Arabic, whole and in use?

Compares the catalogue with what the code and the templates say: entries that are missing,
fuzzy, empty, short of a plural form, with a placeholder lost, or used nowhere.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib  # type: ignore[import-untyped]
from babel.messages.extract import extract
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tahqiq"
LOCALE = SOURCE / "locale"
FRONT_END = ROOT / "site" / "src"

Message = tuple[str, str]
"""Context ('' for none) and English text."""

#: Functions that take a message: which argument is the text, which the plural, which the context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "word", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("counted", "ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("word_in_context", "pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}
_JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
_CALLED = re.compile(r"\bword\(\"((?:[^\"\\]|\\.)*)\"")
#: The desk's own tag for counted things: {% how_many "{n} claim" "{n} claims" count %}.
_HOW_MANY = re.compile(r'\{% how_many "([^"]+)" "')
_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%[sd]")


def sources() -> list[Path]:
    """Every file that can hold a message."""
    found = [path for path in SOURCE.rglob("*") if path.suffix in {".py", ".html", ".txt"}]
    found += FRONT_END.rglob("*.ts")
    return sorted(path for path in found if "migrations" not in path.parts)


def extracted(path: Path) -> Iterator[Message]:
    """The messages a file hands to a translating function or tag."""
    if path.suffix == ".ts":
        yield from (("", text) for text in _CALLED.findall(path.read_text("utf-8")))
    elif path.suffix != ".py" and {"publish", "link", "read", "seal", "onepage"} & set(path.parts):
        yield from in_jinja(path.read_text("utf-8"))
    elif path.suffix == ".py":
        yield from in_python(path.read_text("utf-8"))
    else:
        yield from (("", text) for text in _HOW_MANY.findall(path.read_text("utf-8")))
        for _, messages, _, context in extract("python", BytesIO(as_python(path).encode()), KEYWORDS):
            yield (context or "", messages if isinstance(messages, str) else messages[0])


def in_python(code: str) -> Iterator[Message]:
    """The messages of a module; both sides of a choice made inside the call."""
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call) and (name := getattr(call.func, "id", getattr(call.func, "attr", ""))):
            said = [list(strings_of(each)) for each in call.args] if name in KEYWORDS else []
            if said and takes_context(name):
                yield from ((context, text) for context in said[0] for text in said[1])
            elif said:
                yield from (("", text) for text in said[0])


def strings_of(node: ast.expr) -> Iterator[str]:
    """The string an expression is, or the strings it chooses between."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*strings_of(node.body), *strings_of(node.orelse))


def takes_context(name: str) -> bool:
    """Whether the function's first argument tells homonyms apart."""
    return name in {"word_in_context", "pgettext", "pgettext_lazy", "npgettext"}


def in_jinja(template: str) -> Iterator[Message]:
    """The messages of a Jinja template, whether called as ``word(…)`` or ``tongue.word(…)``."""
    for call in _JINJA.parse(template).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else getattr(call.node, "attr", "")
        said = [each.value for each in call.args if isinstance(each, nodes.Const)]
        if name in KEYWORDS and said:
            yield (said[0], said[1]) if takes_context(name) else ("", said[0])


def as_python(template: Path) -> str:
    """A Django template with nothing left but its messages, as Django itself sees it."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    return str(templatize(template.read_text("utf-8"), origin=str(template)))


def literals(path: Path) -> Iterator[str]:
    """Every string in a Python file: tables of words are looked up later, by variable."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def words_in(value: object) -> Iterator[str]:
    """Every string in a table of words or a built-in case, which is translated by variable too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from words_in(each)


def spoken_in(path: Path) -> Iterator[str]:
    """The texts of one file."""
    if path.suffix == ".toml":
        yield from words_in(tomllib.loads(path.read_text("utf-8")))
    elif path.suffix == ".py":
        yield from literals(path)


def spoken() -> set[str]:
    """Every text that our code and built-in cases may look up without naming it."""
    return {text for path in (*sources(), *SOURCE.rglob("*.toml")) for text in spoken_in(path)}


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one entry."""
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "fuzzy"
    if entry.msgid_plural and len(forms) != 6:
        yield f"{len(forms)} plural forms, Arabic has 6"
    if not all(form.strip() for form in forms):
        yield "without Arabic"
        return
    wanted = sorted(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    for form in forms:
        held = sorted(_PLACEHOLDER.findall(form))
        spelled_out = entry.msgid_plural and set(held) <= set(wanted)  # 'one' and 'two' need no figure
        if held != wanted and not spelled_out:
            yield f"placeholders {held} for {wanted}"


def main() -> int:
    """Prints every fault with the message; 1 if there is one."""
    used = {message: path for path in sources() for message in extracted(path)}
    known = {text for _, text in used} | spoken()
    faults: list[str] = []
    for catalogue in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        entries = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(catalogue)) if not e.obsolete}
        faults += [f"{fault}: {e.msgid!r}" for e in entries.values() for fault in faults_of(e)]
        faults += [
            f"missing: {message[1]!r} ({path.relative_to(ROOT)})"
            for message, path in used.items()
            if message not in entries
        ]
        faults += [f"used nowhere: {text!r}" for _, text in entries if text not in known]
        print(f"{catalogue.relative_to(ROOT)}: {len(entries)} messages, {len(faults)} faults")
    print(*sorted(faults), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
