// The playground, used as a visitor uses it.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessibilityProblems, openSite } from "./harness/browser.js";
import { analyse, editor, OUTAGE, overflow, paste, ready, settled, text } from "./harness/lockstep.js";

const site = await openSite();
after(() => site.close());

const tab = (page, name) => page.getByRole("tab", { name });
const DIFF = `diff --git a/README.md b/README.md
--- a/README.md
+++ b/README.md
@@ -1 +1 @@
-Old.
+New.
diff --git a/db/2_index.sql b/db/2_index.sql
--- a/db/2_index.sql
+++ b/db/2_index.sql
@@ -1,2 +1,3 @@
 SET lock_timeout = '2s';
 
+CREATE INDEX orders_note ON orders (note);
`;
const NARROW = { width: 390, height: 844 };

describe("a migration", () => {
  test("the outage: its lock, its rewrite, and a plan free of both", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    const card = page.getByRole("article").first();
    await card.getByText("ACCESS EXCLUSIVE").first().waitFor();
    await card.getByText("blocks reads and writes").first().waitFor();
    await card.locator(".tag", { hasText: "rewrites the table" }).waitFor();

    await tab(page, "Plan").click();
    await page.locator(".difference").waitFor();
    const steps = page.locator(".step");
    assert.ok((await steps.count()) >= 3, "several steps");
    for (const step of await steps.all()) {
      const words = await step.locator(".step-foot").textContent();
      assert.doesNotMatch(words, /rewrites|as long as the table is large/);
    }
    assert.deepEqual(page.complaints, []);
  });

  test("PostgreSQL 18 has a way without a substitute, and it is named", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await page.locator("#postgres").selectOption("18");
    await settled(page);
    await page.locator("#result").getByText("VIRTUAL").first().waitFor();
  });

  test("a statement that cannot be read hides no other", async () => {
    const page = await site.page();
    await analyse(page, "ALTER TBLE oops ADD x int;\n\nDROP TABLE users;\n");
    assert.equal(await page.getByRole("article").count(), 2);
    await page.getByText("not understood").first().waitFor();
  });

  test("a diff: files are named, what it leaves out and does not change is said", async () => {
    const page = await site.page();
    await analyse(page, DIFF);
    const cards = page.getByRole("article");
    assert.equal(await cards.count(), 2);
    await cards.nth(0).getByText("not changed by the diff").waitFor();
    await cards.nth(1).getByRole("button", { name: "Go to db/2_index.sql:3 in the editor" }).click();
    await page.locator(".cm-line.active-statement", { hasText: "CREATE INDEX" }).waitFor();
    await page.getByRole("list", { name: "About the input" }).getByText("it is not SQL: README.md").waitFor();
  });

  test("cards and lines point at each other", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    const second = page.getByRole("article").nth(1);
    await second.getByRole("button", { name: "Go to line 6 in the editor" }).click();
    await page.locator(".card.active").getByText("line 6").waitFor();
    await page.getByRole("article").nth(0).hover();
    await page.locator(".cm-line.active-statement", { hasText: "ADD COLUMN" }).waitFor();
  });

  test("a finding opens its steps", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    await page.getByRole("button", { name: /^Steps? .* of the plan$/ }).first().click();
    await page.locator(".step h3:focus").waitFor();
    assert.equal(await tab(page, "Plan").getAttribute("aria-selected"), "true");
  });

  test("an example is one click away", async () => {
    const page = await site.page();
    await ready(page);
    await page.getByRole("button", { name: "Examples" }).click();
    await page.locator("#examples .example").first().click();
    await page.getByRole("article").first().waitFor();
    assert.equal(await page.locator("#examples").isVisible(), false);
  });
});

