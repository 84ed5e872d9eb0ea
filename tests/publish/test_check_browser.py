"""A reader checks a file, a proof bundle and the release; what does not hold is refused with the reason."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import chromium as debian_chromium
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Browser, Page, expect
from serving import served

from publish.releases import made, write
from publish.test_browser import AXE, FAULTS, RULES
from tahqiq.publish import publish
from tahqiq.seal import Archive, Receipt
from tahqiq.seal.bundles import make_bundle
from tahqiq.vocab.release import Manifest

pytestmark = [pytest.mark.browser, debian_chromium.needed]

SEALED = b"an invented photograph"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a release that is signed, and that holds the sealed item."""
    folder = tmp_path_factory.mktemp("check")
    release = made(incidents=1)
    items = release.tables["items"]
    items.append(
        replace(
            items[-1], id="0f3a1c22-0000-4000-8000-000000000000", sha256=hashlib.sha256(SEALED).hexdigest()
        )
    )
    sign(write(release, folder / "release"))
    publish(folder / "release", folder / "sites" / "it")
    return folder / "sites" / "it"


def sign(release: Path) -> None:
    manifest = msgspec.json.decode((release / "manifest.json").read_bytes(), type=Manifest)
    lines = sorted(f"{entry.sha256}  {name}\n" for name, entry in manifest.files.items())
    content = hashlib.sha256("".join(lines).encode()).hexdigest()
    signed = replace(manifest, content=content, public_key=KEY.public_key().public_bytes_raw().hex())
    (release / "manifest.json").write_bytes(msgspec.json.encode(signed))
    (release / "manifest.sig").write_bytes(KEY.sign(msgspec.json.encode(signed)))


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = Archive.create(tmp_path_factory.mktemp("held") / "archive")
    sealed = archive.seal_bytes(SEALED, Receipt(by="amal", original_name="photograph"))
    file = tmp_path_factory.mktemp("bundle") / "proof.json"
    file.write_bytes(make_bundle(archive, sealed.sha256))
    return file


