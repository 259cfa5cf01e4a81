// The list of commands, the keys of the page, links from other tools, and what
// can be handed on as a page of its own.
import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { accessibilityProblems, openSite } from "./harness/browser.js";
import { analyse, editor, OUTAGE, ready, settled, text } from "./harness/lockstep.js";

const site = await openSite();
after(() => site.close());

const palette = (page) => page.getByRole("dialog", { name: "Commands" });
const chosen = (page) => palette(page).getByRole("option", { selected: true });
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");

describe("the list of commands", () => {
  test("it opens by key, finds by words, and does what it says", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await page.keyboard.press("ControlOrMeta+k");
    await palette(page).waitFor();
    assert.equal(await chosen(page).textContent(), "Next findingF8");
    await page.keyboard.type("post compare 13");
    assert.equal(await chosen(page).textContent(), "Compare with PostgreSQL 13");
    await page.keyboard.press("Enter");
    await palette(page).waitFor({ state: "detached" });
    assert.equal(await page.locator("#compare").inputValue(), "13");
    assert.deepEqual(page.complaints, []);
  });

  test("arrows choose, Escape closes, and the focus comes back", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await page.keyboard.press("F1");
    await palette(page).waitFor();
    const first = await chosen(page).textContent();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(
      (first) => document.querySelector("[role=option][aria-selected=true]").textContent !== first,
      first,
    );
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    const last = palette(page).getByRole("option").last();
    assert.equal(await last.getAttribute("aria-selected"), "true");
    await page.keyboard.press("Escape");
    await palette(page).waitFor({ state: "detached" });
    assert.equal(await editor(page).evaluate((it) => it.getRootNode().activeElement === it), true);
  });

  test("what fits nothing is said to, and a click will do as well", async () => {
    const page = await site.page();
    await ready(page);
    await page.getByRole("button", { name: "Commands and keys" }).click();
    await page.keyboard.type("no such thing");
    await palette(page).getByText("Nothing fits these words.").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("example four");
    await palette(page).getByRole("option", { name: /Four shapes/ }).click();
    await settled(page);
    assert.match(await text(page), /ALTER TABLE/);
  });
});

describe("the keys", () => {
  test("from finding to finding, and from pane to pane", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await page.keyboard.press("F8");
    await page.locator("article.active, .card.active").first().waitFor();
    const line = () => page.evaluate(() => document.querySelector(".card.active .line-link")?.textContent);
    const first = await line();
    await page.keyboard.press("F8");
    await page.waitForFunction(
      (first) => document.querySelector(".card.active .line-link")?.textContent !== first,
      first,
    );
    await page.keyboard.press("Shift+F8");
    await page.waitForFunction(
      (first) => document.querySelector(".card.active .line-link")?.textContent === first,
      first,
    );
    await editor(page).focus();
    await page.keyboard.press("F6");
    assert.equal(await focused(page), "tab-review");
    await page.keyboard.press("F6");
    assert.equal(await editor(page).evaluate((it) => it.getRootNode().activeElement === it), true);
  });
});

describe("links from other tools", () => {
  const sql = "ALTER TABLE users\n  ALTER COLUMN name SET NOT NULL; -- 100 % & more\n";

  test("the SQL, the version and the view in the fragment", async () => {
    const parameters = new URLSearchParams({ sql, pg: "14", view: "plan", framework: "flyway" });
    const page = await site.page({ fragment: String(parameters) });
    await settled(page);
    assert.equal(await text(page), sql);
    assert.equal(await page.locator("#postgres").inputValue(), "14");
    assert.equal(await page.locator("#framework").inputValue(), "flyway");
    assert.equal(await page.getByRole("tab", { name: "Plan" }).getAttribute("aria-selected"), "true");
  });

  test("in the query as well, which then leaves the address", async () => {
    const page = await site.page();
    await page.goto(`${site.url}?${new URLSearchParams({ sql, pg: "99" })}`);
    await settled(page);
    assert.equal(await text(page), sql);
    assert.equal(await page.locator("#postgres").inputValue(), "17");
    await page.waitForURL((url) => url.search === "" && url.hash.startsWith("#v1."));
  });

  test("a bomb is not unpacked", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    const fragment = await page.evaluate(async () => {
      const zeros = new Blob([new Uint8Array(64 * 1024 * 1024)]);
      const packed = zeros.stream().pipeThrough(new CompressionStream("deflate-raw"));
      const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
      let binary = "";
      for (const byte of bytes) binary += String.fromCharCode(byte);
      return `v1.${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
    });
    await page.evaluate((hash) => { location.hash = hash; }, fragment);
    await page.getByRole("alert").getByText("more than 2 MB").waitFor();
    assert.equal(await text(page), OUTAGE);
  });

  test("a migration of 2,000 characters makes a link of 700 at most", async (t) => {
    const page = await site.page();
    const statement = (n) =>
      `ALTER TABLE public.orders_${n} ADD COLUMN discount_${n} numeric(10, 2) NOT NULL DEFAULT 0;\n` +
      `CREATE INDEX CONCURRENTLY idx_orders_${n}_customer ON public.orders_${n} (customer_id);\n`;
    let migration = OUTAGE;
    for (let n = 1; migration.length < 2000; n += 1) migration += statement(n);
    migration = migration.slice(0, 2000);
    await analyse(page, migration);
    await page.waitForURL((url) => url.hash.startsWith("#v1."));
    const { hash } = new URL(page.url());
    t.diagnostic(`${hash.length} characters`);
    assert.ok(hash.length <= 700);
  });
});

describe("what is handed on", () => {
  test("a page that needs nothing else", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await page.getByRole("button", { name: "Share" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as HTML" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "lockstep.html");
    const path = join(await mkdtemp(join(tmpdir(), "lockstep-")), "lockstep.html");
    await download.saveAs(path);
    const file = pathToFileURL(path).href;
    // A window that has never been on the site, and runs no script.
    const context = await page.context().browser().newContext({ javaScriptEnabled: false });
    const other = await context.newPage();
    const asked = [];
    other.on("request", (request) => asked.push(request.url()));
    await other.goto(file);
    await other.getByRole("heading", { name: "Runbook" }).waitFor();
    await other.getByText("ALTER COLUMN connection_id SET NOT NULL").first().waitFor();
    assert.deepEqual(asked, [file]);
  });
});

test("high contrast is chosen, kept, and readable", async () => {
  const page = await site.page({ colorScheme: "light" });
  await analyse(page, OUTAGE);
  for (let n = 0; n < 3; n += 1) await page.getByRole("button", { name: /^Colours/ }).click();
  await page.getByRole("button", { name: "Colours: high contrast" }).waitFor();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await paper(), "rgb(255, 255, 255)");
  await page.reload();
  await settled(page);
  assert.equal(await paper(), "rgb(255, 255, 255)");
  assert.deepEqual(await accessibilityProblems(page), []);
});
