/** The page that searches: the question stays in the address, the answers are grouped by kind. */
import { Index, type Kind, KINDS, type Shown } from "./index";
import { type Hit, hits, size } from "./ranking";
import { type Story, stories } from "./stories";
import { word } from "../words";

const AT_FIRST = 8;
const MORE = 40;
const PAUSE = 120;

const TITLES: Record<Kind, string> = {
  incident: word("Incidents"),
  person: word("The people"),
  place: word("Places"),
  source: word("Sources"),
};

const form = document.querySelector<HTMLFormElement>("[data-search]")!;
const wanted = form.querySelector<HTMLInputElement>("input")!;
const found = document.querySelector<HTMLElement>("[data-found]")!;
const said = document.querySelector<HTMLElement>("[data-said]")!;
const root = found.dataset["root"] ?? "";
const arabic = document.documentElement.lang === "ar";
let index: Promise<Index> | undefined;
let round = 0;
let waiting = 0;

if (location.protocol === "file:") {
  explain(word("This site was opened from a disk. The search needs a web server; every page, and the check of a file, work without one."));
} else {
  offer();
}

function explain(why: string): void {
  document.querySelector<HTMLElement>("[data-why]")!.textContent = why;
}

function offer(): void {
  form.hidden = false;
  document.querySelector<HTMLElement>("[data-without]")!.hidden = true;
  wanted.value = new URLSearchParams(location.search).get("q") ?? "";
  wanted.addEventListener("focus", () => void opened(), { once: true });
  wanted.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void answer(), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void answer();
  });
  wanted.focus();
  if (wanted.value !== "") void answer();
}

function opened(): Promise<Index> {
  index ??= Index.open(`${root}search/`);
  index.catch(() => (index = undefined));
  return index;
}

async function answer(): Promise<void> {
  round += 1;
  const mine = round;
  const question = wanted.value.trim();
  remember(question);
  if (question === "") return show([], "");
  try {
    const { groups, note } = await answers(question);
    if (mine === round) show(groups, note);
  } catch {
    if (mine === round) show([], word("The search could not be loaded. Is the connection lost?"));
  }
}

function remember(question: string): void {
  const address = new URL(location.href);
  if (question === "") address.searchParams.delete("q");
  else address.searchParams.set("q", question);
  history.replaceState(null, "", address);
}

async function answers(question: string): Promise<{ groups: HTMLElement[]; note: string }> {
  const open = await opened();
  const [all, pages] = await Promise.all([hits(open, question), stories(root, question, AT_FIRST)]);
  const groups = await Promise.all(KINDS.map((kind) => group(open, kind, all.filter(({ record }) => open.kindOf(record) === kind))));
  const shown = groups.filter((each) => each !== null);
  if (pages.length > 0) shown.push(storyGroup(pages));
  return { groups: shown, note: noteOn(all, size(open, question), pages.length) };
}

function noteOn(all: Hit[], words: number, pages: number): string {
  if (all.length === 0) return pages === 0 ? word("Nothing in this release answers to that.") : "";
  const held = all[0]!.words;
  return held < words ? word("No record holds all of these words; these hold some of them.") : "";
}

function show(groups: HTMLElement[], note: string): void {
  found.replaceChildren(...groups);
  found.dataset["answers"] = wanted.value.trim();
  said.textContent = note;
}

async function group(open: Index, kind: Kind, all: Hit[]): Promise<HTMLElement | null> {
  if (all.length === 0) return null;
  const [section, list] = sectionOf(kind, TITLES[kind], all.length);
  let shown = 0;
  const more = document.createElement("button");
  more.type = "button";
  more.textContent = word("Show more");
  const extend = async (by: number): Promise<void> => {
    const next = await Promise.all(all.slice(shown, shown + by).map(({ record }) => open.shown(record)));
    list.append(...next.map(line));
    shown += next.length;
    more.hidden = shown >= all.length;
  };
  await extend(AT_FIRST);
  more.addEventListener("click", () => void extend(MORE).then(() => list.children[shown - MORE]?.querySelector("a")?.focus()));
  section.append(more);
  return section;
}

function sectionOf(name: string, title: string, count: number): [HTMLElement, HTMLElement] {
  const section = document.createElement("section");
  section.setAttribute("aria-labelledby", `found-${name}`);
  const heading = section.appendChild(document.createElement("h2"));
  heading.id = `found-${name}`;
  heading.append(title, " ", element("bdi", count.toLocaleString("en"), "count"));
  return [section, section.appendChild(document.createElement("ol"))];
}

function line(shown: Shown): HTMLElement {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = shown.path === "" ? here(shown) : shown.path;
  link.append(inBoth(shown.title) ?? element("bdi", shown.code));
  const other = shown.title[arabic ? 0 : 1];
  if (other !== "" && shown.title[arabic ? 1 : 0] !== "") item.append(" ", spoken(other, arabic ? "en" : "ar", "other"));
  const facts = [shown.code === "" ? null : element("bdi", shown.code, "code"), inBoth(shown.when), inBoth(shown.beneath), counted(shown)];
  const beneath = document.createElement("p");
  for (const fact of facts.filter((each) => each !== null)) beneath.append(...(beneath.hasChildNodes() ? [" · "] : []), fact);
  if (beneath.hasChildNodes()) item.append(beneath);
  return item;
}

/** A place has no page of its own: the explorer shows what happened there. */
function here(shown: Shown): string {
  const name = shown.title[arabic ? 1 : 0] || shown.title[arabic ? 0 : 1];
  return `map.html#${new URLSearchParams({ place: name }).toString()}`;
}

function counted({ kind, count }: Shown): HTMLElement | null {
  if (kind !== "place") return null;
  const words = element("span", "");
  words.append(`${word("Incidents")}: `, element("bdi", count.toLocaleString("en")));
  return words;
}

/** In the page's language; in the other one, and marked so, where it is not said in this. */
function inBoth(text: readonly [string, string]): HTMLElement | null {
  const [own, other] = arabic ? [text[1], text[0]] : text;
  if (own !== "") return spoken(own, arabic ? "ar" : "en");
  return other === "" ? null : spoken(other, arabic ? "en" : "ar");
}

function spoken(text: string, language: "en" | "ar", name = ""): HTMLElement {
  const made = element("bdi", text, name);
  made.lang = language;
  return made;
}

function element(tag: string, text: string, name = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name !== "") made.className = name;
  return made;
}

function storyGroup(pages: Story[]): HTMLElement {
  const [section, list] = sectionOf("story", word("Pages"), pages.length);
  list.append(...pages.map(storyLine));
  return section;
}

function storyLine(story: Story): HTMLElement {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = story.href;
  link.textContent = story.title;
  const excerpt = item.appendChild(document.createElement("p"));
  excerpt.append(...story.excerpt.map((part, at) => (at % 2 === 1 ? element("mark", part) : part)));
  return item;
}
