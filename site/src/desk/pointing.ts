// A click in the drawing of places fills in latitude and longitude; how exactly the point is known is asked anew.

/** Lets a person point at a place; the form says the rest. */
export function pointAtPlaces(drawing: SVGSVGElement, form: HTMLFormElement): void {
  const [lat, lon] = ["lat", "lon"].map((name) => form.querySelector<HTMLInputElement>(`[name=${name}]`));
  const precision = form.querySelector<HTMLSelectElement>("[name=precision]");
  if (!lat || !lon || precision === null) return;
  drawing.parentElement?.classList.add("pointable");
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  mark.setAttribute("class", "pointed");
  mark.setAttribute("r", "7");
  drawing.addEventListener("click", (event) => {
    const { x, y } = inDrawing(drawing, event);
    mark.setAttribute("cx", String(x));
    mark.setAttribute("cy", String(y));
    drawing.append(mark);
    lat.value = (degrees(drawing, "north") - y * degrees(drawing, "stepY")).toFixed(6);
    lon.value = (degrees(drawing, "west") + x * degrees(drawing, "stepX")).toFixed(6);
    precision.value = "";
    precision.required = true;
    precision.focus();
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function degrees(drawing: SVGSVGElement, name: string): number {
  return Number(drawing.dataset[name]);
}

/** Where a click lies, in the drawing's own units. */
function inDrawing(drawing: SVGSVGElement, event: MouseEvent): { x: number; y: number } {
  const box = drawing.getBoundingClientRect();
  const view = drawing.viewBox.baseVal;
  return {
    x: ((event.clientX - box.left) / box.width) * view.width,
    y: ((event.clientY - box.top) / box.height) * view.height,
  };
}
