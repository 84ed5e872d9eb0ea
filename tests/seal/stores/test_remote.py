"""Stores beyond a folder, against a real S3 server process."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from seal.stores.conftest import Server
from tahqiq.seal.errors import Busy, StorageFailed
from tahqiq.seal.stores import FolderStore, open_store, reaching
from tahqiq.seal.stores import lease as leases
from tahqiq.seal.stores.bucket import PART, Bucket
from tahqiq.seal.stores.ranged import Ranged
from tahqiq.seal.stores.reaching import Patience
from tahqiq.seal.stores.remote import RemoteStore
from tahqiq.vocab.errors import BadInput, NotPermitted

QUICK = Patience(connect_seconds=1, read_seconds=2, pauses=(0.05, 0.1))


@pytest.fixture(params=["s3", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> RemoteStore:
    if request.param == "memory":
        return RemoteStore.at(f"memory://{tmp_path.name}/archive", patience=QUICK)
    return RemoteStore.at(f"{request.getfixturevalue('s3')}/archive", patience=QUICK)


def test_what_was_put_is_read_back(store: RemoteStore) -> None:
    store.put("log/0000/00000000.jsonl", b"line\n")
    assert store.read("log/0000/00000000.jsonl") == b"line\n"
    assert store.size("log/0000/00000000.jsonl") == 5
    assert store.exists("log/0000/00000000.jsonl")
    assert not store.exists("log/0000")
    assert not store.exists("log/1")
    for ask in (store.read, store.open, store.size):
        with pytest.raises(FileNotFoundError):
            ask("objects/00/none")
    with pytest.raises(FileNotFoundError):
        store.size("log/0000")


def test_nothing_is_overwritten_unless_it_is_replaced(store: RemoteStore) -> None:
    store.commit("keys/1", b"one")
    for write in (store.put, store.commit):
        with pytest.raises(FileExistsError):
            write("keys/1", b"two")
    assert store.read("keys/1") == b"one"
    store.replace("keys/1", b"two")
    assert store.read("keys/1") == b"two"
    store.delete("keys/1")
    store.delete("keys/1")
    assert not store.exists("keys/1")


def test_large_things_are_brought_in_parts_and_read_in_ranges(store: RemoteStore, tmp_path: Path) -> None:
    content = os.urandom(1 << 16) * ((2 * PART + (1 << 16)) >> 16)
    part = store.partial()
    assert part.parent.stat().st_mode & 0o777 == 0o700
    part.write_bytes(content)
    store.bring(part, "objects/ab/large")
    assert not part.exists()
    store.flush(["objects/ab/large"])
    with store.open("objects/ab/large") as stream:
        assert stream.seek(-70_000, io.SEEK_END) == len(content) - 70_000
        assert stream.read(100) == content[-70_000:-69_900]
        assert stream.seek(-50, io.SEEK_CUR) == len(content) - 69_950
        stream.seek(0)
        assert stream.read() == content
        stream.seek(len(content) + 5)
        assert stream.read() == b""
        with pytest.raises(ValueError, match="before the beginning"):
            stream.seek(-1)
    again = store.partial()
    again.write_bytes(content[:-1])
    with pytest.raises(FileExistsError):
        store.bring(again, "objects/ab/large")
    assert again.exists()
    assert store.size("objects/ab/large") == len(content)


def test_empty_things_are_things(store: RemoteStore) -> None:
    store.put("stamps/empty", b"")
    assert store.read("stamps/empty") == b""
    with store.open("stamps/empty") as stream:
        assert stream.read() == b""


def test_names_come_in_order_folder_by_folder(store: RemoteStore, tmp_path: Path) -> None:
    names = ["FORMAT", "log/0000/1", "log/0000/2", "log-book", "objects/ab/1", "objects/cd/2", "صور/١"]
    folder = FolderStore(tmp_path / "same")
    folder.root.mkdir()
    (folder.root / "incoming").mkdir()
    for name in reversed(names):
        store.put(name, b"1")
        folder.put(name, b"1")
    assert list(store.names("")) == list(folder.names("")) == sorted(names, key=lambda name: name.split("/"))
    assert list(store.names("objects")) == ["objects/ab/1", "objects/cd/2"]
    assert store.children("log") == folder.children("log") == ["0000"]
    assert store.children("none") == folder.children("none") == []
    assert list(store.names("none")) == []


def test_one_writer_at_a_time(store: RemoteStore) -> None:
    with store.lock(0):
        store.put("log/1", b"1")
        other = RemoteStore.at(store.name, patience=QUICK)
        with pytest.raises(Busy, match="another process is writing"), other.lock(0.1):
            pass
    with store.lock(0), pytest.raises(KeyError):
        raise KeyError
    with RemoteStore.at(store.name, patience=QUICK).lock(0):
        assert store.exists("log/1")


def test_file_addresses_are_folders(tmp_path: Path) -> None:
    store = open_store((tmp_path / "an archive").as_uri())
    assert isinstance(store, FolderStore)
    assert store.root == tmp_path / "an archive"
    assert isinstance(open_store("memory://somewhere"), RemoteStore)


def test_other_stores_are_read_but_not_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"1")
    store = RemoteStore.at(f"local://{tmp_path}")
    assert store.read("a.txt") == b"1"
    assert store.children("") == ["a.txt"]
    for write in (lambda: store.put("b", b""), lambda: store.lock(0), lambda: store.delete("a.txt")):
        with pytest.raises(BadInput, match="only read"):
            write()


@pytest.mark.parametrize("address", ["s3://", "s3:///", "simplecache::s3://bucket/x", "nothing://x/y"])
def test_what_is_no_address_is_said_in_one_line(address: str) -> None:
    with pytest.raises(BadInput, match=r"no address|not installed") as refused:
        open_store(address)
    assert "\n" not in refused.value.line()


def test_faults_of_the_person_are_told_in_one_line(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="there is no such bucket"):
        RemoteStore.at("s3://no-such-bucket-here/x", patience=QUICK).put("a", b"")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(BadInput, match="there are no credentials for this store") as refused:
        RemoteStore.at(s3, patience=QUICK).put("a", b"")
    assert refused.value.exit_code == 2


def test_refused_credentials_are_told(bucket: Callable[[str], str]) -> None:
    store = RemoteStore.at(f"{bucket('keyless')}/a", patience=QUICK)
    for ask in (lambda: store.put("a", b""), lambda: store.exists("a")):
        with pytest.raises(NotPermitted, match="refuses these credentials"):
            ask()


def test_a_server_that_hangs_is_waited_for_and_one_that_dies_is_told(own_server: Server) -> None:
    own_server.make_bucket("evidence")
    patience = Patience(connect_seconds=2, read_seconds=2, pauses=(0.2,) * 20)
    store = RemoteStore.at("s3://evidence/a", patience=patience)
    part = store.partial()
    part.write_bytes(bytes(3 * PART))
    own_server.process.send_signal(signal.SIGSTOP)
    timer = threading.Timer(3, own_server.process.send_signal, [signal.SIGCONT])
    timer.start()
    store.bring(part, "objects/aa/large")
    timer.join()
    assert store.size("objects/aa/large") == 3 * PART
    own_server.process.kill()
    own_server.process.wait()
    store = RemoteStore.at("s3://evidence/a", patience=QUICK)
    part = store.partial()
    part.write_bytes(bytes(3 * PART))
    for ask in (lambda: store.put("b", b"1"), lambda: store.bring(part, "c"), lambda: store.read("a")):
        with pytest.raises(StorageFailed, match="what was promised is safe") as failed:
            ask()
        assert "\n" not in failed.value.line()
    assert part.exists()


@pytest.mark.parametrize("fault", ["failing", "forgetful"])
def test_requests_that_fail_once_and_answers_that_are_lost(fault: str, bucket: Callable[[str], str]) -> None:
    store = RemoteStore.at(f"{bucket(fault)}/a", patience=QUICK)
    with store.lock(0):
        store.put("a", b"1")
        with pytest.raises(FileExistsError):
            store.put("a", b"1")
        for name, size in (("small", 5), ("large", 5 * PART)):
            part = store.partial()
            part.write_bytes(bytes(size))
            store.bring(part, name)
    assert store.read("a") == b"1"
    assert store.size("large") == 5 * PART
    assert list(store.names("")) == ["a", "large", "small"]


def test_a_swap_whose_answer_was_lost_is_known_as_ours(bucket: Callable[[str], str]) -> None:
    lost = Bucket(f"{bucket('forgetful')}/a", QUICK)
    etag = lost.create("lock", b"1")
    lost._call("put_object", "other", Body=b"1")
    assert lost.swap("lock", b"2", etag) == lost.etag_and_age("lock")[0]
    with pytest.raises(FileExistsError):
        lost.swap("lock", b"3", etag)


def test_a_slow_server_is_slow_and_nothing_else(bucket: Callable[[str], str]) -> None:
    store = RemoteStore.at(f"{bucket('slow')}/a", patience=QUICK)
    store.put("a", b"1")
    assert store.read("a") == b"1"


def test_a_store_that_ignores_conditions_is_noticed(bucket: Callable[[str], str]) -> None:
    store = RemoteStore.at(f"{bucket('unconditional')}/a", patience=QUICK)
    with pytest.raises(BadInput, match="overwrites what others wrote"), store.lock(0):
        pass
    assert list(store.names("")) == []


def test_what_is_deleted_or_replaced_leaves_no_version(s3: str) -> None:
    store = RemoteStore.at(f"{s3}/archive", patience=QUICK)
    bucket = Bucket(f"{s3}/archive", QUICK)
    name = s3.removeprefix("s3://")
    enabled = {"Status": "Enabled"}
    bucket.fs.call_s3("put_bucket_versioning", Bucket=name, VersioningConfiguration=enabled)
    store.put("keys/1", b"secret")
    store.replace("keys/1", b"-")
    found = bucket.fs.call_s3("list_object_versions", Bucket=name)
    assert [each["IsLatest"] for each in found["Versions"]] == [True]
    store.delete("keys/1")
    found = bucket.fs.call_s3("list_object_versions", Bucket=name)
    assert not found.get("Versions")
    assert not found.get("DeleteMarkers")


def test_parts_of_a_writer_who_died_are_removed(s3: str) -> None:
    store, bucket, name = RemoteStore.at(f"{s3}/a", patience=QUICK), Bucket(s3, QUICK), s3[5:]
    bucket.fs.call_s3("create_multipart_upload", Bucket=name, Key="a/objects/left")
    bucket.fs.call_s3("create_multipart_upload", Bucket=name, Key="b/another")
    with store.lock(0):
        left = bucket.fs.call_s3("list_multipart_uploads", Bucket=name)["Uploads"]
    assert [each["Key"] for each in left] == ["b/another"]


def test_the_lock_of_a_writer_who_died_runs_out(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = leases.Lease(Bucket(f"{s3}/a", QUICK))
    dead._acquire(0)
    with pytest.raises(Busy), leases.Lease(Bucket(f"{s3}/a", QUICK)).hold(0):
        pass
    monkeypatch.setattr(leases, "LEASE", 2.0)
    with leases.Lease(Bucket(f"{s3}/a", QUICK)).hold(5), pytest.raises(FileExistsError):
        dead._bucket.swap("incoming/lock", b"back", dead._etag)
    assert not RemoteStore.at(f"{s3}/a").exists("incoming/lock")


def test_a_held_lock_is_renewed_and_a_doubtful_one_stops_writes(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "RENEW", 0.05)
    lease = leases.Lease(Bucket(f"{s3}/a", QUICK))
    with lease.hold(0):
        before = lease._renewed
        while lease._renewed == before:
            pass
        lease.require()
        monkeypatch.setattr(leases, "TRUST", -1.0)
        with pytest.raises(Busy, match="nothing that was acknowledged is lost"):
            lease.require()


def test_long_lists_are_read_page_by_page(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [
        {"Versions": [1], "IsTruncated": True, "NextKeyMarker": "k", "NextVersionIdMarker": "v"},
        {"Versions": [2], "IsTruncated": False},
    ]
    asked = []

    def ask(method: str, **arguments: object) -> object:
        asked.append(arguments)
        return pages[len(asked) - 1]

    bucket = Bucket(s3, QUICK)
    monkeypatch.setattr(bucket, "_ask", ask)
    assert list(bucket._pages("list_object_versions", "Versions", Prefix="x")) == [1, 2]
    assert asked[1] == {"Prefix": "x", "KeyMarker": "k", "VersionIdMarker": "v"}


@pytest.mark.parametrize(("code", "told"), [("NotImplemented", False), ("InternalError", None)])
def test_a_store_that_knows_no_versions_keeps_none(
    code: str, told: bool | None, s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket(s3, QUICK)
    answered = ClientError({"Error": {"Code": code}}, "GetBucketVersioning")

    def fail(*_: object, **__: object) -> None:
        raise answered

    monkeypatch.setattr(bucket.fs, "call_s3", fail)
    if told is None:
        with pytest.raises(StorageFailed):
            bucket._keeps_versions  # noqa: B018 - asked for what it raises
    else:
        assert bucket._keeps_versions is told


def test_an_upload_that_fails_leaves_no_parts(
    s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket(s3, QUICK)
    (tmp_path / "large").write_bytes(bytes(3 * PART))

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bucket, "_upload_parts", fail)
    with pytest.raises(KeyboardInterrupt):
        bucket.upload(tmp_path / "large", "large")
    assert not bucket.fs.call_s3("list_multipart_uploads", Bucket=s3[5:]).get("Uploads")


def test_what_was_there_and_is_gone_was_another_s(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = Bucket(s3, QUICK), Bucket(s3, QUICK)
    one.create("incoming/lock", b"1")
    own = two._own

    def released(name: str, token: str) -> object:
        one.delete(name)
        return own(name, token)

    monkeypatch.setattr(two, "_own", released)
    with pytest.raises(FileExistsError):
        two.create("incoming/lock", b"2")


def test_an_upload_that_is_gone_needs_no_end(s3: str) -> None:
    Bucket(s3, QUICK)._abort("large", "never-begun")


def test_folders_that_a_browser_made_are_no_things(s3: str) -> None:
    bucket, store = Bucket(s3, QUICK), RemoteStore.at(f"{s3}/a", patience=QUICK)
    bucket.fs.call_s3("put_object", Bucket=s3[5:], Key="a/log/", Body=b"")
    store.put("log/1", b"1")
    assert list(store.names("")) == ["log/1"]
    assert store.children("log") == ["1"]


def test_libraries_that_nobody_loaded_raise_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "botocore.exceptions")
    monkeypatch.delitem(sys.modules, "aiohttp", raising=False)
    assert reaching._failures() == (OSError,)


def test_a_store_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    for address in ("s3://bucket/a", "memory://a"):
        with pytest.raises(BadInput, match=r"not installed.*its extra 'evidence'"):
            open_store(address)


def test_of_two_who_take_a_lock_one_has_it(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (leases.Lease(Bucket(f"{s3}/a", QUICK)) for _ in range(2))
    assert one._make(0.0)
    assert not two._make(0.0)
    monkeypatch.setattr(leases, "LEASE", -1.0)
    etag, age = two._bucket.etag_and_age("incoming/lock")
    assert one._take()
    monkeypatch.setattr(two._bucket, "etag_and_age", lambda _: (etag, age))
    assert not two._take()


def test_a_store_that_gives_too_little_is_noticed() -> None:
    stream = Ranged(lambda start, end: b"x", 10)
    with pytest.raises(OSError, match="another number of bytes"):
        stream.read(10)


def test_of_two_writers_one_commits_each_page(s3: str) -> None:
    def write(store: RemoteStore, who: bytes) -> int:
        won = 0
        for page in range(20):
            try:
                store.commit(f"log/{page}", who)
                won += 1
            except FileExistsError:
                pass
        return won

    stores = [RemoteStore.at(f"{s3}/a", patience=QUICK) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        won = list(threads.map(write, stores, (b"one", b"two")))
    said = [stores[0].read(f"log/{page}") for page in range(20)]
    assert [said.count(b"one"), said.count(b"two")] == won
    assert sum(won) == 20
