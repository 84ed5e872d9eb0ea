/** Before and after, drawn over each other: a slider moves the line between them. */
import { word } from "../words";

/** Makes sliders of the pairs whose pictures are both there. */
export function offerPairs(): void {
  for (const pair of document.querySelectorAll<HTMLElement>("[data-pair]")) slide(pair);
}

function slide(pair: HTMLElement): void {
  const frame = pair.querySelector<HTMLElement>(".pair-frame");
  const first = pair.querySelector("img");
  if (frame === null || first === null) return;
  const range = Object.assign(document.createElement("input"), { type: "range", min: "0", max: "100", value: "50" });
  range.className = "pair-range";
  range.setAttribute("aria-label", word("Before and after: move the line between the pictures"));
  const line = document.createElement("span");
  line.className = "pair-line";
  frame.style.setProperty("--shape", `${first.width || 16} / ${first.height || 9}`);
  const move = (): void => {
    frame.style.setProperty("--at", `${range.value}%`);
    range.setAttribute("aria-valuetext", said(pair, Number(range.value)));
  };
  range.addEventListener("input", move);
  move();
  frame.append(line, range);
  pair.dataset["slides"] = "";
}

/** What is seen, in the words of the labels. */
function said(pair: HTMLElement, at: number): string {
  const [before = "", after = ""] = [...pair.querySelectorAll(".pair-label")].map((label) => label.textContent);
  const both = word("{before}: {n} %; {after}: {m} %").replace("{before}", before).replace("{after}", after);
  return both.replace("{n}", String(at)).replace("{m}", String(100 - at));
}
