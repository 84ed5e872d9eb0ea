"""The table of faults: what is done to an archive. What ``tahqiq verify`` says of it stands in faults.toml.

The page docs/seal-faults.md is written from both by scripts/generate_seal_faults.py, and every row is
carried out by test_faults.py.
"""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seal.checking.spoiling import LAST, NOTE, PICTURE, TABLE, Spoiled
from tahqiq.seal import checkpoint
from tahqiq.seal.archive import Archive
from tahqiq.seal.pages import Page
from tahqiq.seal.receipts import Receipt

Given = Literal["", "head", "seen", "key"]
LOG, RECEIPTS, KEYS = (f"{folder}/0000/0000000{{}}.jsonl" for folder in ("log", "receipts", "keys"))


@dataclass(frozen=True, slots=True)
class Row:
    """One fault.

    Attributes:
        part: of the archive; the heading it stands under.
        done: what is done, in words.
        make: does it.
        given: what the verifier holds besides the archive: a later head, the last head this home saw, or
            the public key.
    """

    part: str
    done: str
    make: Callable[[Spoiled], object]
    given: Given = ""

    @property
    def key(self) -> str:
        """Its name in faults.toml."""
        return f"{self.part}: {self.done}" + (f" ({self.given})" if self.given else "")

    @property
    def says(self) -> list[str]:
        """Every line of fault that verify prints, and no other."""
        return _SAID[self.key].get("says", [])

    @property
    def notes(self) -> list[str]:
        """What it says besides that is no fault."""
        return _SAID[self.key].get("notes", [])


_SAID: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def page(folder: str, number: int) -> str:
    """A page's file."""
    return folder.format(number)


def cut(name: str, keep: int) -> Callable[[Spoiled], None]:
    """Truncates a file."""
    return lambda spoiled: spoiled.write(name, spoiled.read(name)[:keep])


def add(name: str, content: bytes = b"?") -> Callable[[Spoiled], None]:
    """Adds a file."""
    return lambda spoiled: spoiled.write(name, content)


def object_of(content: bytes) -> str:
    """Where an item stands."""
    sha256 = hashlib.sha256(content).hexdigest()
    return f"objects/{sha256[:2]}/{sha256}"


def rolled_back(spoiled: Spoiled, *, to: int = 7) -> None:
    """Everything that came after a page is taken away, as if it had never been."""
    for name in spoiled.pages_from(to):
        spoiled.remove(name)
    spoiled.remove(object_of(LAST))


def without_what_was_seen(spoiled: Spoiled) -> None:
    """The archive was cut back on a machine that never saw it."""
    rolled_back(spoiled)
    (spoiled.keys / "last-head.txt").unlink()


def before_the_stamp(spoiled: Spoiled) -> None:
    """Cut back to the head before the one that was stamped."""
    for name in [*spoiled.pages_from(3), *spoiled.files("objects")]:
        if name not in {object_of(NOTE), object_of(TABLE), object_of(b"16")}:
            spoiled.remove(name)


def signed_by_another(spoiled: Spoiled) -> None:
    """The last head, signed again with a key of the forger's own."""
    _sign_again(spoiled, 7, Ed25519PrivateKey.from_private_bytes(bytes(32)))


def forged_throughout(spoiled: Spoiled) -> None:
    """Every head signed again by a forger, whose key the archive now names."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    about = spoiled.read("archive.json")
    old = about.partition(b'"log_key":"')[2][:64]
    about = about.replace(old, key.public_key().public_bytes_raw().hex().encode())
    spoiled.write("archive.json", about)
    for number in range(8):
        _sign_again(spoiled, number, key)


def _sign_again(spoiled: Spoiled, number: int, key: Ed25519PrivateKey) -> None:
    name = page(LOG, number)
    found = Page.parse(spoiled.read(name), number)
    head = found.checkpoint
    forged = checkpoint.sign(key, origin=head.origin, size=head.size, root=head.root, at=head.at)
    spoiled.write(
        name, Page(number=number, leaves=found.leaves, checkpoint=forged, peaks=found.peaks).content()
    )


def without_an_event(spoiled: Spoiled) -> None:
    """One event is taken out of a page, its receipt and key with it."""
    for name in (page(LOG, 1), page(RECEIPTS, 1), page(KEYS, 1)):
        spoiled.write(name, b"".join(spoiled.lines(name)[1:]))


def reordered(spoiled: Spoiled) -> None:
    """Two events of a page change places, receipts and keys with them."""
    for name in (page(LOG, 1), page(RECEIPTS, 1), page(KEYS, 1)):
        one, two, *rest = spoiled.lines(name)
        spoiled.write(name, b"".join([two, one, *rest]))


def stamp(spoiled: Spoiled, ending: str) -> str:
    """The stamp's file."""
    return next(name for name in spoiled.files("stamps") if name.endswith(ending))


