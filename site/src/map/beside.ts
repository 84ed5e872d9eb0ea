// What stands beside this script on the server, wherever the page itself stands.
import { setWorkerUrl } from "maplibre-gl";

const HERE = (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI;

/** Tells the map where its worker is: a file of ours, so that a strict policy needs no `blob:`. */
export function employ(): void {
  setWorkerUrl(new URL("maplibre-gl-csp-worker.js", HERE).href);
}

/** Loads the map's styles, once; only pages that open a map ask for them. */
export function styled(): Promise<void> {
  const href = new URL("map.css", HERE).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error(`${href} did not load`)));
    document.head.append(link);
  });
}
