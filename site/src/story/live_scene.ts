/** The live map of a scene: fetched when it is opened; it sets out from the scene that was seen last. */
import type { LiveMap, MapOptions, View } from "../map/incident_map";

type MapScript = { openMap(container: HTMLElement, options: MapOptions): Promise<LiveMap> };

export interface LiveScene {
  /** Shows the marks of these numbers and no others. */
  show(numbers: ReadonlySet<string | undefined>): void;
}

interface Facts extends View {
  /** Number, longitude, latitude, metres within which the place lies. */
  readonly marks: readonly (readonly [number, number, number, number])[];
}

const LAST = "tahqiq-scene";
/** Marks of a scene have no grade: they are drawn as the plainest. */
const PLAIN = 1;

export async function openLive(scene: HTMLElement, container: HTMLElement): Promise<LiveScene> {
  const facts = JSON.parse(scene.querySelector("[data-facts]")?.textContent ?? "{}") as Facts;
  const { map = "", basemap = "" } = scene.dataset;
  await scripted(map);
  const language = document.documentElement.lang === "ar" ? "ar" : "en";
  const script = (globalThis as unknown as { tahqiqMap: MapScript }).tahqiqMap;
  const before = lastSeen();
  const view = before ?? facts;
  const options = { basemap, language, points: pointsOf(facts), onMoved: () => {}, view } as const;
  const live = await script.openMap(container, { ...options, onSelect: (ids) => choose(scene, facts, ids) });
  if (before !== undefined) live.go(facts, !matchMedia("(prefers-reduced-motion: reduce)").matches);
  remember(facts);
  return {
    show: (numbers) => live.show(Uint32Array.from(facts.marks.keys()).filter((id) => numbers.has(String(facts.marks[id]![0])))),
  };
}

/** What was chosen on the map is what the list says of it. */
function choose(scene: HTMLElement, facts: Facts, ids: number[]): void {
  const number = ids.length === 1 ? facts.marks[ids[0]!]?.[0] : undefined;
  const line = scene.querySelector<HTMLElement>(`.marks [data-mark="${number ?? ""}"]`);
  if (line === null) return;
  line.closest("details")!.open = true;
  (line.querySelector<HTMLElement>("a") ?? line).focus();
  line.scrollIntoView({ block: "nearest" });
}

function pointsOf({ marks }: Facts): MapOptions["points"] {
  return {
    lon: Float64Array.from(marks, (mark) => mark[1]),
    lat: Float64Array.from(marks, (mark) => mark[2]),
    radius: Float32Array.from(marks, (mark) => mark[3]),
    grade: new Uint8Array(marks.length).fill(PLAIN),
    killedMax: new Float32Array(marks.length).fill(Number.NaN),
  };
}

/** Kept as long as the reader's tab, and no longer. */
function lastSeen(): View | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(LAST) ?? "null") as View | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember({ lon, lat, zoom }: View): void {
  try {
    sessionStorage.setItem(LAST, JSON.stringify({ lon, lat, zoom }));
  } catch {
    // A browser that keeps nothing: the next scene opens where it is.
  }
}

function scripted(src: string): Promise<void> {
  if ("tahqiqMap" in globalThis) return Promise.resolve();
  const script = document.createElement("script");
  script.src = src;
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${src} did not load`)));
    document.head.append(script);
  });
}
