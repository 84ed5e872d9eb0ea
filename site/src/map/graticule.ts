// Lines of longitude and latitude: the whole ground where there is no basemap, and beyond the edge of one.
import type { Feature, FeatureCollection } from "geojson";
import type { Bounds } from "./points";

const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
const FEWEST = 3; // lines across

/** The edges of a map at which lines are named: the one above, and the one where its language begins. */
type Edge = "top" | "left" | "right";

/** Lines through the bounds, at round degrees; and where each meets the edge above or beside, its name. */
export function graticule(
  bounds: Bounds,
  beside: "left" | "right",
  labelled: (degrees: string, axis: "lon" | "lat") => string,
): FeatureCollection {
  const [west, south, east, north] = bounds;
  const step = STEPS.find((each) => (east - west) / each >= FEWEST) ?? STEPS.at(-1)!;
  const side = beside === "left" ? west : east;
  const features: Feature[] = [];
  for (const lon of rounds(west, east, step)) {
    const [bottom, top] = [clipped(south), clipped(north)];
    features.push(line([lon, bottom], [lon, top]), label([lon, top], "top", labelled(said(lon, step), "lon")));
  }
  for (const lat of rounds(clipped(south), clipped(north), step)) {
    features.push(line([west, lat], [east, lat]), label([side, lat], beside, labelled(said(lat, step), "lat")));
  }
  return { type: "FeatureCollection", features };
}

const clipped = (lat: number): number => Math.min(Math.max(lat, -85), 85);

function rounds(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, n) => Number(((first + n) * step).toFixed(6)));
}

const said = (degrees: number, step: number): string =>
  degrees.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));

function line(...coordinates: number[][]): Feature {
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } };
}

/** A name at an edge of what is seen, written inwards from it. */
function label(coordinates: number[], anchor: Edge, text: string): Feature {
  return { type: "Feature", properties: { label: text, anchor }, geometry: { type: "Point", coordinates } };
}
