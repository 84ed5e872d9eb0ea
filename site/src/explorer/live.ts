/** The live map: its script is fetched only when a reader opens it, or has room for it and nothing else to do. */
import type { LiveMap, MapOptions } from "../map/incident_map";
import type { Bounds, Points } from "../map/points";
import { word } from "../words";
import type { Columns } from "./columns";
import type { Facts } from "./facts";
import { part } from "./making";

declare global {
  var tahqiqMap: { openMap(container: HTMLElement, options: MapOptions): Promise<LiveMap> } | undefined;
}

interface Listener {
  onSelect(ids: number[]): void;
  onMoved(bounds: Bounds): void;
}

/** Where there is room, the map opens by itself; elsewhere it would cost a reader what they may not want. */
const ROOM = "(min-width: 62rem) and (pointer: fine)";

export class Live {
  private map: LiveMap | undefined;
  private opening = false;
  private ids = new Uint32Array(0);
  private readonly frame = part("map");
  private readonly button = part<HTMLButtonElement>("open-map");

  constructor(
    private readonly facts: Facts,
    private readonly columns: Columns,
    private readonly listener: Listener,
  ) {
    this.button.hidden = false;
    this.button.addEventListener("click", () => void this.open());
    if (matchMedia(ROOM).matches) whenIdle(() => void this.open());
  }

  /** Shows these incidents, once there is a map. */
  show(ids: Uint32Array): void {
    this.ids = new Uint32Array(ids);
    if (this.map !== undefined) setTimeout(() => this.map?.show(this.ids));
  }

  select(ids: number[]): void {
    this.map?.select(ids);
  }

  fit(): void {
    this.map?.fit(this.ids);
  }

  private async open(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    this.button.disabled = true;
    const container = part("live-map");
    this.frame.dataset["live"] = "";
    try {
      this.map = await this.opened(container);
    } catch (error) {
      this.failed(error);
      return;
    }
    this.map.show(this.ids);
    this.map.fit(this.ids);
    this.button.hidden = true;
  }

  private async opened(container: HTMLElement): Promise<LiveMap> {
    await scripted(this.frame.dataset["script"]!);
    const language = document.documentElement.lang === "ar" ? "ar" : "en";
    const { onSelect, onMoved } = this.listener;
    const { basemap, points: pointTiles } = this.frame.dataset;
    const told = { basemap: basemap!, pointTiles, language, points: this.points() } as const;
    return globalThis.tahqiqMap!.openMap(container, { ...told, onSelect, onMoved });
  }

  /** A browser without WebGL, or a file that did not come: the picture and the list stay. */
  private failed(error: unknown): void {
    console.warn(error);
    delete this.frame.dataset["live"];
    this.button.hidden = true;
    part("map-fault").textContent = word("The live map cannot be shown here. The list below holds the same incidents.");
  }

  private points(): Points {
    const { size, lon, lat, precision, grade } = this.columns;
    const radius = new Float32Array(size).fill(Number.NaN);
    const killedMax = new Float32Array(size);
    for (let id = 0; id < size; id += 1) {
      if (!Number.isNaN(lon[id]!)) radius[id] = this.facts.radii[precision[id]!] ?? Number.NaN;
      killedMax[id] = this.columns.highest(id);
    }
    return { lon, lat, radius, grade, killedMax };
  }
}

function scripted(src: string): Promise<void> {
  const script = document.createElement("script");
  script.src = src;
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${src} did not load`)));
    document.head.append(script);
  });
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: 3000 });
  else setTimeout(act, 500);
}
