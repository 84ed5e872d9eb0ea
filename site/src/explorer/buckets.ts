/** Times that the timeline counts by: weeks where the record is short, else months, or longer where it is long. */
import type { Columns } from "./columns";
import { dayOfWeek, firstOf, iso, monthName, monthOf, spanText } from "./days";
import { isolated } from "./figures";

const MOST = 200;
/** Up to so many days, weeks tell more than months. */
const SHORT = 420;
const MONTHS = [1, 12, 120, 1200];
const LABELS = 6;
export const NOWHERE = 0xffff;

export class Buckets {
  /** The first day of each, and the day after the last. */
  readonly starts: number[];
  /** Months each is long; 0 for weeks. */
  private readonly months: number;

  constructor(columns: Columns) {
    const [least, most] = ends(columns);
    this.months = least !== null && most - least <= SHORT ? 0 : longEnough(least ?? 0, most);
    this.starts = least === null ? [] : this.months === 0 ? weeks(least, most) : stretches(this.months, least, most);
  }

  get length(): number {
    return Math.max(0, this.starts.length - 1);
  }

  /** Which bucket each incident began in, as far as is known; `NOWHERE` without a date. */
  assigned(columns: Columns): Uint16Array {
    const found = new Uint16Array(columns.loaded).fill(NOWHERE);
    for (let id = 0; id < found.length; id += 1) {
      const day = columns.day(id);
      if (day !== null) found[id] = this.holding(day);
    }
    return found;
  }

  /** What a bucket's time is called. */
  name(at: number): string {
    const [start, end] = [this.starts[at]!, this.starts[at + 1]!];
    if (this.months === 0) return spanText(start, end);
    if (this.months === 1) return monthName(monthOf(start));
    const [year, last] = [monthOf(start) / 12, monthOf(end) / 12 - 1];
    return isolated(year === last ? String(year) : `${year}–${last}`);
  }

  /** What stands under the bars, by bar: months under weeks, else years; as many as there is room for. */
  labels(): Map<number, string> {
    const room = Math.ceil(this.length / LABELS);
    const found = new Map<number, string>();
    let last = -room;
    for (let at = 0; at <= this.length - room / 2; at += 1) {
      const begins = at === 0 ? !this.periodBegins(1, room) : this.periodBegins(at, at);
      if (!begins || at - last < room) continue;
      found.set(at, iso(this.starts[at]!).slice(0, this.months === 0 ? 7 : 4));
      last = at;
    }
    return found;
  }

  /** Whether a month (under weeks) or a year begins in one of the bars from one to another. */
  private periodBegins(from: number, to: number): boolean {
    const period = (at: number): number => Math.floor(monthOf(this.starts[at]!) / (this.months === 0 ? 1 : 12));
    for (let at = from; at <= to && at < this.length; at += 1) if (period(at) !== period(at - 1)) return true;
    return false;
  }

  private holding(day: number): number {
    let [low, high] = [0, this.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The first and the last day known; null where no incident has a date. */
function ends(columns: Columns): [number | null, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let id = 0; id < columns.loaded; id += 1) {
    const day = columns.day(id);
    if (day === null) continue;
    least = Math.min(least, day);
    most = Math.max(most, day);
  }
  return least > most ? [null, 0] : [least, most];
}

function longEnough(least: number, most: number): number {
  return MONTHS.find((unit) => (monthOf(most) - monthOf(least)) / unit < MOST - 1) ?? MONTHS.at(-1)!;
}

/** From Monday to Monday (ISO 8601). */
function weeks(least: number, most: number): number[] {
  const monday = least - dayOfWeek(least);
  return Array.from({ length: Math.floor((most - monday) / 7) + 2 }, (_, week) => monday + 7 * week);
}

function stretches(months: number, least: number, most: number): number[] {
  const [first, last] = [least, most].map((day) => Math.floor(monthOf(day) / months)) as [number, number];
  return Array.from({ length: last - first + 2 }, (_, n) => firstOf((first + n) * months));
}
