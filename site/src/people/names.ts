// Finds a name on the wall in either script, under its other spellings too: with the index of the search page
// (format: search/1), of which it takes the people alone. The wall reads without this file.
import { Index, type Shown } from "../search/index";
import { hits } from "../search/ranking";
import { word } from "../words";

const AT_MOST = 40;
const PAUSE = 120;

function offer(wall: HTMLElement): void {
  const field = document.createElement("input");
  field.type = "search";
  field.dir = "auto";
  field.maxLength = 200;
  field.autocomplete = "off";
  field.spellcheck = false;
  const label = document.createElement("label");
  label.append(word("Find a name, in Arabic or Latin letters"), field);
  const said = document.createElement("output");
  const list = document.createElement("ol");
  wall.append(label, said, list);
  wall.hidden = false;
  const finder = new Finder(wall, field, said, list);
  field.addEventListener("input", () => finder.soon());
}

/** One search at a time: an answer that comes late is not shown. */
class Finder {
  private index: Promise<Index> | undefined;
  private round = 0;
  private waiting = 0;

  constructor(
    private readonly wall: HTMLElement,
    private readonly field: HTMLInputElement,
    private readonly said: HTMLElement,
    private readonly list: HTMLElement,
  ) {}

  soon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.answer(), PAUSE);
  }

  private async answer(): Promise<void> {
    this.round += 1;
    const mine = this.round;
    const question = this.field.value.trim();
    try {
      const found = question === "" ? [] : await this.people(question);
      if (mine !== this.round) return;
      this.list.replaceChildren(...found.map((each) => line(each, this.wall.dataset["up"] ?? "")));
      this.said.textContent = question !== "" && found.length === 0 ? word("No name on the wall answers to that.") : "";
    } catch {
      if (mine === this.round) this.said.textContent = word("The names could not be loaded. Is the connection lost?");
    }
  }

  private async people(question: string): Promise<Shown[]> {
    this.index ??= Index.open(this.wall.dataset["findName"] ?? "");
    this.index.catch(() => (this.index = undefined));
    const index = await this.index;
    const all = (await hits(index, question)).filter(({ record }) => index.kindOf(record) === "person");
    return Promise.all(all.slice(0, AT_MOST).map(({ record }) => index.shown(record)));
  }
}

function line(shown: Shown, up: string): HTMLElement {
  const arabic = document.documentElement.lang === "ar";
  const [own, other] = arabic ? [shown.title[1], shown.title[0]] : shown.title;
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = `${up}${shown.path}`;
  link.append(written(own || other, own !== "" === arabic ? "ar" : "en"));
  if (own !== "" && other !== "") item.append(" ", written(other, arabic ? "en" : "ar", "other-name"));
  const when = shown.when[arabic ? 1 : 0];
  if (when !== "") item.append(" ", written(when, arabic ? "ar" : "en", "said"));
  return item;
}

function written(text: string, language: "ar" | "en", name = ""): HTMLElement {
  const made = document.createElement("bdi");
  made.lang = language;
  made.textContent = text;
  if (name !== "") made.className = name;
  return made;
}

const place = document.querySelector<HTMLElement>("[data-find-name]");
if (place !== null && location.protocol.startsWith("http")) offer(place);
