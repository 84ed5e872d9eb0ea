import { offerQuoting, selectedWords } from "./selection";
import { word } from "../words";

/** Claims that may be said already: pressing once tells so, pressing again accepts all the same. */
const warned = new Set<string>();

function claims(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-list] > [data-claim]")];
}

function current(): HTMLElement | undefined {
  return claims().find((each) => each.hasAttribute("aria-current"));
}

function say(words: string, wrong = false): void {
  const place = document.querySelector("[data-said]");
  if (place === null) return;
  place.textContent = words;
  place.classList.toggle("wrong", wrong);
}

function marksOf(key: string): HTMLElement[] {
  const marks = document.querySelectorAll<HTMLElement>("mark[data-claims]");
  return [...marks].filter((mark) => (mark.dataset["claims"] ?? "").split(" ").includes(key));
}

function select(claim: HTMLElement | undefined, focus = true): void {
  if (claim === undefined) return;
  for (const each of claims()) each.removeAttribute("aria-current");
  for (const mark of document.querySelectorAll("mark[data-chosen]")) mark.removeAttribute("data-chosen");
  claim.setAttribute("aria-current", "true");
  const marks = marksOf(claim.dataset["claim"] ?? "");
  for (const mark of marks) mark.setAttribute("data-chosen", "");
  marks[0]?.scrollIntoView({ block: "nearest" });
  claim.scrollIntoView({ block: "nearest" });
  if (focus) claim.focus({ preventScroll: true });
}

function step(by: number): void {
  const all = claims();
  const at = all.findIndex((each) => each.hasAttribute("aria-current"));
  select(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function undecided(after: HTMLElement): HTMLElement | undefined {
  const all = claims();
  const at = all.indexOf(after);
  const order = [...all.slice(at + 1), ...all.slice(0, at)];
  return order.find((each) => each.dataset["status"] === "proposed");
}

function paint(claim: HTMLElement): void {
  const statuses = new Map(claims().map((each) => [each.dataset["claim"] ?? "", each.dataset["status"] ?? ""]));
  for (const mark of marksOf(claim.dataset["claim"] ?? "")) {
    const over = (mark.dataset["claims"] ?? "").split(" ").map((key) => statuses.get(key));
    const shown = ["proposed", "accepted", "withdrawn", "rejected"].find((status) => over.includes(status));
    mark.classList.remove("is-proposed", "is-accepted", "is-withdrawn", "is-rejected");
    if (shown !== undefined) mark.classList.add(`is-${shown}`);
  }
}

/** The incident typed above all claims goes with an acceptance that names none. */
function aboutTo(sent: FormData): void {
  const about = document.querySelector<HTMLInputElement>("#about")?.value ?? "";
  if (sent.get("decision") === "accept" && !sent.get("incident") && about) sent.set("incident", about);
}

async function send(form: HTMLFormElement, decision: string): Promise<void> {
  const claim = form.closest<HTMLElement>("[data-claim]");
  if (claim === null || claim.hasAttribute("aria-busy")) return;
  const sent = new FormData(form);
  sent.set("decision", decision);
  aboutTo(sent);
  claim.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { "X-Tahqiq-Desk": "1" } });
    await taken(claim, answer);
  } catch {
    say(word("The desk does not answer. Nothing was decided."), true);
  } finally {
    claim.removeAttribute("aria-busy");
  }
}

async function taken(claim: HTMLElement, answer: Response): Promise<void> {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok || answer.redirected || !type.startsWith("text/html")) {
    const refused = type.startsWith("text/plain") ? await answer.text() : word("The desk refused this. Load the page again.");
    say(refused, true);
    return;
  }
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = parsed.querySelector<HTMLElement>("[data-claim]");
  if (fresh === null) return;
  const shown = document.importNode(fresh, true);
  claim.replaceWith(shown);
  paint(shown);
  tell(shown);
}

