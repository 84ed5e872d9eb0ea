/** The quick way out: the page is emptied at once, and its place in the browser's history is taken. */

/** Milliseconds within which Escape must be pressed again. */
const WITHIN = 1000;

/** Makes the links leave without a trace of the page, and Escape pressed twice do the same. */
export function offerLeaving(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  let last = Number.NEGATIVE_INFINITY;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - last < WITHIN) leave();
    last = event.timeStamp;
  });
}

function leave(): void {
  const out = document.querySelector<HTMLAnchorElement>("a[data-leave]")!.href;
  for (const sound of document.querySelectorAll<HTMLMediaElement>("audio, video")) sound.pause();
  document.title = "";
  document.body.replaceChildren();
  location.replace(out);
}
