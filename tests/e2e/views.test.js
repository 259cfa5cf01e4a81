// Every view at every width, in light and in dark: nothing runs out of the
// window, and axe finds nothing. With LOCKSTEP_SCREENSHOTS=folder each is kept
// as a picture, to be looked at.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { accessibilityProblems, openSite } from "./harness/browser.js";
import { analyse, OUTAGE, overflow, ready } from "./harness/lockstep.js";

const site = await openSite();
after(() => site.close());

const folder = process.env.LOCKSTEP_SCREENSHOTS;
if (folder) await mkdir(folder, { recursive: true });

const tab = (name) => (page) => page.getByRole("tab", { name }).click();
const look = (route) => async (page) => {
  await page.goto(`${site.url}#/${route}`);
  await page.locator(".reference-page h1").waitFor();
};

/** How to get to each view from the one before. */
const VIEWS = [
  ["empty", ready],
  ["review", (page) => analyse(page, OUTAGE)],
  ["timeline", tab("Timeline")],
  ["plan", async (page) => {
    await tab("Plan")(page);
    await page.locator(".steps, .phase").first().waitFor();
  }],
  ["runbook", tab("Runbook")],
  ["schema", tab("Schema")],
  ["sizes", tab("Sizes")],
  ["rules", look("rules")],
  ["rule", look("rules/set-not-null-scan")],
  ["command", look("locks/alter-table/set-not-null")],
  ["conflicts", look("conflicts")],
];

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 768, 1440]) {
    test(`${colorScheme}, ${width} px`, async () => {
      const page = await site.page({ viewport: { width, height: 900 }, colorScheme });
      for (const [name, go] of VIEWS) {
        await go(page);
        if (folder) {
          const path = join(folder, `${name}-${width}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: true });
        }
        assert.ok((await overflow(page)) <= 0, `${name} is wider than the window`);
        assert.deepEqual(await accessibilityProblems(page), [], name);
      }
      assert.deepEqual(page.complaints, []);
    });
  }
}
