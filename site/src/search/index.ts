/** The index as it lies on the server (format: search/1, see tahqiq.publish.search.shards). */
import { type Folding, Words } from "./words";

interface Root {
  readonly format: string;
  readonly records: Record<Kind, number>;
  readonly per_chunk: number;
  readonly folding: string;
  readonly shards: [string, string][];
  readonly chunks: string[];
}

export type Kind = "incident" | "person" | "place" | "source";
export const KINDS: readonly Kind[] = ["incident", "person", "place", "source"];

/** One term with the records it finds, and how much it tells of each (1 to 7). */
export interface Term {
  readonly term: string;
  readonly records: Uint32Array;
  readonly weights: Uint8Array;
}

/** A record as a line of results shows it; pairs are English and Arabic. */
export interface Shown {
  readonly kind: Kind;
  readonly path: string;
  readonly title: readonly [string, string];
  readonly beneath: readonly [string, string];
  readonly when: readonly [string, string];
  readonly code: string;
  readonly count: number;
}

type Row = [string, string, string, string, string, string, string, string, number];

export class Index {
  private readonly files = new Map<string, Promise<unknown>>();

  private constructor(
    private readonly folder: string,
    private readonly root: Root,
    readonly words: Words,
  ) {}

  static async open(folder: string): Promise<Index> {
    const root = (await fetched(`${folder}index.json`).then((each) => each.json())) as Root;
    if (root.format !== "search/1") throw new Error("an index of another format");
    const folding = (await fetched(`${folder}${root.folding}.json`).then((each) => each.json())) as Folding;
    return new Index(folder, root, new Words(folding));
  }

  /** How many records there are. */
  get size(): number {
    return KINDS.reduce((sum, kind) => sum + (this.root.records[kind] ?? 0), 0);
  }

  kindOf(record: number): Kind {
    let first = 0;
    for (const kind of KINDS) {
      first += this.root.records[kind] ?? 0;
      if (record < first) return kind;
    }
    return "source";
  }

  /** The terms that begin with a prefix, out of at most so many shards. */
  async beginning(prefix: string, shards: number): Promise<Term[]> {
    const from = this.shardOf(prefix);
    const to = Math.min(this.shardOf(`${prefix}\uffff`), from + shards - 1);
    const names = this.root.shards.slice(from, to + 1);
    const loaded = await Promise.all(names.map(([, name]) => this.shard(name)));
    return loaded.flat().filter(({ term }) => term.startsWith(prefix));
  }

  /** One term; undefined where no record has it. */
  async term(wanted: string): Promise<Term | undefined> {
    const name = this.root.shards[this.shardOf(wanted)]?.[1];
    return name === undefined ? undefined : (await this.shard(name)).find(({ term }) => term === wanted);
  }

  async shown(record: number): Promise<Shown> {
    const { per_chunk, chunks } = this.root;
    const name = chunks[Math.floor(record / per_chunk)]!;
    const rows = (await this.once(name, () => fetched(`${this.folder}${name}.json`).then((each) => each.json()))) as Row[];
    const [path, titleEn, titleAr, beneathEn, beneathAr, whenEn, whenAr, code, count] = rows[record % per_chunk]!;
    return {
      kind: this.kindOf(record),
      path,
      title: [titleEn, titleAr],
      beneath: [beneathEn, beneathAr],
      when: [whenEn, whenAr],
      code,
      count,
    };
  }

  /** The last shard whose first term is not beyond the one wanted. */
  private shardOf(term: string): number {
    let [low, high] = [0, this.root.shards.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.root.shards[middle]![0] <= term) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private shard(name: string): Promise<Term[]> {
    const load = async (): Promise<Term[]> => {
      const bytes = new Uint8Array(await (await fetched(`${this.folder}${name}.bin`)).arrayBuffer());
      return [...terms(bytes)];
    };
    return this.once(name, load) as Promise<Term[]>;
  }

  private once(name: string, load: () => Promise<unknown>): Promise<unknown> {
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const loading = load();
    this.files.set(name, loading);
    loading.catch(() => this.files.delete(name));
    return loading;
  }
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** Reads a shard from end to end. */
export function* terms(bytes: Uint8Array): Generator<Term> {
  const spelled = new TextDecoder();
  let at = 0;
  let before = new Uint8Array(0);
  const varint = (): number => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at]!;
      at += 1;
      number += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return number;
    }
  };
  while (at < bytes.length) {
    const shared = varint();
    const more = varint();
    const term = new Uint8Array(shared + more);
    term.set(before.subarray(0, shared));
    term.set(bytes.subarray(at, at + more), shared);
    at += more;
    const count = varint();
    varint();
    const records = new Uint32Array(count);
    const weights = new Uint8Array(count);
    for (let n = 0, record = -1; n < count; n += 1) {
      const posting = varint();
      record += Math.floor(posting / 8);
      records[n] = record;
      weights[n] = posting & 7;
    }
    before = term;
    yield { term: spelled.decode(term), records, weights };
  }
}
