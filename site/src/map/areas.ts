// A place that is known to some hundred metres is an area of that radius, never a point.
import type { Feature, FeatureCollection, Polygon } from "geojson";
import { atOneSpot, type Gathered } from "./gathering";
import { latitude, longitude, metresPerPixel } from "./points";

/** Pixels; an area no larger than a mark is drawn by the mark. */
const LARGER_THAN_A_MARK = 13;
const CORNERS = 64;
const DEGREE = 111_319.49; // metres along the equator

/** The areas of marks that stand for one place, where they are larger than a mark. */
export function areasOf(marks: Gathered[], zoom: number): FeatureCollection<Polygon> {
  const areas = marks.filter((mark) => atOneSpot(mark) && isLarge(mark, zoom));
  const features = areas.map((mark) => area(longitude(mark.x), latitude(mark.y), mark.coarsest));
  return { type: "FeatureCollection", features };
}

/** Whether even the best known place of a mark is an area larger than the mark. */
export const isLarge = ({ finest, y }: Gathered, zoom: number): boolean =>
  finest / metresPerPixel(latitude(y), zoom) > LARGER_THAN_A_MARK;

function area(lon: number, lat: number, radius: number): Feature<Polygon> {
  const up = radius / DEGREE;
  const across = up / Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (2 * Math.PI * (corner % CORNERS)) / CORNERS;
    return [lon + across * Math.cos(angle), lat + up * Math.sin(angle)];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}
