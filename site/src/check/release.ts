/** The release checked whole: its files against the manifest, and the manifest against its signature. */
import { type Bytes, fromHex, hex } from "../proof/bytes";
import { type Said, type Values, word } from "../proof/saying";
import { sha256OfFile } from "../proof/sha256";
import { able } from "../proof/showing";

/** A file of the release by its name; null where there is none. */
export type Files = (name: string) => Promise<Blob | null>;
type Line = readonly [Said, Values];

/** What was found; `problem` where nothing could be checked. */
export interface ReleaseCheck {
  readonly problem: Said | null;
  readonly broken: Line[];
  readonly proved: Line[];
}

interface Manifest {
  readonly content: string;
  readonly public_key: string;
  readonly files: Record<string, { sha256: string; size: number }>;
}

/** The files as the server of this site gives them. */
export function served(folder: string): Files {
  return async (name) => {
    const response = await fetch(folder + name.split("/").map(encodeURIComponent).join("/"), { cache: "no-store" });
    return response.ok ? response.blob() : null;
  };
}

/** The files that the reader chose: the folder 'downloads' of a site, or a release folder. */
export function chosen(files: readonly File[]): Files {
  return (name) => {
    const found = files.find((file) => {
      const path = file.webkitRelativePath === "" ? file.name : file.webkitRelativePath.split("/").slice(1).join("/");
      return path === name;
    });
    return Promise.resolve(found ?? null);
  };
}

/** Checks every file; `content` and `key` are what the pages of this site say of their release. */
export async function checkRelease(
  files: Files,
  content: string,
  key: string,
  tell: (done: number, all: number) => void,
): Promise<ReleaseCheck> {
  const [manifestFile, signature] = await Promise.all([had(files, "manifest.json"), had(files, "manifest.sig")]);
  const bytes = manifestFile === null ? null : new Uint8Array(await manifestFile.arrayBuffer());
  const manifest = bytes === null ? null : parsed(bytes);
  if (bytes === null || manifest === null) return { problem: word("There is no manifest that could be read."), broken: [], proved: [] };
  const broken: Line[] = [];
  const proved: Line[] = [];
  if (manifest.content !== content) broken.push([word("This is another release than the one these pages were made from."), {}]);
  if (manifest.public_key !== key) broken.push([word("The manifest names another key than these pages do."), {}]);
  await checkSignature(bytes, signature, manifest.public_key, broken, proved);
  await checkContent(manifest, broken);
  await checkFiles(manifest, files, tell, broken, proved);
  return { problem: null, broken, proved };
}

/** A file, or null where it cannot be had. */
async function had(files: Files, name: string): Promise<Blob | null> {
  try {
    return await files(name);
  } catch {
    return null;
  }
}

function parsed(bytes: Bytes): Manifest | null {
  try {
    const manifest = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Manifest;
    const whole = typeof manifest.content === "string" && typeof manifest.public_key === "string";
    return whole && Object.values(manifest.files).every(({ sha256 }) => typeof sha256 === "string") ? manifest : null;
  } catch {
    return null;
  }
}

async function checkSignature(bytes: Bytes, signature: Blob | null, key: string, broken: Line[], proved: Line[]): Promise<void> {
  if (signature === null) return void broken.push([word("The manifest is not signed."), {}]);
  if (!(await able())) return void proved.push([word("The signature was not checked: this browser cannot, or this page did not come by https."), {}]);
  const holds = await signedBy(key, new Uint8Array(await signature.arrayBuffer()), bytes);
  if (holds) proved.push([word("The manifest is signed with the key that these pages name."), {}]);
  else broken.push([word("The signature of the manifest does not hold."), {}]);
}

async function signedBy(key: string, signature: Bytes, bytes: Bytes): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey("raw", fromHex(key, 32), { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, imported, signature, bytes);
  } catch {
    return false;
  }
}

/** The identity of the content is the SHA-256 over the sorted lines '<sha256>  <path>' of all files. */
async function checkContent(manifest: Manifest, broken: Line[]): Promise<void> {
  const lines = Object.entries(manifest.files).map(([path, { sha256 }]) => `${sha256}  ${path}\n`);
  const found = hex(await sha256OfFile(new Blob([lines.sort().join("")]), () => undefined));
  if (found !== manifest.content) broken.push([word("The manifest’s list of files is not the one it was named after."), {}]);
}

async function checkFiles(
  manifest: Manifest,
  files: Files,
  tell: (done: number, all: number) => void,
  broken: Line[],
  proved: Line[],
): Promise<void> {
  const all = Object.entries(manifest.files);
  let good = 0;
  for (const [done, [name, { sha256 }]] of all.entries()) {
    tell(done, all.length);
    const file = await had(files, name);
    if (file === null) broken.push([word("Missing: {name}"), { name }]);
    else if (hex(await sha256OfFile(file, () => undefined)) !== sha256) broken.push([word("Not the file that the manifest names: {name}"), { name }]);
    else good += 1;
  }
  proved.push([word("Files that are, byte for byte, those the manifest names: {good} of {all}"), { good, all: all.length }]);
}
