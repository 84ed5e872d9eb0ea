/** Which incidents a reader's conditions leave, in the order wanted: one pass over the columns. */
import { wordsOf } from "../letters";
import { type Columns, NO_END, NO_START } from "./columns";
import { dayOf } from "./days";
import type { Index } from "./facts";
import type { Bounds } from "../map/points";
import { NONE, type Wanted } from "./wanted";
import type { WordStore } from "./words_store";

/** The incidents that meet every condition, in the order given. */
export function chosen(columns: Columns, index: Index, words: WordStore, wanted: Wanted, order: Uint32Array): Uint32Array {
  const meets = condition(columns, index, words, wanted);
  const found = new Uint32Array(order.length);
  let count = 0;
  for (let at = 0; at < order.length; at += 1) {
    const id = order[at]!;
    if (meets(id)) {
      found[count] = id;
      count += 1;
    }
  }
  return found.subarray(0, count);
}

/**
 * Spans match where some day may lie in both; an unknown end reaches without limit
 * (`IncidentQuerySet.overlapping`).
 */
function condition(columns: Columns, index: Index, words: WordStore, wanted: Wanted): (id: number) => boolean {
  const { start, end, grade, blamed, answers, harmed } = columns;
  const from = dayOf(wanted.from) ?? NO_START;
  const before = (dayOf(wanted.to) ?? NO_END - 1) + 1;
  const grades = index.grades.map((each) => wanted.grades.length === 0 || wanted.grades.includes(each || NONE));
  const parties = index.blamed.map((each) => wanted.blamed === "" || each.includes(index.parties.indexOf(wanted.blamed)));
  const states = index.answers.map((each) => answersMeet(each, wanted.answer));
  const category = index.categories.indexOf(wanted.harmed);
  const bit = wanted.harmed === "" ? 0 : category < 0 ? 2 ** 31 : 2 ** category;
  const sought = wordsOf(wanted.place);
  const within = wanted.within;
  return (id) =>
    start[id]! < before &&
    end[id]! > from &&
    grades[grade[id]!]! &&
    parties[blamed[id]!]! &&
    states[answers[id]!]! &&
    (bit === 0 || (harmed[id]! & bit) !== 0) &&
    (within === null || lies(columns, id, within)) &&
    (sought.length === 0 || words.holds(id, sought));
}

/** Whether an incident's point lies within the bounds; one without a point lies nowhere. */
function lies({ lon, lat }: Columns, id: number, [west, south, east, north]: Bounds): boolean {
  return lon[id]! >= west && lon[id]! <= east && lat[id]! >= south && lat[id]! <= north;
}

function answersMeet(held: [number, string][], state: string): boolean {
  if (state === "") return true;
  return state === NONE ? held.length === 0 : held.some(([, each]) => each === state);
}
