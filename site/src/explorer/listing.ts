/**
 * The list of what was found. Only the rows in its window exist, however many were found; each knows its
 * place among all (aria-rowindex), and one that holds the focus stays.
 */
import { word } from "../words";
import { made } from "./making";
import { cells, headings, type Told } from "./row";

const MARGIN = 4; // rows drawn beyond the window's edges

export class Listing {
  private readonly table = made("div", "rows-table");
  private readonly body = made("div", "rows-body");
  private readonly rows = new Map<number, HTMLElement>();
  private ids = new Uint32Array(0);
  /** Pixels of a row, of the window, and from the list's beginning: asking the page for them anew would lay it out. */
  private height = 0;
  private seen = 0;
  private top = 0;
  private drawing = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly told: Told,
    private readonly onFocus: (id: number) => void,
  ) {
    this.table.setAttribute("role", "table");
    this.table.setAttribute("aria-label", word("Incidents found"));
    this.body.setAttribute("role", "rowgroup");
    this.table.append(head(), this.body);
    host.replaceChildren(this.table);
    host.addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(([entry]) => this.resize(entry!.contentRect.height)).observe(host);
  }

  /** Shows these incidents from the first. */
  show(ids: Uint32Array): void {
    this.ids = new Uint32Array(ids);
    this.table.setAttribute("aria-rowcount", String(ids.length + 1));
    this.host.style.setProperty("--rows", String(ids.length));
    this.clear();
    if (this.top !== 0) this.host.scrollTop = this.top = 0;
    this.stretch();
    this.draw();
  }

  /** Draws the rows again whose words came meanwhile. */
  refresh(): void {
    this.clear();
    this.draw();
  }

  private clear(): void {
    for (const row of this.rows.values()) row.remove();
    this.rows.clear();
  }

  private resize(seen: number): void {
    this.seen = seen;
    this.measure();
    this.draw();
  }

  private soon(): void {
    if (this.drawing !== 0) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.top = this.host.scrollTop;
      this.draw();
    });
  }

  private draw(): void {
    if (this.ids.length === 0 || this.seen === 0) return;
    if (this.height === 0) this.measure();
    const first = Math.max(0, Math.floor(this.top / this.height) - MARGIN);
    const shown = Math.ceil(this.seen / this.height) + 2 * MARGIN;
    const last = Math.min(this.ids.length, first + shown);
    for (const [at, row] of this.rows) {
      if ((at < first || at >= last) && !row.contains(document.activeElement)) this.drop(at, row);
    }
    for (let at = first; at < last; at += 1) if (!this.rows.has(at)) this.add(at);
  }

  /** All rows are of one height, which the styles give, and which the window's width may change. */
  private measure(): void {
    if (this.ids.length === 0) return;
    const row: HTMLElement = this.rows.values().next().value ?? this.add(0);
    this.height = row.offsetHeight || 1;
    this.stretch();
    for (const [place, each] of this.rows) each.style.insetBlockStart = `${place * this.height}px`;
  }

  private stretch(): void {
    this.body.style.blockSize = `${this.ids.length * this.height}px`;
  }

  private drop(at: number, row: HTMLElement): void {
    row.remove();
    this.rows.delete(at);
  }

  private add(at: number): HTMLElement {
    const id = this.ids[at]!;
    const row = made("div", "row", ...cells(this.told, id).map(([kind, content], n) => cell(kind, content, n === 0)));
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(at + 2));
    row.style.insetBlockStart = `${at * this.height}px`;
    row.addEventListener("focusin", () => this.onFocus(id));
    this.rows.set(at, row);
    this.body.insertBefore(row, this.following(at));
    if (!this.told.words.has(id)) void this.told.words.load(id).then(() => this.refreshRow(at, id));
    return row;
  }

  /** Rows stand in the document as they are seen, so that the keyboard meets them in order. */
  private following(at: number): HTMLElement | null {
    let next: number | undefined;
    for (const each of this.rows.keys()) if (each > at && (next === undefined || each < next)) next = each;
    return next === undefined ? null : this.rows.get(next)!;
  }

  private refreshRow(at: number, id: number): void {
    const row = this.rows.get(at);
    if (row === undefined || this.ids[at] !== id) return;
    row.replaceChildren(...cells(this.told, id).map(([kind, content], n) => cell(kind, content, n === 0)));
  }
}

function head(): HTMLElement {
  const row = made("div", "row head");
  row.setAttribute("role", "row");
  row.setAttribute("aria-rowindex", "1");
  for (const [at, heading] of headings().entries()) {
    const each = made("span", at === 3 ? "num" : "", heading);
    each.setAttribute("role", "columnheader");
    row.append(each);
  }
  const group = made("div", "rows-head", row);
  group.setAttribute("role", "rowgroup");
  return group;
}

function cell(kind: string, content: Node[], heads: boolean): HTMLElement {
  const element = made("div", `cell ${kind}`, ...content);
  element.setAttribute("role", heads ? "rowheader" : "cell");
  return element;
}
