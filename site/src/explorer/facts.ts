/** What the page tells its scripts (publish/explorer.py), and the index of the columns (explorer_columns.py). */
export interface Facts {
  folder: string;
  index: string;
  release: string;
  grades: string[];
  precisions: string[];
  /** Metres from the point shown within which a place of each precision lies; null: no point may be shown. */
  radii: (number | null)[];
  parties: string[];
  states: Record<string, string>;
}

export interface Index {
  format: string;
  release: string;
  incidents: number;
  stretch: number;
  numbers: string[];
  words: string[];
  grades: string[];
  precisions: string[];
  categories: string[];
  parties: string[];
  blamed: number[][];
  answers: [number, string][][];
}

export const FORMAT = "explorer/1";

/** One stretch of numbers, as its file has it. */
export interface NumbersFile {
  start: (number | null)[];
  end: (number | null)[];
  lat: (number | null)[];
  lon: (number | null)[];
  precision: number[];
  grade: number[];
  least: (number | null)[];
  most: (number | null)[];
  blamed: number[];
  harmed: number[];
  answers: number[];
}

/** One stretch of words, as its file has it. */
export interface WordsFile {
  code: string[];
  page: Record<string, string>;
  en: string[];
  ar: string[];
  more: string[];
  written: Record<string, string>;
}
