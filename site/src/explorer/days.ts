/** Days since 1970-01-01, and how they are written: as `tahqiq.vocab.dates.DateSpan` does. */
import { word } from "../words";
import { NO_END, NO_START } from "./columns";
import { isolated } from "./figures";

const DAY = 86_400_000;
const ISO = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const MONTHS = [
  word("January"),
  word("February"),
  word("March"),
  word("April"),
  word("May"),
  word("June"),
  word("July"),
  word("August"),
  word("September"),
  word("October"),
  word("November"),
  word("December"),
];

/** The ISO date of a day. */
export function iso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The day of an ISO date; null for anything else. */
export function dayOf(text: string): number | null {
  const at = ISO.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) || iso(at / DAY) !== text ? null : at / DAY;
}

/** Months since the year 0, from 0. */
export function monthOf(day: number): number {
  // Without a Date for each of 100,000 incidents: eras of 400 years, years from March (Hinnant,
  // chrono-compatible low-level date algorithms, civil_from_days).
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return (era * 400 + year) * 12 + Math.floor((5 * ofYear + 2) / 153) + 2;
}

/** From Monday, 0. */
export const dayOfWeek = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The first day of a month. */
export function firstOf(month: number): number {
  const at = new Date(0);
  at.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
  return at.getTime() / DAY;
}

/** What a month is called, or its year alone. */
export function monthName(month: number): string {
  return `${MONTHS[month % 12]!} ${isolated(String(Math.floor(month / 12)))}`;
}

/** First and last day of a half-open span, at the coarsest precision that is exact; '' where unknown. */
export function written(start: number, end: number): [string, string] {
  const first = start === NO_START ? "" : iso(start);
  const last = end === NO_END ? "" : iso(end - 1);
  if (first === "" || last === "") return [first, last];
  const [whole, after] = [iso(start).slice(5), iso(end).slice(5)];
  if (whole === "01-01" && after === "01-01") return [first.slice(0, 4), last.slice(0, 4)];
  if (whole.endsWith("-01") && after.endsWith("-01")) return [first.slice(0, 7), last.slice(0, 7)];
  return [first, last];
}

/** What a reader sees of a half-open span. */
export function spanText(start: number, end: number): string {
  const [first, last] = written(start, end).map(spoken) as [string, string];
  if (first === last) return first === "" ? word("Unknown") : first;
  if (first === "") return word("until {date}").replace("{date}", last);
  if (last === "") return word("from {date}").replace("{date}", first);
  return word("{first} – {last}").replace("{first}", first).replace("{last}", last);
}

function spoken(text: string): string {
  if (text === "") return "";
  const [year, month, day] = text.split("-");
  const parts = day === undefined ? [] : [isolated(String(Number(day)))];
  if (month !== undefined) parts.push(MONTHS[Number(month) - 1]!);
  return [...parts, isolated(year!)].join(" ");
}
