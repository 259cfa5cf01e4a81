// What surrounds a migration: the schema, the sizes, another version, and the
// timeline that shows them.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { openSite } from "./harness/browser.js";
import { analyse, OUTAGE, settled } from "./harness/lockstep.js";

const site = await openSite();
after(() => site.close());

const tab = (page, name) => page.getByRole("tab", { name });
const size = async (page, table, field, value) => {
  const input = page.getByRole("group", { name: table }).getByLabel(field);
  await input.fill(value);
  await input.press("Tab");
};

describe("the schema", () => {
  test("what depends on it is settled by it", async () => {
    const page = await site.page();
    await analyse(page, "ALTER TABLE users ALTER COLUMN id SET NOT NULL;\n");
    await page.locator(".depends").waitFor();
    await tab(page, "Schema").click();
    await page.getByLabel("What already exists, as SQL").fill("CREATE TABLE users (id int NOT NULL);");
    await page.locator(".depends").waitFor({ state: "detached" });
    assert.match(await tab(page, "Schema").textContent(), /given/);
    await tab(page, "Migration").click();
    await page.locator(".cm-line", { hasText: "ALTER TABLE users" }).waitFor();
  });

  test("a link carries it, and the sizes", async () => {
    const page = await site.page();
    await analyse(page, "CREATE INDEX ON users (name);\n");
    await tab(page, "Schema").click();
    await page.getByLabel("What already exists, as SQL").fill("CREATE TABLE users (name text);");
    await tab(page, "Sizes").click();
    await size(page, "users", "Rows", "50 M");
    await page.getByText("writes wait").first().waitFor();
    const before = page.url();
    await page.waitForURL((url) => url.href !== before && url.hash.length > 80);
    const other = await site.page({ fragment: new URL(page.url()).hash.slice(1) });
    await tab(other, "Sizes").click();
    assert.equal(await other.getByRole("group", { name: "users" }).getByLabel("Rows").inputValue(), "50 M");
    assert.equal(await other.getByLabel("What already exists, as SQL").inputValue(), "CREATE TABLE users (name text);");
  });
});

describe("sizes", () => {
  test("they become times, and the worst of them is said", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await tab(page, "Sizes").click();
    await size(page, "events", "Rows", "50 M");
    await size(page, "events", "Size", "9 GB");
    await size(page, "events", "Writes per second", "300");
    await page.getByRole("article").first().getByText("reads and writes wait").first().waitFor();
    await page.getByRole("article").first().getByText(/up to \d+ writes meanwhile/).waitFor();
  });

  test("what is no number is said to be none, and nothing is lost", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await tab(page, "Sizes").click();
    await size(page, "events", "Rows", "many");
    await page.getByRole("alert").getByText("Rows: a number, please").waitFor();
    const rows = page.getByRole("group", { name: "events" }).getByLabel("Rows");
    assert.equal(await rows.inputValue(), "many");
    await size(page, "events", "Rows", "2e6");
    await page.waitForFunction(() => !document.querySelector(".size-row .wrong"));
    assert.equal(await rows.inputValue(), "2 M");
  });

  test("PostgreSQL's own answer can be pasted", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await tab(page, "Sizes").click();
    await page.getByText("Ask PostgreSQL for them").click();
    await page.getByText("to_regclass('public.events')").waitFor();
    const answer = page.getByLabel("Its answer");
    await answer.fill("nonsense");
    await answer.press("Tab");
    await page.getByRole("alert").getByText("not the answer").waitFor();
    await answer.fill('{ "public.events" : {"rows" : 1150000, "bytes" : 2400000000} }');
    await answer.press("Tab");
    await page.waitForFunction(() => document.querySelector(".size-row input").value === "1.15 M");
  });
});

describe("the timeline", () => {
  test("a bar for the lock, to the end of its transaction, and the plan's beside it", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await tab(page, "Timeline").click();
    const written = page.locator(".drawing").first();
    await written.locator(".lock.everybody.long").waitFor();
    await written.getByText("As text").click();
    await written.getByText("events: ACCESS EXCLUSIVE from line 2 to the end of line 9").waitFor();
    const planned = page.locator(".drawing").nth(1);
    assert.equal(await planned.locator(".lock.everybody.long").count(), 0);
    await written.getByRole("button", { name: "Line 6" }).click();
    await page.locator(".cm-line.active-statement", { hasText: "CREATE INDEX" }).waitFor();
  });

  test("the slider makes times of widths, by keyboard as well", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await tab(page, "Timeline").click();
    await page.getByText("With sizes, widths become times").waitFor();
    const slider = page.getByRole("slider");
    await slider.focus();
    await page.keyboard.press("End");
    await page.getByText("Widths are times").waitFor();
    await page.locator("output").getByText("10 B rows").waitFor();
    const long = await page.locator(".drawing h2").first().textContent();
    for (let presses = 0; presses < 8; presses++) await page.keyboard.press("ArrowLeft");
    await page.locator("output").getByText("100 M rows").waitFor();
    await settled(page);
    assert.notEqual(await page.locator(".drawing h2").first().textContent(), long);
    await page.getByRole("button", { name: "Forget" }).click();
    await page.getByText("With sizes, widths become times").waitFor();
    assert.deepEqual(page.complaints, []);
  });
});

