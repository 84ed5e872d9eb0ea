/**
 * SHA-256 of a file of any size (FIPS 180-4, section 6.2), piece by piece: WebCrypto takes only what
 * fits in memory. Small files go through WebCrypto, where a page has it (served by https, or from a disk).
 */
import { type Bytes, sha256 } from "./bytes";

const WHOLE = 16 * 2 ** 20;
const PIECE = 4 * 2 ** 20;
const K = constants();

export async function sha256OfFile(file: Blob, progress: (share: number) => void): Promise<Bytes> {
  if (file.size <= WHOLE && isSecureContext) return sha256(new Uint8Array(await file.arrayBuffer()));
  const digest = new Digest();
  for (let at = 0; at < file.size; at += PIECE) {
    digest.add(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
    progress(Math.min(1, (at + PIECE) / file.size));
  }
  return digest.end();
}

class Digest {
  private readonly state = firstPrimes(8).map((prime) => fraction(Math.sqrt(prime)));
  private readonly schedule = new Int32Array(64);
  private rest = new Uint8Array(0);
  private size = 0;

  add(piece: Uint8Array): void {
    this.size += piece.length;
    let bytes = piece;
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + piece.length);
      bytes.set(this.rest);
      bytes.set(piece, this.rest.length);
    }
    const full = bytes.length - (bytes.length % 64);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < full; at += 64) this.block(view, at);
    this.rest = bytes.slice(full);
  }

  end(): Bytes {
    const bits = 8 * this.size;
    const last = new Uint8Array((this.size % 64 < 56 ? 64 : 128) - (this.size % 64));
    last[0] = 0x80;
    const view = new DataView(last.buffer);
    view.setUint32(last.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(last.length - 4, bits % 2 ** 32);
    this.add(last);
    const digest = new Uint8Array(32);
    const out = new DataView(digest.buffer);
    this.state.forEach((word, at) => out.setInt32(4 * at, word));
    return digest;
  }

  private block(view: DataView, from: number): void {
    const w = this.schedule;
    for (let t = 0; t < 16; t += 1) w[t] = view.getInt32(from + 4 * t);
    for (let t = 16; t < 64; t += 1) {
      const x = w[t - 15]!;
      const y = w[t - 2]!;
      const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
      const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      w[t] = w[t - 16]! + low + w[t - 7]! + high;
    }
    let [a, b, c, d, e, f, g, h] = this.state as [number, number, number, number, number, number, number, number];
    for (let t = 0; t < 64; t += 1) {
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => {
      this.state[at] = (this.state[at]! + word) | 0;
    });
  }
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits of a number's fractional part. */
function fraction(number: number): number {
  return ((number - Math.floor(number)) * 2 ** 32) | 0;
}

function constants(): Int32Array {
  return Int32Array.from(firstPrimes(64), (prime) => fraction(Math.cbrt(prime)));
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return primes;
}
