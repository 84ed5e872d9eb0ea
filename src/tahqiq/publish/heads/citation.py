"""How to cite a release: in words, as BibTeX, as CSL; and what search engines of data read.

A citation names the release by the SHA-256 of its content, so that a reader can tell whether the pages
still say what was cited. It names no author: a release does not say who its authors are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from tahqiq.publish.heads.addresses import absolute
from tahqiq.publish.slugs import slug
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.release import FileEntry, Manifest
from tahqiq.vocab.rows import CaseRow
from tahqiq.vocab.wording import Language

FOLDER = "cite"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TYPES = {".jsonl": "application/jsonl", ".json": "application/json"}
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def approved_on(manifest: Manifest) -> str:
    """The day of the last approval; '' for a preview."""
    found = _DAY.match(max((approval.at for approval in manifest.approvals), default=""))
    return found[0] if found else ""


def title_of(case: CaseRow, language: Language) -> str:
    """What the record is called in a language, or in the other where it has no name in this."""
    return str(Tongue(language).pick(case, "title").striptags())


def write_citations(case: CaseRow, manifest: Manifest, site: Path, base: str) -> None:
    """Writes ``cite/LANGUAGE.bib`` and ``cite/LANGUAGE.json``."""
    folder = site / FOLDER
    folder.mkdir()
    languages: tuple[Language, ...] = ("en", "ar")
    for language in languages:
        (folder / f"{language}.bib").write_text(bibtex(case, manifest, language, base), "utf-8")
        citation = msgspec.json.format(msgspec.json.encode([csl(case, manifest, language, base)]), indent=2)
        (folder / f"{language}.json").write_bytes(citation + b"\n")


def bibtex(case: CaseRow, manifest: Manifest, language: Language, base: str) -> str:
    """The release as an entry of BibTeX; 'misc', because not every style knows data.

    Args:
        case, manifest: of the release.
        language: of the title.
        base: the address of the site; '' where it is not known.
    """
    approved = approved_on(manifest)
    fields = {
        "title": f"{{{_tex(title_of(case, language))}}}",
        "year": approved[:4],
        "version": manifest.content,
        "note": f"Release sha256:{manifest.content}" + ("" if approved else ", preview, not approved"),
        "url": absolute(base, f"{language}/index.html") if base else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{_key(case, manifest)},\n{lines}}}\n"


def _key(case: CaseRow, manifest: Manifest) -> str:
    return f"{slug(case.slug)}-{manifest.content[:12]}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def csl(case: CaseRow, manifest: Manifest, language: Language, base: str) -> dict[str, Any]:
    """The release as an item of the Citation Style Language (csl-data.json 1.0)."""
    approved = approved_on(manifest)
    item: dict[str, Any] = {
        "id": _key(case, manifest),
        "type": "dataset",
        "title": title_of(case, language),
        "language": language,
        "version": f"sha256:{manifest.content}",
    }
    if approved:
        item["issued"] = {"date-parts": [[int(part) for part in approved.split("-")]]}
    if base:
        item["URL"] = absolute(base, f"{language}/index.html")
    return item


def dataset(case: CaseRow, manifest: Manifest, language: Language, base: str) -> str:
    """The release as a Dataset of schema.org, as JSON-LD that may stand in a script element."""
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{base}#release-{manifest.content}",
        "name": title_of(case, language),
        "description": _description(case, language),
        "url": absolute(base, f"{language}/downloads.html"),
        "identifier": f"sha256:{manifest.content}",
        "version": manifest.content,
        "inLanguage": ["en", "ar"],
        "isAccessibleForFree": True,
        "distribution": [_distribution(base, name, entry) for name, entry in sorted(manifest.files.items())],
    }
    if approved := approved_on(manifest):
        described["dateModified"] = approved
    # '<' would end the script element (HTML, 4.12.1.3); JSON may spell it so anywhere in a string.
    return msgspec.json.encode(described).decode().replace("<", "\\u003c")


def _description(case: CaseRow, language: Language) -> str:
    return str(Tongue(language).pick(case, "summary").striptags()) or title_of(case, language)


def _distribution(base: str, name: str, entry: FileEntry) -> dict[str, str]:
    kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
    return {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": absolute(base, f"downloads/{name}"),
        "encodingFormat": kind,
        "contentSize": f"{entry.size} B",
        "sha256": entry.sha256,
    }
