/**
 * The SHA-256 of every sealed item and file of the release. They come as scripts, not as data: a
 * browser runs the scripts of a page that was opened from a disk, but reads no other file there.
 */

/** What a hash is known as. */
export interface Known {
  readonly kind: "item" | "file";
  readonly name: string;
}

declare global {
  interface Window {
    tahqiqHashes?: (rows: [string, Known["kind"], string][]) => void;
  }
}

const known = new Map<string, Known>();
const loaded = new Map<string, Promise<void>>();

window.tahqiqHashes = (rows) => {
  for (const [sha256, kind, name] of rows) known.set(sha256, { kind, name });
};

/**
 * What the release knows a hash as; undefined where it does not.
 *
 * The hashes lie in one file (`digits` 0), or in one for each beginning of so many digits.
 */
export async function knownAs(folder: string, digits: number, sha256: string): Promise<Known | undefined> {
  const name = digits === 0 ? "all" : sha256.slice(0, digits);
  if (!loaded.has(name)) loaded.set(name, load(`${folder}${name}.js`));
  try {
    await loaded.get(name);
  } catch (error) {
    loaded.delete(name);
    throw error;
  }
  return known.get(sha256);
}

function load(address: string): Promise<void> {
  const script = document.createElement("script");
  script.src = address;
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(address)));
    document.head.append(script);
  });
}