@pytest.fixture(scope="module")
def item(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("item") / "photograph"
    file.write_bytes(SEALED)
    return file


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield f"{address}/en/check.html"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with debian_chromium.started() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with debian_chromium.telephone(chromium) as (page, complaints):
        yield page
    assert [each for each in complaints if "404" not in each] == []


@pytest.mark.parametrize("where", ["server", "disk"])
def test_a_sealed_item_is_known_and_leads_to_its_page(
    page: Page, address: str, folder: Path, item: Path, where: str
) -> None:
    page.goto(address if where == "server" else (folder / "en" / "check.html").as_uri())
    page.get_by_label("The file of any kind and size").set_input_files(item)
    result = page.locator("#file-result")
    expect(result).to_contain_text("This is a sealed item of this record, byte for byte")
    expect(result).to_contain_text(hashlib.sha256(SEALED).hexdigest())
    result.get_by_role("link").click()
    page.wait_for_url("**/en/items/**")


def test_a_file_of_the_release_is_known(page: Page, address: str, folder: Path) -> None:
    page.goto(address)
    page.locator("#file").set_input_files(folder / "downloads" / "claims.jsonl")
    expect(page.locator("#file-result")).to_contain_text("This is a file of this release, byte for byte")


def test_another_file_is_not_known(page: Page, address: str, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(SEALED + b".")
    page.goto(address)
    page.locator("#file").set_input_files(tmp_path / "other")
    expect(page.locator("#file-result .broken")).to_have_text(
        "Nothing in this release is this file", use_inner_text=True
    )


@pytest.mark.parametrize("where", ["server", "disk"])
def test_a_good_bundle_and_its_file_are_accepted(
    page: Page, address: str, folder: Path, bundle: Path, item: Path, where: str
) -> None:
    page.goto(address if where == "server" else (folder / "en" / "check.html").as_uri())
    page.locator("#bundle").set_input_files(bundle)
    page.locator("#bundle-file").set_input_files(item)
    expect(page.locator("#bundle-result .holds")).to_have_text(
        "The proof holds, and this is the file", use_inner_text=True
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"index": 0}, "The event is not in the log that the head was signed for."),
        ({"log_key": "ab" * 32}, "The signature of the log’s head does not hold."),
        ({"opening": "{}"}, "What it says of the file is not as an archive writes it."),
        ({"format": "bundle/9"}, "This bundle is of a version that this page does not know."),
        ({"more": 1}, "This is no proof bundle, or it was changed."),
    ],
)
def test_a_bad_bundle_is_refused_with_the_reason(
    page: Page, address: str, bundle: Path, tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    changed = json.loads(bundle.read_bytes()) | change
    spelled = json.dumps(changed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    (tmp_path / "proof.json").write_text(f"{spelled}\n", "utf-8")
    page.goto(address)
    page.locator("#bundle").set_input_files(tmp_path / "proof.json")
    result = page.locator("#bundle-result")
    expect(result.locator(".broken")).to_have_text("The proof does not hold", use_inner_text=True)
    assert reason in result.inner_text()


def test_a_key_that_is_none_is_refused(page: Page, address: str, bundle: Path) -> None:
    page.goto(address)
    page.locator("#bundle").set_input_files(bundle)
    page.locator("#key").fill("not a key")
    page.locator("#key").blur()
    expect(page.locator("#bundle-result")).to_contain_text("A public key is 64 digits")


def test_the_release_is_checked_where_it_is_served(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Check every file of the release").click()
    result = page.locator("#release-result")
    expect(result.locator(".holds")).to_have_text("The release is whole", use_inner_text=True)
    expect(result).to_contain_text("The manifest is signed with the key that these pages name.")
    assert KEY.public_key().public_bytes_raw().hex() in result.inner_text()


def test_the_release_is_checked_from_a_disk(page: Page, folder: Path) -> None:
    page.goto((folder / "en" / "check.html").as_uri())
    assert not page.get_by_role("button", name="Check every file of the release").is_visible()
    page.locator("#release-files").set_input_files(folder / "downloads")
    expect(page.locator("#release-result .holds")).to_have_text("The release is whole", use_inner_text=True)


def _altered(downloads: Path) -> str:
    with (downloads / "claims.jsonl").open("ab") as file:
        file.write(b"\n")
    return "Not the file that the manifest names: claims.jsonl"


def _lost(downloads: Path) -> str:
    (downloads / "claims.jsonl").unlink()
    return "Missing: claims.jsonl"


def _unsigned(downloads: Path) -> str:
    (downloads / "manifest.sig").unlink()
    return "The manifest is not signed."


def _signed_by_nobody(downloads: Path) -> str:
    (downloads / "manifest.sig").write_bytes(bytes(64))
    return "The signature of the manifest does not hold."


def _another(downloads: Path) -> str:
    manifest = (downloads / "manifest.json").read_text("utf-8")
    (downloads / "manifest.json").write_text(manifest.replace('"content":"', '"content":"0'), "utf-8")
    return "This is another release than the one these pages were made from."


def _no_manifest(downloads: Path) -> str:
    (downloads / "manifest.json").write_text("[]")
    return "There is no manifest that could be read."


@pytest.mark.parametrize("damage", [_altered, _lost, _unsigned, _signed_by_nobody, _another, _no_manifest])
def test_a_damaged_release_is_refused_with_the_reason(
    page: Page, folder: Path, tmp_path: Path, damage: object
) -> None:
    shutil.copytree(folder, tmp_path / "sites" / "it")
    assert callable(damage)
    reason = damage(tmp_path / "sites" / "it" / "downloads")
    with served(tmp_path / "sites" / "it") as address:
        page.goto(f"{address}/en/check.html")
        page.get_by_role("button", name="Check every file of the release").click()
        expect(page.locator("#release-result .broken")).to_be_visible()
        assert reason in page.locator("#release-result").inner_text()


def test_nothing_is_sent_anywhere(page: Page, address: str, bundle: Path, item: Path) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    page.goto(address)
    page.locator("#bundle").set_input_files(bundle)
    page.locator("#file").set_input_files(item)
    expect(page.locator("#file-result .holds")).to_be_visible()
    assert {each.split(" ")[0] for each in sent} == {"GET"}
    assert all(each.startswith(f"GET {address.rsplit('/', 2)[0]}/") for each in sent)


@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("ar", "light")])
def test_its_findings_have_no_fault_that_axe_finds(
    chromium: Browser, address: str, bundle: Path, item: Path, language: str, scheme: str
) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto(address.replace("/en/", f"/{language}/"))
    page.locator("#bundle").set_input_files(bundle)
    page.locator("#file").set_input_files(item)
    page.locator("#release-start").click()
    expect(page.locator("#release-result .holds")).to_be_visible()
    expect(page.locator("#bundle-result .holds")).to_be_visible()
    assert page.evaluate(FAULTS, RULES) == []
    context.close()
