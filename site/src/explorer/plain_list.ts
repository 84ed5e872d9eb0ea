/** The same list as an ordinary table in pages: for screen readers, for printing, for whoever prefers it. */
import { word } from "../words";
import { count } from "./figures";
import { made } from "./making";
import { cells, headings, type Told } from "./row";

const PER_PAGE = 100;

export class PlainList {
  private ids = new Uint32Array(0);
  private page = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly told: Told,
  ) {}

  async show(ids: Uint32Array): Promise<void> {
    this.ids = new Uint32Array(ids);
    await this.turn(0);
  }

  private async turn(page: number): Promise<void> {
    this.page = page;
    const ids = this.ids.subarray(page * PER_PAGE, (page + 1) * PER_PAGE);
    const table = await tableOf(ids, this.told, word("Incidents found"));
    if (this.page === page) this.host.replaceChildren(table, ...this.pager());
  }

  private pager(): HTMLElement[] {
    const pages = Math.ceil(this.ids.length / PER_PAGE);
    if (pages < 2) return [];
    const place = word("Page {n} of {all}").replace("{n}", count(this.page + 1)).replace("{all}", count(pages));
    const [before, after] = [this.step(word("Previous page"), -1), this.step(word("Next page"), 1)];
    const nav = made("nav", "pager", before, made("span", "", place), after);
    nav.setAttribute("aria-label", word("Pages of this list"));
    return [nav];
  }

  private step(name: string, by: number): HTMLElement {
    const button = made("button", "quiet-button", name);
    button.type = "button";
    const page = this.page + by;
    button.disabled = page < 0 || page * PER_PAGE >= this.ids.length;
    button.addEventListener("click", () => void this.turned(page));
    return button;
  }

  private async turned(page: number): Promise<void> {
    await this.turn(page);
    this.host.querySelector("table")?.focus();
  }
}

/** A table of some incidents, their words fetched first. */
export async function tableOf(ids: Uint32Array, told: Told, name: string): Promise<HTMLTableElement> {
  for (const id of ids) await told.words.load(id);
  const table = made("table", "list lines-table", made("caption", "unseen", name), head());
  table.tabIndex = -1;
  table.append(made("tbody", "", ...Array.from(ids, (id) => row(told, id))));
  return table;
}

function head(): HTMLElement {
  const names = headings().map((heading, at) => {
    const each = made("th", at === 3 ? "num" : "", heading);
    each.scope = "col";
    return each;
  });
  return made("thead", "", made("tr", "", ...names));
}

function row(told: Told, id: number): HTMLElement {
  const [first, ...others] = cells(told, id);
  const code = made("th", first![0], ...first![1]);
  code.scope = "row";
  return made("tr", "", code, ...others.map(([kind, content]) => made("td", kind, ...content)));
}
