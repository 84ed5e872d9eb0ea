// Who else has this record open, asked every few seconds while the page is looked at.

const ASK_EVERY = 5_000; // milliseconds; whoever is not heard of for 15 seconds is gone (casebook/presence.py)

/** Keeps the note of others up to date, and says whether this person has changed something. */
export function showPresence(note: HTMLElement, form: HTMLFormElement | null): void {
  const address = note.dataset["presence"] ?? "";
  let editing = false;
  const ask = async (): Promise<void> => {
    if (document.hidden) return;
    const answer = await fetch(address, { method: "POST", body: said(editing) }).catch(() => null);
    if (answer === null || !answer.ok || answer.redirected) return;
    const others = ((await answer.json()) as { said: string }).said;
    note.textContent = others;
    note.hidden = others === "";
  };
  form?.addEventListener("input", () => {
    if (editing) return;
    editing = true;
    void ask();
  });
  window.setInterval(() => void ask(), ASK_EVERY);
  document.addEventListener("visibilitychange", () => void ask());
  window.addEventListener("pagehide", () => navigator.sendBeacon(address, said(false, true)));
  void ask();
}

/** The body of a question, with the token of any form of the page. */
function said(editing: boolean, leaving = false): FormData {
  const body = new FormData();
  const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  body.set("csrfmiddlewaretoken", token?.value ?? "");
  if (editing) body.set("editing", "1");
  if (leaving) body.set("leave", "1");
  return body;
}
