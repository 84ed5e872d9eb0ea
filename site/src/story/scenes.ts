/** Map scenes: a slider of days over the drawing, and the live map for whoever asks for it. */
import { word } from "../words";
import { type LiveScene, openLive } from "./live_scene";

const DAY = 86_400_000;

/** Gives every scene what can be had: days from a disk too, the live map only from a server. */
export function offerScenes(): void {
  for (const scene of document.querySelectorAll<HTMLElement>("[data-scene]")) new Scene(scene);
}

class Scene {
  private live: LiveScene | undefined;
  private readonly tools: HTMLElement;

  constructor(private readonly scene: HTMLElement) {
    this.tools = scene.querySelector<HTMLElement>(".scene-tools")!;
    if (this.dated.length > 0) this.offerDays();
    if (location.protocol !== "file:") this.offerLive();
  }

  private get lines(): HTMLElement[] {
    return [...this.scene.querySelectorAll<HTMLElement>(".marks [data-mark]")];
  }

  private get dated(): HTMLElement[] {
    return this.lines.filter((line) => line.dataset["first"] !== undefined);
  }

  private offerDays(): void {
    const { from = "", to = "" } = this.scene.dataset;
    const [first, last] = [dayOf(from), dayOf(to, true)];
    if (Number.isNaN(first) || Number.isNaN(last) || last <= first) return;
    const label = document.createElement("label");
    label.className = "scene-time";
    const range = Object.assign(document.createElement("input"), { type: "range" });
    Object.assign(range, { min: String(first), max: String(last), value: String(last) });
    const output = document.createElement("output");
    label.append(word("Until"), range, output);
    this.tools.prepend(label);
    const show = (): void => this.until(Number(range.value), output, range);
    range.addEventListener("input", show);
    show();
  }

  /** Shows what had begun by a day; what has no day is always there. */
  private until(day: number, output: HTMLElement, range: HTMLElement): void {
    const shown = this.lines.filter((line) => line.dataset["first"] === undefined || !(dayOf(line.dataset["first"]) > day));
    const numbers = new Set(shown.map((line) => line.dataset["mark"]));
    for (const each of this.scene.querySelectorAll<HTMLElement>("[data-mark]")) {
      each.toggleAttribute("hidden", !numbers.has(each.dataset["mark"]));
    }
    const told = word("{date} · shown: {n}").replace("{date}", said(day)).replace("{n}", String(shown.length));
    output.textContent = told;
    range.setAttribute("aria-valuetext", told);
    this.live?.show(numbers);
  }

  private offerLive(): void {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "scene-open" });
    button.textContent = word("Open the live map");
    button.addEventListener("click", () => void this.open(button));
    this.tools.append(button);
  }

  private async open(button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    const container = this.scene.querySelector<HTMLElement>(".scene-live")!;
    container.hidden = false;
    try {
      this.live = await openLive(this.scene, container);
    } catch (error) {
      console.warn(error);
      container.hidden = true;
      button.replaceWith(word("The live map cannot be shown here. The drawing and the list stay."));
      return;
    }
    this.scene.dataset["live"] = "";
    button.remove();
    container.querySelector("canvas")?.focus({ preventScroll: true });
    this.live.show(new Set(this.lines.filter((line) => !line.hidden).map((line) => line.dataset["mark"])));
  }
}

/** A date of reduced precision as a day since 1970: its first, or its last. */
function dayOf(date: string | undefined, closing = false): number {
  if (date === undefined || date === "") return Number.NaN;
  const [year = 0, month = closing ? 12 : 1, day] = date.split("-").map(Number);
  return Date.UTC(year, day === undefined && closing ? month : month - 1, day ?? (closing ? 0 : 1)) / DAY;
}

function said(day: number): string {
  const language = document.documentElement.lang === "ar" ? "ar-SY-u-nu-latn" : "en-GB";
  const words = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  return `\u2068${words.format(day * DAY)}\u2069`;
}
