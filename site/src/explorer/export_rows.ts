/** What was found as files: CSV for spreadsheets, GeoJSON for maps; nothing in them is run as a formula. */
import { NO_END, NO_START, UNKNOWN } from "./columns";
import { written } from "./days";
import type { Told } from "./row";

/** One incident as a file has it; null is unknown. */
export interface Exported {
  code: string;
  from_date: string;
  to_date: string;
  place_en: string;
  place_ar: string;
  precision: string;
  lat: number | null;
  lon: number | null;
  metres: number | null;
  grade: string;
  killed_min: number | null;
  killed_max: number | null;
  blamed: string;
  harmed: string;
  answers: string;
  page: string;
  release: string;
}

const COLUMNS = [
  "code", "from_date", "to_date", "place_en", "place_ar", "precision", "lat", "lon", "metres", "grade",
  "killed_min", "killed_max", "blamed", "harmed", "answers", "page", "release",
] as const satisfies readonly (keyof Exported)[]; // prettier-ignore
const FORMULA = /^[=+\-@\t\r]/;
/** Tells spreadsheets that the file is UTF-8; without it Arabic is taken for something else. */
const MARK = "\ufeff";

/** The head of a CSV file (RFC 4180). */
export const csvHead = (): string => `${MARK}${COLUMNS.join(",")}\r\n`;

/** A row of it. */
export const csvRow = (row: Exported): string => `${COLUMNS.map((column) => csvCell(row[column])).join(",")}\r\n`;

function csvCell(value: string | number | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The beginning of a GeoJSON file (RFC 7946), which says what it was taken from and how. */
export function geojsonHead(release: string, filter: string): string {
  const about = JSON.stringify({ type: "FeatureCollection", release, filter });
  return `${about.slice(0, -1)},"features":[\n`;
}

/** An incident of it; no geometry where a point would claim more than is known. */
export function geojsonFeature({ lat, lon, ...properties }: Exported): string {
  const geometry = lat === null || lon === null ? null : { type: "Point", coordinates: [lon, lat] };
  return JSON.stringify({ type: "Feature", geometry, properties });
}

export const GEOJSON_END = "\n]}\n";

/** An incident's values, its words being here already. */
export function exported(told: Told, id: number): Exported {
  const { columns, index, facts, words } = told;
  const [start, end] = [columns.start[id]!, columns.end[id]!];
  const called = words.called(id)!;
  const { en, ar } = words.both(id);
  const [from, to] = start === NO_START && end === NO_END ? ["", ""] : written(start, end);
  const [lat, lon] = [known(columns.lat[id]!), known(columns.lon[id]!)];
  const precision = columns.precision[id]!;
  return {
    code: called.code,
    from_date: from,
    to_date: to,
    place_en: en,
    place_ar: ar,
    precision: index.precisions[precision]!,
    lat,
    lon,
    metres: lat === null ? null : facts.radii[precision]!,
    grade: index.grades[columns.grade[id]!]!,
    killed_min: count(columns.least[id]!),
    killed_max: count(columns.most[id]!),
    blamed: index.blamed[columns.blamed[id]!]!.map((party) => index.parties[party]!).join("; "),
    harmed: index.categories.filter((_, bit) => (columns.harmed[id]! & (2 ** bit)) !== 0).join("; "),
    answers: index.answers[columns.answers[id]!]!.map(([party, state]) => `${index.parties[party]!}: ${state}`).join("; "),
    page: `incidents/${called.page}.html`,
    release: facts.release,
  };
}

const known = (degrees: number): number | null => (Number.isNaN(degrees) ? null : degrees);
const count = (n: number): number | null => (n === UNKNOWN ? null : n);