describe("privacy", () => {
  test("after loading, nothing is requested", async () => {
    const page = await site.page();
    await analyse(page, "SELECT 1;");
    // To keep the page for later is a part of loading.
    await page.evaluate(() => navigator.serviceWorker.ready);
    const before = site.requests.length;
    await analyse(page, OUTAGE);
    await page.locator("#postgres").selectOption("14");
    await settled(page);
    await tab(page, "Plan").click();
    await tab(page, "Runbook").click();
    // The browser fetches the page's icon, a part of loading, when it finds time.
    const later = site.requests.slice(before).filter((path) => !path.endsWith("/icon.svg"));
    assert.deepEqual(later, []);
    assert.deepEqual(page.complaints, []);
  });
});

describe("links and drafts", () => {
  test("a shared link brings back text, version and view", async () => {
    const page = await site.page({ permissions: ["clipboard-read", "clipboard-write"] });
    await analyse(page, `${OUTAGE}-- naïve 🦀\n`);
    await page.locator("#postgres").selectOption("15");
    await tab(page, "Plan").click();
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("Link copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /#v1\.[\w-]+$/);
    assert.ok(link.length < 1_000, `${link.length} characters`);

    const other = await site.page({ fragment: new URL(link).hash.slice(1) });
    await other.locator(".verdict").waitFor();
    await ready(other);
    assert.equal(await text(other), `${OUTAGE}-- naïve 🦀\n`);
    assert.equal(await other.locator("#postgres").inputValue(), "15");
    assert.equal(await tab(other, "Plan").getAttribute("aria-selected"), "true");
  });

  test("a damaged link is said to be one, and the draft is kept", async () => {
    const page = await site.page();
    await analyse(page, "DROP TABLE mine;");
    await page.waitForFunction(() => localStorage.getItem("lockstep.draft.v1")?.includes("mine"));
    for (const [fragment, words] of [
      ["v1.zzzz", "damaged or cut off"],
      ["v9.abcd", "newer Lockstep"],
    ]) {
      await page.evaluate((hash) => { location.hash = hash; }, fragment);
      await page.getByRole("alert").getByText(words).waitFor();
      assert.equal(await text(page), "DROP TABLE mine;");
    }
    const other = await page.context().newPage();
    await other.goto(`${site.url}#v1.zzzz`);
    await other.getByRole("alert").getByText("damaged").waitFor();
    await ready(other);
    assert.equal(await text(other), "DROP TABLE mine;");
  });

  test("a link opened over a draft gives it back", async () => {
    const page = await site.page();
    await analyse(page, "DROP TABLE theirs;");
    await page.waitForURL(/#v1\./);
    const link = page.url();
    const mine = await site.page();
    await analyse(mine, "DROP TABLE mine;");
    await mine.waitForFunction(() => localStorage.getItem("lockstep.draft.v1")?.includes("mine"));
    await mine.evaluate((url) => { location.href = url; }, link);
    await mine.locator(".cm-line", { hasText: "theirs" }).waitFor();
    await mine.getByRole("button", { name: "Back to my draft" }).click();
    await mine.locator(".cm-line", { hasText: "mine" }).waitFor();
  });

  test("the draft survives a reload, and blocked storage is tolerated", async () => {
    const page = await site.page();
    await analyse(page, "DROP TABLE mine;");
    await page.waitForFunction(() => localStorage.getItem("lockstep.draft.v1")?.includes("mine"));
    await page.goto("about:blank");
    await page.goto(site.url);
    await page.locator(".cm-line", { hasText: "mine" }).waitFor();
    await settled(page);

    await page.context().addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get() { throw new DOMException("blocked", "SecurityError"); },
      });
    });
    await page.goto("about:blank");
    await page.goto(site.url);
    await analyse(page, "DROP TABLE unkept;");
    assert.deepEqual(page.complaints, []);
  });
});

