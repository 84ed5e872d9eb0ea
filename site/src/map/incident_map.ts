import { Map as Ground, type GeoJSONSource } from "maplibre-gl";
import { word } from "../words";
import { ALL_POINTS } from "./all_points";
import { areasOf } from "./areas";
import { employ, styled } from "./beside";
import { addControls, locale } from "./controls";
import { fitting } from "./fitting";
import { atOneSpot, gather, type Gathered, type Gathering, membersOf, type Window } from "./gathering";
import { graticule } from "./graticule";
import { type Below, styleOf } from "./ground";
import { drawNames, facesReady } from "./labels";
import { Marks } from "./marks";
import { palette } from "./palette";
import { type Bounds, east, latitude, longitude, type Points, projected, south } from "./points";
import { openTiles, type Tiles } from "./tiles";

export type { Points } from "./points";

/** Where to look, and from how near, as MapLibre counts zooms. */
export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

export interface MapOptions {
  /** Address of the file of tiles; "" where the case has none. */
  basemap: string;
  /** Address of tiles of all points; absent where the record is small enough to do without. */
  pointTiles?: string | undefined;
  language: "en" | "ar";
  points: Points;
  /** Called with every incident of a mark that was chosen, and with [] when the ground was. */
  onSelect(ids: number[]): void;
  onMoved(bounds: Bounds): void;
  /** Where the map opens; without it, all that the tiles cover. */
  view?: View;
}

export interface LiveMap {
  /** Shows these incidents and no others. */
  show(ids: Uint32Array): void;
  /** Shows which incidents are selected. */
  select(ids: number[]): void;
  /** Moves to where these incidents are. */
  fit(ids: Uint32Array): void;
  /** Moves to a view, as a bird would or at once. */
  go(view: View, flying: boolean): void;
  close(): void;
}

const WORLD: Bounds = [-170, -60, 170, 75];
const CLOSEST = 17;
/** The share of what is seen that is gathered around it. */
const MARGIN = 0.15;

/**
 * Opens a map in an element of a given size.
 *
 * Fails where the browser has no WebGL; the page then keeps its picture and its list.
 */
export async function openMap(container: HTMLElement, options: MapOptions): Promise<LiveMap> {
  employ();
  const { basemap, pointTiles, language } = options;
  const coming = [tilesAt(basemap, language), tilesAt(pointTiles ?? "", language), facesReady(), styled()] as const;
  const [ground, points] = await Promise.all(coming);
  try {
    const map = new IncidentMap(container, options, { ground, points });
    await map.ready;
    return map;
  } catch (fault) {
    container.replaceChildren();
    throw fault;
  }
}

function tilesAt(path: string, language: "en" | "ar"): Promise<Tiles | undefined> {
  if (path === "") return Promise.resolve(undefined);
  return openTiles(new URL(path, document.baseURI).href, language);
}

class IncidentMap implements LiveMap {
  readonly ready: Promise<void>;
  private readonly ground: Ground;
  private readonly marks: Marks;
  private readonly at: { x: Float64Array; y: Float64Array };
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private ids = new Uint32Array(0);
  private selected = new Set<number>();
  private gathering: Gathering = { marks: [], markOf: new Int32Array(0) };
  private covered = { window: { west: 0, north: 0, east: 0, south: 0 }, zoom: Number.NaN };
  private drawing = 0;

  constructor(
    container: HTMLElement,
    private readonly options: MapOptions,
    private readonly below: Below,
  ) {
    this.at = projected(options.points);
    this.ground = this.opened(container);
    this.marks = new Marks(this.ground, {
      gradeOf: (id) => options.points.grade[id]!,
      killedOf: (id) => options.points.killedMax[id]!,
      isSelected: (mark) => this.holdsSelected(mark),
      chosen: (mark) => this.choose(mark),
    });
    addControls(this.ground, options.language === "ar", below.ground?.attribution ?? "");
    this.ready = new Promise((resolve) => this.ground.once("load", () => resolve()));
    this.listen();
  }

  show(ids: Uint32Array): void {
    this.ids = new Uint32Array(ids);
    this.redraw();
  }

  select(ids: number[]): void {
    this.selected = new Set(ids);
    this.marks.dressAll();
  }

  fit(ids: Uint32Array): void {
    const found = fitting(this.options.points, ids, this.below.ground?.bounds ?? WORLD);
    if (found !== undefined) this.ground.fitBounds(found.bounds, { padding: 48, maxZoom: found.maxZoom });
  }

  go({ lon, lat, zoom }: View, flying: boolean): void {
    if (flying) this.ground.flyTo({ center: [lon, lat], zoom });
    else this.ground.jumpTo({ center: [lon, lat], zoom });
  }

  close(): void {
    this.dark.removeEventListener("change", this.recolour);
    cancelAnimationFrame(this.drawing);
    this.ground.remove();
  }

