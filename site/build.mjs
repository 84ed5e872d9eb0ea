// Usage: node build.mjs OUT < messages-by-entry-and-language.json
import { copyFile, readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { coreFonts } from "./core_fonts.mjs";

// What is built: the folder of the assets, and the files it is built from. Each entry carries
// only its own words (messages.json, by the entry's name).
const ENTRIES = {
  site: ["site", "src/site.css", "src/site.ts"],
  typefaces: ["site", "src/typefaces.ts"],
  proof: ["proof", "src/proof/check.ts"],
  claims_desk: ["desk", "src/desk/claims_desk.ts"],
  map: ["site", "src/map/map.css", "src/map/map.ts"],
  map_worker: ["site", "node_modules/maplibre-gl/dist/maplibre-gl-csp-worker.js"],
  explorer: ["site", "src/explorer/explorer.css", "src/explorer/explorer.ts"],
  search: ["site", "src/search/search.css", "src/search/search.ts"],
  check: ["site", "src/check/check.css", "src/check/check.ts"],
  story: ["site", "src/story/story.css", "src/story/story.ts"],
  names: ["site", "src/people/people.css", "src/people/names.ts"],
  corrections: ["site", "src/people/corrections.ts"],
  work: ["desk", "src/desk/work.ts"],
  pairs: ["desk", "src/desk/pairs.ts"],
  record_editor: ["desk", "src/desk/record_editor.ts"],
  passkeys: ["desk", "src/desk/passkeys.ts"],
  interview: ["desk", "src/desk/interview.ts"],
  story_editor: ["desk", "src/desk/story_editor.ts"],
  blur: ["desk", "src/desk/blur.ts"],
};

const [out] = process.argv.slice(2);
const messages = JSON.parse(await text(process.stdin));

// What only readers of Arabic and Latin know of letters, as Python knows it: a letter, and what it is compared as.
const table = await readFile("../src/tahqiq/language/tables/letters.csv", "utf8");
const rows = table.trim().split(/\r?\n/).slice(1).map((row) => row.split(","));
const letters = Object.fromEntries(rows.map(([, letter, match]) => [letter, match]));

for (const [name, [folder, ...entryPoints]] of Object.entries(ENTRIES)) {
  await build({
    entryPoints,
    outdir: `${out}/${folder}`,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: ["chrome111", "firefox113", "safari16.4"],
    legalComments: "none",
    loader: { ".woff2": "file" },
    plugins: [coreFonts("src/fonts.css")],
    // The build whose worker is a file of its own: a strict policy then needs no blob.
    alias: { "maplibre-gl": "maplibre-gl/dist/maplibre-gl-csp.js" },
    assetNames: "fonts/[name]",
    entryNames: "[name]",
    define: { MESSAGES: JSON.stringify(messages[name] ?? {}), LETTERS: JSON.stringify(letters) },
    logLevel: "warning",
  });
}
await copyFile("src/icon.svg", `${out}/site/icon.svg`);
await copyFile("node_modules/maplibre-gl/LICENSE.txt", `${out}/site/maplibre-gl.LICENSE.txt`);
