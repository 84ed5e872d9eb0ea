"""What goes out: what is in it, what is not, and what others make of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seal.exchange.conftest import order
from seal.exchange.library import bagit
from tahqiq.seal import Archive, Damaged, NotSealed, Receipt, Removed, verify
from tahqiq.seal.exchange.package import ITEMS
from tahqiq.seal.exchange.receiving import read_package
from tahqiq.seal.exchange.sending import Sent, held_items, send
from tahqiq.vocab.errors import BadInput

KINDS = ("bagit", "ro-crate")


def text_of(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "".join(f"{path.relative_to(folder)}\n{path.read_text('utf-8', 'replace')}" for path in files)


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_holds_the_items_and_nothing_of_who_brought_them(
    kind: str, archive: Archive, tmp_path: Path
) -> None:
    steps: list[int] = []
    sent = send(archive, tmp_path / "out", order(kind, to="the court"), progress=steps.append)
    assert steps == [1, 1]
    assert sent == Sent(items=2, bytes=266)
    items = list(held_items(archive))
    for sha256 in items:
        with archive.read(sha256) as stream:
            assert (tmp_path / "out" / ITEMS / sha256).read_bytes() == stream.read()
        assert (tmp_path / f"out/proofs/{sha256}.json").exists()
    said = text_of(tmp_path / "out")
    for word in ("amal", "example.org", "leaflet", "صورة", "the court", "2031-06-05T"):
        assert word not in said
    assert read_package(tmp_path / "out").kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_receipts_go_out_where_they_are_asked_for(kind: str, archive: Archive, tmp_path: Path) -> None:
    send(archive, tmp_path / "out", order(kind, receipts=True, proofs=False))
    said = text_of(tmp_path / "out")
    for word in ("amal", "https://example.org/secret", "leaflet.txt", "copy.txt"):
        assert word in said
    assert not (tmp_path / "out/proofs").exists()


def test_other_people_find_the_bag_valid(archive: Archive, tmp_path: Path) -> None:
    send(archive, tmp_path / "out", order(receipts=True))
    bag = bagit.Bag(str(tmp_path / "out"))
    assert bag.validate()
    assert bag.info["Payload-Oxum"] == "266.2"
    assert bag.info["External-Identifier"] == f"urn:uuid:{archive.about.archive}"
    profile = json.loads((Path(__file__).parents[3] / "docs/bagit-profile.json").read_text())
    assert bag.info["BagIt-Profile-Identifier"] == profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"]
    for label, rule in profile["Bag-Info"].items():
        assert (label in bag.info) >= rule["required"]
        assert bag.info.get(label, "") in rule.get("values", [bag.info.get(label, "")])
    assert set(bag.info) <= set(profile["Bag-Info"])
    assert ".".join(map(str, bag.version_info)) in profile["Accept-BagIt-Version"]
    assert set(bag.algorithms) == set(profile["Manifests-Required"])


def test_a_crate_is_what_the_specification_asks_for(archive: Archive, tmp_path: Path) -> None:
    send(archive, tmp_path / "out", order("ro-crate", receipts=True, licence="CC BY 4.0"))
    told = json.loads((tmp_path / "out/ro-crate-metadata.json").read_text("utf-8"))
    assert told["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    entities = {each["@id"]: each for each in told["@graph"]}
    assert len(entities) == len(told["@graph"])
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert descriptor["about"] == {"@id": "./"}
    assert root["@type"] == "Dataset"
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    assert entities[root["license"]["@id"]]["name"] == "CC BY 4.0"
    parts = [part["@id"] for part in root["hasPart"]]
    on_disk = [
        str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()
    ]
    assert sorted([*parts, "ro-crate-metadata.json"]) == sorted(on_disk)
    for part in parts:
        file = entities[part]
        assert file["@type"] == "File"
        assert file["contentSize"] == str((tmp_path / "out" / part).stat().st_size)
        assert "/" in file["encodingFormat"]
    dated = [file.get("dateCreated") for file in entities.values() if "uploadDate" in file]
    assert dated == ["2031-06-05T00:00:00.000000Z", None] or dated == [None, "2031-06-05T00:00:00.000000Z"]


def test_named_items_alone_go_out_and_the_transfer_is_logged(archive: Archive, tmp_path: Path) -> None:
    item = next(held_items(archive))
    send(archive, tmp_path / "out", order(items=[item, item], to="the court"))
    assert [path.name for path in (tmp_path / "out" / ITEMS).iterdir()] == [item]
    event, receipt = list(archive.custody(item))[-1]
    assert (event.event, receipt.by, receipt.note) == (
        "transferred",
        "amal",
        "sent without receipts to the court",
    )
    before = archive.head().size
    send(archive, tmp_path / "again", order(items=[item], logged=False))
    assert archive.head().size == before
    assert not verify(archive.path).faults


def test_what_is_not_there_is_not_sent(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(NotSealed):
        send(archive, tmp_path / "out", order(items=["0" * 64]))
    item, left = held_items(archive)
    archive.request_removal(item, Receipt(by="amal", original_name=""))
    archive.remove(item, Receipt(by="basil", original_name=""))
    assert list(held_items(archive)) == [left]
    with pytest.raises(Removed):
        send(archive, tmp_path / "out", order(items=[item]))
    assert not (tmp_path / "out").exists()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("keep")
    with pytest.raises(BadInput, match="left alone"):
        send(archive, tmp_path / "out", order(items=[left]))


def test_damaged_bytes_are_not_sent(archive: Archive, tmp_path: Path) -> None:
    item = next(held_items(archive))
    path = tmp_path / "evidence/objects" / item[:2] / item
    path.chmod(0o600)
    path.write_bytes(b"17 killed\n")
    size = archive.head().size
    with pytest.raises(Damaged, match="not those that were sealed"):
        send(archive, tmp_path / "out", order())
    assert not (tmp_path / "out").exists()
    assert archive.head().size == size
