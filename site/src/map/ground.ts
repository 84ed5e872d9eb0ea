// The style of the ground: our own drawing, a Protomaps file, a raster, or nothing but the grid.
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { ALL_POINTS, allPoints } from "./all_points";
import { type MannerName, pictureOf } from "./labels";
import type { Palette } from "./palette";
import { protomaps } from "./protomaps";
import type { Tiles } from "./tiles";

type Language = "en" | "ar";
type Filter = ExpressionSpecification;

const GROUND = "ground";
const NOTHING = { type: "FeatureCollection" as const, features: [] };

/** What lies below the marks: the ground, and tiles of all points where the site has them. */
export interface Below {
  ground: Tiles | undefined;
  points: Tiles | undefined;
}

/** The whole style of a map on this ground. */
export function styleOf({ ground: tiles, points }: Below, language: Language, colours: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...(tiles === undefined ? {} : { [GROUND]: source(tiles) }),
      ...(points === undefined ? {} : { [ALL_POINTS]: source(points) }),
      grid: { type: "geojson", data: NOTHING },
      areas: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": colours.paper } },
      { id: "grid", type: "line", source: "grid", paint: { "line-color": colours.grid, "line-width": 1 } },
      gridNames(),
      ...groundLayers(tiles, language, colours),
      ...(points === undefined ? [] : [allPoints(points, colours)]),
      ...areaLayers(colours),
    ],
  };
}

function source(tiles: Tiles): SourceSpecification {
  return tiles.raster
    ? { type: "raster", url: tiles.url, tileSize: 256 }
    : { type: "vector", url: tiles.url };
}

function groundLayers(tiles: Tiles | undefined, language: Language, colours: Palette): LayerSpecification[] {
  if (tiles === undefined) return [];
  if (tiles.raster) return [{ id: "pictures", type: "raster", source: GROUND, paint: { "raster-saturation": -0.7 } }];
  return tiles.layers.includes("earth") ? protomaps(GROUND, language, colours) : drawn(language, colours);
}

function areaLayers(colours: Palette): LayerSpecification[] {
  return [
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colours.mark, "fill-opacity": 0.07 } },
    {
      id: "areas-edge",
      type: "line",
      source: "areas",
      paint: { "line-color": colours.mark, "line-opacity": 0.65, "line-width": 1.2, "line-dasharray": [3, 3] },
    },
  ];
}

/** Degrees at the edges of what is seen. */
function gridNames(): LayerSpecification {
  return {
    id: "grid-names",
    type: "symbol",
    source: "grid",
    filter: ["==", ["geometry-type"], "Point"],
    layout: {
      "icon-image": pictureOf("grid", ["get", "label"]),
      "icon-anchor": ["get", "anchor"],
      "icon-offset": ["match", ["get", "anchor"], "left", ["literal", [4, 0]], "right", ["literal", [-4, 0]], ["literal", [0, 4]]],
    },
  } as unknown as LayerSpecification;
}

/** A layer of names, each a picture (see `labels`). */
export function names(
  id: string,
  options: {
    source: string;
    layer?: string;
    filter?: Filter;
    manner: MannerName;
    name: unknown;
    along?: boolean;
    beside?: boolean;
    minzoom?: number;
  },
): LayerSpecification {
  return {
    id,
    type: "symbol",
    source: options.source,
    ...(options.layer === undefined ? {} : { "source-layer": options.layer }),
    ...(options.minzoom === undefined ? {} : { minzoom: options.minzoom }),
    filter: ["all", ["!=", options.name, ""], ...(options.filter === undefined ? [] : [options.filter])],
    layout: {
      "icon-image": pictureOf(options.manner, options.name),
      "symbol-placement": options.along === true ? "line-center" : "point",
      "icon-keep-upright": true,
      "icon-anchor": options.beside === true ? "top" : "center",
      "icon-padding": 3,
    },
  } as unknown as LayerSpecification;
}

/** The layers of a ground drawn by `tahqiq.publish.maps` (format: basemap/1). */
function drawn(language: Language, colours: Palette): LayerSpecification[] {
  const other = language === "ar" ? "en" : "ar";
  const name = ["coalesce", ["get", `name_${language}`], ["get", `name_${other}`], ""];
  const kind = (...kinds: string[]): Filter => ["in", ["get", "kind"], ["literal", kinds]];
  const fill = (id: string, colour: string): LayerSpecification =>
    ({ id, type: "fill", source: GROUND, "source-layer": "area", filter: kind(id), paint: { "fill-color": colour } }) as LayerSpecification;
  const line = (id: string, colour: string, widths: number[], more: object = {}): LayerSpecification =>
    ({
      id: `${id}-${colour}`,
      type: "line",
      source: GROUND,
      "source-layer": "line",
      filter: kind(id),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour, "line-width": widening(widths), ...more },
    }) as LayerSpecification;
  const said = { source: GROUND, layer: "point", name };
  return [
    fill("sheet", colours.sheet),
    fill("built", colours.built),
    fill("park", colours.park),
    fill("water", colours.water),
    line("river", colours.water, [1.5, 5, 16]),
    line("road", colours.roadCase, [0.6, 2.2, 9]),
    line("main_road", colours.roadCase, [1.6, 5, 18]),
    line("bridge", colours.roadCase, [2.2, 6.5, 22]),
    line("road", colours.road, [0.3, 1.4, 7]),
    line("main_road", colours.road, [1, 3.4, 15]),
    line("bridge", colours.road, [1.2, 4, 17]),
    line("railway", colours.soft, [0.6, 1.2, 3], { "line-dasharray": [6, 3], "line-opacity": 0.6 }),
    line("wall", colours.wall, [1, 2.6, 7]),
    {
      id: "landmarks",
      type: "circle",
      source: GROUND,
      "source-layer": "point",
      filter: kind("landmark"),
      minzoom: 12.5,
      paint: { "circle-radius": 2.6, "circle-color": colours.sheet, "circle-stroke-color": colours.ink, "circle-stroke-width": 1.1 },
    } as LayerSpecification,
    names("road-names", { source: GROUND, layer: "line", name, filter: kind("main_road", "bridge"), manner: "road", along: true, minzoom: 13 }),
    names("landmark-names", { ...said, filter: kind("landmark"), manner: "landmark", beside: true, minzoom: 13.2 }),
    names("neighbourhood-names", { ...said, filter: kind("neighbourhood"), manner: "neighbourhood", minzoom: 12 }),
    names("water-names", { ...said, filter: kind("water"), manner: "water" }),
    names("place-names", { ...said, filter: kind("place"), manner: "place" }),
  ];
}

/** A width at zooms 10, 13 and 17. */
export function widening([far, middle, near]: number[]): unknown[] {
  return ["interpolate", ["exponential", 1.4], ["zoom"], 10, far, 13, middle, 17, near];
}
