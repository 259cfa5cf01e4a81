//! The tables whose sizes are worth knowing.

use std::collections::BTreeMap;

use lockstep_core::report::RelationKind;
use lockstep_core::sizes::Size;

use crate::model::review::Review;

/// Rows of a table of which nobody has said how wide they are.
pub const ASSUMED_ROW_BYTES: u64 = 100;

/// Tables that the migration or its plan locks and that were there before,
/// those that are given a size first asked for, in the order of the migration.
#[must_use]
pub fn touched(review: &Review, sizes: &BTreeMap<String, Size>) -> Vec<String> {
    let mut tables: Vec<String> = Vec::new();
    let of_cards = review.cards.iter().flat_map(|card| &card.statement.locks);
    let of_steps = review.plan.steps.iter().flat_map(|step| &step.locks);
    for lock in of_cards.chain(of_steps) {
        let has_size = matches!(
            lock.kind,
            RelationKind::Table | RelationKind::MaterializedView
        );
        if has_size && !lock.new && !tables.contains(&lock.relation) {
            tables.push(lock.relation.clone());
        }
    }
    let more: Vec<String> = sizes
        .keys()
        .filter(|it| !tables.contains(it))
        .cloned()
        .collect();
    tables.extend(more);
    tables
}

/// A size of which only the rows are known.
#[must_use]
pub fn with_rows(known: Option<Size>, rows: u64) -> Size {
    let known = known.filter(|it| it.rows > 0);
    let bytes = known.map_or_else(
        || u128::from(rows) * u128::from(ASSUMED_ROW_BYTES),
        |it| u128::from(rows) * u128::from(it.bytes) / u128::from(it.rows),
    );
    Size {
        rows,
        bytes: bytes.try_into().unwrap_or(u64::MAX),
        writes_per_second: known.map_or(0, |it| it.writes_per_second),
    }
}

/// The query whose answer [`answer`] reads: what PostgreSQL estimates about
/// these tables.
#[must_use]
pub fn query(tables: &[String]) -> String {
    let names: Vec<String> = tables
        .iter()
        .map(|table| format!("to_regclass('{}')", table.replace('\'', "''")))
        .collect();
    format!(
        "SELECT json_object_agg(format('%I.%I', n.nspname, c.relname), json_build_object(\n\
         \x20   'rows', greatest(c.reltuples, 0)::bigint, 'bytes', pg_table_size(c.oid)))\n\
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace\n\
         WHERE c.relkind IN ('r', 'm') AND c.oid IN (\n    {});",
        names.join(",\n    ")
    )
}

/// Reads the answer to [`query`]; `None` when it is something else.
#[must_use]
pub fn answer(text: &str) -> Option<Vec<(String, Size)>> {
    let sizes: BTreeMap<String, Size> = serde_json::from_str(text.trim()).ok()?;
    (!sizes.is_empty()).then(|| sizes.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    #[test]
    fn new_tables_have_no_size() {
        let review = Review::new(fixture::outage());
        let sizes = BTreeMap::from([("app.other".to_owned(), with_rows(None, 10))]);
        assert_eq!(touched(&review, &sizes), ["public.events", "app.other"]);
    }

    #[test]
    fn rows_bring_their_bytes() {
        assert_eq!(with_rows(None, 1_000).bytes, 100_000);
        let known = Size {
            rows: 10,
            bytes: 5_000,
            writes_per_second: 3,
        };
        let more = with_rows(Some(known), 1_000);
        assert_eq!((more.bytes, more.writes_per_second), (500_000, 3));
    }

    #[test]
    fn names_in_the_query_cannot_end_its_text() {
        let query = query(&["public.\"it's\"".to_owned()]);
        assert!(query.contains("to_regclass('public.\"it''s\"')"), "{query}");
    }

    #[test]
    fn an_answer_is_read_and_nothing_else_is() {
        let text = r#" {"public.events": {"rows": 5, "bytes": 8192}} "#;
        let sizes = answer(text).expect("sizes");
        assert_eq!(sizes[0].0, "public.events");
        assert_eq!(sizes[0].1.bytes, 8192);
        for text in [
            "",
            "{}",
            "[]",
            "rows",
            r#"{"t": 5}"#,
            r#"{"t": {"rows": 1}}"#,
        ] {
            assert_eq!(answer(text), None, "{text}");
        }
    }
}
