import { word } from "./words";

/** Shows the buttons that copy a hash, where the browser lets a page copy. */
export function offerCopies(root: ParentNode): void {
  if (!("clipboard" in navigator)) return;
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
  button.textContent = word("Copied");
}
