/** What a trail's page holds at the place that a link points to. */

/** A part of another page, ready to stand in this one. */
export interface Trail {
  readonly href: string;
  readonly title: readonly Node[];
  readonly content: readonly Node[];
}

const PREFIX = "trail-";
const POINTING = ["aria-labelledby", "aria-describedby", "for"];

/** The part of a page that an address points to; null where it cannot be had. */
export async function readTrail(href: string): Promise<Trail | null> {
  try {
    const response = await fetch(href);
    if (!response.ok) return null;
    return partOf(new DOMParser().parseFromString(await response.text(), "text/html"), href);
  } catch {
    return null;
  }
}

function partOf(page: Document, href: string): Trail | null {
  const fragment = decodeURIComponent(new URL(href).hash.slice(1));
  const found = fragment === "" ? page.querySelector("main") : page.getElementById(fragment);
  if (found === null) return null;
  const heading = page.querySelector("h1");
  const part = document.importNode(found, true);
  for (const each of part.querySelectorAll("h1, .crumb, script, .check, .filter")) each.remove();
  resolve(part, href);
  rename(part);
  const title = [...(heading?.childNodes ?? [])].map((node) => document.importNode(node, true));
  return { href, title, content: fragment === "" ? [...part.childNodes] : [...contextOf(page, found), part] };
}

/** The seal of the item a quote is from stands at the head of its page. */
function contextOf(page: Document, part: Element): Node[] {
  const seal = page.querySelector("main > .seal");
  if (seal === null || seal.contains(part) || part.contains(seal)) return [];
  return [document.importNode(seal, true)];
}

/** Links of another folder lead where they led. */
function resolve(part: Element, href: string): void {
  for (const link of part.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    link.setAttribute("href", new URL(link.getAttribute("href")!, href).href);
  }
}

/** No id of another page may be taken for one of this. */
function rename(part: Element): void {
  for (const each of [part, ...part.querySelectorAll<HTMLElement>("*")]) {
    if (each.id !== "") each.id = PREFIX + each.id;
    for (const name of POINTING) {
      const value = each.getAttribute(name);
      if (value !== null) each.setAttribute(name, PREFIX + value);
    }
  }
}
