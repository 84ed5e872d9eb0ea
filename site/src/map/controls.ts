import { type Map as Ground, ScaleControl } from "maplibre-gl";
import { word } from "../words";

/** The words of the map's own parts. */
export function locale(): Record<string, string> {
  return {
    "Map.Title": word("Map: arrow keys move it, plus and minus change the scale"),
    "ScaleControl.Meters": word("m"),
    "ScaleControl.Kilometers": word("km"),
    "CooperativeGesturesHandler.MobileHelpText": word("Use two fingers to move the map"),
  };
}

/** Buttons for the scale, a bar of it, and whose ground it is. */
export function addControls(ground: Ground, rightToLeft: boolean, attribution: string): void {
  const [start, end] = rightToLeft ? (["right", "left"] as const) : (["left", "right"] as const);
  const buttons = document.createElement("div");
  buttons.className = "map-zoom maplibregl-ctrl";
  buttons.append(
    button("+", word("Closer"), () => ground.zoomIn()),
    button("−", word("Farther"), () => ground.zoomOut()),
  );
  ground.addControl(placed(buttons), `top-${end}`);
  ground.addControl(new ScaleControl({ maxWidth: 110, unit: "metric" }), `bottom-${start}`);
  if (attribution !== "") ground.addControl(placed(credit(attribution)), `bottom-${end}`);
}

function button(sign: string, name: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  made.title = name;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", press);
  return made;
}

function credit(attribution: string): HTMLElement {
  const made = document.createElement("p");
  made.className = "map-credit maplibregl-ctrl";
  made.textContent = attribution;
  return made;
}

const placed = (element: HTMLElement) => ({ onAdd: () => element, onRemove: () => element.remove() });
