"""Authorities of trusted time that run on this machine: a real ``openssl ts`` and a real calendar."""

from __future__ import annotations

import hashlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpPrepend, OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import Timestamp

Answer = Callable[[BaseHTTPRequestHandler, bytes], None]

_CONFIGURATION = """\
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[one]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
tsa_name = yes
"""
_BY_DATE = """\
[ca]
default_ca = one
[one]
database = index.txt
new_certs_dir = .
rand_serial = yes
policy = any
[any]
commonName = supplied
"""
_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


@dataclass(frozen=True)
class OpensslAuthority:
    """A certificate authority and a time-stamping authority below it, made by ``openssl``."""

    folder: Path

    @classmethod
    def make(
        cls, folder: Path, *, name: str = "Test", dates: tuple[str, str] | None = None
    ) -> OpensslAuthority:
        """Makes keys and certificates; ``dates`` are the first and last of the signer's (YYMMDDHHMMSSZ)."""
        folder.mkdir(parents=True)
        made = cls(folder)
        (folder / "openssl.cnf").write_text(_CONFIGURATION)
        (folder / "index.txt").touch()
        made.run(
            "req", "-x509", *_CURVE, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
            "-subj", f"/CN={name} CA", "-addext", "keyUsage=critical,keyCertSign",
        )  # fmt: skip
        made.run("req", *_CURVE, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name} TSA")
        if dates is None:
            made.run(
                "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "30",
                "-extfile", "openssl.cnf", "-extensions", "tsa", "-out", "tsa.pem",
            )  # fmt: skip
        else:
            (folder / "ca.cnf").write_text(_BY_DATE)
            made.run(
                "ca", "-batch", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key", "-md", "sha256",
                "-in", "tsa.csr", "-startdate", dates[0], "-enddate", dates[1],
                "-extfile", "openssl.cnf", "-extensions", "tsa", "-out", "tsa.pem", "-notext",
            )  # fmt: skip
        return made

    @property
    def ca(self) -> bytes:
        """The certificate to trust, PEM."""
        return (self.folder / "ca.pem").read_bytes()

    def reply(self, query: bytes) -> bytes:
        """What ``openssl ts -reply`` answers to a query."""
        (self.folder / "query.tsq").write_bytes(query)
        self.run(
            "ts", "-reply", "-config", "openssl.cnf", "-section", "one",
            "-queryfile", "query.tsq", "-out", "reply.tsr",
        )  # fmt: skip
        return (self.folder / "reply.tsr").read_bytes()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """Answers a request over HTTP as RFC 3161, section 3.4 says."""
        if handler.headers["Content-Type"] != "application/timestamp-query":
            return send(handler, b"", status=415)
        return send(handler, self.reply(body), kind="application/timestamp-reply")

    def run(self, *arguments: str) -> str:
        """Runs ``openssl`` in the authority's folder."""
        done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


@dataclass
class Calendar:
    """A calendar of OpenTimestamps: promises at once, and keeps the promise when a block is 'mined'."""

    url: str = ""
    promised: dict[bytes, Timestamp] = field(default_factory=dict)
    mined: bool = False
    height: int = 900_000

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """The protocol's two questions: POST /digest, GET /timestamp/<commitment>."""
        if handler.command == "POST" and handler.path == "/digest":
            return send(handler, self._promise(body))
        commitment = bytes.fromhex(handler.path.removeprefix("/timestamp/"))
        if commitment not in self.promised or not self.mined:
            return send(handler, b"Pending confirmation in Bitcoin blockchain", status=404)
        return send(handler, spelled(self.promised[commitment]))

    def _promise(self, digest: bytes) -> bytes:
        root = Timestamp(digest)
        end = root.ops.add(OpPrepend(b"salt of the calendar")).ops.add(OpSHA256())
        end.attestations.add(PendingAttestation(self.url))
        kept = Timestamp(end.msg)
        kept.ops.add(OpPrepend(b"other leaves")).ops.add(OpSHA256()).attestations.add(
            BitcoinBlockHeaderAttestation(self.height)
        )
        self.promised[end.msg] = kept
        return spelled(root)

    def root(self, commitment: bytes) -> str:
        """The Merkle root of the 'block', as an explorer shows it."""
        return hashlib.sha256(b"other leaves" + commitment).digest()[::-1].hex()


def spelled(timestamp: Timestamp) -> bytes:
    """A timestamp as the protocol sends it."""
    context = BytesSerializationContext()
    timestamp.serialize(context)
    return bytes(context.getbytes())


def send(
    handler: BaseHTTPRequestHandler, content: bytes, *, status: int = 200, kind: str = "text/html"
) -> None:
    """A plain answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """An HTTP server on this machine that answers so; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def do_GET(self) -> None:
            self._answer(b"")

        def _answer(self, body: bytes) -> None:
            try:
                answer(self, body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # whoever asked has heard enough

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
