// Marks are buttons above the map: real text in the page's faces, reachable by keyboard. One of them is a stop of
// the Tab key; the arrow keys go from mark to mark in the direction they point.
import { LngLat, type Map as Ground } from "maplibre-gl";
import { word } from "../words";
import { isLarge } from "./areas";
import type { Gathered } from "./gathering";
import { latitude, longitude } from "./points";

/** What stands behind the grade of a point (`Points.grade`). */
export const GRADES = ["confirmed", "fair", "weak", "contested", "discounted", "none"] as const;

/** What a mark needs to know of the incidents it may stand for. */
export interface Told {
  gradeOf(id: number): number;
  killedOf(id: number): number;
  isSelected(mark: number): boolean;
  chosen(mark: number): void;
}

interface Mark {
  button: HTMLButtonElement;
  gathered: Gathered;
  number: number;
}

/** The marks that are shown, kept as long as they stay the same so that the keyboard's place is not lost. */
export class Marks {
  private readonly layer = document.createElement("div");
  private readonly shown = new Map<string, Mark>();
  private placed = { zoom: Number.NaN, middle: new LngLat(0, 0), x: 0, y: 0 };

  constructor(
    private readonly ground: Ground,
    private readonly told: Told,
  ) {
    this.layer.className = "map-marks";
    this.layer.setAttribute("role", "group");
    this.layer.setAttribute("aria-label", word("Incidents on the map"));
    this.layer.addEventListener("keydown", (event) => this.step(event));
    ground.getCanvasContainer().append(this.layer);
  }

  /** Shows these and no others. */
  show(gathered: Gathered[]): void {
    const gone = new Set(this.shown.keys());
    gathered.forEach((each, number) => {
      gone.delete(each.key);
      const mark = this.shown.get(each.key) ?? this.made(each, number);
      Object.assign(mark, { gathered: each, number });
      this.dress(mark);
    });
    for (const key of gone) this.remove(key);
    this.place();
    this.oneStop();
  }

  /** Follows the ground: sideways all marks move as one, at another scale each to its own place. */
  follow(): void {
    if (this.ground.getZoom() !== this.placed.zoom) {
      this.place();
      return;
    }
    const { x, y } = this.ground.project(this.placed.middle);
    this.layer.style.transform = `translate(${x - this.placed.x}px, ${y - this.placed.y}px)`;
  }

  /** Puts every mark where its ground is now. */
  private place(): void {
    const middle = this.ground.getCenter();
    this.placed = { zoom: this.ground.getZoom(), middle, ...this.ground.project(middle) };
    this.layer.style.transform = "";
    for (const { button, gathered } of this.shown.values()) {
      const { x, y } = this.ground.project([longitude(gathered.x), latitude(gathered.y)]);
      button.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
    }
  }

  /** Marks anew which of them hold something that is selected. */
  dressAll(): void {
    for (const mark of this.shown.values()) this.dress(mark);
  }

  private made(gathered: Gathered, number: number): Mark {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    const mark = { button, gathered, number };
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.stopAt(button);
      this.told.chosen(mark.number);
    });
    button.addEventListener("focus", () => this.stopAt(button));
    this.shown.set(gathered.key, mark);
    this.layer.append(button);
    return mark;
  }

  private dress({ button, gathered, number }: Mark): void {
    const [single, rough] = [gathered.count === 1, isLarge(gathered, this.ground.getZoom())];
    const grade = single ? (GRADES[this.told.gradeOf(gathered.first)] ?? "none") : "many";
    button.className = `map-mark map-mark-${grade}${rough ? " map-mark-rough" : ""}`;
    button.style.setProperty("--size", `${single ? this.sizeOf(gathered.first) : gatheredSize(gathered.count)}px`);
    button.textContent = single && !rough ? "" : gathered.count.toLocaleString("en");
    button.setAttribute("aria-label", word("Incidents here: {n}").replace("{n}", gathered.count.toLocaleString("en")));
    button.setAttribute("aria-pressed", String(this.told.isSelected(number)));
  }

  private sizeOf(id: number): number {
    const killed = this.told.killedOf(id);
    return killed > 0 ? Math.min(26, 11 + 1.6 * Math.sqrt(killed)) : 11;
  }

  private remove(key: string): void {
    this.shown.get(key)?.button.remove();
    this.shown.delete(key);
  }

  /** One mark is a stop of the Tab key: the one that had the focus, else the first. */
  private oneStop(): void {
    const buttons = [...this.shown.values()].map(({ button }) => button);
    if (!buttons.some((each) => each.tabIndex === 0) && buttons[0] !== undefined) buttons[0].tabIndex = 0;
  }

  private stopAt(stop: HTMLButtonElement): void {
    for (const { button } of this.shown.values()) button.tabIndex = button === stop ? 0 : -1;
  }

  private step(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    if (event.key === "Escape") this.ground.getCanvas().focus();
    if (way === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // the map would move
    this.nextTowards(way)?.focus();
  }

  /** The nearest mark in a direction from the one that has the focus. */
  private nextTowards([right, down]: readonly [number, number]): HTMLButtonElement | undefined {
    const marks = [...this.shown.values()];
    const here = marks.find(({ button }) => button === document.activeElement)?.gathered;
    if (here === undefined) return undefined;
    let [best, least]: [HTMLButtonElement | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
    for (const { button, gathered } of marks) {
      const [x, y] = [gathered.x - here.x, gathered.y - here.y];
      const [ahead, aside] = [x * right + y * down, Math.abs(x * down) + Math.abs(y * right)];
      if (ahead > 0 && ahead + 2 * aside < least) [best, least] = [button, ahead + 2 * aside];
    }
    return best;
  }
}

const WAYS: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** Pixels across: larger for more, and always large enough for its figure. */
const gatheredSize = (count: number): number => Math.min(54, 20 + 5 * Math.log2(count));
