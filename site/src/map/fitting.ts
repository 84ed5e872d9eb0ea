// Where the map goes when it is asked to show some incidents.
import { LngLatBounds } from "maplibre-gl";
import type { Bounds, Points } from "./points";

/** The share of the incidents that must lie on the basemap for the map to keep to it. */
const MOST = 0.75;
const CLOSEST = 15;
const FARTHEST = 4;
/** Metres that are about eighty pixels at zoom 0: no closer than the best known place is so large. */
const EIGHTY_PIXELS = 6_000_000;

/** The bounds of incidents, and no closer than the best known of their places bears; undefined without a point. */
export function fitting(points: Points, ids: Uint32Array, ground: Bounds): { bounds: LngLatBounds; maxZoom: number } | undefined {
  const pointed = ids.filter((id) => !Number.isNaN(points.radius[id]));
  const bounds = new LngLatBounds();
  for (const id of onTheGround(points, pointed, ground)) bounds.extend([points.lon[id]!, points.lat[id]!]);
  return bounds.isEmpty() ? undefined : { bounds, maxZoom: bearable(points, pointed) };
}

/** Those that lie on the ground, where most of them do: a few far away would make all the others one mark. */
function onTheGround({ lon, lat }: Points, ids: Uint32Array, [west, south, east, north]: Bounds): Uint32Array {
  const inside = ids.filter((id) => lon[id]! >= west && lon[id]! <= east && lat[id]! >= south && lat[id]! <= north);
  return inside.length >= MOST * ids.length ? inside : ids;
}

function bearable({ radius }: Points, ids: Uint32Array): number {
  const finest = ids.reduce((least, id) => Math.min(least, radius[id]!), Number.POSITIVE_INFINITY);
  return Math.min(CLOSEST, Math.max(FARTHEST, Math.log2(EIGHTY_PIXELS / Math.max(finest, 1))));
}
