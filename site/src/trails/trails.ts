/**
 * A number's trail, opened in place: the page it leads to is fetched, and the part it points to is
 * shown over the page. Each trail is a step of the browser's history, so that 'back' closes it. Where
 * that is not possible (from a disk, or the page cannot be had) the link is followed.
 */
import { word } from "../words";
import { type Trail, readTrail } from "./reading";

interface Step {
  readonly trail: string;
}

let dialog: HTMLDialogElement | undefined;
let opener: HTMLElement | null = null;
/** Counts what was asked for: an answer that comes after the next question is not shown. */
let round = 0;

/** Makes the links to trails open in place. */
export function openTrailsInPlace(): void {
  if (location.protocol === "file:" || typeof HTMLDialogElement === "undefined") return;
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-trail]");
    if (link === null || event.defaultPrevented || !plain(event) || onThisPage(link)) return;
    event.preventDefault();
    void follow(link);
  });
  addEventListener("popstate", (event) => void restore(event.state as Step | null));
  const step = history.state as Step | null;
  if (step?.trail !== undefined) history.replaceState(null, "");
}

/** A click that asks for nothing special, such as another tab. */
function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** A trail that is a part of the page that is open already is gone to, not repeated. */
function onThisPage(link: HTMLAnchorElement): boolean {
  return dialog?.open !== true && link.pathname === location.pathname && link.hash !== "";
}

async function follow(link: HTMLAnchorElement): Promise<void> {
  round += 1;
  const mine = round;
  const trail = await readTrail(link.href);
  if (mine !== round) return;
  if (trail === null) {
    location.href = link.href;
    return;
  }
  if (dialog?.open !== true) opener = link;
  history.pushState({ trail: link.href } satisfies Step, "");
  show(trail);
}

async function restore(step: Step | null): Promise<void> {
  round += 1;
  const mine = round;
  if (step?.trail === undefined) {
    dialog?.close();
    return;
  }
  const trail = await readTrail(step.trail);
  if (mine !== round) return;
  if (trail === null) location.href = step.trail;
  else show(trail);
}

function show(trail: Trail): void {
  dialog ??= made();
  const title = dialog.querySelector<HTMLElement>("h2")!;
  const page = dialog.querySelector<HTMLAnchorElement>("[data-page]")!;
  title.replaceChildren(...trail.title);
  page.href = trail.href;
  const body = dialog.querySelector<HTMLElement>(".trail-body")!;
  body.replaceChildren(...trail.content);
  if (!dialog.open) dialog.showModal();
  body.scrollTop = 0;
  title.focus();
}

function made(): HTMLDialogElement {
  const box = document.createElement("dialog");
  box.className = "trail";
  box.setAttribute("aria-labelledby", "trail-title");
  const head = box.appendChild(document.createElement("header"));
  const title = head.appendChild(document.createElement("h2"));
  title.id = "trail-title";
  title.tabIndex = -1;
  const shut = head.appendChild(document.createElement("button"));
  shut.type = "button";
  shut.textContent = word("Close");
  const body = box.appendChild(document.createElement("div"));
  body.className = "trail-body";
  const page = box.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
  page.dataset["page"] = "";
  page.textContent = word("Open this as a page of its own");
  shut.addEventListener("click", back);
  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    back();
  });
  box.addEventListener("click", (event) => {
    if (event.target === box) back();
  });
  box.addEventListener("close", () => opener?.focus());
  document.body.append(box);
  return box;
}

/** One step back: to the trail before, or to the page. */
function back(): void {
  history.back();
}
