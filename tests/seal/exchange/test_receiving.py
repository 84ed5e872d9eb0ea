"""What comes in: verified whole before anything is sealed, kept whole, given back bit for bit."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seal.exchange.conftest import order
from seal.exchange.library import bagit
from tahqiq.seal import Archive, Damaged, NotSealed, Receipt, Unsealable, verify
from tahqiq.seal.exchange import package as packages
from tahqiq.seal.exchange import receiving
from tahqiq.seal.exchange.errors import NotAPackage, NotUnpacked, Unfaithful
from tahqiq.seal.exchange.limits import Limits
from tahqiq.seal.exchange.manifests import entries, labels, spelled
from tahqiq.seal.exchange.receiving import Whence, give_back, read_package, receive
from tahqiq.seal.exchange.sending import held_items, send
from tahqiq.vocab.errors import BadInput

WHENCE = Whence(by="basil", note="handed over on a stick")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A bag that somebody else's program made."""
    folder = tmp_path / "their bag"
    (folder / "photos").mkdir(parents=True)
    (folder / "list.txt").write_text("16 killed\n")
    (folder / "photos/صورة 50%.jpg").write_bytes(bytes(range(256)))
    bagit.make_bag(str(folder), {"Source-Organization": "A neighbour"}, checksums=["sha256", "md5"])
    return folder


@pytest.fixture
def crate(tmp_path: Path) -> Path:
    """A crate with as little in it as the specification allows."""
    folder = tmp_path / "their crate"
    folder.mkdir()
    (folder / "list 1.txt").write_text("16 killed\n")
    (folder / "loose.txt").write_text("never described")
    digest = hashlib.sha256(b"16 killed\n").hexdigest()
    graph = [
        {
            "@id": "ro-crate-metadata.json",
            "about": {"@id": "./"},
            "conformsTo": [{"@id": "https://w3id.org/ro/crate/1.2"}],
        },
        {"@id": "./", "@type": "Dataset", "name": "A list", "license": [{"@id": "https://example.org/l"}]},
        {"@id": "list%201.txt", "@type": ["File", "Thing"], "sha256": digest, "contentSize": 10},
        {"@id": "https://example.org/far.txt", "@type": "File"},
        {"@id": "#amal", "@type": "Person"},
    ]
    write_graph(folder, graph)
    return folder


