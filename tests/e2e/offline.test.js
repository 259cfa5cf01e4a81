// Without a network, and when a newer build is there.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openSite } from "./harness/browser.js";
import { analyse, editor, OUTAGE, ready, settled } from "./harness/lockstep.js";

const site = await openSite();
after(() => site.close());

const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

test("after one visit everything works without a network", async () => {
  const page = await site.page();
  await ready(page);
  assert.ok(await kept(page));
  // What makes plans is fetched behind the first check.
  await settled(page);
  await page.context().setOffline(true);
  await page.reload();
  await analyse(page, OUTAGE);
  await page.getByRole("tab", { name: "Plan" }).click();
  await page.locator(".step").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  assert.deepEqual(page.complaints, []);
});

test("a newer build is announced, loaded when agreed to, and the text stays", async () => {
  const page = await site.page();
  await analyse(page, "DROP TABLE mine;");
  assert.ok(await kept(page));
  await page.waitForFunction(() => localStorage.getItem("lockstep.draft.v1")?.includes("mine"));
  await page.reload();
  await ready(page);
  const path = fileURLToPath(new URL("../../dist/sw.js", import.meta.url));
  const worker = await readFile(path, "utf8");
  site.changed.set("sw.js", worker.replace(/"version":"\w+"/, '"version":"next"'));
  await page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.update()));
  await page.getByText("A newer Lockstep is here.").waitFor();
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Load it" }).click();
  await reloaded;
  await ready(page);
  assert.equal(await editor(page).textContent(), "DROP TABLE mine;");
  assert.deepEqual(await page.evaluate(() => caches.keys()), ["lockstep-next"]);
});
