// The form for letters is shown where somebody takes them, and the text to copy where nobody does.
// Without this file both are shown, each saying when it serves.

const form = document.querySelector<HTMLFormElement>("[data-letter]");
if (form !== null) {
  fillIn(form);
  void showWhatServes(form);
}

/** Writes into the form the page that the reader came from, if its link says so. */
function fillIn(letter: HTMLFormElement): void {
  const about = new URLSearchParams(location.search).get("about");
  const field = letter.querySelector<HTMLInputElement>("[name=about]");
  if (about !== null && field !== null) field.value = about.slice(0, field.maxLength);
}

async function showWhatServes(letter: HTMLFormElement): Promise<void> {
  const open = await takesLetters(new URL("open", letter.action));
  for (const part of document.querySelectorAll<HTMLElement>("[data-when-open]")) part.hidden = !open;
  for (const part of document.querySelectorAll<HTMLElement>("[data-when-closed]")) part.hidden = open;
}

async function takesLetters(address: URL): Promise<boolean> {
  if (!location.protocol.startsWith("http")) return false;
  try {
    const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
    return answer.ok && (await answer.text()).trim() === "open";
  } catch {
    return false;
  }
}
