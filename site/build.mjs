// Usage: node build.mjs OUT < messages-by-language.json
import { copyFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { build } from "esbuild";

const [out] = process.argv.slice(2);
const messages = JSON.parse(await text(process.stdin));

await build({
  entryPoints: ["src/site.css", "src/site.ts"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome111", "firefox113", "safari16.4"],
  legalComments: "none",
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  define: { MESSAGES: JSON.stringify(messages) },
  logLevel: "warning",
});
await copyFile("src/icon.svg", `${out}/icon.svg`);
