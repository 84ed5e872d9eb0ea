// Map, timeline and list of incidents, narrowed by one form. Everything runs in the reader's browser: what is
// asked for stands in the address after '#', which no server is told.
import { word } from "../words";
import { chosen } from "./choosing";
import type { Columns } from "./columns";
import { dayOf, iso } from "./days";
import { offerDownloads } from "./downloads";
import type { Facts, Index } from "./facts";
import { count } from "./figures";
import { Form } from "./form";
import { Listing } from "./listing";
import { Live } from "./live";
import { facts, fetchIndex, fetchNumbers } from "./loading";
import { part } from "./making";
import { ordered } from "./ordering";
import { PlainList } from "./plain_list";
import type { Told } from "./row";
import { Spot } from "./spot";
import { Timeline } from "./timeline";
import { isOurs, type Order, read, type Wanted, write } from "./wanted";
import { WordStore } from "./words_store";

/** How the address takes what is asked for: as a step of its own, in place of the last, or once the keys rest. */
type How = "push" | "replace" | "wait";

const QUIET = 400; // milliseconds without a key before the address takes what was written

class Explorer {
  private readonly form: Form;
  private readonly listing: Listing;
  private readonly plain: PlainList;
  private readonly timeline: Timeline;
  private readonly live: Live;
  private readonly orders = new Map<Order, Uint32Array>();
  private ids = new Uint32Array(0);
  private asked = 0;
  private waiting = 0;

  constructor(private readonly told: Told) {
    const spot = new Spot(part("spot"), told);
    this.listing = new Listing(part("list"), told, (id) => this.live.select([id]));
    this.plain = new PlainList(part("plain"), told);
    this.timeline = new Timeline(part("timeline"), part("undated"), told.columns, (from, until) => this.pick(from, until));
    this.live = new Live(told.facts, told.columns, {
      onSelect: (ids) => {
        this.live.select(ids);
        void spot.show(ids);
      },
      onMoved: (bounds) => {
        if (this.form.look(bounds)) void this.apply("replace");
      },
    });
    this.form = new Form((writing) => void this.apply(writing ? "wait" : "push"));
    this.form.onWords(() => void told.words.prepare());
    offerDownloads(told, () => ({ ids: this.ids, filter: write(this.form.get()) }));
    addEventListener("popstate", () => this.follow());
  }

  /** Shows what the address asks for. */
  start(): void {
    this.form.set(read(isOurs(location.hash) ? location.hash : ""));
    void this.apply("replace");
  }

  /**
   * Back, forward, or an address typed in. A trail that is closed, or a link to a part of the page, changes
   * nothing that is asked for.
   */
  private follow(): void {
    if (location.hash.slice(1) === write(this.form.get())) return;
    if (isOurs(location.hash)) this.start();
    else history.replaceState(null, "", this.address());
  }

  private async apply(how: How): Promise<void> {
    const wanted = this.form.get();
    const turn = (this.asked += 1);
    if (wanted.place.trim() !== "" && !this.told.words.ready) {
      part("status").textContent = word("Fetching the words …");
      await this.told.words.prepare();
    }
    if (turn !== this.asked) return;
    this.show(wanted);
    this.remember(how);
  }

  private show(wanted: Wanted): void {
    const { columns, index, words } = this.told;
    this.ids = new Uint32Array(chosen(columns, index, words, wanted, this.order(wanted.order)));
    const until = dayOf(wanted.to);
    this.timeline.show(this.ids, dayOf(wanted.from), until === null ? null : until + 1);
    this.say();
    part("list").hidden = wanted.plain || this.ids.length === 0;
    part("plain").hidden = !wanted.plain || this.ids.length === 0;
    if (wanted.plain) void this.plain.show(this.ids);
    else this.listing.show(this.ids);
    this.live.show(this.ids);
  }

  private say(): void {
    const [n, all] = [count(this.ids.length), count(this.told.columns.size)];
    const message = this.ids.length === 0 ? word("No incident meets every condition.") : word("Incidents: {n} of {all}");
    part("status").textContent = message.replace("{n}", n).replace("{all}", all);
  }

  private order(order: Order): Uint32Array {
    const known = this.orders.get(order) ?? ordered(this.told.columns, order);
    this.orders.set(order, known);
    return known;
  }

  /** A step back for every choice, one for all that is written in one go; after what was found is painted. */
  private remember(how: How): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.note(how), how === "wait" ? QUIET : 0);
  }

  private note(how: How): void {
    const address = this.address();
    if (address === location.pathname + location.search + location.hash) return;
    if (how === "replace") history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }

  private address(): string {
    const hash = write(this.form.get());
    return location.pathname + location.search + (hash === "" ? "" : `#${hash}`);
  }

  private pick(from: number, until: number): void {
    const [first, last] = [iso(from), iso(until - 1)];
    const same = this.form.get().from === first && this.form.get().to === last;
    this.form.setDates(same ? "" : first, same ? "" : last);
    void this.apply("push");
  }
}

async function open(): Promise<void> {
  const known: Facts = facts();
  const index: Index = await fetchIndex(known);
  await seen(document.querySelector<HTMLImageElement>(".map-picture"));
  const columns = await fetchNumbers(known, index, progress);
  const words = new WordStore(known, index, document.documentElement.lang);
  if (index.incidents > 0) await words.load(0);
  part("workshop").dataset["ready"] = "";
  await breath();
  const explorer = new Explorer({ columns, words, facts: known, index });
  await breath();
  explorer.start();
}

/** The map's picture comes first on a slow line: what a reader sees, before what they may ask for. */
async function seen(picture: HTMLImageElement | null): Promise<void> {
  await picture?.decode().catch(() => undefined); // one that cannot be shown keeps nobody waiting
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Lets the page answer a reader's finger between two pieces of work. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function progress({ loaded, size }: Columns): void {
  const message = word("Reading: {n} of {all}");
  part("status").textContent = message.replace("{n}", count(loaded)).replace("{all}", count(size));
}

/** A page opened from a disk may not read its neighbours; what needs no reading stays. */
function refused(error: unknown): void {
  part("workshop").dataset["refused"] = "";
  part("status").textContent =
    location.protocol === "file:"
      ? word("Opened from a disk, this page cannot read the record: the live map and the filters need a server. The picture and the lists of incidents work.")
      : word("The record could not be read. The lists of incidents hold all of it.");
  if (location.protocol !== "file:") console.error(error);
}

if (location.protocol === "file:") refused(undefined);
else open().catch(refused);
