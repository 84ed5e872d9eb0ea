/** The incidents' words, a stretch at a time: fetched when a row is shown, all of them when words are sought. */
import { wordsOf } from "../letters";
import type { Facts, Index, WordsFile } from "./facts";

/** What an incident is called, in the page's language or else the other one. */
export interface Called {
  code: string;
  /** The name of its page. */
  page: string;
  text: string;
  language: string;
  /** A date that is none, as it was written. */
  written: string | undefined;
}

export class WordStore {
  private readonly files: (WordsFile | undefined)[];
  private readonly coming = new Map<number, Promise<void>>();
  private readonly sought: string[];
  private prepared = 0;

  constructor(
    private readonly facts: Facts,
    private readonly index: Index,
    private readonly language: string,
  ) {
    this.files = new Array<WordsFile | undefined>(index.words.length);
    this.sought = new Array<string>(index.incidents).fill("");
  }

  /** Whether the words of the given incidents are here. */
  has(id: number): boolean {
    return this.files[this.stretchOf(id)] !== undefined;
  }

  /** Fetches the stretch of an incident; at once where it is here. */
  load(id: number): Promise<void> {
    return this.fetched(this.stretchOf(id));
  }

  /** Fetches all words, one stretch after the other. */
  async loadAll(progress: (share: number) => void): Promise<void> {
    for (let stretch = 0; stretch < this.files.length; stretch += 1) {
      await this.fetched(stretch);
      progress((stretch + 1) / this.files.length);
    }
  }

  /** Makes everything ready to be searched, a little at a time so that the page stays awake. */
  async prepare(): Promise<void> {
    await this.loadAll(() => undefined);
    while (this.prepared < this.index.incidents) {
      const until = performance.now() + 12;
      while (this.prepared < this.index.incidents && performance.now() < until) this.prepareNext();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** Whether every word begins some word of the incident. */
  holds(id: number, words: string[]): boolean {
    const text = this.sought[id]!;
    return words.every((word) => text.includes(` ${word}`));
  }

  get ready(): boolean {
    return this.prepared === this.index.incidents;
  }

  called(id: number): Called | undefined {
    const stretch = this.stretchOf(id);
    const file = this.files[stretch];
    if (file === undefined) return undefined;
    const at = id - stretch * this.index.stretch;
    const other = this.language === "ar" ? "en" : "ar";
    const own = file[this.language === "ar" ? "ar" : "en"][at]!;
    return {
      code: file.code[at]!,
      page: file.page[at] ?? file.code[at]!.toLowerCase(),
      text: own || file[other][at]!,
      language: own ? this.language : other,
      written: file.written[at],
    };
  }

  /** What it is called in both languages. */
  both(id: number): { en: string; ar: string } {
    const stretch = this.stretchOf(id);
    const at = id - stretch * this.index.stretch;
    return { en: this.files[stretch]?.en[at] ?? "", ar: this.files[stretch]?.ar[at] ?? "" };
  }

  private prepareNext(): void {
    const id = this.prepared;
    const stretch = this.stretchOf(id);
    const { code, en, ar, more } = this.files[stretch]!;
    const at = id - stretch * this.index.stretch;
    const words = [code, en, ar, more].flatMap((texts) => wordsOf(texts[at]!));
    this.sought[id] = ` ${words.join(" ")}`;
    this.prepared += 1;
  }

  private stretchOf(id: number): number {
    return Math.floor(id / this.index.stretch);
  }

  private fetched(stretch: number): Promise<void> {
    const coming = this.coming.get(stretch) ?? this.fetchNow(stretch);
    this.coming.set(stretch, coming);
    return coming;
  }

  private async fetchNow(stretch: number): Promise<void> {
    const answer = await fetch(this.facts.folder + this.index.words[stretch]!);
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    this.files[stretch] = (await answer.json()) as WordsFile;
  }
}