function tell(shown: HTMLElement): void {
  const next = shown.dataset["status"] === "withdrawn" ? shown : undecided(shown);
  const left = claims().filter((each) => each.dataset["status"] === "proposed").length;
  const progress = document.querySelector("[data-progress]");
  if (progress !== null) progress.textContent = word("Left on this page: {n}").replace("{n}", String(left));
  say(next === undefined ? word("Every claim on this page is decided.") : shown.querySelector(".status")?.textContent ?? "");
  select(next ?? shown);
}

function decide(decision: string): void {
  const claim = current();
  const form = claim?.querySelector<HTMLFormElement>("form[data-decide]");
  if (claim === undefined || form === undefined || form === null) return;
  if (form.querySelector(`button[value="${decision}"]`) === null) return;
  const key = claim.dataset["claim"] ?? "";
  if (decision === "accept" && claim.dataset["doubles"] !== undefined && !warned.has(key)) {
    warned.add(key);
    say(word("This may be said already. Press a again to accept it all the same."), true);
    return;
  }
  void send(form, decision);
}

function enter(name: string): void {
  const field = current()?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  field?.focus();
  field?.select();
}

function follow(selector: string, root: ParentNode = document): void {
  const link = root.querySelector<HTMLAnchorElement>(selector);
  if (link === null) say(word("There is nothing further."));
  else location.assign(link.href);
}

function make(): void {
  const link = document.querySelector<HTMLAnchorElement>("[data-make]");
  const words = selectedWords();
  if (link === null) return;
  if (words === undefined) say(word("Select the words in the text first."), true);
  else location.assign(`${link.href}&start=${words.start}&end=${words.end}`);
}

const KEYS: Record<string, () => void> = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  a: () => decide("accept"),
  r: () => enter("reason"),
  i: () => enter("incident"),
  u: () => decide("take_back"),
  c: () => follow("[data-correct]", current() ?? document.createElement("p")),
  n: () => follow("[data-next]"),
  m: make,
  "?": () => document.querySelector<HTMLDialogElement>("[data-keys]")?.showModal(),
};

function pressed(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.key === "Escape" && target.matches("input, textarea, select")) {
    select(current());
    return;
  }
  const typing = target.matches("input, textarea, select") || target.closest("dialog[open]") !== null;
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function submitted(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches("form[data-decide]")) return;
  event.preventDefault();
  select(form.closest<HTMLElement>("[data-claim]") ?? undefined, false);
  const typed = document.activeElement?.getAttribute("name") === "reason";
  const pressedButton = (event.submitter as HTMLButtonElement | null)?.value;
  // Enter in the reason rejects: whoever types a reason after 'r' has no button to press.
  const rejects = typed && form.querySelector("button[value=reject]") !== null;
  void send(form, rejects ? "reject" : pressedButton ?? "accept");
}

function clicked(event: MouseEvent): void {
  const mark = (event.target as HTMLElement).closest<HTMLElement>("mark[data-claims]");
  const keys = (mark?.dataset["claims"] ?? "").split(" ").filter(Boolean);
  if (mark === null || keys.length === 0 || selectedWords() !== undefined) return;
  const chosen = keys.indexOf(current()?.dataset["claim"] ?? "");
  // Where several claims lie over one another, each click goes one deeper.
  select(document.getElementById(`claim-${keys[(chosen + 1) % keys.length]}`) ?? undefined);
}

function begin(desk: HTMLElement): void {
  document.addEventListener("keydown", pressed);
  desk.addEventListener("submit", submitted);
  desk.addEventListener("click", clicked);
  const help = desk.querySelector<HTMLElement>("[data-help]");
  if (help !== null) {
    help.hidden = false;
    help.addEventListener("click", () => KEYS["?"]?.());
  }
  const about = desk.querySelector<HTMLElement>("[data-about]");
  if (about !== null) about.hidden = false;
  const asked = document.querySelector<HTMLElement>(":target[data-claim]");
  const first = claims().find((each) => each.dataset["status"] === "proposed");
  select(asked ?? first ?? claims()[0]);
}

const desk = document.querySelector<HTMLElement>("[data-claims-desk]");
if (desk !== null) begin(desk);
offerQuoting();
