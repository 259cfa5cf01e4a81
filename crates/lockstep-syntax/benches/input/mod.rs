//! What is measured.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// `ALTER TABLE … ADD COLUMN`, as many as make up a text of this length.
#[allow(dead_code, reason = "not every benchmark takes every input")]
pub(crate) fn alters(bytes: usize) -> String {
    repeated(bytes, |text, n| {
        writeln!(text, "ALTER TABLE users{n} ADD COLUMN nickname{n} text;")
    })
}

/// What migrations are made of, over and over.
#[allow(dead_code, reason = "not every benchmark takes every input")]
pub(crate) fn migration(bytes: usize) -> String {
    repeated(bytes, |text, n| {
        write!(
            text,
            "-- The invoices of season {n}.
CREATE TABLE IF NOT EXISTS billing.invoices_{n} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    total numeric(12, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
    state varchar(20) DEFAULT 'draft'::character varying NOT NULL,
    due timestamptz DEFAULT now() + interval '14 days',
    UNIQUE (customer_id, state)
);
CREATE INDEX CONCURRENTLY invoices_{n}_due ON billing.invoices_{n} (due, lower(state)) WHERE due IS NOT NULL;
ALTER TABLE customers ADD COLUMN season_{n} boolean DEFAULT false, ALTER COLUMN email SET NOT NULL;
UPDATE customers SET season_{n} = true WHERE id IN (SELECT customer_id FROM billing.invoices_{n});
CREATE OR REPLACE FUNCTION touch_{n}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.touched := now();
    RETURN NEW;
END
$$;
ALTER TABLE orders VALIDATE CONSTRAINT orders_{n}_fkey;
DROP INDEX IF EXISTS orders_{n}_idx;

"
        )
    })
}

fn repeated(bytes: usize, write: impl Fn(&mut String, usize) -> std::fmt::Result) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= bytes || write(&mut text, n).is_err() {
            break;
        }
    }
    text
}

/// The statements of a file of the corpus as scripts, one for each project,
/// when it is there.
#[allow(dead_code, reason = "not every benchmark takes every input")]
pub(crate) fn corpus(name: &str) -> Option<Vec<String>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let lines = ["../shared", "../../shared"]
        .iter()
        .map(|place| workspace.join(place).join("corpus").join(name))
        .find_map(|path| std::fs::read_to_string(path).ok())?;
    let mut scripts = BTreeMap::new();
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        let project = row["repo"].as_str().unwrap_or_default().to_owned();
        let script: &mut String = scripts.entry(project).or_default();
        // A comment at the end must not swallow the semicolon.
        *script += row["stmt"].as_str()?;
        *script += "\n;\n";
    }
    Some(scripts.into_values().collect())
}
