// Writing a chapter: live values are looked up as they are typed, and things are chosen from the record by
// their words. Blocks come and go (Wagtail's StreamField), so what each field needs is added as it appears.
export {};

const AFTER = 400; // milliseconds of quiet before the record is asked

const form = document.querySelector<HTMLFormElement>("#story-form");
const dialog = document.querySelector<HTMLDialogElement>("#choosing");
type Field = HTMLInputElement | HTMLTextAreaElement;

/** Calls again only after some quiet. */
function afterQuiet(act: () => void): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, AFTER);
  };
}

/** What a part of a screen holds, as nodes of this page; null where it could not be had. */
async function partOf(answer: Promise<Response>): Promise<NodeListOf<ChildNode> | null> {
  const found = await answer.catch(() => null);
  if (found === null || !found.ok || found.redirected) return null;
  return new DOMParser().parseFromString(await found.text(), "text/html").body.childNodes;
}

function spoken(name: string): string {
  const words = document.querySelector<HTMLTemplateElement>("#live-words")?.content;
  return words?.querySelector(`[${name}]`)?.textContent ?? "";
}

/** Shows under a field what its live values say now. */
function checkAsOneTypes(field: Field, address: string): void {
  const shown = document.createElement("output");
  shown.className = "live-values";
  shown.setAttribute("aria-live", "polite");
  field.after(shown);
  let asked = 0;
  const check = async (): Promise<void> => {
    const mine = ++asked;
    if (!field.value.includes("{{")) return shown.replaceChildren();
    const body = new FormData();
    body.set("words", field.value);
    const token = form?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const part = await partOf(fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } }));
    if (mine === asked && part !== null) shown.replaceChildren(...part);
  };
  field.addEventListener("input", afterQuiet(() => void check()));
  void check();
}

/** Puts words where the cursor stands, or in place of what a field holds. */
function insert(field: Field, words: string, whole: boolean): void {
  if (whole) field.value = words;
  else field.setRangeText(words, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

let choosing: (words: string) => void = () => undefined;

/** A button that opens the dialog for one kind of thing. */
function offer(field: Field, of: string, label: string, whole: boolean): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link choose";
  button.textContent = label;
  button.addEventListener("click", () => {
    if (dialog === null) return;
    dialog.dataset["of"] = of;
    choosing = (words) => {
      insert(field, words, whole);
      dialog.close();
      field.focus();
    };
    dialog.querySelector<HTMLInputElement>("#choosing-words")!.value = "";
    dialog.showModal();
    void look();
  });
  (field.nextElementSibling?.matches("output") ? field.nextElementSibling : field).after(button);
}

let looked = 0;

/** Fills the dialog with what fits. */
async function look(): Promise<void> {
  const words = dialog?.querySelector<HTMLInputElement>("#choosing-words");
  const shown = dialog?.querySelector("#chosen-from");
  if (dialog === null || !words || !shown || form === null) return;
  const mine = ++looked;
  const asked = new URLSearchParams({ of: dialog.dataset["of"] ?? "", words: words.value });
  const part = await partOf(fetch(`${form.dataset["choose"]}?${asked}`));
  if (mine === looked && part !== null) shown.replaceChildren(...part);
}

/** Gives a field that has just appeared what it needs. */
function equip(field: Field): void {
  if (field.dataset["equipped"] !== undefined) return;
  field.dataset["equipped"] = "";
  if (field.dataset["live"] !== undefined) {
    checkAsOneTypes(field, form?.dataset["check"] ?? "");
    offer(field, "values", spoken("data-choose-value"), false);
  }
  if (field.dataset["pick"] !== undefined) offer(field, field.dataset["pick"], spoken("data-choose-thing"), true);
}

function equipAll(): void {
  form?.querySelectorAll<Field>("[data-live], [data-pick]").forEach(equip);
  // Every block has its words and its title: groups of fields, not landmarks of one name.
  form?.querySelectorAll("section[aria-labelledby]:not([role])").forEach((each) => each.setAttribute("role", "group"));
}

if (form !== null && dialog !== null) {
  new MutationObserver(equipAll).observe(form, { childList: true, subtree: true });
  equipAll();
  const words = dialog.querySelector<HTMLInputElement>("#choosing-words");
  words?.addEventListener("input", afterQuiet(() => void look()));
  words?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    const chosen = (event.target as Element).closest<HTMLElement>("[data-insert]");
    if (chosen !== null) choosing(chosen.dataset["insert"] ?? "");
  });
}
