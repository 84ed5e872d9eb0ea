"""The page that checks a proof, in a real browser, opened from a disk."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from itertools import combinations_with_replacement
from pathlib import Path

import chromium as debian_chromium
import pytest
from opentimestamps.core.notary import PendingAttestation
from opentimestamps.core.op import OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp
from playwright.sync_api import Browser, Page

from seal.bundles.conftest import ITEM, other_key
from seal.bundles.tampering import BUNDLE_TAMPERINGS, spelled
from tahqiq.seal import Archive
from tahqiq.seal.bundles import Bundle, Disclosed, check_bundle, make_bundle, page
from tahqiq.seal.bundles.bundle import BundleStamp
from tahqiq.seal.bundles.page import check_page
from tahqiq.seal.canonical import canonical
from tahqiq.seal.checkpoint import Checkpoint, sign
from tahqiq.seal.merkle import consistency_proof, inclusion_proof, leaf_hash, root_of
from tahqiq.seal.pages import Leaf
from tahqiq.seal.receipts import commitment_to
from tahqiq.vocab.errors import BadInput

AXE = Path(__file__).parents[3] / "site" / "node_modules" / "axe-core" / "axe.min.js"
RELEASE = "ab" * 32
ARCHIVE, AT = "6fa1ba2b-26ae-4d2e-b2b0-9f2f0c7d8a10", "2026-05-02T10:00:00.000000Z"


def test_the_page_forbids_everything_but_itself() -> None:
    written = check_page()
    assert "default-src 'none'; style-src 'sha256-" in written
    assert written.count("<script>") == 1
    assert " src=" not in written
    assert "http" not in written.replace("http-equiv", "")


def test_a_page_whose_script_is_not_built_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(page, "SCRIPT", tmp_path / "check.js")
    with pytest.raises(BadInput, match="is not built"):
        check_page()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with debian_chromium.started() as browser:
        yield browser


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "check.html"
    file.write_text(check_page(), "utf-8")
    return file


@pytest.fixture
def shown(chromium: Browser, checker: Path) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(checker.as_uri())
    yield page
    assert complaints == []
    assert asked == [checker.as_uri()]
    context.close()


def give(page: Page, bundle: bytes, item: bytes | None = None, key: str = "") -> str:
    """Gives the page its files; the text of the result once it stands."""
    page.fill("#key", key)
    if item is not None:
        page.set_input_files("#file", {"name": "item", "mimeType": "", "buffer": item})
    page.set_input_files("#bundle", {"name": "proof.json", "mimeType": "", "buffer": bundle})
    page.wait_for_selector("#result h2, #result > p")
    return page.locator("#result").inner_text()


def bundles_of_every_shape() -> Iterator[bytes]:
    """Bundles of small logs: each place in each size, and each head grown to each later one."""
    opening = {"archive": ARCHIVE, "at": AT, "event": "sealed", "item": "00" * 32}
    spelled_opening = canonical({**opening, "media_type": "text/plain", "salt": "11" * 16, "size": 0})
    commitment = commitment_to(spelled_opening)
    lines = [
        Leaf(at=AT, commitment=commitment, event="sealed", receipt=f"{n:064x}").content() for n in range(9)
    ]
    hashes = [leaf_hash(line) for line in lines]
    heads = {size: head_of(hashes[:size]) for size in range(1, 10)}
    for first, second in combinations_with_replacement(heads, 2):
        index = (first + second) % first
        stamp = BundleStamp(
            authority="https://calendar.example",
            checkpoint=heads[second].text,
            consistency=tuple(each.hex() for each in consistency_proof(hashes, first, second)),
            content=base64.b64encode(promise(heads[second].text.encode())).decode(),
            kind="opentimestamps",
        )
        yield Bundle(
            checkpoint=heads[first].text,
            inclusion=tuple(each.hex() for each in inclusion_proof(hashes, index, first)),
            index=index,
            leaf=lines[index].decode(),
            log_key=other_key().public_key().public_bytes_raw().hex(),
            opening=spelled_opening.decode(),
            stamps=(stamp,),
        ).content()


def head_of(hashes: list[bytes]) -> Checkpoint:
    return sign(other_key(), origin=f"tahqiq/{ARCHIVE}", size=len(hashes), root=root_of(hashes), at=AT)


def promise(text: bytes) -> bytes:
    """A pending proof of OpenTimestamps."""
    root = Timestamp(hashlib.sha256(text).digest())
    root.attestations.add(PendingAttestation("https://calendar.example"))
    context = BytesSerializationContext()
    DetachedTimestampFile(OpSHA256(), root).serialize(context)
    return bytes(context.getbytes())


@pytest.mark.browser
@debian_chromium.needed
class TestInABrowser:
    def test_a_good_bundle_and_its_file_are_accepted(
        self, shown: Page, bundle: bytes, archive: Archive
    ) -> None:
        said = give(shown, bundle, ITEM, archive.about.log_key)
        assert said.startswith("The proof holds, and this is the file")
        assert hashlib.sha256(ITEM).hexdigest() in said
        assert "it is event 2, and the log had 6 when it was signed" in said
        assert "That key is the one you gave." in said
        assert "its signature is not checked here" in said
        assert "Who collected it" in said
        assert shown.locator("#result h2.holds").count() == 1

    def test_without_file_and_key_it_says_what_is_not_proved(
        self, shown: Page, bundle: bytes, archive: Archive
    ) -> None:
        said = give(shown, bundle)
        assert said.startswith("The proof holds\n")
        assert f"whether its key is {archive.about.log_key}" in said
        assert "give the file too" in said

    def test_tampering_is_refused(self, shown: Page, bundle: bytes) -> None:
        for name, (tampering, _, problem) in BUNDLE_TAMPERINGS.items():
            changed = json.loads(bundle)
            tampering(changed)
            said = give(shown, spelled(changed), ITEM)
            assert said.startswith("The proof does not hold"), name
            assert problem in said, name
            assert "What is proved" not in said, name
            assert shown.locator("#result h2.broken").count() == 1, name

    def test_it_agrees_with_the_command_wherever_an_event_stands(self, shown: Page) -> None:
        for bundle in bundles_of_every_shape():
            assert check_bundle(bundle).faults == ()
            assert give(shown, bundle).startswith("The proof holds\n")

    def test_another_file_is_refused(self, shown: Page, bundle: bytes) -> None:
        said = give(shown, bundle, b"other")
        assert said.startswith("The proof holds, but this is another file")
        assert f"its SHA-256 is {hashlib.sha256(b'other').hexdigest()}" in said
        assert "byte for byte" not in said

    def test_another_key_is_refused(self, shown: Page, bundle: bytes) -> None:
        assert "another key than the one you gave" in give(shown, bundle, key="00" * 32)
        assert "64 digits" in give(shown, bundle, key="00")

    def test_what_is_no_bundle_is_refused(self, shown: Page) -> None:
        for content in (b"", b"\xff\xfe", b"[]", b'{"format":"bundle/1"}', bytes(1_100_000)):
            assert "no proof bundle" in give(shown, content)
        later = b'{"format":"bundle/2"}'
        assert "of a version that this page does not know" in give(shown, later)

    def test_script_in_a_bundle_stays_text(self, shown: Page, archive: Archive) -> None:
        hostile = "<img src=x onerror=document.title='no'>\u202e\n\x07"
        disclosed = Disclosed(release=RELEASE, fields={"title_en": hostile})
        said = give(shown, make_bundle(archive, hashlib.sha256(ITEM).hexdigest(), disclosed=disclosed))
        assert said.startswith("The proof holds")
        assert "<img src=x" in said
        assert shown.locator("#result img").count() == 0

    def test_both_languages_at_every_width(self, shown: Page, bundle: bytes) -> None:
        give(shown, bundle, ITEM)
        shown.click("#language")
        assert shown.locator("#result h2").inner_text() == "الإثبات صحيح، وهذا هو الملف"
        assert shown.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
        assert shown.title() == "التحقق من إثبات"
        for width in (320, 360, 1280):
            shown.set_viewport_size({"width": width, "height": 800})
            assert shown.evaluate("document.documentElement.scrollWidth") <= width
        shown.click("#language")
        assert shown.locator("#result h2").inner_text() == "The proof holds, and this is the file"

    def test_an_arabic_browser_gets_arabic(self, chromium: Browser, checker: Path) -> None:
        context = chromium.new_context(locale="ar-SY")
        page = context.new_page()
        page.goto(checker.as_uri())
        assert page.evaluate("document.documentElement.dir") == "rtl"
        context.close()

    def test_files_can_be_dropped(self, shown: Page, bundle: bytes) -> None:
        shown.evaluate(
            """([bundle, item]) => {
              for (const [name, text] of [["proof.json", bundle], ["item", item]]) {
                const held = new DataTransfer();
                held.items.add(new File([text], name));
                document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true }));
              }
            }""",
            [bundle.decode(), ITEM.decode()],
        )
        shown.wait_for_selector("#result h2")
        assert shown.locator("#result h2").inner_text() == "The proof holds, and this is the file"

    def test_a_file_larger_than_webcrypto_takes_at_once_is_hashed_piece_by_piece(
        self, shown: Page, bundle: bytes
    ) -> None:
        shown.evaluate(
            """() => {
              const held = new DataTransfer();
              held.items.add(new File([new Uint8Array(2 ** 24 + 100)], "large"));
              document.getElementById("file").files = held.files;
            }"""
        )
        shown.set_input_files("#bundle", {"name": "proof.json", "mimeType": "", "buffer": bundle})
        shown.wait_for_selector("#result h2")
        digest = hashlib.sha256(bytes(2**24 + 100)).hexdigest()
        assert f"its SHA-256 is {digest}" in shown.locator("#result").inner_text()

    def test_a_browser_that_knows_no_ed25519_says_so(self, shown: Page, bundle: bytes) -> None:
        shown.evaluate("() => { crypto.subtle.importKey = () => Promise.reject(new Error('unknown')); }")
        assert "cannot check the signature" in give(shown, bundle)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_anybody_can_read_it(self, shown: Page, bundle: bytes, scheme: str) -> None:
        shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        give(shown, bundle, ITEM)
        shown.evaluate(AXE.read_text("utf-8"))
        for _ in range(2):
            found = shown.evaluate("axe.run().then(found => found.violations.map(each => each.id))")
            assert found == []
            shown.click("#language")


@pytest.mark.browser
@debian_chromium.needed
def test_without_scripts_it_says_so(chromium: Browser, checker: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(checker.as_uri())
    assert "scripts are switched off" in page.locator("noscript").inner_text()
    context.close()