  private opened(container: HTMLElement): Ground {
    const ground = new Ground({
      container,
      style: styleOf(this.below, this.options.language, palette(this.dark.matches)),
      locale: locale(),
      ...opening(this.options.view, this.below.ground?.bounds ?? WORLD),
      maxZoom: CLOSEST,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    });
    ground.touchZoomRotate.disableRotation();
    ground.keyboard.disableRotation();
    drawNames(ground, () => palette(this.dark.matches));
    return ground;
  }

  private listen(): void {
    this.ground.on("style.load", () => this.redraw());
    this.ground.on("move", () => {
      this.marks.follow();
      if (!this.covers()) this.soon();
    });
    this.ground.on("resize", () => this.soon());
    this.ground.on("movestart", () => this.busy(true));
    this.ground.on("idle", () => this.busy(false));
    this.ground.on("moveend", () => {
      this.soon();
      this.options.onMoved(this.bounds());
    });
    this.ground.on("click", () => this.options.onSelect([]));
    this.dark.addEventListener("change", this.recolour);
  }

  private readonly recolour = (): void => {
    const colours = palette(this.dark.matches);
    this.ground.setStyle(styleOf(this.below, this.options.language, colours), { diff: false });
  };

  /** Tells whoever reads the page to them when all that is asked for is drawn. */
  private busy(busy: boolean): void {
    this.ground.getContainer().setAttribute("aria-busy", String(busy));
  }

  /** Draws anew before the next frame, however often it is asked for. */
  private soon(): void {
    if (this.drawing !== 0) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.redraw();
    });
  }

  private redraw(): void {
    this.covered = { window: this.window(MARGIN), zoom: this.step() };
    const positions = { ...this.at, radius: this.options.points.radius };
    this.gathering = gather(positions, this.ids, this.covered.zoom, this.covered.window);
    this.marks.show(this.gathering.marks);
    this.showAllPoints();
    if (!this.ground.isMoving()) this.lay();
  }

  /** The tiles hold every incident: where only some are asked for, they would show others. */
  private showAllPoints(): void {
    if (this.below.points === undefined || this.ground.getLayer(ALL_POINTS) === undefined) return;
    const all = this.ids.length === this.options.points.lon.length;
    this.ground.setLayoutProperty(ALL_POINTS, "visibility", all ? "visible" : "none");
  }

  /** Areas and grid go through the map's worker: while it moves they stay as they are. */
  private lay(): void {
    this.source("areas")?.setData(areasOf(this.gathering.marks, this.ground.getZoom()));
    this.source("grid")?.setData(graticule(this.bounds(), this.options.language === "ar" ? "right" : "left", degrees));
  }

  private source(id: string): GeoJSONSource | undefined {
    return this.ground.getSource<GeoJSONSource>(id);
  }

  private bounds(): Bounds {
    const bounds = this.ground.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** Incidents are gathered anew at every half zoom, not at every frame of a movement. */
  private step(): number {
    return Math.floor(this.ground.getZoom() * 2) / 2;
  }

  /** Whether all that is seen was gathered for this scale. */
  private covers(): boolean {
    const [{ window, zoom }, seen] = [this.covered, this.window(0)];
    const inside = window.west <= seen.west && window.east >= seen.east;
    return zoom === this.step() && inside && window.north <= seen.north && window.south >= seen.south;
  }

  /** What is seen and a margin of it, as a share. */
  private window(margin: number): Window {
    const [west, southern, eastern, north] = this.bounds();
    const [left, right, top, bottom] = [east(west), east(eastern), south(north), south(southern)];
    const [across, down] = [(right - left) * margin, (bottom - top) * margin];
    return { west: left - across, east: right + across, north: top - down, south: bottom + down };
  }

  private holdsSelected(mark: number): boolean {
    for (const id of this.selected) if (this.gathering.markOf[id] === mark) return true;
    return false;
  }

  /** Goes closer to what can be parted; else all that is there was meant. */
  private choose(number: number): void {
    const mark = this.gathering.marks[number];
    if (mark === undefined) return;
    if (atOneSpot(mark) || this.ground.getZoom() > CLOSEST - 0.5) {
      this.options.onSelect(membersOf(this.gathering, this.ids, number));
    } else {
      this.closer(mark);
    }
  }

  private closer(mark: Gathered): void {
    const [west, eastern] = [longitude(mark.west), longitude(mark.east)];
    const [southern, north] = [latitude(mark.south), latitude(mark.north)];
    const zoom = this.ground.getZoom();
    const found = this.ground.cameraForBounds([west, southern, eastern, north], { padding: 60, maxZoom: CLOSEST });
    if (found === undefined) return;
    this.ground.easeTo({ center: found.center ?? [west, north], zoom: Math.max(found.zoom ?? zoom, zoom + 1) });
  }
}

function opening(view: View | undefined, bounds: Bounds): object {
  return view === undefined ? { bounds } : { center: [view.lon, view.lat], zoom: view.zoom };
}

function degrees(value: string, axis: "lon" | "lat"): string {
  const negative = value.startsWith("-");
  const message = axis === "lat" ? (negative ? "{degrees} S" : "{degrees} N") : negative ? "{degrees} W" : "{degrees} E";
  return word(message).replace("{degrees}", `\u2066${value.replace("-", "")}°\u2069`);
}
