/** What a reader holds in hand of a player: play, a place in time, speed, captions. */
import { word } from "../words";

const SPEEDS = [0.75, 1, 1.25, 1.5];
const PLAY = "M6 3.5v17l14-8.5z";
const PAUSE = "M5.5 4h4v16h-4zM14.5 4h4v16h-4z";
const SVG = "http://www.w3.org/2000/svg";

export interface Controls {
  readonly play: HTMLButtonElement;
  readonly seek: HTMLInputElement;
  readonly speed: HTMLSelectElement;
  readonly captions: HTMLButtonElement | null;
  readonly caption: HTMLElement;
  readonly fault: HTMLElement;
  /** Shows where the recording is. */
  show(time: number, length: number, playing: boolean): void;
}

/** Makes the controls in their host. */
export function controls(host: HTMLElement, length: number, captioned: boolean): Controls {
  const [play, sign] = playButton();
  const seek = made("input", "seek");
  Object.assign(seek, { type: "range", min: "0", max: String(length), step: "0.5", value: "0" });
  seek.setAttribute("aria-label", word("Place in the recording"));
  const time = made("span", "player-time");
  const tools = made("div", "player-tools");
  const speed = speedChoice(tools, time);
  const captions = captioned ? captionsButton(tools) : null;
  const caption = made("p", "player-caption");
  caption.hidden = true;
  const fault = made("p", "player-fault");
  fault.hidden = true;
  fault.setAttribute("role", "status");
  host.prepend(play);
  host.append(seek, tools, caption, fault);
  const show = (at: number, whole: number, playing: boolean): void => {
    sign.setAttribute("d", playing ? PAUSE : PLAY);
    play.setAttribute("aria-label", playing ? word("Pause") : word("Play"));
    seek.max = String(whole);
    seek.value = String(at);
    const told = word("{time} of {length}").replace("{time}", clock(at)).replace("{length}", clock(whole));
    seek.setAttribute("aria-valuetext", told);
    time.textContent = told;
    host.style.setProperty("--played", `${whole > 0 ? (100 * at) / whole : 0}%`);
  };
  return { play, seek, speed, captions, caption, fault, show };
}

function playButton(): [HTMLButtonElement, SVGPathElement] {
  const play = made("button", "play");
  play.type = "button";
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const sign = picture.appendChild(document.createElementNS(SVG, "path"));
  play.append(picture);
  return [play, sign];
}

function speedChoice(tools: HTMLElement, time: HTMLElement): HTMLSelectElement {
  const speed = document.createElement("select");
  for (const each of SPEEDS) speed.append(new Option(`${each}×`, String(each), each === 1, each === 1));
  const label = document.createElement("label");
  label.append(word("Speed"), speed);
  tools.append(time, label);
  return speed;
}

function captionsButton(tools: HTMLElement): HTMLButtonElement {
  const captions = document.createElement("button");
  captions.type = "button";
  captions.textContent = word("Captions");
  captions.setAttribute("aria-pressed", "false");
  tools.append(captions);
  return captions;
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), { className: name });
}

/** A time as players show it, kept left to right among Arabic words. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `\u2066${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}\u2069`;
}
