/** The form of conditions: what stands in it, and what its reader changes. */
import type { Bounds } from "../map/points";
import { part } from "./making";
import { type Order, ORDERS, type Wanted } from "./wanted";

const TYPING = new Set(["search", "date"]);

export class Form {
  private readonly form = part<HTMLFormElement>("form");
  private readonly tools = part<HTMLElement>("tools");
  /** What the map shows, where it has told. */
  seen: Bounds | null = null;
  private within: Bounds | null = null;

  /** @param changed told whether the reader is still writing. */
  constructor(changed: (writing: boolean) => void) {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const part of [this.form, this.tools]) {
      part.addEventListener("input", (event) => {
        this.looksWithin(event.target);
        changed(event.target instanceof HTMLInputElement && TYPING.has(event.target.type));
      });
    }
    part<HTMLButtonElement>("clear").addEventListener("click", () => {
      this.clear();
      changed(false);
    });
  }

  /** Puts conditions into the form; what it has no choice for stays out. */
  set(wanted: Wanted): void {
    this.field("from").value = wanted.from;
    this.field("to").value = wanted.to;
    this.field("place").value = wanted.place;
    for (const box of this.boxes()) box.checked = wanted.grades.includes(box.value);
    for (const name of ["blamed", "harmed", "answer"] as const) {
      this.choose(this.field<HTMLSelectElement>(name), wanted[name]);
    }
    this.choose(this.tool<HTMLSelectElement>("order"), wanted.order);
    this.tool<HTMLInputElement>("list").checked = wanted.plain;
    this.within = wanted.within;
    this.field<HTMLInputElement>("within").checked = wanted.within !== null;
    this.offerWithin();
  }

  get(): Wanted {
    const order = ORDERS.find((each) => each === this.tool<HTMLSelectElement>("order").value) ?? "date";
    return {
      from: this.field("from").value,
      to: this.field("to").value,
      place: this.field("place").value,
      grades: this.boxes().filter((box) => box.checked).map((box) => box.value),
      blamed: this.field("blamed").value,
      harmed: this.field("harmed").value,
      answer: this.field("answer").value,
      within: this.within,
      order: order satisfies Order,
      plain: this.tool<HTMLInputElement>("list").checked,
    };
  }

  /** The days of a half-open span, as ISO dates, both inclusive. */
  setDates(from: string, to: string): void {
    this.field("from").value = from;
    this.field("to").value = to;
  }

  /** What the map shows now; gives whether that changes what is asked for. */
  look(bounds: Bounds): boolean {
    this.seen = bounds;
    this.offerWithin();
    if (this.within === null) return false;
    this.within = bounds;
    return true;
  }

  /** Called when the reader comes to the field of words, for they take a moment to fetch. */
  onWords(act: () => void): void {
    this.field("place").addEventListener("focus", act, { once: true });
  }

  private clear(): void {
    this.form.reset();
    this.within = null;
    this.offerWithin();
  }

  private looksWithin(target: EventTarget | null): void {
    const box = this.field<HTMLInputElement>("within");
    if (target === box) this.within = box.checked ? this.seen : null;
  }

  private offerWithin(): void {
    const label = this.field<HTMLInputElement>("within").closest("label");
    if (label !== null) label.hidden = this.seen === null && this.within === null;
  }

  private boxes(): HTMLInputElement[] {
    return [...this.form.querySelectorAll<HTMLInputElement>('input[name="grade"]')];
  }

  private choose(select: HTMLSelectElement, value: string): void {
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }

  private field<E extends HTMLInputElement | HTMLSelectElement = HTMLInputElement>(name: string): E {
    return this.form.elements.namedItem(name) as E;
  }

  private tool<E extends HTMLElement>(name: string): E {
    return this.tools.querySelector<E>(`[name="${name}"]`)!;
  }
}
