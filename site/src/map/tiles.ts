import { addProtocol } from "maplibre-gl";
import { PMTiles, Protocol, TileType, type RangeResponse, type Source } from "pmtiles";
import type { Bounds } from "./points";

/** Bytes; a file up to this is kept whole where a server sends it whole. */
const KEPT_WHOLE = 24 << 20;
const protocol = new Protocol();

/** What the file of tiles says of itself. */
export interface Tiles {
  url: string;
  raster: boolean;
  layers: string[];
  attribution: string;
  /** What the tiles cover. */
  bounds: Bounds;
}

/** A file of tiles, read in ranges; where the server knows no ranges, whole, if it is small. */
class OneFile implements Source {
  private whole: Promise<ArrayBuffer> | undefined;

  constructor(private readonly url: string) {}

  getKey = (): string => this.url;

  getBytes = async (offset: number, length: number, signal?: AbortSignal): Promise<RangeResponse> => {
    if (this.whole !== undefined) return { data: (await this.whole).slice(offset, offset + length) };
    const headers = { range: `bytes=${offset}-${offset + length - 1}` };
    const reply = await fetch(this.url, { headers, ...(signal === undefined ? {} : { signal }) });
    if (reply.status === 206) return { data: await reply.arrayBuffer() };
    if (reply.status !== 200) throw new Error(`${this.url}: ${reply.status}`);
    const size = Number(reply.headers.get("content-length") ?? 0);
    if (size > KEPT_WHOLE) throw new Error(`${this.url}: the server sends no ranges of a large file`);
    this.whole ??= reply.arrayBuffer();
    return { data: (await this.whole).slice(offset, offset + length) };
  };
}

/** Opens a file of tiles and makes it known to the map; its attribution is in the language, if it has one in it. */
export async function openTiles(url: string, language: "en" | "ar"): Promise<Tiles> {
  addProtocol("pmtiles", protocol.tile);
  const file = new PMTiles(new OneFile(url));
  protocol.add(file);
  const [header, metadata] = await Promise.all([file.getHeader(), file.getMetadata()]);
  const told = (metadata ?? {}) as Record<string, unknown> & { vector_layers?: { id?: unknown }[] };
  return {
    url: `pmtiles://${url}`,
    raster: header.tileType !== TileType.Mvt,
    layers: (told.vector_layers ?? []).map(({ id }) => String(id)),
    attribution: plain(String(told[`attribution_${language}`] ?? told["attribution"] ?? "")),
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
  };
}

/** The words of an attribution that may be HTML: without its tags, its entities spelt out. */
function plain(attribution: string): string {
  const untagged = attribution.replaceAll(/<[^>]*>?/g, "");
  const words = new DOMParser().parseFromString(untagged, "text/html").body.textContent ?? "";
  return words.trim().slice(0, 300);
}
