// Work in the background: asks every two seconds how far it is, and loads the page anew when it is over.
const EVERY = 2000;

interface Far {
  over: boolean;
  state: string;
  step: string;
  far: string;
  share: number | null;
}

function tell(row: HTMLElement, far: Far): void {
  for (const [name, text] of Object.entries({ state: far.state, step: far.step, far: far.far })) {
    const place = row.querySelector(`[data-${name}]`);
    if (place !== null && place.textContent !== text) place.textContent = text;
  }
  const bar = row.querySelector("progress");
  if (bar === null) return;
  if (far.share === null) bar.removeAttribute("value");
  else bar.value = far.share;
}

async function look(row: HTMLElement): Promise<boolean> {
  const answer = await fetch(row.getAttribute("data-job") ?? "", { headers: { accept: "application/json" } });
  if (!answer.ok) return false; // logged out, or gone: the page itself will say so
  const far = (await answer.json()) as Far;
  tell(row, far);
  return far.over;
}

async function watch(rows: HTMLElement[]): Promise<void> {
  const over = await Promise.all(rows.map(look));
  if (over.some(Boolean)) location.reload();
  else setTimeout(() => void watch(rows), EVERY);
}

const rows = [...document.querySelectorAll<HTMLElement>("[data-job]")];
if (rows.length > 0) setTimeout(() => void watch(rows), EVERY);
