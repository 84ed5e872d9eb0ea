import { offerQuoting, selectedWords } from "./selection";
import { word } from "../words";

/** Seconds that an arrow key moves. */
const STEP = 5;

const player = document.querySelector<HTMLAudioElement>("[data-player]");

function say(words: string): void {
  const place = document.querySelector("[data-said]");
  if (place !== null) place.textContent = words;
}

/** Times are written as forms take them: minutes and seconds, hours where there are any. */
function written(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 && shown.length === 3 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

function timed(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-at]")];
}

/** The words said now are marked, in the transcript and among the passages. */
function follow(): void {
  if (player === null) return;
  const now = player.currentTime * 1000;
  const said = timed().filter((each) => Number(each.dataset["at"]) <= now);
  const last = Math.max(...said.map((each) => Number(each.dataset["at"])), -1);
  for (const each of timed()) {
    const here = Number(each.dataset["at"]) === last && !player.paused;
    if (here && !each.hasAttribute("data-now")) each.scrollIntoView({ block: "nearest" });
    each.toggleAttribute("data-now", here);
  }
}

function seek(to: number): void {
  if (player === null) say(word("Ask for the recording first."));
  else player.currentTime = Math.max(0, to);
}

function toggle(): void {
  if (player === null) say(word("Ask for the recording first."));
  else if (player.paused) void player.play();
  else player.pause();
}

/** The time now goes into the first of the two fields that is empty; both full, it begins anew. */
function takeTime(): void {
  const [from, to] = ["#from_time", "#to_time"].map((each) => document.querySelector<HTMLInputElement>(each));
  if (player === null || from === null || from === undefined || to === null || to === undefined) return;
  const now = written(player.currentTime);
  if (from.value === "" || to.value !== "") [from.value, to.value] = [now, ""];
  else to.value = now;
  say(`${from.value} – ${to.value}`);
}

function takeWords(): void {
  if (selectedWords() === undefined) {
    say(word("Select the words in the transcript first."));
    return;
  }
  document.querySelector<HTMLButtonElement>("[data-take] button")?.click();
  document.querySelector<HTMLSelectElement>("#knowledge")?.focus();
}

/** What stands before the words of a line: a time, or the times of a cue. */
const MARK = /^\s*(?:[[(]?\d[\d:.,]*[\])]?(?:\s+-->\s+[\d:.,]+)?\s+)?/;
let line = -1;

/** The words of a line without its time, where it has any. */
function wordsOf(element: HTMLElement): { text: Text; start: number; end: number } | undefined {
  const text = element.firstChild;
  if (!(text instanceof Text)) return undefined;
  const start = MARK.exec(text.data)?.[0].length ?? 0;
  const end = text.data.trimEnd().length;
  return start < end ? { text, start, end } : undefined;
}

/** Selects the next line with words in that direction; or draws the selection on as far as there. */
function go(by: number, extend: boolean): void {
  const lines = [...document.querySelectorAll<HTMLElement>(".transcript [data-from]")];
  let next = line + by;
  while (next >= 0 && next < lines.length && wordsOf(lines[next]!) === undefined) next += by;
  const element = lines[next];
  const found = element === undefined ? undefined : wordsOf(element);
  const selection = document.getSelection();
  if (element === undefined || found === undefined || selection === null) return;
  line = next;
  const { text, start, end } = found;
  if (extend && selection.anchorNode !== null) selection.extend(text, end);
  else selection.setBaseAndExtent(text, start, text, end);
  element.scrollIntoView({ block: "nearest" });
  say(selection.toString());
}

const KEYS: Record<string, () => void> = {
  j: () => go(1, false),
  k: () => go(-1, false),
  J: () => go(1, true),
  p: toggle,
  t: takeTime,
  m: takeWords,
  ",": () => seek((player?.currentTime ?? 0) - STEP),
  ".": () => seek((player?.currentTime ?? 0) + STEP),
};

function pressed(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (target.matches("input, textarea, select, audio") || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function clicked(event: MouseEvent): void {
  const to = (event.target as HTMLElement).closest<HTMLElement>("[data-seek]")?.dataset["seek"];
  if (to === undefined) return;
  seek(Number(to) / 1000);
  void player?.play();
}

document.addEventListener("keydown", pressed);
document.addEventListener("click", clicked);
player?.addEventListener("timeupdate", follow);
player?.addEventListener("pause", follow);
if (player !== null) for (const each of document.querySelectorAll<HTMLElement>("[data-seek]")) each.hidden = false;
for (const each of document.querySelectorAll<HTMLElement>("[data-needs-script]")) each.hidden = false;
offerQuoting();
