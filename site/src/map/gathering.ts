// Incidents that would cover one another on the screen are gathered into one mark. The grid is fixed to the
// ground, so that marks stand still while the map moves; one pass over typed arrays does 100,000 in milliseconds.
import { WORLD } from "./points";

/** One mark: the incidents of a cell of the screen, or of neighbouring cells that nearly touch. */
export interface Gathered {
  /** The same for the same mark as long as the zoom stays. */
  key: string;
  /** Where it stands: the mean of its members, in Web Mercator's square. */
  x: number;
  y: number;
  count: number;
  first: number;
  /** The ground it covers, in Web Mercator's square. */
  west: number;
  north: number;
  east: number;
  south: number;
  /** Metres to which the best and the worst known of its places are known. */
  finest: number;
  coarsest: number;
}

/** A part of Web Mercator's square. */
export interface Window {
  west: number;
  north: number;
  east: number;
  south: number;
}

/** Where the incidents are, and how exactly: parallel arrays. */
export interface Positions {
  x: Float64Array;
  y: Float64Array;
  radius: Float32Array;
}

const CELL = 52; // pixels
const NEAR = 0.62 * CELL;

/** Which mark each incident belongs to: an index into the marks, or -1. */
export interface Gathering {
  marks: Gathered[];
  markOf: Int32Array;
}

/** Gathers the given incidents that lie in the window. */
export function gather(positions: Positions, ids: Uint32Array, zoom: number, window: Window): Gathering {
  const scale = (WORLD * 2 ** zoom) / CELL;
  const left = Math.floor(window.west * scale);
  const top = Math.floor(window.north * scale);
  const columns = Math.floor(window.east * scale) - left + 1;
  const rows = Math.floor(window.south * scale) - top + 1;
  const cells: (Gathered | undefined)[] = new Array<Gathered | undefined>(columns * rows);
  const cellOf = new Int32Array(ids.length).fill(-1);
  for (let n = 0; n < ids.length; n += 1) {
    const id = ids[n]!;
    const column = Math.floor(positions.x[id]! * scale) - left;
    const row = Math.floor(positions.y[id]! * scale) - top;
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) continue; // NaN lies nowhere
    const at = row * columns + column;
    cellOf[n] = at;
    const cell = cells[at];
    if (cell === undefined) cells[at] = alone(`${left + column}:${top + row}`, positions, id);
    else take(cell, positions, id);
  }
  const into = joined(cells, columns, NEAR / (scale * CELL));
  return numbered(cells, into, ids, cellOf, positions.x.length);
}

function alone(key: string, { x, y, radius }: Positions, id: number): Gathered {
  const [px, py, metres] = [x[id]!, y[id]!, radius[id]!];
  const ground = { west: px, east: px, north: py, south: py };
  return { key, x: px, y: py, count: 1, first: id, ...ground, finest: metres, coarsest: metres };
}

function take(cell: Gathered, { x, y, radius }: Positions, id: number): void {
  const [px, py] = [x[id]!, y[id]!];
  cell.count += 1;
  cell.x += (px - cell.x) / cell.count;
  cell.y += (py - cell.y) / cell.count;
  cell.west = Math.min(cell.west, px);
  cell.east = Math.max(cell.east, px);
  cell.north = Math.min(cell.north, py);
  cell.south = Math.max(cell.south, py);
  cell.finest = Math.min(cell.finest, radius[id]!);
  cell.coarsest = Math.max(cell.coarsest, radius[id]!);
}

/** Joins neighbours whose marks would overlap; gives for each cell the one it was joined to. */
function joined(cells: (Gathered | undefined)[], columns: number, near: number): Int32Array {
  const into = Int32Array.from(cells, (_, at) => at);
  const neighbours = [1, columns - 1, columns, columns + 1];
  for (let at = 0; at < cells.length; at += 1) {
    for (const step of neighbours) {
      const [one, other] = [into[at]!, at + step];
      const [mine, theirs] = [cells[one], cells[other]];
      if (mine === undefined || theirs === undefined || one === into[other]) continue;
      if (into[other] !== other || Math.hypot(mine.x - theirs.x, mine.y - theirs.y) > near) continue;
      const [larger, smaller] = mine.count >= theirs.count ? [one, other] : [other, one];
      absorb(cells[larger]!, cells[smaller]!);
      cells[smaller] = undefined;
      for (let each = 0; each < into.length; each += 1) if (into[each] === smaller) into[each] = larger;
    }
  }
  return into;
}

function absorb(larger: Gathered, smaller: Gathered): void {
  const count = larger.count + smaller.count;
  larger.x += ((smaller.x - larger.x) * smaller.count) / count;
  larger.y += ((smaller.y - larger.y) * smaller.count) / count;
  larger.count = count;
  larger.first = Math.min(larger.first, smaller.first);
  larger.west = Math.min(larger.west, smaller.west);
  larger.east = Math.max(larger.east, smaller.east);
  larger.north = Math.min(larger.north, smaller.north);
  larger.south = Math.max(larger.south, smaller.south);
  larger.finest = Math.min(larger.finest, smaller.finest);
  larger.coarsest = Math.max(larger.coarsest, smaller.coarsest);
}

function numbered(
  cells: (Gathered | undefined)[],
  into: Int32Array,
  ids: Uint32Array,
  cellOf: Int32Array,
  total: number,
): Gathering {
  const numberOf = new Int32Array(cells.length).fill(-1);
  const marks: Gathered[] = [];
  cells.forEach((cell, at) => {
    if (cell !== undefined) numberOf[at] = marks.push(cell) - 1;
  });
  const markOf = new Int32Array(total).fill(-1);
  for (let n = 0; n < ids.length; n += 1) {
    const at = cellOf[n]!;
    if (at >= 0) markOf[ids[n]!] = numberOf[into[at]!]!;
  }
  return { marks, markOf };
}

/** The incidents of one mark, in their order. */
export function membersOf(gathering: Gathering, ids: Uint32Array, mark: number): number[] {
  const members: number[] = [];
  for (const id of ids) if (gathering.markOf[id] === mark) members.push(id);
  return members;
}

/** Whether all incidents of a mark are at one spot, so that no zoom can part them. */
export const atOneSpot = (mark: Gathered): boolean => mark.west === mark.east && mark.north === mark.south;
