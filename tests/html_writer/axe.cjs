// Runs axe-core on pages: node axe.cjs CHROMIUM PAGE… ; prints the violations as JSON.
// Every rule, best practices too; on a desktop, on a phone, and in the dark.
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

const MODES = [
  { mode: "desktop", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { mode: "phone", viewport: { width: 360, height: 780 }, colorScheme: "light" },
  { mode: "dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
];
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-extensions"];

(async () => {
  const [executablePath, ...pages] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath, headless: true, args: ARGS });
  const found = [];
  for (const path of pages) {
    for (const { mode, ...how } of MODES) {
      const page = await browser.newPage(how);
      await page.route(/^https?:/, (route) => route.abort());
      await page.goto("file://" + path);
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const v of result.violations) {
        found.push({ page: path, mode, rule: v.id, count: v.nodes.length, first: v.nodes[0].html.slice(0, 200) });
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wider > 0) found.push({ page: path, mode, rule: "page-wider-than-screen", count: wider, first: "" });
      await page.close();
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})();
