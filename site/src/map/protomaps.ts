// Basemaps that others made: files of the Protomaps schema, version 4 (docs.protomaps.com/basemaps/layers).
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { names, widening } from "./ground";
import type { Palette } from "./palette";

/** The layers of a Protomaps file, as sober as our own. */
export function protomaps(source: string, language: "en" | "ar", colours: Palette): LayerSpecification[] {
  const name = ["coalesce", ["get", `name:${language}`], ["get", "name"], ""];
  const kind = (...kinds: string[]): ExpressionSpecification => ["in", ["get", "kind"], ["literal", kinds]];
  const fill = (layer: string, colour: string, filter?: ExpressionSpecification): LayerSpecification =>
    ({
      id: `${layer}-${colour}`,
      type: "fill",
      source,
      "source-layer": layer,
      filter: ["all", ["==", ["geometry-type"], "Polygon"], ...(filter === undefined ? [] : [filter])],
      paint: { "fill-color": colour },
    }) as LayerSpecification;
  const road = (id: string, kinds: string[], colour: string, widths: number[]): LayerSpecification =>
    ({
      id,
      type: "line",
      source,
      "source-layer": "roads",
      filter: kind(...kinds),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour, "line-width": widening(widths) },
    }) as LayerSpecification;
  return [
    fill("earth", colours.sheet),
    fill("landuse", colours.built, kind("residential", "urban_area", "industrial", "commercial")),
    fill("landuse", colours.park, kind("park", "garden", "cemetery", "grass", "wood", "forest", "farmland")),
    fill("water", colours.water),
    road("minor-case", ["minor_road"], colours.roadCase, [0.2, 2, 9]),
    road("major-case", ["major_road", "highway"], colours.roadCase, [1.4, 5, 17]),
    road("minor", ["minor_road"], colours.road, [0.1, 1.2, 7]),
    road("major", ["major_road", "highway"], colours.road, [0.9, 3.4, 14]),
    {
      id: "buildings",
      type: "fill",
      source,
      "source-layer": "buildings",
      minzoom: 14,
      paint: { "fill-color": colours.roadCase, "fill-opacity": 0.5 },
    },
    {
      id: "boundaries",
      type: "line",
      source,
      "source-layer": "boundaries",
      paint: { "line-color": colours.soft, "line-dasharray": [4, 3], "line-width": 0.8, "line-opacity": 0.6 },
    },
    names("neighbourhood-names", { source, layer: "places", filter: kind("neighbourhood", "macrohood"), manner: "neighbourhood", name, minzoom: 12 }),
    names("place-names", { source, layer: "places", filter: kind("locality", "region", "country"), manner: "place", name }),
  ];
}
