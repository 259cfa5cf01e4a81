// Rules, commands and their locks, and which locks conflict: each with an
// address of its own.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { accessibilityProblems, openSite } from "./harness/browser.js";
import { analyse, editor, OUTAGE, overflow, ready, settled } from "./harness/lockstep.js";

const site = await openSite();
after(() => site.close());

test("a finding leads to its rule, and an example back to the playground", async () => {
  const page = await site.page();
  await analyse(page, OUTAGE);
  await page.getByRole("link", { name: "stored-generated-column" }).first().click();
  await page.getByRole("heading", { level: 1, name: "stored-generated-column" }).waitFor();
  assert.match(page.url(), /#\/rules\/stored-generated-column$/);
  await page.getByRole("heading", { name: "Found" }).waitFor();
  await page.getByRole("link", { name: "Open in the playground" }).first().click();
  await settled(page);
  await page.getByRole("article").first().waitFor();
  await page.getByRole("button", { name: "Back to my draft" }).click();
  await page.locator(".cm-line", { hasText: "search_tsv" }).first().waitFor();
});

test("the text survives a visit to the reference, and back goes back", async () => {
  const page = await site.page();
  await analyse(page, "DROP TABLE mine;");
  await page.getByRole("link", { name: "Reference" }).click();
  await page.getByRole("link", { name: "Commands and their locks" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("set not null");
  await page.getByRole("navigation").getByRole("link", { name: "ALTER TABLE, set not null", exact: true }).click();
  const found = page.locator(".reference-page");
  await found.getByText("ACCESS EXCLUSIVE").first().waitFor();
  await found.getByText("reads all of").first().waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Commands and their locks" }).waitFor();
  await page.getByRole("link", { name: "Playground" }).click();
  await ready(page);
  assert.equal(await editor(page).textContent(), "DROP TABLE mine;");
});

test("what differs between versions is said for each", async () => {
  const page = await site.page({ fragment: "/locks/alter-table/add-column-generated-virtual" });
  await page.getByRole("heading", { level: 2, name: "PostgreSQL 18" }).waitFor();
  await page.getByRole("heading", { level: 2, name: "PostgreSQL 11 to 17" }).waitFor();
  await page.locator(".reference-page").getByText("PostgreSQL refuses it").first().waitFor();
});

test("two locks are chosen, and who waits is said", async () => {
  const page = await site.page({ fragment: "/conflicts" });
  const waits = "While one session holds SHARE, another that wants ROW EXCLUSIVE waits.";
  await page.getByRole("link", { name: waits }).click();
  await page.getByRole("heading", { level: 1, name: waits }).waitFor();
  await page.locator(".reference-page").getByRole("link", { name: "CREATE INDEX", exact: true }).waitFor();
  await page.getByRole("link", { name: "All modes" }).click();
  await page.locator(".matrix").waitFor();
});

test("without its file the reference says so, and the next page tries again", async () => {
  site.missing.add("reference.json");
  const page = await site.page({ fragment: "/rules" });
  await page.getByText("The reference could not be loaded").waitFor();
  site.missing.clear();
  await page.getByRole("link", { name: "Commands and their locks" }).click();
  await page.getByRole("heading", { level: 1, name: "Commands and their locks" }).waitFor();
});

test("an address that names nothing says so", async () => {
  const page = await site.page({ fragment: "/rules/no-such-rule" });
  await page.getByRole("heading", { level: 1, name: "There is no such page." }).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`no accessibility problem: ${colorScheme}, ${width} px`, async () => {
      const page = await site.page({ colorScheme, viewport: { width, height: 850 }, reducedMotion: "reduce" });
      for (const fragment of ["/rules", "/rules/data-loss", "/locks", "/locks/vacuum/full", "/conflicts"]) {
        await page.evaluate((hash) => { location.hash = hash; }, fragment);
        await page.locator(".reference-page h1").waitFor();
        assert.deepEqual(await accessibilityProblems(page), [], fragment);
        assert.ok((await overflow(page)) <= 0, `${fragment} is wider than the window`);
      }
      assert.deepEqual(page.complaints, []);
    });
  }
}
