/**
 * How many of the incidents found began when, a bar for each week, month or longer time. Each bar is a
 * button; a stroke over several, or Shift, takes a longer time.
 */
import { word } from "../words";
import { Buckets, NOWHERE } from "./buckets";
import type { Columns } from "./columns";
import { count } from "./figures";
import { made } from "./making";

/** Half-open, in days since 1970-01-01. */
export type Picked = (from: number, until: number) => void;

export class Timeline {
  private readonly buckets: Buckets;
  private readonly barOf: Uint16Array;
  private readonly bars: HTMLButtonElement[] = [];
  private readonly names: string[] = [];
  private anchor = 0;
  private stroke: number | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly note: HTMLElement,
    columns: Columns,
    private readonly onPick: Picked,
  ) {
    this.buckets = new Buckets(columns);
    this.barOf = this.buckets.assigned(columns);
    for (let at = 0; at < this.buckets.length; at += 1) {
      this.bars.push(this.bar(at));
      this.names.push(this.buckets.name(at));
    }
    for (const [at, label] of this.buckets.labels()) this.bars[at]!.dataset["label"] = label;
    host.replaceChildren(...this.bars);
    this.listen();
  }

  /** Shows how many of these there are in each bar's time, and which time is asked for. */
  show(ids: Uint32Array, from: number | null, until: number | null): void {
    const counts = new Uint32Array(this.bars.length);
    let undated = 0;
    for (const id of ids) {
      const bar = this.barOf[id]!;
      if (bar === NOWHERE) undated += 1;
      else counts[bar]! += 1;
    }
    const tallest = counts.reduce((one, other) => Math.max(one, other), 0);
    this.bars.forEach((bar, at) => this.dress(bar, at, counts[at]!, tallest, this.isAsked(at, from, until)));
    const notes = [word("Tallest bar: {n}").replace("{n}", count(tallest))];
    if (undated > 0) notes.push(word("Without a date: {n}").replace("{n}", count(undated)));
    this.note.textContent = notes.join(" · ");
  }

  /** Whether some day of a bar's time is asked for; none is where no dates are. */
  private isAsked(at: number, from: number | null, until: number | null): boolean {
    const { starts } = this.buckets;
    if (from === null && until === null) return false;
    return (until === null || starts[at]! < until) && (from === null || starts[at + 1]! > from);
  }

  private dress(bar: HTMLButtonElement, at: number, n: number, tallest: number, asked: boolean): void {
    set(bar, "aria-pressed", String(asked));
    bar.style.setProperty("--share", String(n / Math.max(tallest, 1)));
    const name = `${this.names[at]!}: ${count(n)}`;
    set(bar, "aria-label", name);
    set(bar, "title", name);
  }

  private bar(at: number): HTMLButtonElement {
    const bar = made("button", "bar", made("span", "ink"));
    bar.type = "button";
    bar.dataset["bar"] = String(at);
    bar.tabIndex = at === 0 ? 0 : -1;
    return bar;
  }

  private listen(): void {
    this.host.addEventListener("pointerdown", (event) => this.begin(event));
    this.host.addEventListener("pointermove", (event) => this.preview(event));
    this.host.addEventListener("pointerup", (event) => this.end(event));
    this.host.addEventListener("pointercancel", () => (this.stroke = null));
    this.host.addEventListener("click", (event) => this.pressed(event));
    this.host.addEventListener("keydown", (event) => this.key(event));
  }

  private begin(event: PointerEvent): void {
    const bar = barAt(event);
    if (bar === null || event.button !== 0) return;
    this.stroke = event.shiftKey ? this.anchor : bar;
  }

  private preview(event: PointerEvent): void {
    const bar = barAt(event);
    if (this.stroke === null || bar === null) return;
    const [low, high] = [Math.min(this.stroke, bar), Math.max(this.stroke, bar)];
    this.bars.forEach((each, at) => (each.ariaPressed = String(at >= low && at <= high)));
  }

  private end(event: PointerEvent): void {
    const bar = barAt(event);
    if (this.stroke !== null && bar !== null) this.pick(this.stroke, bar);
    this.stroke = null;
  }

  /** Enter, Space, and what helps readers press: the pointer's own presses ended in `end`. */
  private pressed(event: MouseEvent): void {
    const bar = barAt(event);
    if (event.detail === 0 && bar !== null) this.pick(bar, bar);
  }

  private pick(from: number, to: number): void {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    this.anchor = from;
    this.focus(to);
    this.onPick(this.buckets.starts[low]!, this.buckets.starts[high + 1]!);
  }

  private key(event: KeyboardEvent): void {
    const at = barAt(event);
    const to = at === null ? null : this.reached(event.key, at);
    if (at === null || to === null) return;
    event.preventDefault();
    if (event.shiftKey) this.pick(this.anchor, to);
    else this.anchor = to;
    this.focus(to);
  }

  private reached(key: string, at: number): number | null {
    const forth = getComputedStyle(this.host).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forth === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const steps: Record<string, number> = { [forth]: at + 1, [back]: at - 1, Home: 0, End: this.bars.length - 1 };
    const to = steps[key];
    return to === undefined ? null : Math.min(Math.max(to, 0), this.bars.length - 1);
  }

  private focus(bar: number): void {
    for (const each of this.bars) each.tabIndex = -1;
    const here = this.bars[bar]!;
    here.tabIndex = 0;
    here.focus();
  }
}

/** Touches the page only where something changes. */
function set(bar: HTMLElement, name: string, value: string): void {
  if (bar.getAttribute(name) !== value) bar.setAttribute(name, value);
}

/** The bar under the pointer, which a finger's own target is not once it has moved; else the bar in focus. */
function barAt(event: Event): number | null {
  const pointed = event instanceof PointerEvent && event.pointerType !== "";
  const under = pointed ? document.elementFromPoint(event.clientX, event.clientY) : (event.target as Element | null);
  const bar = under?.closest<HTMLElement>("[data-bar]");
  return bar === null || bar === undefined ? null : Number(bar.dataset["bar"]);
}
