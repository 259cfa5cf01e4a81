// The browser says of every seed, byte for byte, what the command line says.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { openSite } from "./harness/browser.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const files = await readdir(`${ROOT}tests/seeds`, { recursive: true });
const migrations = files
  .filter((file) => file.endsWith(".sql") && !file.endsWith("schema.sql"))
  .map((file) => `tests/seeds/${file.replaceAll("\\", "/")}`)
  .sort();

const site = await openSite();
after(() => site.close());

/** What the program that makes plans answers, outside of the page's views. */
async function analyse(page, name, text) {
  const request = JSON.stringify({ files: [{ name, text }] });
  const response = await page.evaluate(async (request) => {
    const { glueUrl, module } = globalThis.lockstep.plan;
    const glue = await import(glueUrl);
    // Does nothing when it is already there.
    await glue.default({ module_or_path: module });
    return glue.analyze(request);
  }, request);
  return JSON.parse(response).report;
}

test("native and WebAssembly agree on every seed", async (t) => {
  assert.ok(migrations.length >= 9, "the seeds are gone");
  const page = await site.page();
  await page.waitForFunction(() => globalThis.lockstep);
  for (const migration of migrations) {
    await t.test(migration, async () => {
      const text = await readFile(ROOT + migration, "utf8");
      const golden = await readFile(ROOT + migration.replace(/sql$/, "report.json"), "utf8");
      const report = await analyse(page, migration, text);
      // The first line that differs says more than the whole of both.
      const ours = `${JSON.stringify(report, null, 2)}\n`.split("\n");
      const theirs = golden.split("\n");
      const at = theirs.findIndex((line, n) => line !== ours[n]);
      assert.equal(ours[at], theirs[at], `line ${at + 1}`);
      assert.equal(ours.length, theirs.length);
    });
  }
});
