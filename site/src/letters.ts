/**
 * Letters at the level at which names and places are compared: `tahqiq.language.letters.normalise(…,
 * "match")`, for Arabic and Latin. What only readers of the two scripts know is the same table
 * (language/tables/letters.csv, put in at build time). Marks of scripts that neither uses are dropped.
 */
declare const LETTERS: Record<string, string>;

const SPACE = /[\t-\r\x1c-\x1f\x85\p{Z}]/u;
const UNSEEN = /[\p{Cc}\p{Cf}\u0640\u034f\u180b-\u180d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
/** Ligatures, Arabic shapes, full and half width: forms that fonts choose by themselves. */
const FORMS = /[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff\uff00-\uffef]/u;
const BREAKS = /[\p{P}\p{S}\p{Z}]/u;
/** Marks that can compose with the letter before them; short vowels (U+064B–0652) cannot. */
const COMPOSES = /(?![\u064b-\u0652])\p{M}|\u200c/u;
const OLD_AE = /\u0647\u200c/gu;

/** A text as it is compared. */
export function matchForm(text: string): string {
  return COMPOSES.test(text) ? slowly(text) : tidy(folded(text));
}

function slowly(text: string): string {
  const shown = [...text.replace(OLD_AE, "\u06d5")].map(displayed).join("").normalize("NFC");
  return tidy(folded(shown)).normalize("NFC");
}

const tidy = (text: string): string => text.replace(/ +/g, " ").trim();

/** What each UTF-16 unit alone becomes: found once, for a record has few different letters and many of them. */
const known: (string | undefined)[] = [];

function folded(text: string): string {
  let done = "";
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length) {
      done += become(String.fromCodePoint(text.codePointAt(at)!));
      if (text.codePointAt(at)! > 0xffff) at += 1;
    } else done += known[unit] ??= become(text[at]!);
  }
  return done;
}

function become(character: string): string {
  return [...displayed(character)].map(matched).join("");
}

function displayed(character: string): string {
  if (SPACE.test(character)) return " ";
  if (/\p{Cs}/u.test(character)) return "\ufffd";
  if (UNSEEN.test(character)) return "";
  if (!FORMS.test(character)) return character.normalize("NFC");
  const plain = character.normalize("NFKC").replace(/^ /, "");
  return plain === character ? plain : [...plain].map(displayed).join("");
}

function matched(character: string): string {
  const letter = LETTERS[character];
  if (letter !== undefined) return letter;
  if (BREAKS.test(character)) return " ";
  if (/\p{M}/u.test(character)) return "";
  if (/\p{Nd}/u.test(character)) return String(digit(character));
  const plain = character.normalize("NFKD");
  if (/[\u1100-\u11ff]/u.test(plain)) return character;
  if (plain !== character) return [...plain].map(matched).join("");
  const small = character.toUpperCase().toLowerCase();
  return small === character ? small : [...small].map(matched).join("");
}

/** Digits stand in runs of ten, zero first. */
function digit(character: string): number {
  let zero = character.codePointAt(0)!;
  const last = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (last - zero) % 10;
}

/** The article and what is written together with it; it comes and goes in names of places. */
const ARABIC_ARTICLE = /^(?:[وبفك]?ال(?=..)|لل(?=...))/u;
const LATIN_ARTICLES = new Set(["al", "el", "the"]);

/** The words that a text is found by, without articles and the silent h of a feminine ending. */
export function wordsOf(text: string): string[] {
  const words = matchForm(text).split(" ");
  return words.filter((word) => word !== "" && !LATIN_ARTICLES.has(word)).map(bare);
}

function bare(word: string): string {
  return word.replace(ARABIC_ARTICLE, "").replace(/(?<=[aeiou])h$/u, "");
}
