import type { Index, NumbersFile } from "./facts";

/** Days since 1970-01-01 that stand for an end that is not known: it reaches without limit. */
export const NO_START = -(2 ** 31);
export const NO_END = 2 ** 31 - 1;
/** A count that is not known, which is not zero. */
export const UNKNOWN = -1;

/** The record's numbers, an incident a place; filled from the front as files arrive. */
export class Columns {
  readonly size: number;
  loaded = 0;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly precision: Uint8Array;
  readonly grade: Uint8Array;
  readonly least: Int32Array;
  readonly most: Int32Array;
  readonly blamed: Uint32Array;
  readonly harmed: Uint32Array;
  readonly answers: Uint32Array;

  constructor({ incidents }: Index) {
    this.size = incidents;
    this.start = new Int32Array(incidents);
    this.end = new Int32Array(incidents);
    this.lat = new Float64Array(incidents);
    this.lon = new Float64Array(incidents);
    this.precision = new Uint8Array(incidents);
    this.grade = new Uint8Array(incidents);
    this.least = new Int32Array(incidents);
    this.most = new Int32Array(incidents);
    this.blamed = new Uint32Array(incidents);
    this.harmed = new Uint32Array(incidents);
    this.answers = new Uint32Array(incidents);
  }

  /** Adds the next stretch. */
  add(file: NumbersFile): void {
    const from = this.loaded;
    this.addDays(file, from);
    this.lat.set(file.lat.map((each) => each ?? Number.NaN), from);
    this.lon.set(file.lon.map((each) => each ?? Number.NaN), from);
    this.least.set(file.least.map((each) => each ?? UNKNOWN), from);
    this.most.set(file.most.map((each) => each ?? UNKNOWN), from);
    for (const name of ["precision", "grade", "blamed", "harmed", "answers"] as const) this[name].set(file[name], from);
    this.loaded += file.start.length;
  }

  private addDays({ start, end }: NumbersFile, from: number): void {
    let before = 0;
    for (let at = 0; at < start.length; at += 1) {
      const step = start[at] ?? null;
      if (step !== null) before += step;
      this.start[from + at] = step === null ? NO_START : before;
      const length = end[at] ?? null;
      this.end[from + at] = length === null ? NO_END : length + (step === null ? 0 : before);
    }
  }

  /** The highest figure of civilians killed that is known; `UNKNOWN` where none is. */
  highest(id: number): number {
    return Math.max(this.least[id]!, this.most[id]!);
  }

  /** The first day known of an incident, or of its end; null where neither is. */
  day(id: number): number | null {
    if (this.start[id]! !== NO_START) return this.start[id]!;
    return this.end[id]! === NO_END ? null : this.end[id]! - 1;
  }
}
