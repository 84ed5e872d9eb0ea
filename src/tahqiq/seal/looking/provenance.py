"""C2PA: the signed manifest that a camera or an editor put into a file, and whether it holds.

Nothing is fetched: no manifest kept elsewhere, no revocation list. Signers are compared with no
list of trusted ones, so that 'holds' says that the bytes are those which this certificate signed, never
that its owner can be believed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

_SETTINGS = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False}}
#: C2PA Technical Specification 2.1, §14.3: the states of a manifest, in plain words.
_STATES = {
    "Valid": "holds: the bytes are those that were signed; the signer is not compared with any list",
    "Trusted": "holds: the bytes are those that were signed, by a signer on the list",
    "Invalid": "does not hold: see failures",
}


def describe(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """The active manifest with what validation found; empty where the file has none.

    Raises:
        C2paError: there is one and it cannot be read.
    """
    from c2pa import C2paError, Context, Reader, Settings

    stream.seek(0)
    with Context(Settings.from_json(json.dumps(_SETTINGS))) as context:
        try:
            reader = Reader(media_type, stream, context=context)
        except C2paError.ManifestNotFound:
            return {}
        with reader:
            return _told(
                reader.get_active_manifest() or {},
                reader.get_validation_results() or {},
                str(reader.get_validation_state()),
            )


def _told(manifest: Mapping[str, Any], results: Mapping[str, Any], state: str) -> dict[str, object]:
    """The parts of a manifest that tell who made the file with what, and the failures in full."""
    told: dict[str, object] = {
        "validation": _STATES.get(state, state),
        "failures": [f"{each.get('code')}: {each.get('explanation')}" for each in _failures(results)],
        "claim_generator": manifest.get("claim_generator_info") or manifest.get("claim_generator"),
        "signature": manifest.get("signature_info"),
        "title": manifest.get("title"),
        "assertions": [_assertion(each) for each in manifest.get("assertions") or ()],
        "ingredients": [each.get("title") for each in manifest.get("ingredients") or ()],
    }
    return {name: value for name, value in told.items() if value}


def _failures(results: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    active = (results.get("activeManifest") or {}).get("failure") or []
    deltas = [
        (each.get("validationDeltas") or {}).get("failure") or []
        for each in results.get("ingredientDeltas") or ()
    ]
    return [*active, *(failure for delta in deltas for failure in delta)]


def _assertion(assertion: Mapping[str, Any]) -> dict[str, object]:
    """What was done to the file, in full; of everything else what it is called."""
    label = assertion.get("label")
    actions = (assertion.get("data") or {}).get("actions")
    return {"label": label} if not actions else {"label": label, "actions": actions}
