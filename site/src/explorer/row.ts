/** What a row of the list tells of an incident: the same six things, however the list is laid out. */
import { word } from "../words";
import type { Columns } from "./columns";
import { spanText } from "./days";
import type { Facts, Index } from "./facts";
import { rangeText } from "./figures";
import { made, worded } from "./making";
import type { WordStore } from "./words_store";

export interface Told {
  columns: Columns;
  words: WordStore;
  facts: Facts;
  index: Index;
}

/** What stands over the six cells. */
export const headings = (): string[] => [
  word("Incident"),
  word("Date"),
  word("Place"),
  word("Civilians killed"),
  word("Grade"),
  word("What the military answered"),
];

const KINDS = ["code", "date", "wide", "num", "graded", "wide answers"];

/** The contents of the six cells, with the class of each. */
export function cells(told: Told, id: number): [string, Node[]][] {
  const called = told.words.called(id);
  if (called === undefined) return KINDS.map((kind) => [kind, [document.createTextNode("…")]]);
  const page = `incidents/${called.page}.html`;
  const contents = [
    [linked(worded(called.code, document.documentElement.lang, "code"), page)],
    [made("span", "", called.written ?? spanText(told.columns.start[id]!, told.columns.end[id]!))],
    place(told, id, called.text, called.language),
    [range(told, id, `${page}#assessments`)],
    [grade(told, id)],
    answers(told, id, `${page}#says`),
  ];
  return contents.map((content, at) => [KINDS[at]!, content]);
}

function linked(content: Node, href: string): HTMLAnchorElement {
  const link = made("a", "", content);
  link.href = href;
  return link;
}

function place({ facts, columns }: Told, id: number, text: string, language: string): Node[] {
  const precision = made("span", "precision", facts.precisions[columns.precision[id]!]!);
  return text === "" ? [precision] : [worded(text, language), document.createTextNode(" "), precision];
}

/** The number opens its trail: what each assessor holds, and on what it rests. */
function range({ columns }: Told, id: number, href: string): Node {
  const link = linked(document.createTextNode(rangeText(columns.least[id]!, columns.most[id]!)), href);
  link.className = "n";
  link.dataset["trail"] = "";
  return link;
}

function grade({ facts, index, columns }: Told, id: number): Node {
  const code = columns.grade[id]!;
  return made("span", `grade grade-${index.grades[code] || "none"}`, facts.grades[code]!);
}

function answers({ facts, index, columns }: Told, id: number, href: string): Node[] {
  const held = index.answers[columns.answers[id]!]!;
  if (held.length === 0) return [made("span", "silent", word("We hold no answer"))];
  return held.map(([party, state]) => {
    const link = linked(document.createTextNode(`${facts.parties[party]!}: ${facts.states[state]!}`), href);
    link.dataset["trail"] = "";
    return link;
  });
}
