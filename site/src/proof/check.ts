/** The page that checks a proof bundle: everything happens here, and nothing is sent. */
import { hex } from "./bytes";
import { checkBundle } from "./bundle";
import { findings } from "./findings";
import { type Said, type Values, saying, word } from "./saying";
import { sha256OfFile } from "./sha256";
import { LARGEST_BUNDLE, able, shown, textOf } from "./showing";

const bundleInput = input("bundle");
const fileInput = input("file");
const keyInput = input("key");
const result = document.getElementById("result")!;
let round = 0;

for (const each of [bundleInput, fileInput]) each.addEventListener("change", () => void check());
keyInput.addEventListener("input", () => void check());
document.getElementById("language")!.addEventListener("click", () => {
  speak(document.documentElement.lang === "ar" ? "en" : "ar");
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  for (const file of event.dataTransfer?.files ?? []) take(file);
  void check();
});
speak(location.hash === "#ar" || (location.hash === "" && navigator.language.startsWith("ar")) ? "ar" : "en");

function input(id: string): HTMLInputElement {
  return document.getElementById(id) as HTMLInputElement;
}

function speak(language: "en" | "ar"): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = word("Check a proof")[language];
}

/** A dropped file goes where it belongs: a small .json is the bundle, until there is one. */
function take(file: File): void {
  const empty = bundleInput.files?.length === 0;
  const looks = file.name.endsWith(".json") && file.size <= LARGEST_BUNDLE;
  const held = new DataTransfer();
  held.items.add(file);
  (looks && empty ? bundleInput : fileInput).files = held.files;
}

async function check(): Promise<void> {
  round += 1;
  const mine = round;
  const bundle = bundleInput.files?.[0];
  const file = fileInput.files?.[0];
  const key = keyInput.value.trim().toLowerCase();
  result.replaceChildren();
  if (bundle === undefined) return;
  if (!(await able())) return tell(word("This browser cannot check the signature. Use a newer one, or ‘tahqiq verify’."));
  if (key !== "" && !/^[0-9a-f]{64}$/.test(key)) return tell(word("A public key is 64 digits from 0 to 9 and a to f."));
  const checked = await checkBundle(await textOf(bundle), key);
  const found = file === undefined ? "" : hex(await sha256OfFile(file, (share) => {
    if (mine === round) tell(word("Reading the file: {share} %"), { share: Math.floor(100 * share) });
  }));
  if (mine === round) result.replaceChildren(...shown(checked, findings(checked, key, found)));
}

function tell(said: Said, values: Values = {}): void {
  result.replaceChildren(saying("p", said, values));
}
