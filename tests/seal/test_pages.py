"""Pages, receipts and statements: only what was written is read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seal.evidence import files, small_archive
from tahqiq.seal.about import About
from tahqiq.seal.canonical import canonical
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import page_number
from tahqiq.seal.merkle import Frontier
from tahqiq.seal.pages import Page
from tahqiq.seal.receipts import Envelope, StoredReceipt


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "archive"
    small_archive(folder)
    return folder


def test_pages_join_into_one_tree(kept: Path) -> None:
    tree = Frontier()
    for number, file in enumerate(files(kept / "log")):
        page = Page.parse(file.read_bytes(), number)
        assert page.first == tree.size
        for leaf in page.leaves:
            tree.append(leaf.hash())
        assert (page.checkpoint.size, page.checkpoint.root) == (tree.size, tree.root())
        assert page.frontier().peaks == tree.peaks
    assert tree.size == 4


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_no_page_receipt_or_statement_reads_back_changed(kept: Path, at: int, bit: int) -> None:
    for folder, parse in (
        ("log", lambda content: Page.parse(content, 1).content()),
        ("receipts", lambda content: Envelope.parse(content.rstrip(b"\n")).line() + b"\n"),
        ("archive.json", lambda content: About.parse(content).content()),
    ):
        place = kept / folder
        changed = bytearray((files(place)[1] if place.is_dir() else place).read_bytes())
        changed[at % len(changed)] ^= 1 << bit
        try:
            spelled = parse(bytes(changed))
        except Damaged:
            continue
        assert spelled == bytes(changed)  # a hash or a text: another value, in canonical form


@pytest.mark.parametrize("wrong", [b"", b"\n", b"{}\n", b"[]\n", b"\xff\n", b"[" * 100_000])
def test_what_is_no_page_receipt_or_statement(wrong: bytes) -> None:
    for parse in (lambda: Page.parse(wrong, 0), lambda: Envelope.parse(wrong), lambda: About.parse(wrong)):
        with pytest.raises(Damaged):
            parse()
    with pytest.raises(Damaged):
        StoredReceipt.parse(wrong)


def test_a_page_whose_head_is_of_another_tree_is_refused(kept: Path) -> None:
    first, second = (file.read_bytes() for file in files(kept / "log")[:2])
    swapped = first.splitlines()[0] + b"\n" + second.splitlines()[-1] + b"\n"
    with pytest.raises(Damaged, match="not as it was written"):
        Page.parse(second.splitlines()[-1] + b"\n", 1)
    assert Page.parse(swapped, 1).leaves  # the tree alone tells that this leaf was not the one
    head = json.loads(second.splitlines()[-1])
    for peaks in ([], head["peaks"] * 2, ["ab" * 32 for _ in head["peaks"]], ["x" for _ in head["peaks"]]):
        changed = second.splitlines()[0] + b"\n" + canonical({**head, "peaks": peaks}) + b"\n"
        with pytest.raises(Damaged):
            Page.parse(changed, 1)


def test_a_receipt_in_another_order_or_format_is_refused(kept: Path) -> None:
    from tahqiq.seal import Archive

    _, (_, stated) = list(Archive.open(kept).receipts())[:2]
    spelled = stated.canonical()
    assert StoredReceipt.parse(spelled) == stated
    for changed in (spelled + b" ", spelled.replace(b"receipt/2", b"receipt/9"), spelled[:-1]):
        with pytest.raises(Damaged):
            StoredReceipt.parse(changed)


@pytest.mark.parametrize(
    "name", ["log/0000/0000001.jsonl", "log/0001/00000001.jsonl", "stamps/0000/00000001.jsonl"]
)
def test_names_that_are_no_pages(name: str) -> None:
    assert page_number(name) is None
