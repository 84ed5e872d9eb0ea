// Parts of a picture drawn over with a pointer; the numbers in the form are what counts, and keys change them.
export {};

const DRAWING = "http://www.w3.org/2000/svg";
const LEAST = 0.4; // percent: less is a click, not a part

const place = document.querySelector<HTMLElement>("[data-blurring]");
const drawing = place?.querySelector("svg");
const rows = [...document.querySelectorAll<HTMLTableRowElement>(".parts tbody tr")];

interface Part {
  shape: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

function field(row: HTMLTableRowElement, name: string): HTMLInputElement {
  return row.querySelector<HTMLInputElement>(`[name=${name}]`)!;
}

function partOf(row: HTMLTableRowElement): Part | null {
  const numbers = ["left", "top", "width", "height"].map((name) => Number(field(row, name).value.replace(",", ".") || NaN));
  if (numbers.some(Number.isNaN)) return null;
  const [left = 0, top = 0, width = 0, height = 0] = numbers;
  return { shape: row.querySelector<HTMLSelectElement>("[name=shape]")!.value, left, top, width, height };
}

function shown(part: Part): SVGElement {
  const round = part.shape === "ellipse";
  const drawn = document.createElementNS(DRAWING, round ? "ellipse" : "rect");
  const places: Record<string, number> = round
    ? { cx: part.left + part.width / 2, cy: part.top + part.height / 2, rx: part.width / 2, ry: part.height / 2 }
    : { x: part.left, y: part.top, width: part.width, height: part.height };
  for (const [name, value] of Object.entries(places)) drawn.setAttribute(name, String(value));
  return drawn;
}

function draw(): void {
  const parts = rows.map(partOf).filter((each): each is Part => each !== null);
  drawing?.replaceChildren(...parts.map(shown));
}

/** Where a pointer is, in percent of the picture. */
function inPercent(event: PointerEvent): { x: number; y: number } {
  const box = place!.getBoundingClientRect();
  const share = (at: number, from: number, whole: number): number => Math.min(100, Math.max(0, ((at - from) / whole) * 100));
  return { x: share(event.clientX, box.left, box.width), y: share(event.clientY, box.top, box.height) };
}

function fill(row: HTMLTableRowElement, from: { x: number; y: number }, to: { x: number; y: number }): void {
  const numbers: Record<string, number> = {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
  for (const [name, value] of Object.entries(numbers)) field(row, name).value = value.toFixed(1);
  draw();
}

if (place !== null && drawing) {
  let row: HTMLTableRowElement | undefined;
  let from = { x: 0, y: 0 };
  place.addEventListener("pointerdown", (event) => {
    row = rows.find((each) => field(each, "width").value === "");
    if (row === undefined) return;
    event.preventDefault();
    from = inPercent(event);
    place.setPointerCapture(event.pointerId);
  });
  place.addEventListener("pointermove", (event) => {
    if (row !== undefined) fill(row, from, inPercent(event));
  });
  place.addEventListener("pointerup", () => {
    const part = row === undefined ? null : partOf(row);
    if (row !== undefined && (part === null || part.width < LEAST || part.height < LEAST))
      for (const name of ["left", "top", "width", "height"]) field(row, name).value = "";
    row = undefined;
    draw();
  });
  document.querySelector(".parts")?.addEventListener("input", draw);
  draw();
}
