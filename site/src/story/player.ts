/** The player of a commentary: it follows its own transcript, and never speaks by itself. */
import { word } from "../words";
import { type Controls, controls } from "./controls";

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly button: HTMLButtonElement;
}

/** Puts our player in the place of the browser's. */
export function offerPlayers(): void {
  for (const host of document.querySelectorAll<HTMLElement>("[data-player]")) {
    const sound = host.querySelector("audio");
    if (sound !== null) new Player(host, sound);
  }
}

class Player {
  private readonly controls: Controls;
  private readonly cues: Cue[];
  private readonly seconds: number;

  constructor(
    private readonly host: HTMLElement,
    private readonly sound: HTMLAudioElement,
  ) {
    this.seconds = Number(host.dataset["seconds"] ?? 0);
    this.cues = cuesOf(host);
    this.controls = controls(host, this.length, this.cues.length > 0);
    sound.controls = false;
    this.listen();
    this.show();
    host.dataset["ready"] = "";
  }

  private get length(): number {
    return Number.isFinite(this.sound.duration) ? this.sound.duration : this.seconds;
  }

  private listen(): void {
    const { play, seek, speed, captions } = this.controls;
    play.addEventListener("click", () => this.toggle());
    seek.addEventListener("input", () => this.go(Number(seek.value)));
    speed.addEventListener("change", () => (this.sound.playbackRate = Number(speed.value)));
    captions?.addEventListener("click", () => this.caption());
    for (const cue of this.cues) cue.button.addEventListener("click", () => this.from(cue.start));
    for (const event of ["timeupdate", "seeking", "durationchange", "play", "pause", "ended"]) {
      this.sound.addEventListener(event, () => this.show());
    }
    for (const each of [this.sound, this.sound.querySelector("source:last-of-type")]) {
      each?.addEventListener("error", () => this.failed());
    }
  }

  private toggle(): void {
    if (this.sound.paused) void this.start();
    else this.sound.pause();
  }

  /** Only one speaks at a time. */
  private async start(): Promise<void> {
    for (const other of document.querySelectorAll<HTMLMediaElement>("audio, video")) if (other !== this.sound) other.pause();
    await this.sound.play().catch(() => this.failed());
  }

  private from(time: number): void {
    this.go(time);
    void this.start();
  }

  /** A file that was not asked for yet is, and then gone into. */
  private go(time: number): void {
    if (this.sound.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.sound.addEventListener("loadedmetadata", () => (this.sound.currentTime = time), { once: true });
      this.sound.load();
    } else {
      this.sound.currentTime = time;
    }
    this.show(time);
  }

  private caption(): void {
    const { captions, caption } = this.controls;
    caption.hidden = !caption.hidden;
    captions?.setAttribute("aria-pressed", String(!caption.hidden));
  }

  private show(time = this.sound.currentTime): void {
    this.controls.show(time, this.length, !this.sound.paused);
    const begun = time > 0 || !this.sound.paused;
    const now = begun ? this.cues.find(({ start, end }) => time >= start && time < end) : undefined;
    for (const { button } of this.cues) {
      if (button === now?.button) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    this.controls.caption.textContent = now?.button.textContent ?? "";
  }

  private failed(): void {
    this.controls.fault.textContent = word("The recording cannot be played here. Its words stand below.");
    this.controls.fault.hidden = false;
    this.host.dataset["failed"] = "";
  }
}

/** The lines of the transcript, made buttons that lead to their moment. */
function cuesOf(host: HTMLElement): Cue[] {
  const lines = host.parentElement?.querySelectorAll<HTMLElement>(".transcript [data-start]") ?? [];
  return [...lines].map((line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = line.className;
    button.append(...line.childNodes);
    line.replaceWith(button);
    return { start: Number(line.dataset["start"]), end: Number(line.dataset["end"]), button };
  });
}
