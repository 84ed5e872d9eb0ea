/** The pages of prose, asked of Pagefind's library. */

interface Found {
  data(): Promise<{ url: string; excerpt: string; meta: Record<string, string> }>;
}

interface Pagefind {
  options(options: { basePath: string; baseUrl: string; excerptLength: number }): Promise<void>;
  search(question: string): Promise<{ results: Found[] }>;
}

export interface Story {
  readonly href: string;
  readonly title: string;
  /** Words of the page; those that answer stand at odd places. */
  readonly excerpt: readonly string[];
}

let library: Promise<Pagefind> | undefined;

/** The pages of prose that answer a question, best first. */
export async function stories(root: string, question: string, most: number): Promise<Story[]> {
  library ??= load(root);
  const { results } = await (await library).search(question);
  return Promise.all(results.slice(0, most).map(shown));
}

async function load(root: string): Promise<Pagefind> {
  const base = new URL(`${root}pagefind/`, document.baseURI);
  const loaded = (await import(/* a file of the site */ `${base.href}pagefind.js`)) as Pagefind;
  await loaded.options({ basePath: base.href, baseUrl: new URL(root, document.baseURI).pathname, excerptLength: 24 });
  return loaded;
}

async function shown(found: Found): Promise<Story> {
  const { url, excerpt, meta } = await found.data();
  return { href: url, title: meta["title"] ?? url, excerpt: marked(excerpt) };
}

/** Pagefind's excerpt is HTML of its own, with <mark> around what answers: read as text, never set as HTML. */
function marked(excerpt: string): string[] {
  const body = new DOMParser().parseFromString(excerpt, "text/html").body;
  const parts = [""];
  for (const node of body.childNodes) {
    const answers = node.nodeName === "MARK";
    if (answers === (parts.length % 2 === 0)) parts[parts.length - 1] += node.textContent ?? "";
    else parts.push(node.textContent ?? "");
  }
  return parts;
}
