/** The incidents of a mark that was chosen on the map: several may lie at one spot. */
import { word } from "../words";
import { count } from "./figures";
import { made } from "./making";
import { tableOf } from "./plain_list";
import type { Told } from "./row";

const AT_MOST = 100;

export class Spot {
  constructor(
    private readonly host: HTMLElement,
    private readonly told: Told,
  ) {}

  /** Shows them, and goes there; nothing for none. */
  async show(ids: number[]): Promise<void> {
    this.host.hidden = ids.length === 0;
    if (ids.length === 0) return;
    const heading = made("h2", "", word("At this spot: {n}").replace("{n}", count(ids.length)));
    heading.tabIndex = -1;
    const table = await tableOf(Uint32Array.from(ids.slice(0, AT_MOST)), this.told, word("At this spot"));
    this.host.replaceChildren(heading, this.closing(), table);
    if (ids.length > AT_MOST) {
      this.host.append(made("p", "note", word("Only the first {n} are shown.").replace("{n}", count(AT_MOST))));
    }
    heading.focus();
  }

  private closing(): HTMLButtonElement {
    const button = made("button", "quiet-button", word("Close"));
    button.type = "button";
    button.addEventListener("click", () => {
      this.host.hidden = true;
    });
    return button;
  }
}