def stamp_replaced(spoiled: Spoiled) -> None:
    """Another authority's answer is put in the place of the stamp."""
    spoiled.write(stamp(spoiled, ".tsr"), b"0\x03\x02\x01\x00")


def key_destroyed(spoiled: Spoiled) -> None:
    """A wrapped key is destroyed without a removal."""
    rest = spoiled.lines(page(KEYS, 1))[1:]
    spoiled.write(page(KEYS, 1), b"".join([b"-\n", *rest]))


def brought_back(spoiled: Spoiled) -> None:
    """The bytes of a removed item are put back."""
    spoiled.write(object_of(PICTURE), PICTURE)


def planted(spoiled: Spoiled) -> None:
    """Bytes are planted under their own hash."""
    spoiled.write(object_of(b"planted"), b"planted")


def replaced_by_a_folder(spoiled: Spoiled) -> None:
    """A folder in the place of an object."""
    spoiled.remove(object_of(NOTE))
    (spoiled.root / object_of(NOTE)).mkdir()


def page_copied_to_the_end(spoiled: Spoiled) -> None:
    """The last page once more."""
    for folder in (LOG, RECEIPTS, KEYS):
        spoiled.write(page(folder, 8), spoiled.read(page(folder, 7)))


def stamp_moved(spoiled: Spoiled) -> None:
    """The stamp of one head is put beside another."""
    for name in spoiled.files("stamps"):
        spoiled.write(name.replace("000000000005", "000000000006"), spoiled.read(name))
        spoiled.remove(name)


def in_incoming(spoiled: Spoiled) -> None:
    """A link where bytes arrive."""
    (spoiled.root / "incoming" / ("ab" * 16 + ".part")).symlink_to("/dev/zero")


def interrupted(spoiled: Spoiled) -> None:
    """What a writer leaves that was killed between putting bytes in place and the page of the log."""
    planted(spoiled)
    name = object_of(b"planted")
    spoiled.write("incoming/" + "ab" * 16 + ".intent", f"8\n{name}\n".encode())


def made_anew(spoiled: Spoiled) -> None:
    """A forger seals what he likes in an archive of his own, and puts it there."""
    shutil.rmtree(spoiled.root)
    forger = Archive.create(spoiled.root, keys=spoiled.root.parent / "forger")
    forger.seal_bytes(b"nobody was killed", Receipt(by="nobody", original_name="note.txt"))


