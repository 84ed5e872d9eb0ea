// Usage: node measure.mjs URL [URL …]: Lighthouse's scores of each page as a phone sees it, one JSON line a page.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
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
try {
  for (const url of process.argv.slice(2)) {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, output: "json" });
    const scores = Object.fromEntries(
      CATEGORIES.map((name) => [name, Math.round((lhr.categories[name]?.score ?? 0) * 100)]),
    );
    const failed = Object.values(lhr.audits)
      .filter((each) => each.score !== null && each.score < 0.9 && each.scoreDisplayMode !== "informative")
      .map((each) => each.id);
    const elsewhere = (lhr.audits["network-requests"]?.details?.items ?? [])
      .map((each) => each.url)
      .filter((each) => /^https?:/.test(each) && new URL(each).host !== new URL(url).host);
    process.stdout.write(`${JSON.stringify({ url, scores, failed, elsewhere })}\n`);
  }
} finally {
  await chrome.kill();
}
