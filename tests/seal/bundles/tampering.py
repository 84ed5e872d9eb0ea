"""Ways to tamper with a bundle, each with what the checks then say: the command, and the page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from seal.bundles.conftest import other_key
from tahqiq.seal import checkpoint
from tahqiq.seal.canonical import canonical


def spelled(bundle: dict[str, Any]) -> bytes:
    """A bundle as it would be written."""
    return canonical(bundle) + b"\n"


def _opening(bundle: dict[str, Any]) -> None:
    bundle["opening"] = bundle["opening"].replace('"size":22', '"size":23')


def _opening_unreadable(bundle: dict[str, Any]) -> None:
    bundle["opening"] = bundle["opening"].replace('"size":22', '"size": 22')


def _opening_more(bundle: dict[str, Any]) -> None:
    bundle["opening"] = bundle["opening"].replace('"event"', '"by":"somebody","event"')


def _event(bundle: dict[str, Any]) -> None:
    bundle["leaf"] = bundle["leaf"].replace('"sealed"', '"opened"')


def _leaf(bundle: dict[str, Any]) -> None:
    bundle["leaf"] = "no event"


def _index(bundle: dict[str, Any]) -> None:
    bundle["index"] += 1


def _far(bundle: dict[str, Any]) -> None:
    bundle["index"] = 10_000


def _inclusion(bundle: dict[str, Any]) -> None:
    bundle["inclusion"][0] = "00" * 32


def _short(bundle: dict[str, Any]) -> None:
    bundle["inclusion"].pop()


def _uneven(bundle: dict[str, Any]) -> None:
    bundle["inclusion"][0] = "xy"


def _signature(bundle: dict[str, Any]) -> None:
    body, _, note = bundle["checkpoint"].rpartition(" ")
    raw = bytearray(base64.b64decode(note.strip()))
    raw[40] ^= 1
    bundle["checkpoint"] = f"{body} {base64.b64encode(raw).decode()}\n"


def _head(bundle: dict[str, Any]) -> None:
    bundle["checkpoint"] = bundle["checkpoint"].replace("\n6\n", "\n7\n")


def _no_head(bundle: dict[str, Any]) -> None:
    bundle["checkpoint"] = "tahqiq/none\n"


def _key(bundle: dict[str, Any]) -> None:
    bundle["log_key"] = "00" * 32


def _no_key(bundle: dict[str, Any]) -> None:
    bundle["log_key"] = "none"


def _stamp(bundle: dict[str, Any]) -> None:
    content = bytearray(base64.b64decode(bundle["stamps"][0]["content"]))
    imprint = hashlib.sha256(bundle["stamps"][0]["checkpoint"].encode()).digest()
    content[content.index(imprint)] ^= 1
    bundle["stamps"][0]["content"] = base64.b64encode(content).decode()


def _promise(bundle: dict[str, Any]) -> None:
    content = bytearray(base64.b64decode(bundle["stamps"][1]["content"]))
    imprint = hashlib.sha256(bundle["stamps"][1]["checkpoint"].encode()).digest()
    content[content.index(imprint)] ^= 1
    bundle["stamps"][1]["content"] = base64.b64encode(content).decode()


def _stamp_of_another_kind(bundle: dict[str, Any]) -> None:
    bundle["stamps"][0]["kind"] = "sundial"


def _stamp_unreadable(bundle: dict[str, Any]) -> None:
    bundle["stamps"][0]["content"] = "*"


def _stamps_exchanged(bundle: dict[str, Any]) -> None:
    first, second = bundle["stamps"]
    first["content"], second["content"] = second["content"], first["content"]


def _consistency(bundle: dict[str, Any]) -> None:
    bundle["stamps"][1]["consistency"].pop()


def _another_log(bundle: dict[str, Any]) -> None:
    """A head that somebody else signed is put in the place of a later one."""
    text = bundle["stamps"][1]["checkpoint"]
    head = checkpoint.parse(text)
    other = checkpoint.sign(other_key(), origin=head.origin, size=head.size, root=head.root, at=head.at)
    bundle["stamps"][1]["checkpoint"] = other.text


def _archive(bundle: dict[str, Any]) -> None:
    """The whole is said to be of another archive, in the opening alone."""
    opening = json.loads(bundle["opening"])
    opening["archive"] = re.sub("[0-9]", "0", opening["archive"])
    bundle["opening"] = canonical(opening).decode()


#: Name → what is done, what the command says, what the page says.
BUNDLE_TAMPERINGS: dict[str, Any] = {
    "opening": (_opening, "not the one that the log's event commits to", "is not what the log’s event"),
    "opening unreadable": (_opening_unreadable, "not one that an archive writes", "is not as an archive"),
    "opening with more": (_opening_more, "unknown field", "is not as an archive"),
    "event": (_event, "do not speak of one sealing", "is not what the log’s event"),
    "leaf": (_leaf, "not an event", "is not what the log’s event"),
    "index": (_index, "does not lead to the head|too", "The event is not in the log"),
    "far": (_far, "no leaf 10000", "The event is not in the log"),
    "inclusion": (_inclusion, "does not lead to the head", "The event is not in the log"),
    "short": (_short, "too short", "The event is not in the log"),
    "uneven": (_uneven, "something else than SHA-256", "The event is not in the log"),
    "signature": (_signature, "signature does not hold", "signature of the log’s head does not hold"),
    "head": (_head, "signature does not hold", "signature of the log’s head does not hold"),
    "no head": (_no_head, "not a signed head", "signed head of the log cannot be read"),
    "key": (_key, "signature does not hold", "signature of the log’s head does not hold"),
    "no key": (_no_key, "public key is none", "signature of the log’s head does not hold"),
    "stamp": (_stamp, "for other bytes", "A stamp is for something else"),
    "promise": (_promise, "for other bytes", "A stamp is for something else"),
    "kind": (_stamp_of_another_kind, "of a kind unknown here: sundial", "A stamp is for something else"),
    "stamp unreadable": (_stamp_unreadable, "is not base64", "A stamp is for something else"),
    "stamps exchanged": (_stamps_exchanged, "no time-stamp reply", "A stamp is for something else"),
    "consistency": (_consistency, "does not continue", "A stamped head does not continue this one"),
    "another log": (_another_log, "does not continue", "A stamped head does not continue this one"),
    "archive": (_archive, "not the one that the log's event commits to", "is not what the log’s event"),
}
