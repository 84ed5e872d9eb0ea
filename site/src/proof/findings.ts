/** What a check found, in words: the verdict, what is proved, what is not, what does not hold. */
import type { Checked, Fault, Time } from "./bundle";
import { type Said, type Values, word } from "./saying";

export type Line = readonly [Said, Values];

export interface Findings {
  readonly verdict: Said;
  readonly good: boolean;
  readonly broken: Line[];
  readonly proved: Line[];
  readonly open: Line[];
}

const FAULTS: Record<Fault, Said> = {
  "not a bundle": word("This is no proof bundle, or it was changed."),
  version: word("This bundle is of a version that this page does not know."),
  opening: word("What it says of the file is not as an archive writes it."),
  commitment: word("What it says of the file is not what the log’s event commits to."),
  head: word("The signed head of the log cannot be read."),
  signature: word("The signature of the log’s head does not hold."),
  key: word("The head is signed with another key than the one you gave."),
  inclusion: word("The event is not in the log that the head was signed for."),
  continuation: word("A stamped head does not continue this one."),
  stamp: word("A stamp is for something else."),
};

/** Findings of a bundle; `found` is the SHA-256 of the file that was given, '' without one. */
export function findings(checked: Checked, key: string, found: string): Findings {
  const item = checked.opening?.item ?? "";
  const holds = checked.faults.length === 0;
  const other = found !== "" && found !== item;
  const broken: Line[] = checked.faults.map((fault) => [FAULTS[fault], {}]);
  if (other) broken.push([word("This is another file: its SHA-256 is {sha256}."), { sha256: found }]);
  return {
    verdict: verdict(holds, found !== "", other),
    good: holds && !other,
    broken,
    proved: holds ? proved(checked, key, found !== "" && !other) : [],
    open: holds ? notProved(checked, key, found !== "") : [],
  };
}

function verdict(holds: boolean, given: boolean, other: boolean): Said {
  if (!holds) return word("The proof does not hold");
  if (other) return word("The proof holds, but this is another file");
  return given ? word("The proof holds, and this is the file") : word("The proof holds");
}

function proved(checked: Checked, key: string, file: boolean): Line[] {
  const place = { index: checked.index, size: checked.head?.size ?? 0 };
  const lines: Line[] = [
    [word("The log of this archive holds the sealing of this file: it is event {index}, and the log had {size} when it was signed."), place],
    [word("The log’s head is signed with the key in the bundle."), {}],
  ];
  if (key !== "") lines.push([word("That key is the one you gave."), {}]);
  if (file) lines.push([word("The file you gave is the one that was sealed, byte for byte."), {}]);
  return lines;
}

function notProved(checked: Checked, key: string, given: boolean): Line[] {
  const lines: Line[] = [];
  if (key === "") {
    const asked = word("Whose archive this is: ask its keeper, by another way, whether its key is {key}.");
    lines.push([asked, { key: checked.key }]);
  }
  lines.push(...checked.times.map(said));
  if (checked.times.length === 0) {
    lines.push([word("When, by any clock but the archive’s own: no stamp stands in the bundle."), {}]);
  }
  if (!given) lines.push([word("That a file you hold is this one: give the file too."), {}]);
  lines.push([word("That the archive still holds the file today."), {}]);
  lines.push([word("Who collected it, from whom, where and how; and whether what it shows is true."), {}]);
  return lines;
}

function said({ authority, kind, size, at }: Time): Line {
  const values = { authority, size, at };
  if (kind === "rfc3161") {
    return [word("The time: {authority} says that the log’s head of {size} events existed at {at}. The stamp is for this head; its signature is not checked here."), values];
  }
  return [word("The time: {authority} was asked to bind the log’s head of {size} events into Bitcoin. The proof is for this head; where it leads is not checked here."), values];
}
