/** The page where a reader checks a file, a proof bundle, or the release itself. Nothing is sent. */
import { hex } from "../proof/bytes";
import { checkBundle } from "../proof/bundle";
import { findings } from "../proof/findings";
import { type Said, type Values, saying, word } from "../proof/saying";
import { sha256OfFile } from "../proof/sha256";
import { able, shown, textOf } from "../proof/showing";
import { type Known, knownAs } from "./known";
import { type Files, type ReleaseCheck, checkRelease, chosen, served } from "./release";

const page = document.querySelector<HTMLElement>("[data-check]")!;
const root = page.dataset["root"] ?? "";
const up = page.dataset["up"] ?? "";
let round = 0;

for (const section of page.querySelectorAll<HTMLElement>("[data-needs-script]")) section.hidden = false;
input("file").addEventListener("change", () => void checkFile());
for (const name of ["bundle", "bundle-file", "key"]) input(name).addEventListener("change", () => void checkProof());
document.getElementById("release-start")!.addEventListener("click", () => void checkThis(served(`${root}downloads/`)));
input("release-files").addEventListener("change", () => void checkThis(chosen([...(input("release-files").files ?? [])])));
document.getElementById(location.protocol === "file:" ? "release-served" : "release-disk")!.hidden = true;

function input(id: string): HTMLInputElement {
  return document.getElementById(id) as HTMLInputElement;
}

function say(where: string, ...said: HTMLElement[]): void {
  document.getElementById(where)!.replaceChildren(...said);
}

function verdict(good: boolean, said: Said, values: Values = {}): HTMLElement {
  const made = saying("h3", said, values);
  made.className = good ? "holds" : "broken";
  return made;
}

/** What a file is to this release, by its SHA-256. */
async function checkFile(): Promise<void> {
  const file = input("file").files?.[0];
  if (file === undefined) return say("file-result");
  const sha256 = await hashed(file, "file-result");
  if (sha256 === null) return;
  try {
    const known = await knownAs(`${root}check/`, Number(page.dataset["digits"]), sha256);
    say("file-result", ...fileVerdict(known), saying("p", word("Its SHA-256 is {sha256}."), { sha256 }));
  } catch {
    say("file-result", verdict(false, word("The checksums of this release could not be loaded.")));
  }
}

function fileVerdict(known: Known | undefined): HTMLElement[] {
  if (known === undefined) {
    return [
      verdict(false, word("Nothing in this release is this file")),
      saying("p", word("No sealed item and no file of this release has these bytes. One changed byte is enough: a file that was sent by a messenger or saved anew is another file.")),
    ];
  }
  const item = known.kind === "item";
  const link = document.createElement("a");
  link.href = item ? `${up}items/${known.name}.html` : `${root}downloads/${encodeURI(known.name)}`;
  link.append(saying("span", item ? word("Open the item and what is quoted from it") : word("The file among the downloads")));
  const paragraph = document.createElement("p");
  paragraph.append(link);
  return [verdict(true, item ? word("This is a sealed item of this record, byte for byte") : word("This is a file of this release, byte for byte")), paragraph];
}

/** The SHA-256 of a file; null where another was asked for meanwhile. */
async function hashed(file: Blob, where: string): Promise<string | null> {
  round += 1;
  const mine = round;
  const digest = await sha256OfFile(file, (share) => {
    if (mine === round) say(where, saying("p", word("Reading the file: {share} %"), { share: Math.floor(100 * share) }));
  });
  return mine === round ? hex(digest) : null;
}

async function checkProof(): Promise<void> {
  const bundle = input("bundle").files?.[0];
  const file = input("bundle-file").files?.[0];
  const key = input("key").value.trim().toLowerCase();
  if (bundle === undefined) return say("bundle-result");
  if (!(await able())) return say("bundle-result", verdict(false, cannot()));
  if (key !== "" && !/^[0-9a-f]{64}$/.test(key)) {
    return say("bundle-result", verdict(false, word("A public key is 64 digits from 0 to 9 and a to f.")));
  }
  const found = file === undefined ? "" : await hashed(file, "bundle-result");
  if (found === null) return;
  const checked = await checkBundle(await textOf(bundle), key);
  say("bundle-result", ...shown(checked, findings(checked, key, found)));
}

function cannot(): Said {
  if (isSecureContext) return word("This browser cannot check the signature. Use a newer one, or ‘tahqiq verify’.");
  return word("Browsers check signatures only on pages that come by https or from a disk. This one came by http.");
}

async function checkThis(files: Files): Promise<void> {
  say("release-result", saying("p", word("Checking every file of the release…")));
  const tell = (done: number, all: number): void =>
    say("release-result", saying("p", word("Checked: {done} of {all} files"), { done, all }));
  const key = page.dataset["key"] ?? "";
  const check = await checkRelease(files, page.dataset["content"] ?? "", key, tell);
  say("release-result", ...releaseVerdict(check, key));
}

function releaseVerdict(check: ReleaseCheck, key: string): HTMLElement[] {
  if (check.problem !== null) return [verdict(false, check.problem)];
  const good = check.broken.length === 0;
  const list = document.createElement("ul");
  for (const [said, values] of [...check.broken, ...check.proved]) list.append(saying("li", said, values));
  return [
    verdict(good, good ? word("The release is whole") : word("The release does not hold")),
    list,
    saying("p", word("Whose release this is, a page cannot tell: ask its keeper, by another way, whether the key is {key}."), { key }),
  ];
}
