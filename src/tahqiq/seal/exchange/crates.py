"""RO-Crate: a folder that describes its files in JSON-LD, in and out.

What goes out follows RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): a metadata descriptor, a root
dataset, a ``File`` entity for each file, with ``sha256`` of schema.org declared in the context.
What comes in may be of version 1.0 to 1.2; files named by an address are not fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from tahqiq.seal.exchange.errors import NotAPackage, Unfaithful
from tahqiq.seal.exchange.member_names import fault_in
from tahqiq.seal.exchange.package import Found, Package, files_under, found, small_text
from tahqiq.seal.layout import printable

METADATA = "ro-crate-metadata.json"
_SPECIFICATION = "https://w3id.org/ro/crate/"
_VERSIONS = ("1.0", "1.1", "1.2")
_CONTEXT = [f"{_SPECIFICATION}1.1/context", {"sha256": "https://schema.org/sha256"}]
_LONGEST = 64 << 20
#: Properties of the root that are told on, as the sender's word.
_SAID = ("name", "description", "datePublished", "license", "identifier", "author", "publisher")

Entity = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A file that goes out, and what is said of it.

    Attributes:
        media_type: of its content. properties: any others of schema.org.
    """

    name: str
    size: int
    sha256: str
    media_type: str
    properties: Mapping[str, object]


def is_crate(folder: Path) -> bool:
    """Whether a folder says that it is an RO-Crate."""
    return (folder / METADATA).is_file()


def write_metadata(folder: Path, root: Mapping[str, str], files: Iterable[Described]) -> None:
    """Makes an RO-Crate of a folder.

    Args:
        folder: with every file.
        root: name, description, datePublished, licence and identifier of the whole.
        files: each of them, described.
    """
    described = sorted(files, key=lambda file: file.name)
    licence = {"@id": "#licence", "@type": "CreativeWork", "name": root["licence"]}
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": f"{_SPECIFICATION}1.1"},
        "about": {"@id": "./"},
    }
    dataset = {
        "@id": "./",
        "@type": "Dataset",
        **{name: value for name, value in root.items() if name != "licence"},
        "license": {"@id": "#licence"},
        "hasPart": [{"@id": file.name} for file in described],
    }
    graph = [descriptor, dataset, licence, *map(_entity, described)]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    (folder / METADATA).write_bytes(f"{text}\n".encode())


def read_crate(folder: Path) -> Package:
    """An RO-Crate, every file of it verified as far as it says what the file should be.

    Raises:
        NotAPackage: it is of a version unknown here.
        Unfaithful: a file that it describes is missing or another.
        Unsealable: there is a link, device or pipe in it.
    """
    names = files_under(folder)
    entities = _entities(small_text(folder, METADATA, longest=_LONGEST))
    descriptor = entities.get(METADATA, {})
    version, root = _version(descriptor), _about(descriptor, entities)
    described = dict(_files(entities))
    for name in sorted(described.keys() - set(names)):
        raise Unfaithful(f"describes '{printable(name)}', which is missing", file=METADATA)
    files = tuple(found(folder, name) for name in names)
    silent = [file.name for file in files if not _agrees(file, described.get(file.name))]
    silent = [name for name in silent if name != METADATA]
    notes = (
        [f"{len(silent):,} of its files carry no SHA-256 to be checked: taken as they are"] if silent else []
    )
    if remote := sum(1 for each in entities.values() if _is_file(each) and "://" in str(each.get("@id"))):
        notes.append(f"{remote:,} files stand at addresses, and were not fetched")
    return Package(kind="ro-crate", version=version, said=_said(root), files=files, notes=tuple(notes))


def _entity(file: Described) -> dict[str, object]:
    return {
        "@id": file.name,
        "@type": "File",
        "contentSize": str(file.size),
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
        **file.properties,
    }


def _entities(text: str) -> dict[str, Entity]:
    try:
        graph = json.loads(text)["@graph"]
        return {_bare(str(entity["@id"])): entity for entity in graph}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotAPackage("no RO-Crate: a JSON object with @graph is expected", file=METADATA) from error


def _bare(name: str) -> str:
    return name.removeprefix("./") or "./"


def _version(descriptor: Entity) -> str:
    for each in _references(descriptor.get("conformsTo")):
        version = each.removeprefix(_SPECIFICATION).rstrip("/").removesuffix("-DRAFT")
        if each.startswith(_SPECIFICATION) and version in _VERSIONS:
            return version
    remedy = f"versions {', '.join(_VERSIONS)}"
    raise NotAPackage("an RO-Crate of a version unknown here", file=METADATA, remedy=remedy)


def _about(descriptor: Entity, entities: Mapping[str, Entity]) -> Entity:
    for each in _references(descriptor.get("about")):
        if (root := entities.get(_bare(each))) is not None:
            return root
    raise NotAPackage("an RO-Crate without its root dataset", file=METADATA)


def _references(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield str(each.get("@id", ""))


def _is_file(entity: Entity) -> bool:
    kinds = entity.get("@type")
    return "File" in (kinds if isinstance(kinds, list) else [kinds])


def _files(entities: Mapping[str, Entity]) -> Iterator[tuple[str, Entity]]:
    for identifier, entity in entities.items():
        if not _is_file(entity) or "://" in identifier or identifier.startswith("#"):
            continue
        name = unquote(identifier)
        if fault := fault_in(name):
            raise Unfaithful(f"the name '{printable(name[:120])}': {fault}", file=METADATA)
        yield name, entity


def _agrees(file: Found, entity: Entity | None) -> bool:
    """Whether the crate says which bytes the file should have.

    Raises:
        Unfaithful: it does, and they are others.
    """
    entity = entity or {}
    told, size = str(entity.get("sha256") or "").lower(), str(entity.get("contentSize") or "")
    if (told and told != file.sha256) or (size.isdecimal() and int(size) != file.size):
        raise Unfaithful(f"its bytes are not those that {METADATA} describes", file=printable(file.name))
    return bool(told)


def _said(root: Entity) -> dict[str, str]:
    told = {name: root[name] for name in _SAID if name in root}
    return {name: "; ".join(_words(value)) for name, value in told.items()}


def _words(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        yield str(each.get("@id", "")) if isinstance(each, dict) else str(each)
