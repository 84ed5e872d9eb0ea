/** Which records a question finds, and in which order. */
import type { Index, Term } from "./index";
import { bonesOf, pairs, stem, type Word } from "./words";

/** A record, how many words of the question it holds, and how well it answers it. */
export interface Hit {
  readonly record: number;
  readonly words: number;
  readonly score: number;
}

/** How much a way of being found is worth beside the word itself. */
const EXACT = 1;
const BEGINS = 0.7;
const STEM = 0.6;
const JOINED = 0.6;
const BONES = 0.4;
const BONES_BEGIN = 0.25;
/** Letters from which on the beginning of a word is looked for; and its consonants. */
const PREFIX_FROM = 3;
const BONES_FROM = 3;
const SHARDS = 6;

/**
 * Records that hold every word of a question, best first; where none does, those that hold most.
 *
 * A record's worth is the sum over the words of the best way in which it holds each: the weight of
 * the term there, times the way's worth, times the term's rarity (ln(1 + N / n), Spärck Jones 1972).
 */
export async function hits(index: Index, question: string): Promise<Hit[]> {
  const row = index.words.of(question);
  const scores = await Promise.all(row.map((word, at) => scoresOf(index, word, row[at - 1], row[at + 1])));
  const found = new Map<number, { words: number; score: number }>();
  for (const each of scores) {
    for (const [record, score] of each) {
      const sum = found.get(record) ?? { words: 0, score: 0 };
      found.set(record, { words: sum.words + 1, score: sum.score + score });
    }
  }
  const most = Math.max(0, ...Array.from(new Set([...found.values()].map(({ words }) => words))));
  return [...found]
    .filter(([, { words }]) => words === most)
    .map(([record, sum]) => ({ record, ...sum }))
    .sort((one, other) => other.score - one.score || one.record - other.record);
}

/** How many words a question has. */
export function size(index: Index, question: string): number {
  return index.words.of(question).length;
}

async function scoresOf(index: Index, word: Word, before?: Word, after?: Word): Promise<Map<number, number>> {
  const best = new Map<number, number>();
  const add = (term: Term | undefined, worth: number): void => {
    if (term !== undefined) addTerm(best, term, worth, index.size);
  };
  for (const term of await spelled(index, word)) add(term, worthOf(term, word.text));
  const short = stem(word.text);
  if (short !== word.text) add(await index.term(short), STEM);
  const joined = [...(before === undefined ? [] : pairs(before, word)), ...pairs(word, after)];
  for (const each of joined) add(await index.term(each), JOINED);
  const known = best.size > 0;
  for (const bones of bonesOf(word)) {
    if (bones.length - 1 < BONES_FROM && known) continue;
    for (const term of await boned(index, bones)) add(term, term.term === bones ? BONES : BONES_BEGIN);
  }
  return best;
}

function spelled(index: Index, word: Word): Promise<Term[]> {
  if (Array.from(word.text).length >= PREFIX_FROM) return index.beginning(word.text, SHARDS);
  return index.term(word.text).then((term) => (term === undefined ? [] : [term]));
}

/** Consonants whole; those of a long word also as the beginning of more. */
function boned(index: Index, bones: string): Promise<Term[]> {
  if (bones.length - 1 > BONES_FROM) return index.beginning(bones, 1);
  return index.term(bones).then((term) => (term === undefined ? [] : [term]));
}

function worthOf({ term }: Term, word: string): number {
  return term === word ? EXACT : (BEGINS * word.length) / term.length;
}

function addTerm(best: Map<number, number>, term: Term, worth: number, size: number): void {
  const rarity = Math.log(1 + size / term.records.length);
  term.records.forEach((record, at) => {
    const score = worth * rarity * term.weights[at]!;
    if (score > (best.get(record) ?? 0)) best.set(record, score);
  });
}
