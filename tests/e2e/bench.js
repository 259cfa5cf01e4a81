// How long the analysis takes in a real browser: `cargo xtask bench --browser`.
//
// The worker is the page's own, asked as the page asks it. What is printed is
// from the request to the answer, which the page then unpacks and draws.
import { openSite } from "./harness/browser.js";

/** Milliseconds, the budgets of ARCHITECTURE.md. */
const KEYSTROKE = 16;
const FIRST = 250;

/** What migrations are made of: seven statements, with numbers of their own. */
const season = (n) => `-- The invoices of season ${n}.
CREATE TABLE IF NOT EXISTS billing.invoices_${n} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    total numeric(12, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
    due timestamptz DEFAULT now() + interval '14 days',
    UNIQUE (customer_id, due)
);
CREATE INDEX CONCURRENTLY invoices_${n}_due ON billing.invoices_${n} (due) WHERE due IS NOT NULL;
ALTER TABLE customers ADD COLUMN season_${n} boolean DEFAULT false;
UPDATE customers SET season_${n} = true WHERE id IN (SELECT customer_id FROM billing.invoices_${n});
ALTER TABLE customers ALTER COLUMN season_${n} SET NOT NULL;
ALTER TABLE orders VALIDATE CONSTRAINT orders_${n}_fkey;
DROP INDEX IF EXISTS orders_${n}_idx;

`;

const migration = (statements) =>
  Array.from({ length: Math.ceil(statements / 7) }, (_, n) => season(n)).join("");

const site = await openSite();
try {
  const page = await site.page();
  await page.waitForFunction(() => globalThis.lockstep);

  const typed = migration(500);
  const edits = Array.from({ length: 100 }, (_, n) => `${typed}ALTER TABLE t ADD COLUMN c${n} int;`);
  const keystrokes = await ask(page, edits);
  report("keystroke, 500 statements", keystrokes.slice(10), KEYSTROKE);
  report("its plan", (await ask(page, edits, "plan")).slice(10));

  const long = migration(10_000);
  const first = [];
  const plans = [];
  for (let run = 0; run < 5; run += 1) first.push(...(await ask(page, [long])));
  for (let run = 0; run < 5; run += 1) plans.push(...(await ask(page, [long], "plan")));
  report(`first analysis, 10,000 statements, ${(long.length / 1e6).toFixed(1)} MB`, first, FIRST);
  report("its plan", plans);
} finally {
  await site.close();
}

/** Milliseconds until a new worker has answered each of these, in turn. */
function ask(page, texts, program = "check") {
  return page.evaluate(async ([texts, program]) => {
    const { workerUrl, [program]: hello } = globalThis.lockstep;
    const worker = new Worker(workerUrl, { type: "module" });
    const answer = (message) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data.crash ? reject(new Error(data.crash)) : resolve());
        worker.postMessage(message);
      });
    worker.postMessage(hello);
    // Starting is the page's affair, not the analysis'.
    await answer({ revision: 0, request: '{"files":[]}' });
    const times = [];
    for (const text of texts) {
      const request = JSON.stringify({ files: [{ name: "migration.sql", text }] });
      const start = performance.now();
      await answer({ revision: 1, request });
      times.push(performance.now() - start);
    }
    worker.terminate();
    return times;
  }, [texts, program]);
}

function report(what, times, budget) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const [median, high] = [at(0.5), at(0.95)].map((time) => `${time.toFixed(1)} ms`);
  const limit = budget ? `, budget ${budget} ms` : "";
  console.log(`${what}: median ${median}, 95th percentile ${high}${limit}`);
}
