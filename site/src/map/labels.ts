// Names are drawn by the browser's own shaper, in the page's own faces, and handed to the map as pictures: so
// Arabic is joined as Arabic is, without glyph files, a shaping plug-in or anything a strict policy forbids.
import type { Map as Ground } from "maplibre-gl";
import type { Palette } from "./palette";

/** How a kind of name is set. */
interface Manner {
  size: number;
  weight: 400 | 600;
  spacing: number;
  colour: keyof Palette;
}

export const MANNERS = {
  place: { size: 15, weight: 600, spacing: 0.2, colour: "ink" },
  neighbourhood: { size: 12.5, weight: 400, spacing: 0.6, colour: "soft" },
  landmark: { size: 12, weight: 400, spacing: 0, colour: "ink" },
  water: { size: 13, weight: 400, spacing: 1.2, colour: "waterInk" },
  road: { size: 11, weight: 400, spacing: 0.2, colour: "soft" },
  grid: { size: 10.5, weight: 400, spacing: 0, colour: "soft" },
} as const satisfies Record<string, Manner>;

export type MannerName = keyof typeof MANNERS;

const SHARPNESS = 2; // pixels of the picture to one of the page
const HALO = 2.5;
const LONGEST = 80;
const FAMILY = '"Tahqiq Sans", "Tahqiq Sans Arabic", "IBM Plex Sans", "IBM Plex Sans Arabic", sans-serif';
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** The id of a name's picture, as an expression of the style or as a plain text. */
export const pictureOf = (manner: MannerName, name: unknown): unknown[] => ["concat", `name:${manner}:`, name];

/** Loads the faces that names are set in; pictures drawn before would fall back to another face. */
export async function facesReady(): Promise<void> {
  const faces = ["400 12px", "600 12px"].flatMap((face) => [
    document.fonts.load(`${face} "Tahqiq Sans"`, "A"),
    document.fonts.load(`${face} "Tahqiq Sans Arabic"`, "ا"),
  ]);
  await Promise.allSettled(faces); // a page without our faces sets names in the reader's own
}

/** Draws each name's picture when the map first asks for it. */
export function drawNames(ground: Ground, colours: () => Palette): void {
  ground.on("styleimagemissing", ({ id }: { id: string }) => {
    const found = /^name:([a-z]+):(.*)$/su.exec(id);
    if (found === null || ground.hasImage(id) || !(found[1]! in MANNERS)) return;
    const drawn = picture(found[2]!.slice(0, LONGEST), MANNERS[found[1] as MannerName], colours());
    ground.addImage(id, drawn, { pixelRatio: SHARPNESS });
  });
}

function picture(name: string, manner: Manner, colours: Palette): ImageData {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) throw new Error("this browser draws no text on a canvas");
  const dip = (): void => {
    pen.font = `${manner.weight} ${manner.size * SHARPNESS}px ${FAMILY}`;
    pen.direction = RIGHT_TO_LEFT.test(name) ? "rtl" : "ltr";
    // Spacing parts what Arabic joins.
    if ("letterSpacing" in pen) pen.letterSpacing = RIGHT_TO_LEFT.test(name) ? "0px" : `${manner.spacing * SHARPNESS}px`;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
  };
  dip();
  const measured = pen.measureText(name);
  const margin = (HALO + 1) * SHARPNESS;
  const [up, down] = [measured.fontBoundingBoxAscent, measured.fontBoundingBoxDescent];
  canvas.width = Math.max(1, Math.ceil(measured.width + 2 * margin));
  canvas.height = Math.max(1, Math.ceil(up + down + 2 * margin));
  dip(); // a canvas that changes its size forgets its pen
  pen.lineJoin = "round";
  pen.lineWidth = 2 * HALO * SHARPNESS;
  pen.strokeStyle = colours.sheet;
  pen.fillStyle = colours[manner.colour];
  pen.strokeText(name, canvas.width / 2, up + margin);
  pen.fillText(name, canvas.width / 2, up + margin);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