describe("a worker that breaks down", () => {
  const worker = (page) => page.workers()[0] ?? page.waitForEvent("worker");

  test("after a crash the text is safe and the next change goes on", async () => {
    const page = await site.page();
    await analyse(page, "DROP TABLE a;");
    const dying = await worker(page);
    await dying.evaluate(() => { setTimeout(() => { throw new Error("the engine is on fire"); }); });
    await page.getByRole("alert").getByText("the engine is on fire").waitFor();
    assert.equal(await text(page), "DROP TABLE a;");
    await analyse(page, OUTAGE);
    await page.getByRole("article").nth(1).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
  });

  test("a worker that hangs is replaced", async () => {
    const page = await site.page();
    await analyse(page, "DROP TABLE a;");
    const stuck = await worker(page);
    await stuck.evaluate(() => { setTimeout(() => { for (;;); }); });
    await paste(page, "DROP TABLE b;");
    await page.getByRole("alert").getByText("no answer in time").waitFor({ timeout: 20_000 });
    await analyse(page, "DROP TABLE c;\nDROP TABLE d;");
    await page.getByRole("article").nth(1).waitFor();
  });
});

describe("everybody", () => {
  test("the keyboard alone is enough", async () => {
    const page = await site.page();
    await ready(page);
    const focused = async (locator) => {
      for (let presses = 0; presses < 60; presses++) {
        if (await locator.evaluate((it) => it === document.activeElement || it.contains(document.activeElement))) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`not reached by Tab: ${locator}`);
    };
    await focused(page.locator(".editor"));
    await page.keyboard.insertText(OUTAGE);
    await page.getByRole("article").first().waitFor();
    const splitter = page.getByRole("separator");
    await focused(splitter);
    const before = Number(await splitter.getAttribute("aria-valuenow"));
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      (least) => Number(document.querySelector("[role=separator]").ariaValueNow) > least,
      before,
    );
    await focused(tab(page, "Review"));
    await page.keyboard.press("ArrowRight");
    await page.locator("#tab-timeline:focus[aria-selected=true]").waitFor();
    await page.keyboard.press("End");
    await page.locator("#tab-runbook:focus[aria-selected=true]").waitFor();
    await page.keyboard.press("Home");
    await page.locator("#tab-review:focus[aria-selected=true]").waitFor();
    await focused(page.getByRole("button", { name: "Go to line 2 in the editor" }));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches(".editor"));
  });

  test("the verdict is announced once typing has stopped", async () => {
    const page = await site.page();
    await analyse(page, OUTAGE);
    const sentence = await page.getByRole("heading", { level: 1 }).textContent();
    await page.getByRole("status").filter({ hasText: sentence }).waitFor({ state: "attached" });
  });

  test("light, dark, and as the system has it", async () => {
    const page = await site.page({ colorScheme: "dark" });
    await ready(page);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.locator("#theme").click();
    await page.locator("html[data-theme=light]").waitFor();
    const light = await paper();
    assert.notEqual(light, dark);
    await page.reload();
    await ready(page);
    assert.equal(await paper(), light, "kept over a reload");
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [{ width: 1440, height: 900 }, NARROW]) {
      test(`no accessibility problem: ${colorScheme}, ${viewport.width} px`, async () => {
        const page = await site.page({ colorScheme, viewport, reducedMotion: "reduce" });
        await ready(page);
        assert.deepEqual(await accessibilityProblems(page), [], "empty");
        await analyse(page, OUTAGE);
        for (const view of ["Review", "Timeline", "Plan", "Runbook", "Schema", "Sizes"]) {
          await tab(page, view).click();
          assert.deepEqual(await accessibilityProblems(page), [], view);
          assert.ok((await overflow(page)) <= 0, `${view} is wider than the window`);
        }
        assert.deepEqual(page.complaints, []);
      });
    }
  }

  test("on a phone a line link brings the editor into view", async () => {
    const page = await site.page({ viewport: NARROW, hasTouch: true });
    await analyse(page, OUTAGE);
    await page.getByRole("button", { name: "Go to line 9 in the editor" }).first().click();
    await page.waitForFunction(() => document.activeElement.matches(".editor"));
    assert.ok(await editor(page).isVisible());
  });
});

// LOCKSTEP_SCREENSHOT=1 writes it anew.
test("the picture in the README", { skip: !process.env.LOCKSTEP_SCREENSHOT }, async () => {
  const page = await site.page({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 });
  await analyse(page, OUTAGE);
  await page.evaluate(() => document.fonts.ready);
  const path = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));
  await page.screenshot({ path });
});
