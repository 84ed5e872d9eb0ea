"""Writing to S3 so that two writers can never both believe that they came first.

Every write is conditional: ``If-None-Match: *`` makes a new object, ``If-Match`` replaces a known
one (Amazon S3 User Guide, 'Conditional writes', 2024; MinIO, Ceph, R2 and others have them). A
server that ignores the condition is noticed by a probe before anything is written. Every object
says in its metadata which attempt made it, so that an answer lost on the way does not make our
own object look like another's.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tahqiq.seal.errors import StorageFailed
from tahqiq.seal.layout import INCOMING, PARTIAL
from tahqiq.seal.stores.reaching import Patience, ask, code_of
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from s3fs import S3FileSystem

#: Bytes of a part of a large object, of which S3 takes 10,000 at most, and how many are on their way.
PART, MOST_PARTS, AT_ONCE = 8 << 20, 10_000, 4
_WRITER = "tahqiq-writer"
INSTALL = "install Tahqiq with its extra 'evidence'"


class Bucket:
    """The objects below one prefix of a bucket.

    Args:
        address: ``s3://bucket/prefix``.
        patience: how long to wait for answers.
    """

    def __init__(self, address: str, patience: Patience) -> None:
        self.address, self._patience = address, patience
        self.fs = _connected(patience)
        self._bucket, _, self._prefix = address.partition("://")[2].strip("/").partition("/")

    def create(self, name: str, content: bytes) -> str:
        """Makes a new object; its ETag.

        Raises:
            FileExistsError: there is one, made by somebody else.
        """
        token = secrets.token_hex(16)
        try:
            made = self._call("put_object", name, Body=content, IfNoneMatch="*", Metadata={_WRITER: token})
        except FileExistsError:
            made = self._own(name, token)
        return str(made["ETag"])

    def swap(self, name: str, content: bytes, etag: str) -> str:
        """Replaces an object that is still the one with this ETag; the new one's.

        Raises:
            FileExistsError: it has changed.
            FileNotFoundError: it is gone.
        """
        token = secrets.token_hex(16)
        try:
            made = self._call("put_object", name, Body=content, IfMatch=etag, Metadata={_WRITER: token})
        except FileExistsError:
            made = self._own(name, token)
        return str(made["ETag"])

    def replace(self, name: str, content: bytes) -> None:
        """Replaces an object, and destroys every earlier version of it that the bucket kept."""
        self._call("put_object", name, Body=content)
        self._destroy_versions(name, all_of_them=False)

    def delete(self, name: str) -> None:
        """Destroys an object with all versions that the bucket kept."""
        self._call("delete_object", name)
        self._destroy_versions(name, all_of_them=True)

    def upload(self, path: Path, name: str) -> None:
        """Makes a new object of a local file, in parts, a few at once. Errors: as ``create``."""
        size = path.stat().st_size
        if size <= 2 * PART:
            self.create(name, path.read_bytes())
            return
        token = secrets.token_hex(16)
        upload = self._call("create_multipart_upload", name, Metadata={_WRITER: token})["UploadId"]
        try:
            parts = self._upload_parts(path, name, upload, max(PART, -(-size // MOST_PARTS)))
            self._call(
                "complete_multipart_upload",
                name,
                UploadId=upload,
                MultipartUpload={"Parts": parts},
                IfNoneMatch="*",
            )
        except (FileExistsError, FileNotFoundError):
            # A completion whose answer was lost leaves the object, and no upload to complete again.
            self._abort(name, upload)
            self._own(name, token)
        except BaseException:
            self._abort(name, upload)
            raise

    def size(self, name: str) -> int:
        """Bytes of an object, in one question.

        Raises:
            FileNotFoundError: there is none.
        """
        return int(self._call("head_object", name)["ContentLength"])

    def etag_and_age(self, name: str) -> tuple[str, float]:
        """The ETag of an object, and how many seconds ago it was made, both times by the store's own clock.

        A store that does not say what time it is makes every object look new.
        """
        head = self._call("head_object", name)
        said = head["ResponseMetadata"]["HTTPHeaders"].get("date")
        now = head["LastModified"] if said is None else parsedate_to_datetime(said)
        return str(head["ETag"]), (now - head["LastModified"]).total_seconds()

    def probe(self) -> None:
        """Proves that the store keeps its conditions; nobody else may be cleaning up meanwhile.

        Raises:
            BadInput: it overwrites what it should not.
        """
        name = f"{INCOMING}/{secrets.token_hex(16)}{PARTIAL}"
        etag = self.create(name, b"1")
        try:
            if not (self._refused(self.create, name, b"2") and self._refused(self.swap, name, b"3", '"0"')):
                remedy = "use one with conditional writes (If-None-Match, If-Match)"
                raise BadInput(
                    "this store overwrites what others wrote: nothing is sealed there",
                    file=self.address,
                    remedy=remedy,
                )
            self.swap(name, b"4", etag)
        finally:
            self.delete(name)

    def abort_uploads(self) -> None:
        """Removes the parts of large objects that a writer who died never finished."""
        for found in self._pages("list_multipart_uploads", "Uploads", Prefix=self._key("")):
            self._abort(found["Key"].removeprefix(self._key("")), found["UploadId"])

    def _refused(self, write: Callable[..., str], *arguments: str | bytes) -> bool:
        try:
            write(*arguments)
        except FileExistsError:
            return True
        return False

    def _upload_parts(self, path: Path, name: str, upload: str, length: int) -> list[dict[str, Any]]:
        done: list[dict[str, Any]] = []
        waiting: deque[tuple[int, Future[dict[str, Any]]]] = deque()
        with path.open("rb") as file, ThreadPoolExecutor(AT_ONCE) as threads:
            for number, piece in enumerate(iter(lambda: file.read(length), b""), 1):
                if len(waiting) == AT_ONCE:
                    done.append(_finished(*waiting.popleft()))
                call = threads.submit(
                    self._call, "upload_part", name, UploadId=upload, PartNumber=number, Body=piece
                )
                waiting.append((number, call))
            done += [_finished(*each) for each in waiting]
        return done

    def _own(self, name: str, token: str) -> dict[str, Any]:
        """The object that stands there, if this attempt made it; what is gone by now was another's."""
        try:
            head = self._call("head_object", name)
        except FileNotFoundError:
            head = {}
        if head.get("Metadata", {}).get(_WRITER) != token:
            raise FileExistsError(f"{name} is there already")
        return head

    def _abort(self, name: str, upload: str) -> None:
        try:
            self._call("abort_multipart_upload", name, UploadId=upload)
        except FileNotFoundError:
            return  # it was completed, or aborted by another attempt

    @cached_property
    def _keeps_versions(self) -> bool:
        """Whether the bucket keeps, or once kept, what was overwritten and deleted."""
        try:
            return "Status" in self._ask("get_bucket_versioning")
        except StorageFailed as failed:
            if code_of(failed) == "NotImplemented":
                return False
            raise

    def _destroy_versions(self, name: str, *, all_of_them: bool) -> None:
        if not self._keeps_versions:
            return
        key = self._key(name)
        for kind in ("Versions", "DeleteMarkers"):
            for found in self._pages("list_object_versions", kind, Prefix=key):
                outdated = all_of_them or not found["IsLatest"]
                if found["Key"] == key and outdated:
                    self._call("delete_object", name, VersionId=found["VersionId"])

    def _pages(self, method: str, kind: str, **arguments: Any) -> Iterator[dict[str, Any]]:
        while True:
            page = self._ask(method, **arguments)
            yield from page.get(kind, [])
            if not page.get("IsTruncated"):
                return
            marks = ("KeyMarker", "VersionIdMarker", "UploadIdMarker")
            arguments.update({mark: page[f"Next{mark}"] for mark in marks if page.get(f"Next{mark}")})

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name

    def _call(self, method: str, name: str, **arguments: Any) -> dict[str, Any]:
        return self._ask(method, Key=self._key(name), **arguments)

    def _ask(self, method: str, **arguments: Any) -> dict[str, Any]:
        def question() -> Any:
            return self.fs.call_s3(method, Bucket=self._bucket, **arguments)

        answer: dict[str, Any] = ask(question, place=self.address, patience=self._patience)
        return answer


def _finished(number: int, call: Future[dict[str, Any]]) -> dict[str, Any]:
    return {"PartNumber": number, "ETag": call.result()["ETag"]}


def _connected(patience: Patience) -> S3FileSystem:
    """A connection of our own, which tries nothing again: that is done here, where it can be told apart."""
    try:
        from s3fs import S3FileSystem
    except ImportError as error:
        raise BadInput("stores on S3 are not installed", remedy=INSTALL) from error
    times = {"connect_timeout": patience.connect_seconds, "read_timeout": patience.read_seconds}
    fs = S3FileSystem(
        config_kwargs={**times, "retries": {"total_max_attempts": 1}},
        use_listings_cache=False,
        skip_instance_cache=True,
    )
    fs.retries = 1
    return fs
