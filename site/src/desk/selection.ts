/** Code points [start, end) of the sealed text. */
export interface Words {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** Where a place of the page stands in the text: stretches carry the number of their first code point. */
function placeOf(node: Node, offset: number): number | undefined {
  const stretch = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-from]");
  if (stretch === null || stretch === undefined) return undefined;
  const range = document.createRange();
  range.setStart(stretch, 0);
  range.setEnd(node, offset);
  return Number(stretch.dataset["from"]) + [...range.toString()].length;
}

/** The words selected in the sealed text; undefined where nothing of it is selected. */
export function selectedWords(): Words | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === undefined || end === undefined || end <= start) return undefined;
  return { start, end, words: selection.toString() };
}

/** The form that quotes: a button takes the selected words, and where they stand, into its fields. */
export function offerQuoting(): void {
  const offer = document.querySelector<HTMLElement>("[data-take]");
  const quote = document.querySelector<HTMLTextAreaElement>("[data-quote]");
  const start = document.querySelector<HTMLInputElement>("[data-start]");
  const end = document.querySelector<HTMLInputElement>("[data-end]");
  if (offer === null || quote === null || start === null || end === null) return;
  offer.hidden = false;
  offer.querySelector("button")?.addEventListener("click", () => {
    const words = selectedWords();
    if (words === undefined) return;
    quote.value = words.words;
    start.value = String(words.start);
    end.value = String(words.end);
    quote.focus();
  });
  quote.addEventListener("input", () => {
    start.value = end.value = "";
  });
}
