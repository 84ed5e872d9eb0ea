/** The Merkle tree of the custody log, hashed as RFC 9162 section 2.1 says. */
import { type Bytes, equal, sha256 } from "./bytes";

export async function leafHash(leaf: Uint8Array): Promise<Bytes> {
  return sha256(Uint8Array.of(0), leaf);
}

async function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(Uint8Array.of(1), left, right);
}

/** The root that an inclusion proof leads to (2.1.3.2); throws where its length is wrong. */
export async function rootFromInclusion(leaf: Bytes, index: number, size: number, proof: Bytes[]): Promise<Bytes> {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) throw new Error("no such leaf");
  let [node, last, found] = [index, size - 1, leaf];
  for (const each of proof) {
    if (last === 0) throw new Error("the proof is too long");
    if (node % 2 === 1 || node === last) {
      found = await nodeHash(each, found);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      found = await nodeHash(found, each);
    }
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) throw new Error("the proof is too short");
  return found;
}

/** Whether a proof shows the first tree to be the beginning of the second (2.1.4.2). */
export async function consistent(
  first: { size: number; root: Bytes },
  second: { size: number; root: Bytes },
  proof: Bytes[],
): Promise<boolean> {
  if (first.size === second.size) return proof.length === 0 && equal(first.root, second.root);
  if (first.size <= 0 || first.size > second.size || proof.length === 0) return false;
  const path = isPowerOfTwo(first.size) ? [first.root, ...proof] : proof;
  let [node, last] = [first.size - 1, second.size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [before, after] = [path[0]!, path[0]!];
  for (const each of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      before = await nodeHash(each, before);
      after = await nodeHash(each, after);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      after = await nodeHash(after, each);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(before, first.root) && equal(after, second.root);
}

function half(number: number): number {
  return Math.floor(number / 2);
}

function isPowerOfTwo(number: number): boolean {
  let odd = number;
  while (odd % 2 === 0) odd /= 2;
  return odd === 1;
}
