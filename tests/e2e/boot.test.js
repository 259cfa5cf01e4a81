// The site starts: below a sub-path, under its own Content-Security-Policy.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openSite } from "./harness/browser.js";
import { analyse, OUTAGE, ready } from "./harness/lockstep.js";

const site = await openSite();
after(() => site.close());

test("the page comes up and nothing complains", async () => {
  const page = await site.page();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await ready(page);
  assert.deepEqual(page.complaints, []);
});

test("the policy forbids inline scripts, inline styles and eval", async () => {
  const page = await site.page();
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute("content");
  const directive = (name) =>
    policy.split(";").map((it) => it.trim()).find((it) => it.startsWith(`${name} `));
  assert.equal(directive("script-src"), "script-src 'self' 'wasm-unsafe-eval'");
  assert.equal(directive("style-src"), "style-src 'self'");
  assert.equal(directive("connect-src"), "connect-src 'self'");
  assert.equal(await page.locator("script:not([src]), style").count(), 0);
});

test("the worker runs the page's own program", async () => {
  const page = await site.page();
  await page.waitForFunction(() => globalThis.lockstep);
  const answer = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const { workerUrl, check } = globalThis.lockstep;
        const worker = new Worker(workerUrl, { type: "module" });
        worker.onmessage = ({ data: { revision, packed } }) => resolve([revision, packed.length]);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(check);
        const request = JSON.stringify({ files: [{ name: "a.sql", text: "SELECT 1;" }] });
        worker.postMessage({ revision: 7, request });
      }),
  );
  const [revision, bytes] = answer;
  assert.equal(revision, 7);
  assert.ok(bytes > 0);
  assert.deepEqual(page.complaints, []);
});

test("without what makes plans the page still checks, and says so", async () => {
  site.missing.add("lockstep-wasm.js");
  const page = await site.page();
  await analyse(page, OUTAGE);
  await page.getByText("ACCESS EXCLUSIVE").first().waitFor();
  await page.getByRole("tab", { name: "Plan" }).click();
  await page.getByText("What makes the plan could not be loaded").waitFor();

  site.missing.clear();
  await analyse(page, `${OUTAGE}-- again`);
  await page.locator(".step").first().waitFor();
});

test("the page can be read and typed into before its program arrives", async () => {
  const page = await site.page({ javaScriptEnabled: false });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("textbox", { name: "Migration SQL" }).fill("SELECT 1;");
});

test("what was typed before the program arrived is kept", async () => {
  const page = await site.page({ serviceWorkers: "block" });
  const program = ({ pathname }) => /\/lockstep-web[^/]*\.wasm$/.test(pathname);
  await page.route(program, async (route) => {
    await page.locator("#sql").fill("DROP TABLE typed_early;");
    await route.continue();
  });
  await page.reload();
  await page.getByText("typed_early").first().waitFor();
  await ready(page);
  assert.match(await page.locator(".cm-content").textContent(), /typed_early/);
});

test("without the rich editor the plain one goes on working", async () => {
  const page = await site.page();
  await page.route(/\/editor\.js/, (route) => route.abort());
  await page.reload();
  const field = page.locator("#sql");
  await page.locator("#result .starters").waitFor();
  await field.fill("DROP TABLE plain;");
  await page.locator(".verdict").waitFor();
  assert.ok(await field.isVisible());
});
