// Every point of a large record, out of tiles (tahqiq.publish.maps.point_tiles): below the marks, which stand for many.
import type { LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette";
import { metresPerPixel } from "./points";
import type { Tiles } from "./tiles";

/** Names the source, its layer in the tiles, and the layer of the map. */
export const ALL_POINTS = "points";
const DOT = 1.5; // pixels, where what is known of a place is smaller
const NEAR = 22; // a zoom beyond all others
const ROUGH = 300; // metres

/** A dot where a place is exactly known; else a faint disc as large as what is known, which grows with the scale. */
export function allPoints({ bounds }: Tiles, colours: Palette): LayerSpecification {
  // By the latitude that is farthest from the equator: a disc is larger than what is known rather than smaller.
  const farthest = Math.max(Math.abs(bounds[1]), Math.abs(bounds[3]));
  const pixels = ["/", ["get", "metres"], metresPerPixel(farthest, NEAR)];
  const radius = ["interpolate", ["exponential", 2], ["zoom"], 0, DOT, NEAR, ["+", DOT, pixels]];
  return {
    id: ALL_POINTS,
    type: "circle",
    source: ALL_POINTS,
    "source-layer": ALL_POINTS,
    paint: {
      "circle-color": colours.mark,
      "circle-radius": radius,
      "circle-opacity": ["case", [">", ["get", "metres"], ROUGH], 0.05, 0.4],
    },
  } as unknown as LayerSpecification;
}
