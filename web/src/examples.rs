//! The examples menu.

/// One example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What the menu says.
    pub title: &'static str,
    /// One line below it.
    pub about: &'static str,
    /// The migration.
    pub sql: &'static str,
}

/// All of them, in the order of the menu.
pub const EXAMPLES: &[Example] = &[
    Example {
        title: "A stored column that stopped a site",
        about: "A generated column, its index and a SET NOT NULL, in one dbmate file.",
        sql: "-- migrate:up\nALTER TABLE events\n  ADD COLUMN search_tsv tsvector\n  GENERATED ALWAYS AS (to_tsvector('english', title)) STORED;\n\nCREATE INDEX idx_events_search\n  ON events USING gin (search_tsv);\n\nALTER TABLE events\n  ALTER COLUMN connection_id SET NOT NULL;\n\nCREATE TABLE event_labels (\n  event_id bigint NOT NULL,\n  label text NOT NULL\n);\n\n-- migrate:down\nALTER TABLE events DROP COLUMN search_tsv;\n",
    },
    Example {
        title: "A foreign key between two busy tables",
        about: "Both tables are locked while every row is checked.",
        sql: "ALTER TABLE orders\n  ADD CONSTRAINT orders_customer_id_fkey\n  FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;\n",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_whole() {
        for example in EXAMPLES {
            assert!(!example.title.is_empty() && !example.about.is_empty());
            assert!(example.sql.ends_with('\n'), "{}", example.title);
            assert!(!example.sql.contains('\r'), "{}", example.title);
        }
    }
}
