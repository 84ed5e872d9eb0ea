/** What a check found, as elements of a page; and what a page must ask before it checks. */
import type { Checked } from "./bundle";
import type { Findings, Line } from "./findings";
import { type Said, saying, word } from "./saying";

export const LARGEST_BUNDLE = 2 ** 20;

/** The text of the bundle; '' where it is no UTF-8, or too large for one. */
export async function textOf(bundle: Blob): Promise<string> {
  if (bundle.size > LARGEST_BUNDLE) return "";
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await bundle.arrayBuffer());
  } catch {
    return "";
  }
}

/** Whether this browser knows Ed25519 (Web Cryptography Level 2). */
export async function able(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

/** Verdict, what does not hold, what is proved and what is not. */
export function shown(checked: Checked, found: Findings): HTMLElement[] {
  const verdict = saying("h2", found.verdict);
  verdict.className = found.good ? "holds" : "broken";
  return [
    verdict,
    ...list(word("What does not hold"), found.broken),
    ...(found.proved.length > 0 ? [facts(checked)] : []),
    ...list(word("What is proved"), found.proved),
    ...list(word("What is not proved"), found.open),
    ...(found.proved.length > 0 ? repeated(checked) : []),
  ];
}

function list(heading: Said, lines: Line[]): HTMLElement[] {
  if (lines.length === 0) return [];
  const items = document.createElement("ul");
  items.append(...lines.map(([said, values]) => saying("li", said, values)));
  return [saying("h3", heading), items];
}

function facts(checked: Checked): HTMLElement {
  const table = document.createElement("dl");
  const { item, size, media_type, at, archive } = checked.opening!;
  table.append(
    ...fact(word("SHA-256 of the file"), item),
    ...fact(word("Size in bytes"), size),
    ...fact(word("Type"), media_type),
    ...fact(word("Sealed, by the archive’s own clock"), at),
    ...fact(word("Archive"), archive),
  );
  return table;
}

function fact(name: Said, value: string | number): HTMLElement[] {
  const shown = document.createElement("dd");
  const isolated = document.createElement("bdi");
  isolated.textContent = typeof value === "number" ? value.toLocaleString("en") : value;
  shown.append(isolated);
  return [saying("dt", name), shown];
}

function repeated(checked: Checked): HTMLElement[] {
  const { fields, release } = checked.disclosed ?? { fields: {}, release: "" };
  const table = document.createElement("dl");
  const names: Record<string, Said> = {
    address: word("Address"),
    collector: word("Collected by"),
    device: word("Device"),
    position: word("Position"),
    title_ar: word("Title in Arabic"),
    title_en: word("Title in English"),
  };
  for (const [name, value] of Object.entries(fields)) table.append(...fact(names[name]!, value));
  if (table.childElementCount === 0) return [];
  return [saying("h3", word("Published in release {release}, and only repeated here"), { release }), table];
}
