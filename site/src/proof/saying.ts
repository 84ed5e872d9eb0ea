/** Words in both languages at once: a style shows the one that the page is set to. */

// Messages come from the one catalogue at build time (see scripts/build_assets.py).
declare const MESSAGES: Record<string, Record<string, string>>;

export interface Said {
  readonly en: string;
  readonly ar: string;
}

export type Values = Record<string, string | number>;

/** The message in both languages; English messages are their own ids. */
export function word(message: string): Said {
  return { en: message, ar: MESSAGES["ar"]?.[message] ?? message };
}

/** An element that says it; `{name}` becomes the value, kept left to right among Arabic words. */
export function saying(tag: string, said: Said, values: Values = {}): HTMLElement {
  const element = document.createElement(tag);
  element.append(span("en", said.en, values), span("ar", said.ar, values));
  return element;
}

function span(language: "en" | "ar", text: string, values: Values): HTMLElement {
  const element = document.createElement("span");
  element.lang = language;
  for (const part of text.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    element.append(name === undefined ? part : isolated(values[name] ?? ""));
  }
  return element;
}

function isolated(value: string | number): HTMLElement {
  const element = document.createElement("bdi");
  element.textContent = typeof value === "number" ? value.toLocaleString("en") : value;
  return element;
}
