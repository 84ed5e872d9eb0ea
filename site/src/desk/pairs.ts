// The pairs desk by keyboard: m match, n not, u unsure, z take back, arrows to the pair before or after.
function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=radio]), textarea, select");
}

/** Whether the arrows belong to what has the focus: a wide table scrolls by them, a choice moves by them. */
function ownArrows(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(".scroll, input");
}

function keyOf(pressed: KeyboardEvent): string {
  const backwards = document.documentElement.dir === "rtl";
  if (pressed.key === "ArrowLeft") return backwards ? "ArrowRight" : "ArrowLeft";
  if (pressed.key === "ArrowRight") return backwards ? "ArrowLeft" : "ArrowRight";
  return pressed.key.toLowerCase();
}

let pressedBefore = false;

document.addEventListener("keydown", (pressed) => {
  if (pressed.key === "Escape" && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat || writing(pressed.target)) return;
  if (pressed.key.startsWith("Arrow") && ownArrows(pressed.target)) return;
  const wanted = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(keyOf(pressed))}"]`);
  if (wanted === null || pressedBefore) return;
  pressedBefore = true; // one decision a page, however quickly keys follow one another
  pressed.preventDefault();
  wanted.click();
});
