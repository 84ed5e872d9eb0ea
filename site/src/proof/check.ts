/** The page that checks a proof bundle: everything happens here, and nothing is sent. */
import { hex } from "./bytes";
import { type Checked, checkBundle } from "./bundle";
import { type Findings, type Line, findings } from "./findings";
import { type Said, type Values, saying, word } from "./saying";
import { sha256OfFile } from "./sha256";

const LARGEST_BUNDLE = 2 ** 20;

const bundleInput = input("bundle");
const fileInput = input("file");
const keyInput = input("key");
const result = document.getElementById("result")!;
let round = 0;

for (const each of [bundleInput, fileInput]) each.addEventListener("change", () => void check());
keyInput.addEventListener("input", () => void check());
document.getElementById("language")!.addEventListener("click", () => {
  speak(document.documentElement.lang === "ar" ? "en" : "ar");
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  for (const file of event.dataTransfer?.files ?? []) take(file);
  void check();
});
speak(location.hash === "#ar" || (location.hash === "" && navigator.language.startsWith("ar")) ? "ar" : "en");

function input(id: string): HTMLInputElement {
  return document.getElementById(id) as HTMLInputElement;
}

function speak(language: "en" | "ar"): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = word("Check a proof")[language];
}

/** A dropped file goes where it belongs: a small .json is the bundle, until there is one. */
function take(file: File): void {
  const empty = bundleInput.files?.length === 0;
  const looks = file.name.endsWith(".json") && file.size <= LARGEST_BUNDLE;
  const held = new DataTransfer();
  held.items.add(file);
  (looks && empty ? bundleInput : fileInput).files = held.files;
}

async function check(): Promise<void> {
  round += 1;
  const mine = round;
  const bundle = bundleInput.files?.[0];
  const file = fileInput.files?.[0];
  const key = keyInput.value.trim().toLowerCase();
  result.replaceChildren();
  if (bundle === undefined) return;
  if (!(await able())) return tell(word("This browser cannot check the signature. Use a newer one, or ‘tahqiq verify’."));
  if (key !== "" && !/^[0-9a-f]{64}$/.test(key)) return tell(word("A public key is 64 digits from 0 to 9 and a to f."));
  const checked = await checkBundle(bundle.size <= LARGEST_BUNDLE ? await text(bundle) : "", key);
  const found = file === undefined ? "" : hex(await sha256OfFile(file, (share) => {
    if (mine === round) tell(word("Reading the file: {share} %"), { share: Math.floor(100 * share) });
  }));
  if (mine === round) show(checked, findings(checked, key, found));
}

/** The text of the bundle; '' where it is no UTF-8. */
async function text(bundle: Blob): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await bundle.arrayBuffer());
  } catch {
    return "";
  }
}

/** Whether this browser knows Ed25519 (Web Cryptography Level 2). */
async function able(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

function tell(said: Said, values: Values = {}): void {
  result.replaceChildren(saying("p", said, values));
}

function show(checked: Checked, found: Findings): void {
  const verdict = saying("h2", found.verdict);
  verdict.className = found.good ? "holds" : "broken";
  result.replaceChildren(
    verdict,
    ...list(word("What does not hold"), found.broken),
    ...(found.proved.length > 0 ? [facts(checked)] : []),
    ...list(word("What is proved"), found.proved),
    ...list(word("What is not proved"), found.open),
    ...(found.proved.length > 0 ? repeated(checked) : []),
  );
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
