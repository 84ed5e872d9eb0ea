/** Numbers as pages write them: `tahqiq.vocab.counts.CountRange.text`. */
import { word } from "../words";
import { UNKNOWN } from "./columns";

/** A number or range kept left to right inside Arabic text (UAX #9); unchanged elsewhere. */
export function isolated(text: string): string {
  return document.documentElement.dir === "rtl" ? `\u2066${text}\u2069` : text;
}

/** A number alone. */
export const count = (n: number): string => isolated(n.toLocaleString("en"));

/** 'Unknown', '7', '5–7', 'at least 5', 'up to 7'. */
export function rangeText(least: number, most: number): string {
  const low = least === 0 && most === UNKNOWN ? UNKNOWN : least;
  if (low === UNKNOWN && most === UNKNOWN) return word("Unknown");
  if (most === UNKNOWN) return word("at least {n}").replace("{n}", count(low));
  if (low === UNKNOWN) return word("up to {n}").replace("{n}", count(most));
  return low === most ? count(low) : isolated(`${low.toLocaleString("en")}–${most.toLocaleString("en")}`);
}
