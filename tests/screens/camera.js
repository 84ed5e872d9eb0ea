// What a camera sees of a page: everything that lies outside, is cut off, lies on something else, or is missing.
async () => {
  const faults = [];
  // Nothing is judged while it moves or is on its way; what never arrives is a fault below.
  const soon = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, 3000))]);
  const ends = (each) => each.playState === "running" && Number.isFinite(each.effect.getComputedTiming().endTime);
  const moving = document.getAnimations().filter(ends);
  const loading = [...document.images].filter((each) => !each.complete && each.checkVisibility());
  const loaded = (image) => new Promise((done) => ["load", "error"].forEach((end) => image.addEventListener(end, done)));
  await soon(Promise.allSettled([...moving.map((each) => each.finished), ...loading.map(loaded), document.fonts.ready]));
  const root = document.documentElement;
  const width = root.clientWidth;
  const SLACK = 2;
  const rightToLeft = getComputedStyle(root).direction === "rtl";

  const named = (element) => {
    const kind = typeof element.className === "string" ? element.className : "";
    const words = (element.textContent ?? "").trim().replace(/\s+/gu, " ").slice(0, 40);
    return `<${element.localName}${kind && ` class="${kind}"`}> ${words}`;
  };
  const told = (fault, element) => faults.push(`${fault}: ${named(element)}`);

  // Of each element asked once: a long table has thousands, which share what stands above them.
  const once = (asked) => {
    const known = new Map();
    return (element) => {
      if (!known.has(element)) known.set(element, asked(element));
      return known.get(element);
    };
  };
  // Words for screen readers alone, closed dialogs and the like are not for the camera.
  const veiled = once((element) => {
    if (element === null || element === root) return false;
    const style = getComputedStyle(element);
    if (style.clipPath !== "none" || (element.offsetWidth <= 1 && style.overflow !== "visible")) return true;
    return element.matches(".skip, svg, [data-not-for-cameras]") || veiled(element.parentElement);
  });
  const unseen = once(
    (element) => !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || veiled(element),
  );
  const scrolls = once(
    (element) =>
      element !== null &&
      element !== root &&
      (/auto|scroll/u.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement)),
  );
  const block = once((element) => {
    const { display } = getComputedStyle(element);
    const flows = element !== root && (/^inline$/u.test(display) || display === "contents");
    return flows ? block(element.parentElement) : element;
  });

  if (root.scrollWidth > width) faults.push(`the page is ${root.scrollWidth - width} px wider than its window`);

  // Every line of text, with the block it belongs to.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const blocks = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, template, noscript, svg") || unseen(element)) continue;
    const whole = block(element);
    blocks.add(whole);
    const inside = scrolls(element);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      if (!inside && (box.left < -SLACK || box.right > width + SLACK)) told("outside the window", element);
      // The ink lies in the middle of a line's box; the rest is air for accents.
      const air = box.height * 0.25;
      lines.push({ element, whole, inside, left: box.left, right: box.right, top: box.top + air, bottom: box.bottom - air });
    }
  }

  lines.sort((one, other) => one.top - other.top);
  const open = [];
  const overlapping = new Set();
  for (const line of lines) {
    for (let at = open.length - 1; at >= 0; at -= 1) if (open[at].bottom <= line.top) open.splice(at, 1);
    for (const other of open) {
      if (other.whole === line.whole || line.inside !== other.inside) continue;
      const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      const down = Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top);
      if (across > SLACK && down > SLACK) overlapping.add(`${named(line.element)} on ${named(other.element)}`);
    }
    open.push(line);
  }
  for (const pair of overlapping) faults.push(`text lies on text: ${pair}`);

  for (const element of blocks) {
    const style = getComputedStyle(element);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    const cutAcross = hides(style.overflowX) && element.scrollWidth > element.clientWidth + SLACK;
    const cutDown = hides(style.overflowY) && element.scrollHeight > element.clientHeight + SLACK;
    if (cutAcross || cutDown) told("cut off", element);
  }

  for (const image of document.images) {
    if (!unseen(image) && !(image.complete && image.naturalWidth > 0)) faults.push(`not loaded: ${image.src}`);
  }
  for (const face of document.fonts) if (face.status === "error" || face.status === "loading") faults.push(`no typeface: ${face.family}`);

  const heading = document.querySelector("h1");
  if (heading === null) faults.push("no heading");
  else {
    const box = heading.getBoundingClientRect();
    const line = document.createRange();
    line.selectNodeContents(heading);
    const ink = [...line.getClientRects()];
    const begins = rightToLeft
      ? box.right - Math.max(...ink.map((each) => each.right))
      : Math.min(...ink.map((each) => each.left)) - box.left;
    if (Math.abs(begins) > SLACK && getComputedStyle(heading).textAlign !== "center") told("does not begin where its language begins", heading);
  }

  const TOUCHED = 44;
  if (width < 600) {
    const controls = "button, select, textarea, summary, nav a, input:not([type=hidden], [type=checkbox], [type=radio])";
    for (const control of document.querySelectorAll(controls)) {
      if (unseen(control)) continue;
      const { height } = control.getBoundingClientRect();
      if (height < TOUCHED - 0.5) told(`only ${Math.round(height)} px high for a finger`, control);
    }
  }
  return [...new Set(faults)];
}
