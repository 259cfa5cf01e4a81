// What the tests of the page say again and again.

/** The migration that stopped a site for an hour: seed 002. */
export const OUTAGE = `-- migrate:up
ALTER TABLE events
  ADD COLUMN search_tsv tsvector
  GENERATED ALWAYS AS (to_tsvector('english', title)) STORED;

CREATE INDEX idx_events_search
  ON events USING gin (search_tsv);

ALTER TABLE events
  ALTER COLUMN connection_id SET NOT NULL;

-- migrate:down
ALTER TABLE events DROP COLUMN search_tsv;
`;

/** The editor's text field, rich or plain. */
export const editor = (page) => page.getByRole("textbox", { name: "Migration SQL" });

/** Waits until the rich editor has taken over. */
export const ready = (page) => page.locator(".cm-content").waitFor();

/** Replaces the text, as by a paste. */
export async function paste(page, sql) {
  await ready(page);
  await editor(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(sql);
}

/** Waits for the analysis of what is in the editor now. */
export async function settled(page) {
  await page.locator('#result[aria-busy="false"]').waitFor();
}

/** Pastes and waits for the result. */
export async function analyse(page, sql) {
  await paste(page, sql);
  await page.locator(".verdict").waitFor();
  await settled(page);
}

/** What is in the editor. */
export const text = (page) =>
  page.locator(".cm-line").evaluateAll((lines) =>
    lines.map((line) => line.textContent).join("\n"),
  );

/** How far the page is wider than the window. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
