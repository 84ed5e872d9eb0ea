/** The signed head of a custody log: https://c2sp.org/tlog-checkpoint in https://c2sp.org/signed-note. */
import { type Bytes, equal, fromBase64, joined, sha256, utf8 } from "./bytes";

const TEXT =
  /^((tahqiq\/[0-9a-f-]{36})\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\nat ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z)\n)\n\u2014 (\S+) ([A-Za-z0-9+/]{91}=)\n$/;

export interface Checkpoint {
  readonly text: string;
  readonly signed: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
  readonly at: string;
  readonly signature: Bytes;
}

/** Reads a head, without believing it; throws where it is none. */
export function parseCheckpoint(text: unknown): Checkpoint {
  const found = typeof text === "string" && text.length <= 1024 ? TEXT.exec(text) : null;
  if (found === null) throw new Error("not a signed head");
  const [whole, signed, origin, size, root, at, signer, signature] = found as unknown as string[];
  if (signer !== origin || !Number.isSafeInteger(Number(size))) throw new Error("not a signed head");
  return {
    text: whole!,
    signed: signed!,
    origin: origin!,
    size: Number(size),
    root: fromBase64(root!),
    at: at!,
    signature: fromBase64(signature!),
  };
}

/** Whether a head was signed with this Ed25519 key. */
export async function signedWith(head: Checkpoint, publicKey: Bytes): Promise<boolean> {
  const id = (await sha256(utf8(`${head.origin}\n`), Uint8Array.of(1), publicKey)).slice(0, 4);
  if (!equal(head.signature.slice(0, 4), id)) return false;
  const key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, head.signature.slice(4), joined(utf8(head.signed)));
}
