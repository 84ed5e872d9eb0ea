// The letters that nearly every page uses, cut out of our typefaces: an eighth of their bytes, so that a page may
// ask for them before it is shown. What is cut is said in the styles: url("core:PACKAGE/FILE") takes from the face
// its unicode-range, and its font-weight where the face has several.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { convert } from "fontverter";
import subsetFont from "subset-font";

// The family of a face, its full name and its name for printers, the second also as typographers count (OpenType
// `name`, ids 1, 3, 4, 6 and 16). A changed face may not bear a name that its makers reserve (OFL 1.1, condition 3):
// these go, and the styles call it otherwise. Who made it and under which licence (0, 13, 14) stays with it.
const LICENCE = [0, 13, 14];
const NAMES = new Set([1, 3, 4, 6, 16]);

/** For esbuild: cuts every face of a stylesheet whose address begins with "core:". */
export const coreFonts = (stylesheet) => ({
  name: "core-fonts",
  setup(build) {
    build.onResolve({ filter: /^core:/ }, ({ path }) => ({ path: named(path), namespace: "core", pluginData: path }));
    build.onLoad({ filter: /.*/, namespace: "core" }, async ({ pluginData: address }) => {
      return { contents: await cut(address, await readFile(stylesheet, "utf8")), loader: "file" };
    });
  },
});

const named = (address) => address.split("/").at(-1).replace(".woff2", "-core.woff2");

async function cut(address, styles) {
  const face = styles.split("@font-face").find((each) => each.includes(`"${address}"`));
  const source = await readFile(fileURLToPath(import.meta.resolve(address.slice("core:".length))));
  const variationAxes = weights(face);
  const options = { targetFormat: "truetype", preserveNameIds: LICENCE, ...(variationAxes && { variationAxes }) };
  return convert(unnamed(await subsetFont(source, characters(face), options)), "woff2");
}

/** The same face without its names: each is let be of no length. */
function unnamed(face) {
  const tables = Array.from({ length: face.readUInt16BE(4) }, (_, at) => 12 + 16 * at);
  const names = face.readUInt32BE(tables.find((at) => face.toString("latin1", at, at + 4) === "name") + 8);
  for (let at = 0; at < face.readUInt16BE(names + 2); at += 1) {
    const record = names + 6 + 12 * at;
    if (NAMES.has(face.readUInt16BE(record + 6))) face.writeUInt16BE(0, record + 8);
  }
  return face;
}

function characters(face) {
  const ranges = /unicode-range: ([^;]+);/.exec(face)[1].split(",").map((each) => each.trim().slice(2).split("-"));
  return ranges.flatMap(([from, to = from]) => between(parseInt(from, 16), parseInt(to, 16))).join("");
}

const between = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));

function weights(face) {
  const found = /font-weight: (\d+) (\d+);/.exec(face);
  return found && { wght: { min: Number(found[1]), max: Number(found[2]) } };
}