NOTE_AT, TABLE_AT = object_of(NOTE), object_of(TABLE)
ROWS: tuple[Row, ...] = (
    Row("Objects", "one bit flipped", lambda s: s.flip(NOTE_AT, 7)),
    Row("Objects", "truncated", cut(TABLE_AT, 100)),
    Row("Objects", "emptied", cut(TABLE_AT, 0)),
    Row("Objects", "two swapped", lambda s: s.swap(NOTE_AT, TABLE_AT)),
    Row("Objects", "one missing", lambda s: s.remove(NOTE_AT)),
    Row("Objects", "a whole shelf missing", lambda s: s.remove(NOTE_AT[:10])),
    Row("Objects", "one planted under its own hash", planted),
    Row("Objects", "a link in its place", lambda s: s.link(NOTE_AT)),
    Row("Objects", "a folder in its place", replaced_by_a_folder),
    Row("Objects", "a name that no archive gives", add("objects/ab/short")),
    Row("Objects", "made writable", lambda s: (s.root / NOTE_AT).chmod(420)),
    Row("Receipts", "one bit flipped", lambda s: s.flip(page(RECEIPTS, 1), 40)),
    Row("Receipts", "a page truncated in a line", cut(page(RECEIPTS, 1), 900)),
    Row("Receipts", "a page missing", lambda s: s.remove(page(RECEIPTS, 1))),
    Row("Receipts", "two pages swapped", lambda s: s.swap(page(RECEIPTS, 2), page(RECEIPTS, 3))),
    Row(
        "Receipts", "a line added", lambda s: s.write(page(RECEIPTS, 1), s.read(page(RECEIPTS, 1)) + b"{}\n")
    ),
    Row("Receipts", "a page of a commit that is not in the log", add(page(RECEIPTS, 8))),
    Row("Keys", "one bit flipped", lambda s: s.flip(page(KEYS, 1), 3)),
    Row("Keys", "a letter made a capital", lambda s: s.write(page(KEYS, 1), s.read(page(KEYS, 1)).upper())),
    Row("Keys", "a page missing", lambda s: s.remove(page(KEYS, 1))),
    Row("Keys", "two pages swapped", lambda s: s.swap(page(KEYS, 2), page(KEYS, 3))),
    Row("Keys", "a key destroyed without a removal", key_destroyed),
    Row("Keys", "cut to its first line", lambda s: s.write(page(KEYS, 1), s.lines(page(KEYS, 1))[0])),
    Row("Log", "one bit of an event flipped", lambda s: s.flip(page(LOG, 1), 20)),
    Row("Log", "one bit of a head flipped", lambda s: s.flip(page(LOG, 1), -150)),
    Row("Log", "a page cut in a line", cut(page(LOG, 1), 300)),
    Row("Log", "a page emptied", cut(page(LOG, 1), 0)),
    Row("Log", "a page missing in the middle", lambda s: s.remove(page(LOG, 2))),
    Row("Log", "the first page missing", lambda s: s.remove(page(LOG, 0))),
    Row("Log", "two pages swapped", lambda s: s.swap(page(LOG, 2), page(LOG, 3))),
    Row("Log", "an event taken out, with its receipt and key", without_an_event),
    Row("Log", "two events of a page reordered, with their receipts and keys", reordered),
    Row("Log", "a page repeated at the end", page_copied_to_the_end),
    Row("Log", "the last page removed, everything else left", lambda s: s.remove(page(LOG, 7))),
    Row("Log", "all pages removed", lambda s: s.remove("log")),
    Row("Log", "a link in the place of a page", lambda s: s.link(page(LOG, 1))),
    Row("Log", "a link in the place of its folder", lambda s: s.link("log")),
    Row("Log", "a name that no archive gives", add("log/0000/notes.txt")),
    Row("Heads", "rolled back whole to an earlier head", without_what_was_seen),
    Row("Heads", "rolled back whole to an earlier head", without_what_was_seen, given="head"),
    Row("Heads", "rolled back whole to an earlier head", rolled_back, given="seen"),
    Row("Heads", "rolled back to before a stamp", before_the_stamp),
    Row("Heads", "the last head signed with another key", signed_by_another),
    Row("Heads", "every head signed with another key, which archive.json names", forged_throughout),
    Row(
        "Heads",
        "every head signed with another key, which archive.json names",
        forged_throughout,
        given="key",
    ),
    Row("Heads", "the whole archive replaced by another, made anew", made_anew),
    Row("Heads", "the whole archive replaced by another, made anew", made_anew, given="key"),
    Row("Heads", "the whole archive replaced by another, made anew", made_anew, given="seen"),
    Row("Stamps", "a stamp replaced", stamp_replaced),
    Row("Stamps", "one bit of a stamp flipped", lambda s: s.flip(stamp(s, ".tsr"), 200)),
    Row("Stamps", "one bit of what was asked flipped", lambda s: s.flip(stamp(s, ".json"), 40)),
    Row("Stamps", "a stamp moved to another head", stamp_moved),
    Row("Stamps", "a stamp removed, what was asked left", lambda s: s.remove(stamp(s, ".tsr"))),
    Row("Stamps", "a stamp added by hand", add("stamps/000000000006.other-00000000.tsr")),
    Row("Removals", "the bytes of a removed item put back", brought_back),
    Row("Removals", "the wrapped key of a removed item put back", lambda s: s.write(page(KEYS, 4), b"ab\n")),
    Row("Statements", "one bit of FORMAT flipped", lambda s: s.flip("FORMAT", 3)),
    Row("Statements", "FORMAT missing", lambda s: s.remove("FORMAT")),
    Row("Statements", "one bit of archive.json flipped", lambda s: s.flip("archive.json", 70)),
    Row(
        "Statements",
        "archive.json spelled in another way",
        lambda s: s.write("archive.json", s.read("archive.json") + b" "),
    ),
    Row("Statements", "archive.json missing", lambda s: s.remove("archive.json")),
    Row("Statements", "a link in the place of FORMAT", lambda s: s.link("FORMAT")),
    Row("Strangers", "a file beside the archive's own", add("stray.txt")),
    Row("Strangers", "a name that would forge a line", add("a\nb\u202ec")),
    Row("Strangers", "a file in incoming/ that no writer leaves", add("incoming/notes.txt")),
    Row("Strangers", "a link in incoming/", in_incoming),
    Row("Strangers", "bytes that had not all arrived", add("incoming/" + "ab" * 16 + ".part")),
    Row("Strangers", "an object of a commit that was interrupted", interrupted),
)
