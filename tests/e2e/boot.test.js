// The site starts: below a sub-path, under its own Content-Security-Policy.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openSite } from "./harness/browser.js";

const site = await openSite();
after(() => site.close());

test("the page comes up and nothing complains", async () => {
  const page = await site.page();
  await page.getByRole("heading", { level: 1, name: "Lockstep" }).waitFor();
  assert.deepEqual(page.complaints, []);
  assert.deepEqual([...new Set(site.requests)], site.requests, "a file was loaded twice");
});

test("the policy forbids inline scripts and eval", async () => {
  const page = await site.page();
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute("content");
  const scripts = policy.split(";").find((it) => it.trim().startsWith("script-src"));
  assert.equal(scripts.trim(), "script-src 'self' 'wasm-unsafe-eval'");
  assert.equal(await page.locator("script:not([src])").count(), 0);
});

test("the worker runs the page's own program", async () => {
  const page = await site.page();
  await page.waitForFunction(() => globalThis.lockstep);
  const answer = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const { workerUrl, glueUrl, module } = globalThis.lockstep;
        const worker = new Worker(workerUrl, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage({ glueUrl, module });
      }),
  );
  assert.equal(answer, "ready");
  assert.deepEqual(page.complaints, []);
});
