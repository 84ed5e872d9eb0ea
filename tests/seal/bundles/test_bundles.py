"""Proof bundles: what they prove, what they refuse, and what they never say."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seal.bundles.conftest import ITEM, SECRETS
from seal.bundles.tampering import BUNDLE_TAMPERINGS, spelled
from seal.stamping.servers import OpensslAuthority
from tahqiq.seal import Archive, Receipt
from tahqiq.seal.bundles import Bundle, Checked, Disclosed, Statement, check_bundle, make_bundle
from tahqiq.seal.errors import Damaged, NotSealed, Removed
from tahqiq.vocab.errors import BadInput

RELEASE = "ab" * 32


def said(checked: Checked, kind: str) -> str:
    return "\n".join(each.text for each in checked.statements if each.kind == kind)


def test_a_stranger_sees_what_is_proved_and_what_is_not(
    archive: Archive, bundle: bytes, item_file: Path, openssl: OpensslAuthority
) -> None:
    found = check_bundle(bundle, item=item_file, public_key=archive.about.public_key, trusted=openssl.ca)
    assert found.faults == ()
    assert found.item == hashlib.sha256(ITEM).hexdigest()
    proved = said(found, "proved")
    assert "holds event 2 in its log of 6" in proved
    assert "signed with the key you gave" in proved
    assert f"{item_file} is this item, byte for byte" in proved
    assert "its signature leads to a certificate you trust" in proved
    not_proved = said(found, "not proved")
    assert "a place in a block of Bitcoin; nothing is proved yet" in not_proved
    assert "who collected the item" in not_proved


def test_with_nothing_but_the_file_it_says_what_stays_open(archive: Archive, bundle: bytes) -> None:
    found = check_bundle(bundle)
    assert found.faults == ()
    not_proved = said(found, "not proved")
    assert f"whether its key is {archive.about.log_key}" in not_proved
    assert "that a file you hold is this item" in not_proved
    assert "signature was NOT checked" in not_proved


def test_a_bundle_without_stamps_says_so(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    sealed = archive.seal_bytes(ITEM, Receipt(by="amal", original_name="x"))
    assert "no stamp stands in the bundle" in said(
        check_bundle(make_bundle(archive, sealed.sha256)), "not proved"
    )


def test_the_proof_leads_to_the_earliest_stamped_head(archive: Archive, bundle: bytes) -> None:
    made = Bundle.parse(bundle)
    assert [stamp.kind for stamp in made.stamps] == ["rfc3161", "opentimestamps"]
    assert made.checkpoint == made.stamps[0].checkpoint
    assert len(made.stamps[1].consistency) > 0
    later = Bundle.parse(make_bundle(archive, hashlib.sha256(b"after").hexdigest()))
    assert [stamp.kind for stamp in later.stamps] == ["opentimestamps"]


def test_no_secret_of_the_receipt_is_in_a_bundle(archive: Archive, bundle: bytes) -> None:
    _, receipt = next(archive.custody(hashlib.sha256(ITEM).hexdigest()))
    kept = receipt.canonical()
    assert all(secret.encode() in kept for secret in SECRETS.values())
    everything = _unfolded(json.loads(bundle))
    assert "secret" not in everything
    assert receipt.blake3 not in everything
    assert receipt.tool not in everything
    assert receipt.local_at not in everything


def _unfolded(value: Any) -> str:
    """All text in a bundle, with what base64 hides."""
    if isinstance(value, dict):
        return " ".join(f"{name} {_unfolded(each)}" for name, each in value.items())
    if isinstance(value, list):
        return " ".join(_unfolded(each) for each in value)
    text = str(value)
    if re.fullmatch(r"[A-Za-z0-9+/=]{40,}", text):
        return f"{text} {base64.b64decode(text + '===').decode('latin-1')}"
    return text


def test_what_a_release_made_public_is_repeated_and_not_proved(archive: Archive) -> None:
    disclosed = Disclosed(release=RELEASE, fields={"address": "https://seen.example/", "title_ar": "عنوان"})
    found = check_bundle(make_bundle(archive, hashlib.sha256(ITEM).hexdigest(), disclosed=disclosed))
    assert found.faults == ()
    assert f"address is https://seen.example/, says release {RELEASE}" in said(found, "repeated")


@pytest.mark.parametrize(
    ("release", "fields"), [(RELEASE, {"by": "amal"}), (RELEASE, {"note": "x"}), ("", {"address": "x"})]
)
def test_nothing_else_can_be_disclosed(release: str, fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"never says|content id"):
        Disclosed(release=release, fields=fields)


def test_a_bundle_that_discloses_what_none_may_is_no_bundle(bundle: bytes) -> None:
    changed = json.loads(bundle)
    changed["disclosed"] = {"release": RELEASE, "fields": {"by": "amal"}}
    with pytest.raises(BadInput, match="not a proof bundle"):
        check_bundle(spelled(changed))


@pytest.mark.parametrize("name", BUNDLE_TAMPERINGS)
def test_tampering_is_named(bundle: bytes, item_file: Path, name: str) -> None:
    tampering, problem, _ = BUNDLE_TAMPERINGS[name]
    changed = json.loads(bundle)
    tampering(changed)
    found = check_bundle(spelled(changed), item=item_file)
    assert re.search(problem, "\n".join(found.faults))


def test_another_file_is_not_the_item(bundle: bytes, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    found = check_bundle(bundle, item=tmp_path / "other")
    assert found.faults == (f"{tmp_path / 'other'} is not this item: its SHA-256 is another",)


def test_another_key_is_a_fault(bundle: bytes) -> None:
    (fault,) = check_bundle(bundle, public_key=bytes(32)).faults
    assert "another key than the one you gave" in fault


def test_a_file_that_cannot_be_read_is_bad_input(bundle: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        check_bundle(bundle, item=tmp_path / "none")


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff", b'{"format":"release/1"}', b'{"format":"bundle/1"}', b"[" * 100_000,
     b'{"format":"bundle/1"' + b" " * (1 << 20) + b"}"],
    ids=range(8),
)  # fmt: skip
def test_what_is_no_bundle_is_bad_input(content: bytes) -> None:
    with pytest.raises(BadInput, match="not a proof bundle"):
        check_bundle(content)


def test_a_later_version_asks_for_an_update() -> None:
    with pytest.raises(BadInput, match=r"'bundle/2' \(update Tahqiq\)"):
        check_bundle(b'{"format":"bundle/2"}')


def test_one_space_more_is_no_bundle(bundle: bytes) -> None:
    with pytest.raises(BadInput, match="it was changed"):
        check_bundle(bundle.replace(b'"index":', b'"index": '))


@given(data=st.data())
def test_no_change_of_bytes_passes(bundle: bytes, data: st.DataObject) -> None:
    where = data.draw(st.integers(0, len(bundle) - 1))
    changed = (
        bundle[:where] + data.draw(st.binary(max_size=3)) + bundle[where + data.draw(st.integers(0, 3)) :]
    )
    try:
        found = check_bundle(changed)
    except BadInput:
        return
    assert changed == bundle or found.faults or _only_the_authority_changed(bundle, changed)


def _only_the_authority_changed(one: bytes, other: bytes) -> bool:
    """An address is repeated, not proved; so are bytes of a stamp that nobody signed."""
    first, second = json.loads(one), json.loads(other)
    for each in (*first["stamps"], *second["stamps"]):
        each.pop("authority")
        each.pop("content")
    return bool(first == second)


def test_an_item_that_is_not_sealed(archive: Archive) -> None:
    with pytest.raises(NotSealed):
        make_bundle(archive, "00" * 32)


def test_an_item_that_was_removed_leaves_nothing_to_prove(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    sealed = archive.seal_bytes(ITEM, Receipt(by="amal", original_name="x"))
    before = make_bundle(archive, sealed.sha256)
    archive.request_removal(sealed.sha256, Receipt(by="amal", original_name="", note="consent withdrawn"))
    archive.remove(sealed.sha256, Receipt(by="basma", original_name="", note="agreed"))
    with pytest.raises(Removed, match="nothing is left to prove"):
        make_bundle(archive, sealed.sha256)
    assert check_bundle(before).faults == ()


def test_an_item_sealed_twice_is_proved_by_its_first_sealing(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive", encrypted=True)
    for name in ("first", "second"):
        sealed = archive.seal_bytes(ITEM, Receipt(by="amal", original_name=name))
    assert Bundle.parse(make_bundle(archive, sealed.sha256)).index == 1


def test_a_stamp_of_a_head_that_is_gone_stops_the_making(archive: Archive, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "archive"
    shutil.copytree(archive.store.name, copy)
    for asked in (copy / "stamps").glob("*.json"):
        asked.rename(asked.with_name(asked.name.replace("0000000", "0009999", 1)))
    for reply in [*(copy / "stamps").glob("*.tsr"), *(copy / "stamps").glob("*.ots")]:
        reply.rename(reply.with_name(reply.name.replace("0000000", "0009999", 1)))
    moved = Archive.open(copy, keys=archive.keyring.folder)
    with pytest.raises(Damaged, match="a head that the log does not have"):
        make_bundle(moved, hashlib.sha256(ITEM).hexdigest())


def test_making_takes_little_memory_however_long_the_log(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    sources = ((b"item %d" % n, Receipt(by="amal", original_name="x")) for n in range(1_500))
    *_, last = archive.seal_many(sources)
    next(archive.custody(last.sha256))  # the index is made once
    tracemalloc.start()
    bundle = make_bundle(archive, last.sha256)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert check_bundle(bundle).faults == ()
    assert peak < 4 << 20


def test_a_bundle_of_the_first_version_is_read_for_ever() -> None:
    """A kept sample: whatever changes here, this file must go on being accepted, with its stamp."""
    kept = Path(__file__).parent.parent / "fixtures" / "bundle1"
    found = check_bundle(
        (kept / "proof.json").read_bytes(),
        item=kept / "item.txt",
        public_key=bytes.fromhex((kept / "key.txt").read_text().strip()),
        trusted=(kept / "stamps-ca.pem").read_bytes(),
    )
    assert found.faults == ()
    assert "its signature leads to a certificate you trust" in said(found, "proved")


def test_a_statement_is_one_safe_line() -> None:
    assert Statement("repeated", "title_en is a\nb").line() == "repeated: title_en is a\\nb"


def test_what_is_no_stamp_is_left_out(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    sealed = archive.seal_bytes(ITEM, Receipt(by="amal", original_name="x"))
    (tmp_path / "archive/stamps/notes.txt").write_text("?")
    (tmp_path / "archive/stamps/000000000002.a-00000000.json").write_text("?")
    assert Bundle.parse(make_bundle(archive, sealed.sha256)).stamps == ()


@pytest.mark.parametrize(("field", "spoiled"), [("checkpoint", "no head"), ("consistency", ["no hash"])])
def test_a_stamp_of_what_is_no_head_is_a_fault(bundle: bytes, field: str, spoiled: object) -> None:
    told = json.loads(bundle)
    told["stamps"][1][field] = spoiled
    assert check_bundle(spelled(told)).faults
