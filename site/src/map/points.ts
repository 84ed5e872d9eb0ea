/** What the map draws, point by point; all arrays are of one length, and an id is an index into them. */
export interface Points {
  lon: Float64Array;
  lat: Float64Array;
  /** Metres the place is known to; NaN where there is no point. */
  radius: Float32Array;
  /** Index into GRADES. */
  grade: Uint8Array;
  /** Highest figure of those killed; NaN or negative where there is none. */
  killedMax: Float32Array;
}

/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];

/** Pixels across the whole world at zoom 0, as MapLibre counts zooms. */
export const WORLD = 512;
const EQUATOR = 40_075_016.686; // metres, WGS 84

/** East in the square of Web Mercator, 0 to 1. */
export const east = (lon: number): number => (lon + 180) / 360;

/** South in the square of Web Mercator, 0 to 1. */
export function south(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** The latitude of a position in the square of Web Mercator. */
export const latitude = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** The longitude of a position in the square of Web Mercator. */
export const longitude = (x: number): number => x * 360 - 180;

/** Metres on the ground in one pixel. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (EQUATOR * Math.cos((lat * Math.PI) / 180)) / (WORLD * 2 ** zoom);
}

/** The points as positions in Web Mercator's square; those without a point are NaN. */
export function projected(points: Points): { x: Float64Array; y: Float64Array } {
  const x = new Float64Array(points.lon.length).fill(Number.NaN);
  const y = new Float64Array(points.lon.length).fill(Number.NaN);
  for (let id = 0; id < x.length; id += 1) {
    if (Number.isNaN(points.radius[id]!)) continue;
    x[id] = east(points.lon[id]!);
    y[id] = south(points.lat[id]!);
  }
  return { x, y };
}
