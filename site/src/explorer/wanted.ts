/** What a reader looks for, kept in the address after '#': it is shared with a link and never sent to a server. */
import type { Bounds } from "../map/points";
import { dayOf } from "./days";

export const ORDERS = ["date", "range", "grade"] as const;
export type Order = (typeof ORDERS)[number];

/** '' or an empty list is no condition. */
export interface Wanted {
  /** ISO dates, both inclusive. */
  from: string;
  to: string;
  place: string;
  /** Slugs; 'none' for incidents without a grade. */
  grades: string[];
  blamed: string;
  harmed: string;
  /** The state of an answer; 'none' where none is held. */
  answer: string;
  /** What the map showed: incidents with a point there. */
  within: Bounds | null;
  order: Order;
  /** A plain list in pages, instead of one that shows what is in its window. */
  plain: boolean;
}

export const NONE = "none";
export const NOTHING: Wanted = {
  from: "",
  to: "",
  place: "",
  grades: [],
  blamed: "",
  harmed: "",
  answer: "",
  within: null,
  order: "date",
  plain: false,
};

const LONGEST = 200;
/** Decimals of a degree: some ten metres, less than a reader sees of a map's edge. */
const DECIMALS = 4;

function bounds(text: string): Bounds | null {
  const degrees = text.split(",").map(Number);
  return text !== "" && degrees.length === 4 && degrees.every(Number.isFinite) ? (degrees as Bounds) : null;
}

/** What stands in an address; whatever in it is not ours is left out. */
export function read(hash: string): Wanted {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (name: string): string => (given.get(name) ?? "").slice(0, LONGEST);
  const date = (name: string): string => (dayOf(text(name)) === null ? "" : text(name));
  const order = ORDERS.find((each) => each === text("order")) ?? "date";
  return {
    from: date("from"),
    to: date("to"),
    place: text("place"),
    grades: text("grade").split(",").filter((each) => each !== ""),
    blamed: text("blamed"),
    harmed: text("harmed"),
    answer: text("answer"),
    within: bounds(text("within")),
    order,
    plain: text("list") === "plain",
  };
}

/** The part of an address after '#'; '' where everything is shown as it comes. */
export function write(wanted: Wanted): string {
  const { from, to, place, grades, blamed, harmed, answer, order, plain } = wanted;
  const pairs = { from, to, place: place.trim(), grade: grades.join(","), blamed, harmed, answer };
  const kept = Object.entries(pairs).filter(([, value]) => value !== "");
  if (wanted.within !== null) kept.push(["within", wanted.within.map((each) => each.toFixed(DECIMALS)).join(",")]);
  if (order !== "date") kept.push(["order", order]);
  if (plain) kept.push(["list", "plain"]);
  return new URLSearchParams(kept).toString();
}

/** Whether an address says something to this page; one that names a place on the page does not. */
export const isOurs = (hash: string): boolean => hash === "" || hash.includes("=");
