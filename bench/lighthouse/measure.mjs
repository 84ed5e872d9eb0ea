// Usage: node measure.mjs RUNS TRIES URL [URL …]: what Lighthouse says of each page as a phone sees it, one JSON line a run.
// Pages take turns, until each has RUNS runs on a machine quick enough to tell, or all of TRIES turns are over.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const PARTS = {
  fcp_ms: "first-contentful-paint",
  lcp_ms: "largest-contentful-paint",
  tbt_ms: "total-blocking-time",
  si_ms: "speed-index",
  cls: "cumulative-layout-shift",
};
const QUICK_ENOUGH = 1000; // Lighthouse's own benchmark of the machine, below which it warns that scores are too low

const chrome = await launch({
  chromePath: "/usr/bin/chromium",
  chromeFlags: [
    "--headless=new",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
  ],
});

const [runs, tries, ...urls] = process.argv.slice(2);
const counted = new Map(urls.map((url) => [url, 0]));
try {
  for (let turn = 0; turn < Number(tries); turn += 1) {
    for (const url of urls.filter((each) => counted.get(each) < Number(runs))) {
      const told = await measured(url);
      if (told.quick_enough) counted.set(url, counted.get(url) + 1);
      process.stdout.write(`${JSON.stringify(told)}\n`);
    }
  }
} finally {
  await chrome.kill();
}

async function measured(url) {
  const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, output: "json" });
  const asked = lhr.audits["network-requests"]?.details?.items ?? [];
  return {
    url,
    quick_enough: lhr.environment.benchmarkIndex >= QUICK_ENOUGH,
    machine: lhr.environment.benchmarkIndex,
    scores: Object.fromEntries(
      CATEGORIES.map((name) => [name, Math.round((lhr.categories[name]?.score ?? 0) * 100)]),
    ),
    parts: Object.fromEntries(
      Object.entries(PARTS).map(([name, audit]) => [name, rounded(lhr.audits[audit]?.numericValue)]),
    ),
    kilobytes: rounded(asked.reduce((sum, each) => sum + (each.transferSize ?? 0), 0) / 1000),
    failed: Object.values(lhr.audits)
      .filter((each) => each.score !== null && each.score < 0.9 && each.scoreDisplayMode !== "informative")
      .map((each) => each.id),
    elsewhere: asked
      .map((each) => each.url)
      .filter((each) => /^https?:/.test(each) && new URL(each).host !== new URL(url).host),
  };
}

function rounded(number = Number.NaN) {
  return number >= 10 ? Math.round(number) : Math.round(number * 1000) / 1000;
}