describe("opened files", () => {
  const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

  test("several are one history, in the order of their names", async () => {
    const page = await site.page();
    await analyse(page, "DROP TABLE mine;");
    await page.locator("#open-files").setInputFiles([
      file("V2__index.sql", "CREATE INDEX ON t (a);\n"),
      file("V1__table.sql", "CREATE TABLE t (a int);\n"),
      file("notes.txt", "not a migration"),
    ]);
    await page.getByRole("button", { name: "Go to V2__index.sql:1 in the editor" }).waitFor();
    assert.equal(await page.getByRole("article").count(), 2);
    await page.locator("#framework option", { hasText: "flyway, detected" }).waitFor({ state: "attached" });
  });

  test("what is dropped is opened, and what is no migration is said to be none", async () => {
    const page = await site.page();
    await analyse(page, "DROP TABLE mine;");
    const drop = (names) =>
      page.locator("#source").evaluate((pane, names) => {
        const dataTransfer = new DataTransfer();
        for (const name of names) dataTransfer.items.add(new File(["DROP TABLE theirs;"], name));
        for (const type of ["dragover", "drop"]) {
          pane.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }
      }, names);
    await drop(["a.png", "b.png"]);
    await page.getByText("None of these files is a migration").waitFor();
    await page.locator(".cm-line", { hasText: "mine" }).waitFor();
    await drop(["1.sql"]);
    await page.locator(".cm-line", { hasText: "theirs" }).waitFor();
    await tab(page, "Schema").click();
    await drop(["schema.sql"]);
    await page.waitForFunction(() => document.querySelector("#schema").value.includes("theirs"));
  });
});

describe("another version", () => {
  test("what it does differently stands at the statement", async () => {
    const page = await site.page();
    await analyse(page, "ALTER TABLE t ADD COLUMN total int GENERATED ALWAYS AS (a + b) VIRTUAL;\n");
    await page.getByLabel("Compare with").selectOption("18");
    await page.getByText("PostgreSQL 17 compared with 18: One statement differs there.").waitFor();
    await page.getByRole("article").getByText("On PostgreSQL 18").waitFor();
    await page.locator("#postgres").selectOption("18");
    await page.getByText("compared with").waitFor({ state: "detached" });
    assert.deepEqual(page.complaints, []);
  });
});

describe("files", () => {
  const download = async (page, button) => {
    const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
  };

  test("the plan as files of the framework, as SQL, and with its runbook", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await tab(page, "Plan").click();
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    const zip = await download(page, page.getByRole("button", { name: "files for dbmate (zip)" }));
    assert.equal(zip.name, "plan.zip");
    assert.equal(zip.bytes.subarray(0, 2).toString(), "PK");
    assert.ok(zip.bytes.includes("db/migrations/"), "dbmate's folder");
    assert.ok(zip.bytes.includes("-- migrate:up"), "dbmate's directive");
    assert.ok(zip.bytes.includes("RUNBOOK.md"));
    const sql = await download(page, page.getByRole("button", { name: "one SQL file" }));
    assert.match(sql.bytes.toString(), /^-- \d+ steps for PostgreSQL 17/);
    const markdown = await download(page, page.getByRole("button", { name: "Markdown with the runbook" }));
    assert.match(markdown.bytes.toString(), /\n## Runbook\n/);
    assert.deepEqual(requests.filter((url) => !url.startsWith("blob:")), [], "nothing was asked of the server");
    assert.deepEqual(page.complaints, []);
  });

  test("the report as Markdown, JSON and SARIF", async () => {
    const page = await site.page({ permissions: ["clipboard-read", "clipboard-write"] });
    await analyse(page, OUTAGE);
    const share = page.getByRole("button", { name: "Share" });
    await share.click();
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await page.getByText("Markdown copied.").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^## Lockstep: /);
    await share.click();
    const json = await download(page, page.getByRole("button", { name: "Save as JSON" }));
    assert.equal(JSON.parse(json.bytes).version, 1);
    await share.click();
    const sarif = await download(page, page.getByRole("button", { name: "Save as SARIF" }));
    assert.equal(JSON.parse(sarif.bytes).version, "2.1.0");
  });
});
