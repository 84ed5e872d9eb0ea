// The screens where one record is edited: what the rules would give while one types, who else has the
// record open, keys, and pointing at a place. Each screen works without it.
import { showPresence } from "./presence";
import { pointAtPlaces } from "./pointing";

const LOOK_AFTER = 350; // milliseconds of quiet before the rules are asked again

/** Shows what the rules give for the form as it is typed; an answer that comes late is dropped. */
function lookAsOneTypes(form: HTMLFormElement, address: string, shown: HTMLElement): void {
  let timer = 0;
  let asked = 0;
  const look = async (): Promise<void> => {
    const mine = ++asked;
    const answer = await fetch(address, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (mine !== asked || answer === null || !answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === asked) shown.replaceChildren(...page.body.childNodes);
  };
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void look(), LOOK_AFTER);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}

/** A letter that is typed into nothing goes to what bears it: a link is followed, a button is focused. */
function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = CSS.escape(event.key.toLowerCase());
    const wanted = document.querySelector<HTMLElement>(`[data-key="${key}"]`);
    if (wanted === null) return;
    event.preventDefault();
    if (wanted instanceof HTMLAnchorElement) wanted.click();
    else wanted.focus();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, select, textarea, [contenteditable]") !== null;
}

const editor = document.querySelector<HTMLFormElement>("form[data-look]");
const computed = document.getElementById("computed");
if (editor !== null && computed !== null) lookAsOneTypes(editor, editor.dataset["look"] ?? "", computed);
const presence = document.querySelector<HTMLElement>("[data-presence]");
if (presence !== null) showPresence(presence, editor ?? document.querySelector("form[data-point]"));
const drawing = document.querySelector<SVGSVGElement>(".plot svg");
const point = document.querySelector<HTMLFormElement>("form[data-point]");
if (drawing !== null && point !== null) pointAtPlaces(drawing, point);
listenForKeys();
