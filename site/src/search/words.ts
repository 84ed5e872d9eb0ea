/**
 * What a reader typed as terms of the index: the same as `tahqiq.publish.search.words` makes of a
 * record. Both are held to one table of cases, tests/publish/search/words.json.
 */

/** How letters are folded: each value holds the characters that become its key. */
export interface Folding {
  readonly match: Record<string, string>;
  readonly bones: Record<string, string>;
  readonly digraphs: Record<string, string>;
  readonly singles: Record<string, string>;
  readonly other: { readonly break: string };
}

/** One word: as it is compared, and its consonants in one alphabet for both scripts. */
export interface Word {
  readonly text: string;
  readonly bones: string;
}

export const BONES = "~";
const LONGEST = 40;
const ARTICLES = ["وال", "بال", "كال", "فال", "ال", "لل"];
const ENDINGS = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];
const ARABIC = /^[\u0621-\u064a]+$/;
const LATIN = /^[a-z]+$/;
const ARTICLE = /^[ae](l|[rnsdtz]h?)$/;
const VOWEL = "a";
const WEAK = /a+|(?<=[^\s])[وي]/gu;
const DOUBLED = /([بتجخدرزسشغفكلمنه])\1+/gu;
const FINAL_H = /(?<=[^\s])ه$/u;

export class Words {
  private readonly match: Map<string, string>;
  private readonly bones: Map<string, string>;
  private readonly digraph: RegExp;
  private readonly folding: Folding;

  constructor(folding: Folding) {
    this.folding = folding;
    this.match = turned(folding.match);
    this.bones = turned(folding.bones);
    this.digraph = new RegExp(Object.keys(folding.digraphs).join("|"), "gu");
  }

  /** The words of a text; an article written apart is part of the next. */
  of(text: string): Word[] {
    const found: Word[] = [];
    let article = false;
    for (const piece of this.pieces(text)) {
      const made = this.word(piece);
      if (article && takes(found.at(-1)!.text, made.text)) {
        found[found.length - 1] = this.word(`al${made.text}`);
        article = false;
      } else if (made.text !== "") {
        found.push(made);
        article = ARTICLE.test(made.text);
      }
    }
    return found;
  }

  private pieces(text: string): string[] {
    const spaced = Array.from(text.normalize("NFC"), (each) => (isGap(this.matched(each)) ? " " : each));
    return spaced.join("").split(/\s+/u).filter((piece) => piece !== "");
  }

  private word(piece: string): Word {
    const match = Array.from(piece, (each) => this.matched(each)).join("").replaceAll(" ", "");
    return { text: cut(match.normalize("NFC")), bones: cut(this.skeleton(piece)) };
  }

  private matched(character: string): string {
    return this.match.get(character) ?? plainly(character);
  }

  private skeleton(piece: string): string {
    const { digraphs, singles, other } = this.folding;
    const bones = Array.from(piece, (each) => this.bones.get(each) ?? this.matched(each)).join("");
    const single = bones
      .replace(this.digraph, (pair) => digraphs[pair]!)
      .replaceAll(other.break, "")
      .replace(/[a-z]/gu, (letter) => (letter === VOWEL ? letter : (singles[letter] ?? letter)));
    const words = single.replace(WEAK, "").replace(DOUBLED, "$1").split(/\s+/u);
    return words.map((each) => each.replace(FINAL_H, "")).join("").normalize("NFC");
  }
}

/** What inflected forms of a word have in common: light10 for Arabic, the S stemmer for English. */
export function stem(word: string): string {
  if (ARABIC.test(word)) return withoutEnding(withoutBeginning(word));
  if (!LATIN.test(word)) return word;
  return singular(word.startsWith("al") && word.length > 4 ? word.slice(2) : word);
}

/** Terms of consonants: of each word, and of each two neighbours, with an article on and off. */
export function consonants(row: readonly Word[]): string[] {
  return row.flatMap((word, at) => [...bonesOf(word), ...pairs(word, row[at + 1])]);
}

export function bonesOf(word: Word): string[] {
  return bare(word).filter((bones) => bones.length > 1).map((bones) => BONES + bones);
}

/** Two neighbours as one word, because names are spaced at will. */
export function pairs(first: Word, second: Word | undefined): string[] {
  if (second === undefined || first.bones === "") return [];
  return bare(second)
    .filter((bones) => bones !== "")
    .map((bones) => BONES + first.bones + bones)
    .filter((term) => term.length > 2);
}

function bare(word: Word): string[] {
  const may = (word.text.startsWith("ال") || word.text.startsWith("al")) && word.text.length > 4 && word.bones.startsWith("ل");
  return may ? [word.bones, word.bones.slice(1)] : [word.bones];
}

function takes(article: string, word: string): boolean {
  return /^[a-z]/.test(word) && (article[1] === "l" || word.startsWith(article.slice(1)));
}

function withoutBeginning(word: string): string {
  const rest = word.startsWith("و") && word.length > 3 && !word.startsWith("وال") ? word.slice(1) : word;
  const article = ARTICLES.find((each) => rest.startsWith(each) && rest.length >= each.length + 2);
  return article === undefined ? rest : rest.slice(article.length);
}

function withoutEnding(word: string): string {
  return ENDINGS.reduce(
    (rest, ending) => (rest.endsWith(ending) && rest.length >= ending.length + 2 ? rest.slice(0, -ending.length) : rest),
    word,
  );
}

function singular(word: string): string {
  if (/ies$/.test(word) && !/[ea]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/es$/.test(word) && !/[aeo]es$/.test(word) && word.length > 3) return word.slice(0, -1);
  return /s$/.test(word) && !/[us]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
}

/** What becomes of a character that no table names. */
function plainly(character: string): string {
  if (/\p{M}/u.test(character)) return "";
  return /[\p{L}\p{N}]/u.test(character) ? character.toLowerCase() : " ";
}

function isGap(folded: string): boolean {
  return folded !== "" && folded.trim() === "";
}

function cut(text: string): string {
  return Array.from(text).slice(0, LONGEST).join("");
}

function turned(table: Record<string, string>): Map<string, string> {
  const map = new Map<string, string>();
  for (const [folded, characters] of Object.entries(table)) {
    for (const character of characters) map.set(character, folded);
  }
  return map;
}
