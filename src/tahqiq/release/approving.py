"""Says in a release that stands that people approved exactly this content; its rows stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tahqiq.durable import replacing_folder
from tahqiq.release.layout import MANIFEST, MEDIA, SIGNATURE, is_release
from tahqiq.release.reader import open_release
from tahqiq.release.writer import copy_file, signer_of, write_json
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import Approval, Manifest


def approve(folder: Path, *, approvals: Sequence[Approval], signing_key: bytes) -> Manifest:
    """Writes manifest and signature anew; the folder is replaced in one step.

    Args:
        folder: a release.
        approvals: of exactly its content; none makes it 'unapproved' again.
        signing_key: the 32 bytes of an Ed25519 seed (RFC 8032).

    Raises:
        BadInput: there is no release, a file of it has changed since it was written, or the key is none.
    """
    standing, signer = open_release(folder), signer_of(signing_key)
    manifest = replace(
        standing.manifest,
        approvals=tuple(approvals),
        status="approved" if approvals else "unapproved",
        public_key=signer.public_key().public_bytes_raw().hex(),
    )
    with replacing_folder(folder, replaceable=is_release) as draft:
        (draft / MEDIA).mkdir()
        for name, entry in manifest.files.items():
            found = copy_file(folder / name, draft / name)
            if found.sha256 != entry.sha256:
                raise BadInput("is no longer what was written and signed", file=str(folder / name))
        write_json(draft / MANIFEST, manifest)
        (draft / SIGNATURE).write_bytes(signer.sign((draft / MANIFEST).read_bytes()))
    return manifest
