// Before the first sight of a page that may have been opened from a disk: asks for the faces that it is set in, which
// the styles take only if they come in time. From a disk a browser refuses to be asked; there all is near, and once
// the styles are read the faces are let come a moment late.
const script = document.currentScript as HTMLScriptElement;

function ask(face: string): void {
  const link = document.createElement("link");
  const href = new URL(`fonts/${face}`, script.src).href;
  Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
  document.head.append(link);
}

if (location.protocol === "file:") document.fonts.forEach((face) => (face.display = "swap"));
else script.dataset["faces"]?.split(" ").forEach(ask);
