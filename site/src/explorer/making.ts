/** Elements with words in them; words are set as text, never as HTML. */
export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name = "",
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (name !== "") element.className = name;
  element.append(...content);
  return element;
}

/** The element of the page that is called so. */
export function part<E extends HTMLElement = HTMLElement>(name: string): E {
  const found = document.querySelector<E>(`[data-part="${name}"]`);
  if (found === null) throw new Error(`the page has no part ${name}`);
  return found;
}

/** Words of a record in a language of their own. */
export function worded(text: string, language: string, name = ""): HTMLElement {
  const element = made("bdi", name, text);
  if (language !== document.documentElement.lang) element.lang = language;
  return element;
}
