// Messages come from the one catalogue at build time (see scripts/build_assets.py).
declare const MESSAGES: Record<string, Record<string, string>>;

/** The message in the page's language; English messages are their own ids. */
export function word(message: string): string {
  return MESSAGES[document.documentElement.lang]?.[message] ?? message;
}
