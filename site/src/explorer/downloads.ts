/** The two buttons that save what was found, and the checksum of what was saved. */
import { word } from "../words";
import { csvHead, csvRow, exported, geojsonFeature, GEOJSON_END, geojsonHead } from "./export_rows";
import { count } from "./figures";
import { made, part } from "./making";
import type { Told } from "./row";

/** What is to be saved: the incidents found, and the conditions as the address has them. */
export interface Found {
  ids: Uint32Array;
  filter: string;
}

const SLICE = 2000;

export function offerDownloads(told: Told, found: () => Found): void {
  const saying = part<HTMLElement>("saved");
  let previous = "";
  for (const kind of ["csv", "geojson"] as const) {
    part<HTMLButtonElement>(kind).addEventListener("click", async () => {
      const { ids, filter } = found();
      saying.textContent = word("Making the file …");
      await told.words.loadAll(() => undefined);
      const file = kind === "csv" ? await csv(told, ids) : await geojson(told, ids, filter);
      URL.revokeObjectURL(previous);
      previous = URL.createObjectURL(file);
      const name = `incidents-${told.facts.release.slice(0, 12)}-${ids.length}.${kind}`;
      save(previous, name);
      saying.replaceChildren(...(await said(previous, name, ids.length, file)));
    });
  }
}

async function csv(told: Told, ids: Uint32Array): Promise<Blob> {
  const rows = await sliced(ids, (id) => csvRow(exported(told, id)), "");
  return new Blob([csvHead(), ...rows], { type: "text/csv;charset=utf-8" });
}

async function geojson(told: Told, ids: Uint32Array, filter: string): Promise<Blob> {
  const features = await sliced(ids, (id) => geojsonFeature(exported(told, id)), ",\n");
  return new Blob([geojsonHead(told.facts.release, filter), ...features, GEOJSON_END], { type: "application/geo+json" });
}

/** The file in pieces; between them the page may answer its reader. */
async function sliced(ids: Uint32Array, written: (id: number) => string, between: string): Promise<string[]> {
  const pieces: string[] = [];
  for (let from = 0; from < ids.length; from += SLICE) {
    const piece = Array.from(ids.subarray(from, from + SLICE), written).join(between);
    pieces.push(from === 0 ? piece : between + piece);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return pieces;
}

function save(href: string, name: string): void {
  const link = made("a");
  link.href = href;
  link.download = name;
  link.click();
}

async function said(href: string, name: string, incidents: number, file: Blob): Promise<(Node | string)[]> {
  const link = made("a", "", made("bdi", "", name));
  link.href = href;
  link.download = name;
  const about = word("Incidents: {n}").replace("{n}", count(incidents));
  return [link, ` · ${about} · SHA-256 `, await checksum(file)];
}

/** WebCrypto is there only on pages from a safe address (https, or this machine). */
async function checksum(file: Blob): Promise<HTMLElement> {
  if (!("subtle" in crypto)) return made("span", "silent", word("not computed: this page did not come over a safe connection"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const hexadecimal = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const code = made("code", "hash", hexadecimal);
  code.dir = "ltr";
  return code;
}
