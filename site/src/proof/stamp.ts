/**
 * What a stamp says, as far as a page can tell: which hash it is for, and the time in it. The
 * authority's signature is not checked here; `tahqiq verify` and openssl do that.
 */
import { type Bytes, equal } from "./bytes";

const TST_INFO = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
const SHA256 = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const OTS_MAGIC = [0, 79, 112, 101, 110, 84, 105, 109, 101, 115, 116, 97, 109, 112, 115, 0, 0, 80, 114, 111, 111, 102, 0];
const OTS_TAIL = [0xbf, 0x89, 0xe2, 0xe8, 0x84, 0xe8, 0x92, 0x94, 1, 8];

/** One element of DER: its tag, and where its content begins and ends. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The time in an RFC 3161 reply for this digest, ISO 8601 in UTC; throws where it is for another. */
export function stampedAt(reply: Bytes, digest: Bytes): string {
  const info = tstInfo(reply);
  const [, , imprint, , time] = children(reply, info);
  if (imprint === undefined || time === undefined || time.tag !== 0x18) throw new Error("not a time stamp");
  const [algorithm, message] = children(reply, imprint);
  if (algorithm === undefined || message === undefined || !begins(reply, algorithm.start, SHA256)) {
    throw new Error("a stamp of another kind of hash");
  }
  if (!equal(reply.slice(message.start, message.end), digest)) throw new Error("a stamp of something else");
  return spelled(new TextDecoder("ascii").decode(reply.slice(time.start, time.end)));
}

/** Throws unless an OpenTimestamps proof is for this digest. */
export function requirePromise(proof: Bytes, digest: Bytes): void {
  const header = [...OTS_MAGIC, ...OTS_TAIL];
  if (!begins(proof, 0, header) || !equal(proof.slice(header.length, header.length + 32), digest)) {
    throw new Error("a proof of something else");
  }
}

/** The TSTInfo (RFC 3161, 2.4.2) inside TimeStampResp > ContentInfo > SignedData > EncapsulatedContentInfo. */
function tstInfo(reply: Bytes): Element {
  const [response] = elements(reply, 0, reply.length);
  const [status, content] = response === undefined ? [] : children(reply, response);
  const granted = status === undefined ? undefined : children(reply, status)[0];
  if (content === undefined || granted === undefined || reply[granted.start] !== 0) throw new Error("no stamp was granted");
  const wrapped = children(reply, content)[1];
  const signed = wrapped === undefined ? undefined : children(reply, wrapped)[0];
  const encapsulated = signed === undefined ? undefined : children(reply, signed)[2];
  const [type, explicit] = encapsulated === undefined ? [] : children(reply, encapsulated);
  const octets = explicit === undefined ? undefined : children(reply, explicit)[0];
  if (type === undefined || octets === undefined || !begins(reply, type.start - 2, TST_INFO)) throw new Error("not a time stamp");
  const info = children(reply, octets)[0];
  if (info === undefined) throw new Error("not a time stamp");
  return info;
}

function children(bytes: Bytes, parent: Element): Element[] {
  return elements(bytes, parent.start, parent.end);
}

function elements(bytes: Bytes, from: number, to: number): Element[] {
  const found: Element[] = [];
  for (let at = from; at < to; ) {
    const tag = bytes[at]!;
    let size = bytes[at + 1] ?? 0x80;
    let start = at + 2;
    if (size >= 0x80) {
      const digits = size & 0x7f;
      if (digits === 0 || digits > 4) throw new Error("not DER");
      size = bytes.slice(start, start + digits).reduce((number, byte) => 256 * number + byte, 0);
      start += digits;
    }
    if (start + size > to) throw new Error("not DER");
    found.push({ tag, start, end: start + size });
    at = start + size;
  }
  return found;
}

function begins(bytes: Bytes, at: number, expected: number[]): boolean {
  return expected.every((byte, offset) => bytes[at + offset] === byte);
}

/** GeneralizedTime, as RFC 3161 writes it: YYYYMMDDhhmmss[.s…]Z. */
function spelled(time: string): string {
  const found = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?Z$/.exec(time);
  if (found === null) throw new Error("not a time");
  const [, year, month, day, hour, minute, second] = found;
  return `${year}-${month}-${day} ${hour}:${minute}:${second} UTC`;
}
