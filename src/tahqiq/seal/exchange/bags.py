"""BagIt: a folder of files with the digests of everything in it (RFC 8493), in and out.

What goes out follows our profile (docs/bagit-profile.json): BagIt 1.0, SHA-256, no ``fetch.txt``.
What comes in may be of version 0.97 or 1.0, with any digest that the standard names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from tahqiq.seal.exchange.errors import NotAPackage, Unfaithful
from tahqiq.seal.exchange.manifests import entries, labels, spelled
from tahqiq.seal.exchange.package import DIGESTS, Found, Package, files_under, found, small_text
from tahqiq.seal.layout import printable

DECLARATION, INFO, FETCH, PAYLOAD = "bagit.txt", "bag-info.txt", "fetch.txt", "data/"
#: The profile's name: a URN, since no address is for ever.
PROFILE = "urn:uuid:6f0c1f0a-52a1-5c1d-9a57-2f6f6f3f7c11"
_DECLARED = "BagIt-Version: {}\nTag-File-Character-Encoding: UTF-8\n"
_VERSION = re.compile(r"BagIt-Version: (0\.97|1\.0)")
_MANIFEST = re.compile(rf"(tag)?manifest-({'|'.join(DIGESTS)})\.txt")
_LONGEST_TAG, _LONGEST_MANIFEST = 1 << 20, 64 << 20


def is_bag(folder: Path) -> bool:
    """Whether a folder says that it is a bag."""
    return (folder / DECLARATION).is_file()


def read_bag(folder: Path) -> Package:
    """A bag, every file of it verified.

    Raises:
        NotAPackage: it is of a version unknown here, or wants to be completed from the network.
        Unfaithful: it is not complete, or not valid (RFC 8493 §3).
        Unsealable: there is a link, device or pipe in it.
    """
    names = files_under(folder)
    version = _version(folder)
    if FETCH in names:
        remedy = "ask for a bag that holds its files"
        raise NotAPackage("this bag wants files to be fetched from the network", file=FETCH, remedy=remedy)
    listed = _listed(folder, names)
    payload = {name for name in names if name.startswith(PAYLOAD)}
    _require_complete(listed, payload, whole=version == "1.0")
    _require_tags(listed, set(names))
    files = tuple(found(folder, name, _wanted(listed, name)) for name in names)
    for file in files:
        _require_same(file, listed)
    said = labels(small_text(folder, INFO, longest=_LONGEST_TAG), file=INFO) if INFO in names else []
    _require_oxum(said, [file for file in files if file.name in payload])
    strong = any(match[2] not in ("md5", "sha1") for match in map(_MANIFEST.fullmatch, listed) if match)
    notes = () if strong else ("its manifests use only MD5 or SHA-1, which can be forged",)
    return Package(kind="bagit", version=version, said=_joined(said), files=files, notes=notes)


def write_tags(
    folder: Path, info: Iterable[tuple[str, str]], payload: Iterable[tuple[str, str, int]]
) -> None:
    """Makes a bag of a folder that holds its payload, and tag files of ours.

    Args:
        folder: with everything but what is written here.
        info: labels and values of bag-info.txt.
        payload: name, SHA-256 and size of each file under data/.
    """
    listed = list(payload)
    oxum = f"{sum(size for _, _, size in listed)}.{len(listed)}"
    told = [*info, ("BagIt-Profile-Identifier", PROFILE), ("Payload-Oxum", oxum)]
    (folder / DECLARATION).write_bytes(_DECLARED.format("1.0").encode())
    (folder / INFO).write_bytes("".join(f"{label}: {value}\n" for label, value in told).encode())
    manifest = spelled((name, sha256) for name, sha256, _ in listed)
    (folder / "manifest-sha256.txt").write_bytes(manifest.encode())
    tags = [found(folder, name) for name in files_under(folder) if not name.startswith(PAYLOAD)]
    tag_manifest = spelled((tag.name, tag.sha256) for tag in tags)
    (folder / "tagmanifest-sha256.txt").write_bytes(tag_manifest.encode())


def _version(folder: Path) -> str:
    lines = small_text(folder, DECLARATION, longest=_LONGEST_TAG).splitlines()
    match = _VERSION.fullmatch(lines[0].strip()) if lines else None
    if match is None:
        raise NotAPackage("a bag of a version unknown here", file=DECLARATION, remedy="versions 0.97 and 1.0")
    if [line.strip() for line in lines] != _DECLARED.format(match[1]).splitlines():
        raise NotAPackage("a bag whose tag files are not in UTF-8", file=DECLARATION)
    return match[1]


def _listed(folder: Path, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """What each manifest lists, by the manifest's name."""
    listed = {}
    for name in names:
        if match := _MANIFEST.fullmatch(name):
            listed[name] = entries(small_text(folder, name, longest=_LONGEST_MANIFEST), file=name)
            for each in listed[name]:
                if each.startswith(PAYLOAD) is bool(match[1]):
                    raise Unfaithful(f"'{printable(each)}' does not belong there", file=name)
    return listed


def _require_complete(listed: Mapping[str, Mapping[str, str]], payload: set[str], *, whole: bool) -> None:
    """Every file of the payload is listed, in each manifest since 1.0, and every listed one is there."""
    manifests = [name for name in listed if name.startswith("manifest-")]
    if not manifests:
        raise Unfaithful("the bag has no manifest", remedy="ask for one with manifest-sha256.txt")
    everywhere = set[str]().union(*(listed[name] for name in manifests))
    for name in manifests:
        for missing in sorted(payload - (listed[name].keys() if whole else everywhere)):
            raise Unfaithful(f"does not list '{printable(missing)}'", file=name)
        for missing in sorted(listed[name].keys() - payload):
            raise Unfaithful(f"'{printable(missing)}' is missing", file=name)


def _require_tags(listed: Mapping[str, Mapping[str, str]], names: set[str]) -> None:
    for manifest in listed:
        for missing in sorted(listed[manifest].keys() - names):
            raise Unfaithful(f"'{printable(missing)}' is missing", file=manifest)


def _wanted(listed: Mapping[str, Mapping[str, str]], name: str) -> list[str]:
    matches = ((manifest, _MANIFEST.fullmatch(manifest)) for manifest in listed)
    return [match[2] for manifest, match in matches if match and name in listed[manifest]]


def _require_same(file: Found, listed: Mapping[str, Mapping[str, str]]) -> None:
    for manifest, digests in listed.items():
        match = _MANIFEST.fullmatch(manifest)
        if match and digests.get(file.name, file.digests.get(match[2])) != file.digests.get(match[2]):
            raise Unfaithful(f"its bytes are not those of {manifest}", file=printable(file.name))


def _require_oxum(said: Iterable[tuple[str, str]], payload: list[Found]) -> None:
    """Bytes and number of the payload's files, where the bag states them (RFC 8493 §2.2.2)."""
    oxum = f"{sum(file.size for file in payload)}.{len(payload)}"
    for label, value in said:
        if label.casefold() == "payload-oxum" and value != oxum:
            raise Unfaithful(f"states a payload of {printable(value)}, and it is {oxum}", file=INFO)


def _joined(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One value a label; those of a repeated label stand behind one another."""
    joined: dict[str, str] = {}
    for label, value in said:
        joined[label] = f"{joined[label]}; {value}" if label in joined else value
    return joined