def write_graph(folder: Path, graph: object) -> None:
    text = json.dumps({"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})
    (folder / "ro-crate-metadata.json").write_text(text)


def test_a_bag_of_others_is_sealed_whole_and_given_back(bag: Path, other: Archive, tmp_path: Path) -> None:
    before = tree(bag)
    received = receive(other, bag, WHENCE)
    assert received.package.kind == "bagit"
    assert received.package.said["Source-Organization"] == "A neighbour"
    assert received.package.notes == ()
    assert [name for name, _ in received.sealed[:-1]] == sorted(before)
    give_back(other, received.listing, tmp_path / "back")
    assert tree(tmp_path / "back") == before
    assert bagit.Bag(str(tmp_path / "back")).validate()
    assert not verify(other.path).faults


def test_receipts_say_whence_and_keep_the_senders_word_apart(bag: Path, other: Archive) -> None:
    receive(other, bag, WHENCE)
    item = hashlib.sha256(b"16 killed\n").hexdigest()
    [(_, receipt)] = other.custody(item)
    assert (receipt.by, receipt.how, receipt.note) == ("basil", "tahqiq receive", "handed over on a stick")
    assert receipt.original_name == "data/list.txt"
    package = receipt.stated["package"]
    assert isinstance(package, dict)
    assert (package["kind"], package["name"]) == ("bagit", "their bag")
    assert package["said_by_sender"]["Source-Organization"] == "A neighbour"


@pytest.mark.parametrize("kind", ["bagit", "ro-crate"])
def test_from_archive_to_archive(kind: str, archive: Archive, other: Archive, tmp_path: Path) -> None:
    send(archive, tmp_path / "out", order(kind, receipts=True))
    received = receive(other, tmp_path / "out", WHENCE)
    assert received.proofs == 2
    item = next(held_items(archive))
    [(_, receipt)] = other.custody(item)
    package = receipt.stated["package"]
    assert isinstance(package, dict)
    with other.read(package["senders_receipts"]) as stream:
        assert b"leaflet.txt" in stream.read()
    assert give_back(other, received.listing, tmp_path / "back") == len(received.sealed) - 1
    assert tree(tmp_path / "back") == tree(tmp_path / "out")


@pytest.mark.parametrize("top", [True, False])
@pytest.mark.parametrize("kind", ["zip", "gztar"])
def test_a_container_is_sealed_with_what_it_holds(
    kind: str, top: bool, bag: Path, other: Archive, tmp_path: Path
) -> None:
    root, base = (bag.parent, bag.name) if top else (bag, ".")
    packed = Path(shutil.make_archive(str(tmp_path / "sent"), kind, root, base))
    received = receive(other, packed, WHENCE)
    name, container = received.sealed[0]
    assert (name, container.size) == (packed.name, packed.stat().st_size)
    item = hashlib.sha256(b"16 killed\n").hexdigest()
    [(_, receipt)] = other.custody(item)
    package = receipt.stated["package"]
    assert isinstance(package, dict)
    assert package["container"] == container.sha256


def test_a_crate_of_others_is_taken_with_what_it_does_not_say(crate: Path, other: Archive) -> None:
    package = receive(other, crate, WHENCE).package
    assert (package.kind, package.version) == ("ro-crate", "1.2")
    assert dict(package.said) == {"name": "A list", "license": "https://example.org/l"}
    assert package.notes == (
        "1 of its files carry no SHA-256 to be checked: taken as they are",
        "1 files stand at addresses, and were not fetched",
    )


def rewrite(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_text((folder / name).read_text("utf-8").replace(old, new), "utf-8")

    return change


SPOILED: dict[str, tuple[Callable[[Path], object], type[Exception], str]] = {
    "a changed file": (rewrite("data/list.txt", "16", "17"), Unfaithful, "its bytes are not those of"),
    "a changed tag file": (
        rewrite("bag-info.txt", "A neighbour", "B"),
        Unfaithful,
        "not those of tagmanifest",
    ),
    "a missing file": (lambda bag: (bag / "data/list.txt").unlink(), Unfaithful, "is missing"),
    "a missing tag file": (lambda bag: (bag / "bag-info.txt").unlink(), Unfaithful, "is missing"),
    "an unlisted file": (
        lambda bag: (bag / "data/new").write_text("1"),
        Unfaithful,
        "does not list 'data/new'",
    ),
    "a file to fetch": (lambda bag: (bag / "fetch.txt").write_text("x 1 data/x"), NotAPackage, "fetched"),
    "no manifest": (
        lambda bag: [path.unlink() for path in bag.glob("*manifest-*")],
        Unfaithful,
        "has no manifest",
    ),
    "a later version": (rewrite("bagit.txt", "0.97", "2.0"), NotAPackage, "version unknown"),
    "another encoding": (rewrite("bagit.txt", "UTF-8", "UTF-16"), NotAPackage, "not in UTF-8"),
    "an empty declaration": (lambda bag: (bag / "bagit.txt").write_text(""), NotAPackage, "version unknown"),
    "a name that leads out": (
        rewrite("manifest-sha256.txt", "data/list.txt", "data/../../x"),
        Unfaithful,
        "leads out",
    ),
    "a name of no payload": (
        rewrite("manifest-sha256.txt", "data/list.txt", "bagit.txt"),
        Unfaithful,
        "does not belong",
    ),
    "a line that is none": (
        rewrite("manifest-sha256.txt", "  data/list.txt", ""),
        Unfaithful,
        "no digest and name",
    ),
    "bytes that are no text": (
        lambda bag: (bag / "manifest-sha256.txt").write_bytes(b"\xff"),
        Unfaithful,
        "UTF-8",
    ),
    "a link": (lambda bag: (bag / "data/link").symlink_to("/etc/passwd"), Unsealable, "a link"),
    "names that meet": (lambda bag: (bag / "data/LIST.TXT").write_text("1"), Unfaithful, "another member"),
}


@pytest.mark.parametrize("fault", SPOILED)
def test_a_spoiled_bag_is_refused_and_nothing_is_sealed(fault: str, bag: Path, other: Archive) -> None:
    spoil, kind, said = SPOILED[fault]
    spoil(bag)
    size = other.head().size
    with pytest.raises(kind, match=said) as refused:
        receive(other, bag, WHENCE)
    assert "\n" not in str(refused.value)
    assert other.head().size == size
    assert list(held_items(other)) == []


def test_a_stated_payload_must_be_the_payload(bag: Path) -> None:
    rewrite("bag-info.txt", "Payload-Oxum: 266.2", "Payload-Oxum: 267.2")(bag)
    for path in bag.glob("tagmanifest-*"):
        path.unlink()
    with pytest.raises(Unfaithful, match=r"states a payload of 267\.2, and it is 266\.2"):
        read_package(bag)


def test_a_bag_with_weak_digests_alone_is_noted(tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag/a").write_text("1")
    bagit.make_bag(str(tmp_path / "bag"), checksums=["md5"])
    assert read_package(tmp_path / "bag").notes == (
        "its manifests use only MD5 or SHA-1, which can be forged",
    )


def test_a_bag_of_version_1_lists_every_file_in_every_manifest(bag: Path) -> None:
    for path in bag.glob("tagmanifest-*"):
        path.unlink()
    line = next(
        line for line in (bag / "manifest-md5.txt").read_text("utf-8").splitlines(True) if "list" in line
    )
    rewrite("manifest-md5.txt", line, "")(bag)
    assert read_package(bag).version == "0.97"
    rewrite("bagit.txt", "0.97", "1.0")(bag)
    with pytest.raises(Unfaithful, match="does not list"):
        read_package(bag)


def test_packages_too_large_or_unreadable_are_refused(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in bag.glob("tagmanifest-*"):
        path.unlink()
    (bag / "bag-info.txt").write_text("A: 1\n" * 300_000)
    with pytest.raises(Unfaithful, match="is longer than"):
        read_package(bag)
    monkeypatch.setattr(packages, "LIMITS", Limits(members=3))
    with pytest.raises(Unfaithful, match="more than 3 files"):
        read_package(bag)
    with pytest.raises(Unsealable, match="cannot be read"):
        packages.files_under(bag / "none")
    with pytest.raises(Unsealable, match="cannot be read"):
        packages.found(bag, "none")


SPOILED_CRATES: dict[str, tuple[Callable[[list[dict[str, object]]], object], type[Exception], str]] = {
    "another digest": (lambda g: g[2].update(sha256="0" * 64), Unfaithful, "not those that"),
    "another size": (lambda g: g[2].update(contentSize="11"), Unfaithful, "not those that"),
    "a missing file": (lambda g: g[2].update({"@id": "none.txt"}), Unfaithful, "which is missing"),
    "a name that leads out": (lambda g: g[2].update({"@id": "..%2Fx"}), Unfaithful, "leads out"),
    "a later version": (
        lambda g: g[0].update(conformsTo={"@id": "https://w3id.org/ro/crate/9.0"}),
        NotAPackage,
        "version unknown",
    ),
    "no version": (lambda g: g[0].update(conformsTo="1.1"), NotAPackage, "version unknown"),
    "no root": (lambda g: g[0].update(about={"@id": "none"}), NotAPackage, "without its root"),
    "no graph": (lambda g: g.append("text"), NotAPackage, "JSON object"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("fault", SPOILED_CRATES)
def test_a_spoiled_crate_is_refused(fault: str, crate: Path, other: Archive) -> None:
    spoil, kind, said = SPOILED_CRATES[fault]
    graph = json.loads((crate / "ro-crate-metadata.json").read_text())["@graph"]
    spoil(graph)
    write_graph(crate, graph)
    with pytest.raises(kind, match=said):
        receive(other, crate, WHENCE)
    assert list(held_items(other)) == []


def test_other_folders_and_files_are_no_packages(tmp_path: Path, other: Archive) -> None:
    with pytest.raises(NotAPackage, match="neither a bag nor an RO-Crate"):
        receive(other, tmp_path, WHENCE)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as packed:
        packed.writestr("../bagit.txt", "x")
    with pytest.raises(NotUnpacked, match="leads out"):
        receive(other, tmp_path / "evil.zip", WHENCE)
    assert list(held_items(other)) == []


def test_a_proof_that_does_not_hold_is_refused(archive: Archive, other: Archive, tmp_path: Path) -> None:
    send(archive, tmp_path / "out", order("ro-crate"))
    one, two = sorted((tmp_path / "out/proofs").iterdir())
    swapped = one.read_bytes(), two.read_bytes()
    (tmp_path / "out/ro-crate-metadata.json").write_text(
        (tmp_path / "out/ro-crate-metadata.json")
        .read_text()
        .replace(hashlib.sha256(swapped[0]).hexdigest(), hashlib.sha256(swapped[1]).hexdigest())
        .replace(f'"contentSize": "{len(swapped[0])}"', f'"contentSize": "{len(swapped[1])}"')
    )
    one.write_bytes(swapped[1])
    with pytest.raises(Unfaithful, match="the sender's proof does not hold"):
        receive(other, tmp_path / "out", WHENCE)
    one.write_bytes(b"{}")
    graph = json.loads((tmp_path / "out/ro-crate-metadata.json").read_text())["@graph"]
    write_graph(tmp_path / "out", [each for each in graph if "proofs" not in each["@id"]])
    with pytest.raises(Unfaithful, match="not a proof bundle"):
        receive(other, tmp_path / "out", WHENCE)


def test_a_file_that_changes_while_it_is_received_is_told(
    bag: Path, other: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checked(folder: Path, _package: object) -> int:
        rewrite("data/list.txt", "16", "17")(folder)
        return 0

    monkeypatch.setattr(receiving, "_checked_proofs", checked)
    with pytest.raises(Damaged, match="changed while it was received"):
        receive(other, bag, WHENCE)


def test_only_a_list_is_given_back(other: Archive, tmp_path: Path) -> None:
    note = other.seal_bytes(b"16 killed", Receipt(by="amal", original_name="note"))
    with pytest.raises(BadInput, match="no list of a package"):
        give_back(other, note.sha256, tmp_path / "back")
    later = other.seal_bytes(
        b'{"files":[],"format":"package/9","kind":"bagit","name":"x"}', Receipt(by="amal", original_name="x")
    )
    with pytest.raises(BadInput, match="version unknown"):
        give_back(other, later.sha256, tmp_path / "back")
    with pytest.raises(NotSealed):
        give_back(other, "0" * 64, tmp_path / "back")


def test_labels_are_read_as_they_may_be_written() -> None:
    assert labels("A: 1\r\nB : 2\n\tgoes on\n\nA:3\n", file="x") == [
        ("A", "1"),
        ("B", "2 goes on"),
        ("A", "3"),
    ]
    with pytest.raises(Unfaithful, match="row 1: no label"):
        labels("nothing\n", file="x")
    with pytest.raises(Unfaithful, match="stands there twice"):
        entries("00  data/a\n00  data/a\n", file="x")
    with pytest.raises(Unfaithful, match="another member"):
        entries("00  data/a\n00  data/A\n", file="x")
    assert entries("00 *data/a\n", file="x") == {"data/a": "00"}


NAMES = st.text(
    st.characters(blacklist_categories=["C", "Z"], blacklist_characters="/\\"), min_size=1, max_size=20
)


@settings(max_examples=60)
@given(st.dictionaries(NAMES.map("data/x{}".format), st.from_regex(r"\A[0-9a-f]{8}\Z"), max_size=3))
def test_a_manifest_is_read_as_it_was_written(listed: dict[str, str]) -> None:
    try:
        assert entries(spelled(listed.items()), file="x") == listed
    except Unfaithful as refused:
        assert "another" in refused.problem


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_noise_in_a_manifest_ends_in_names_or_a_refusal(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("0aF *%\t\n\r/.daté\u202e"), max_size=80))
    try:
        found = entries(text, file="x")
    except Unfaithful as refused:
        assert refused.line()
    else:
        assert all(".." not in name.split("/") for name in found)
