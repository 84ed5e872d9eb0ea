/** Checking the proof bundle of one item (format: bundle/1), with nothing but what it holds. */
import { type Bytes, equal, fromBase64, fromHex, hex, sha256, utf8 } from "./bytes";
import { type Checkpoint, parseCheckpoint, signedWith } from "./checkpoint";
import { consistent, leafHash, rootFromInclusion } from "./merkle";
import { requirePromise, stampedAt } from "./stamp";

export interface Stamp {
  readonly authority: string;
  readonly checkpoint: string;
  readonly consistency: string[];
  readonly content: string;
  readonly kind: string;
}

export interface Opening {
  readonly archive: string;
  readonly at: string;
  readonly event: string;
  readonly item: string;
  readonly media_type: string;
  readonly salt: string;
  readonly size: number;
}

interface Bundle {
  readonly checkpoint: string;
  readonly disclosed: { release: string; fields: Record<string, string> } | null;
  readonly format: string;
  readonly inclusion: string[];
  readonly index: number;
  readonly leaf: string;
  readonly log_key: string;
  readonly opening: string;
  readonly stamps: Stamp[];
}

export type Fault =
  | "not a bundle"
  | "version"
  | "opening"
  | "commitment"
  | "head"
  | "signature"
  | "key"
  | "inclusion"
  | "continuation"
  | "stamp";

/** What trusted time a stamp claims: its authority, how many events the head held, when (RFC 3161). */
export interface Time {
  readonly authority: string;
  readonly kind: string;
  readonly size: number;
  readonly at: string;
}

export interface Checked {
  readonly faults: Fault[];
  readonly opening: Opening | null;
  readonly head: { size: number; at: string } | null;
  readonly index: number;
  readonly key: string;
  readonly times: Time[];
  readonly disclosed: { release: string; fields: Record<string, string> } | null;
}

const FIELDS = "checkpoint,disclosed,format,inclusion,index,leaf,log_key,opening,stamps";
const OPENED = ["archive", "at", "event", "item", "media_type", "salt", "size"] as const;
const LEAF = ["at", "commitment", "event", "receipt"] as const;
const STAMP = "authority,checkpoint,consistency,content,kind";
const DISCLOSABLE = new Set(["address", "collector", "device", "position", "title_ar", "title_en"]);

/** Checks the text of a bundle; `key` is the archive's public key as the reader got it, or ''. */
export async function checkBundle(text: string, key: string): Promise<Checked> {
  const faults: Fault[] = [];
  const nothing = { faults, opening: null, head: null, index: 0, key: "", times: [], disclosed: null };
  const bundle = await tried(faults, "not a bundle", () => parsed(text));
  if (bundle === null) return nothing;
  if (bundle.format !== "bundle/1") return { ...nothing, faults: ["version"] };
  const opening = await tried(faults, "opening", () => opened(bundle));
  const head = await tried(faults, "head", () => parseCheckpoint(bundle.checkpoint));
  if (opening !== null) await requireCommitment(bundle, opening, faults);
  const times: Time[] = [];
  if (head !== null) {
    await requireSignature(bundle, head, key, faults);
    if (opening !== null) await requireInclusion(bundle, opening, head, faults);
    for (const stamp of bundle.stamps) await readStamp(bundle, stamp, head, times, faults);
  }
  const { index, log_key, disclosed } = bundle;
  return { faults: [...new Set(faults)], opening, head, index, key: log_key, times, disclosed };
}

function parsed(text: string): Bundle {
  const bundle = JSON.parse(text) as Bundle;
  if (!String(bundle.format).startsWith("bundle/")) throw new Error("not a bundle");
  if (bundle.format !== "bundle/1") return bundle;
  const whole = text === `${canonical(bundle)}\n` && Object.keys(bundle).join() === FIELDS;
  const stamps = bundle.stamps.every((stamp) => Object.keys(stamp).join() === STAMP);
  const fields = Object.entries(bundle.disclosed?.fields ?? {});
  const allowed = fields.every(([name, value]) => DISCLOSABLE.has(name) && typeof value === "string");
  if (!whole || !stamps || !allowed || text.length > 2 ** 20) throw new Error("not a bundle");
  return bundle;
}

/** JSON as it would be written: keys sorted, no spaces. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}

function opened(bundle: Bundle): Opening {
  const opening = JSON.parse(bundle.opening) as Opening;
  const plain = canonical(opening) === bundle.opening && Object.keys(opening).join() === OPENED.join();
  fromHex(opening.item, 32);
  if (!plain || !Number.isSafeInteger(opening.size) || opening.size < 0) throw new Error("not an opening");
  return opening;
}

async function requireCommitment(bundle: Bundle, opening: Opening, faults: Fault[]): Promise<void> {
  const commitment = hex(await sha256(utf8("tahqiq commitment/1\n"), utf8(bundle.opening)));
  await tried(faults, "commitment", () => {
    const leaf = JSON.parse(bundle.leaf) as Record<string, unknown>;
    const plain = canonical(leaf) === bundle.leaf && Object.keys(leaf).join() === LEAF.join();
    const same = leaf["at"] === opening.at && leaf["event"] === "sealed" && opening.event === "sealed";
    if (!plain || !same || leaf["commitment"] !== commitment) throw new Error("another event");
  });
}

async function requireSignature(bundle: Bundle, head: Checkpoint, key: string, faults: Fault[]): Promise<void> {
  await tried(faults, "signature", async () => {
    if (!(await signedWith(head, fromHex(bundle.log_key, 32)))) throw new Error("not signed");
  });
  if (key !== "" && key !== bundle.log_key) faults.push("key");
}

async function requireInclusion(bundle: Bundle, opening: Opening, head: Checkpoint, faults: Fault[]): Promise<void> {
  await tried(faults, "inclusion", async () => {
    const leaf = await leafHash(utf8(bundle.leaf));
    const root = await rootFromInclusion(leaf, bundle.index, head.size, hashes(bundle.inclusion));
    if (!equal(root, head.root) || head.origin !== `tahqiq/${opening.archive}`) throw new Error("another log");
  });
}

async function readStamp(bundle: Bundle, stamp: Stamp, head: Checkpoint, times: Time[], faults: Fault[]): Promise<void> {
  const later = await tried(faults, "continuation", async () => {
    const found = parseCheckpoint(stamp.checkpoint);
    const signed = found.origin === head.origin && (await signedWith(found, fromHex(bundle.log_key, 32)));
    if (!signed || !(await consistent(head, found, hashes(stamp.consistency)))) throw new Error("another log");
    return found;
  });
  if (later === null) return;
  await tried(faults, "stamp", async () => {
    const digest = await sha256(utf8(later.text));
    const content = fromBase64(stamp.content);
    const { authority, kind } = stamp;
    if (kind === "opentimestamps") requirePromise(content, digest);
    else if (kind !== "rfc3161") throw new Error("a stamp of another kind");
    const at = kind === "rfc3161" ? stampedAt(content, digest) : "";
    times.push({ authority, kind, size: later.size, at });
  });
}

function hashes(spelled: string[]): Bytes[] {
  if (spelled.length > 128) throw new Error("too long");
  return spelled.map((each) => fromHex(each, 32));
}

/** What a step gives; null, and a fault, where it throws. */
async function tried<T>(faults: Fault[], fault: Fault, step: () => T | Promise<T>): Promise<T | null> {
  try {
    return await step();
  } catch {
    faults.push(fault);
    return null;
  }
}
