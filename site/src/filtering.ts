import { word } from "./words";

/** What is looked for; kept in the address, so that a filtered list can be sent to somebody. */
interface Wanted {
  words: string;
  grade: string;
  answer: string;
}

/** Puts a filter above the list of incidents; it narrows the page that is open. */
export function offerFilter(root: ParentNode): void {
  const bar = root.querySelector<HTMLElement>("[data-filter]");
  const rows = [...root.querySelectorAll<HTMLTableRowElement>("tr[data-grade]")];
  if (bar === null || rows.length === 0) return;
  const words = field(bar, word("Find on this page"), document.createElement("input"));
  words.type = "search";
  const grade = choice(bar, word("Grade"), labels(rows, (row) => [[row.dataset["grade"] ?? "", text(row, ".grade")]]));
  const answer = choice(bar, word("Answer"), labels(rows, answersOf));
  const count = bar.appendChild(document.createElement("output"));
  const apply = (): void => {
    const wanted = { words: words.value, grade: grade.value, answer: answer.value };
    const shown = rows.filter((row) => (row.hidden = !matches(row, wanted)) === false).length;
    count.textContent = shown === rows.length ? "" : `${shown} / ${rows.length}`;
    remember(wanted);
  };
  const remembered = new URLSearchParams(location.hash.slice(1));
  words.value = remembered.get("words") ?? "";
  grade.value = remembered.get("grade") ?? "";
  answer.value = remembered.get("answer") ?? "";
  bar.hidden = false;
  for (const control of [words, grade, answer]) control.addEventListener("input", apply);
  if (location.hash.includes("=")) apply();
}

function matches(row: HTMLTableRowElement, wanted: Wanted): boolean {
  const states = (row.dataset["states"] ?? "").split(" ");
  return (
    (wanted.grade === "" || row.dataset["grade"] === wanted.grade) &&
    (wanted.answer === "" || states.includes(wanted.answer)) &&
    row.innerText.toLocaleLowerCase().includes(wanted.words.trim().toLocaleLowerCase())
  );
}

function remember(wanted: Wanted): void {
  const kept = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ""));
  history.replaceState(null, "", `#${kept.toString()}`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".pager a")) link.hash = kept.toString();
}

function answersOf(row: HTMLTableRowElement): [string, string][] {
  const states = (row.dataset["states"] ?? "").trim().split(" ");
  const links = [...row.querySelectorAll<HTMLElement>("[data-state]")];
  return states.map((state, at) => [state, links[at]?.innerText ?? state]);
}

function labels(rows: HTMLTableRowElement[], read: (row: HTMLTableRowElement) => [string, string][]): Map<string, string> {
  return new Map(rows.flatMap(read).filter(([value]) => value !== ""));
}

function text(row: HTMLTableRowElement, selector: string): string {
  return row.querySelector<HTMLElement>(selector)?.innerText ?? "";
}

function choice(bar: HTMLElement, name: string, options: Map<string, string>): HTMLSelectElement {
  const select = field(bar, name, document.createElement("select"));
  select.append(new Option(word("All"), ""));
  for (const [value, label] of options) select.append(new Option(label, value));
  return select;
}

function field<E extends HTMLElement>(bar: HTMLElement, name: string, control: E): E {
  const label = bar.appendChild(document.createElement("label"));
  label.append(name, control);
  return control;
}
