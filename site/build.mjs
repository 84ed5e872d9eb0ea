// Usage: node build.mjs OUT < messages-by-page-and-language.json
import { copyFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { build } from "esbuild";

const [out] = process.argv.slice(2);
const messages = JSON.parse(await text(process.stdin));

function built(entryPoints, folder, words) {
  return build({
    entryPoints,
    outdir: `${out}/${folder}`,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: ["chrome111", "firefox113", "safari16.4"],
    legalComments: "none",
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    define: { MESSAGES: JSON.stringify(words) },
    logLevel: "warning",
  });
}

await built(["src/site.css", "src/site.ts"], "site", messages.site);
await built(["src/proof/check.ts"], "proof", messages.proof);
await copyFile("src/icon.svg", `${out}/site/icon.svg`);
