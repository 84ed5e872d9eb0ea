/** Orders of the list: by date, oldest first, as the columns are; by range, highest first; by grade. */
import { type Columns, UNKNOWN } from "./columns";
import type { Order } from "./wanted";

/** Every incident loaded so far, in the order. */
export function ordered(columns: Columns, order: Order): Uint32Array {
  const all = Uint32Array.from({ length: columns.loaded }, (_, id) => id);
  if (order === "grade") return stably(all, (id) => columns.grade[id]!);
  return order === "range" ? stably(all, (id) => rank(columns.highest(id))) : all;
}

const FULL = 100_000;

/** Higher figures first, unknown ones last; all above a hundred thousand alike. */
const rank = (highest: number): number => (highest === UNKNOWN ? FULL + 1 : FULL - Math.min(highest, FULL));

/** Counting sort: incidents of one rank keep their order. */
function stably(ids: Uint32Array, rankOf: (id: number) => number): Uint32Array {
  const ranks = Uint32Array.from(ids, rankOf);
  const places = new Uint32Array(ranks.reduce((most, each) => Math.max(most, each), 0) + 2);
  for (const each of ranks) places[each + 1]! += 1;
  for (let at = 1; at < places.length; at += 1) places[at]! += places[at - 1]!;
  const sorted = new Uint32Array(ids.length);
  ids.forEach((id, at) => {
    sorted[places[ranks[at]!]!] = id;
    places[ranks[at]!]! += 1;
  });
  return sorted;
}
