//! The examples menu: the migrations of the seeds, as they are tested.

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

/// How many of them the empty page offers.
pub const STARTERS: usize = 4;

macro_rules! seed {
    ($path:literal) => {
        include_str!(concat!("../../tests/seeds/", $path, ".sql"))
    };
}

/// All of them, in the order of the menu.
pub const EXAMPLES: &[Example] = &[
    Example {
        title: "The stored column that stopped a site",
        about: "A generated column and two indexes on a hot table, against a one-minute timeout.",
        sql: seed!("002-outage/outage"),
    },
    Example {
        title: "Four shapes that bite",
        about: "Harmless on a small table: a stored column, an index, NOT NULL, ON DELETE.",
        sql: seed!("002-outage/shapes"),
    },
    Example {
        title: "A backfill in the same file",
        about: "New columns and an update of every old row, in one transaction.",
        sql: seed!("003-multi-pair/001-add-multi-pair-support"),
    },
    Example {
        title: "One that is safe",
        about: "An index built concurrently, in a dbmate file without a transaction.",
        sql: seed!("002-outage/dbmate"),
    },
    Example {
        title: "Nine concurrent indexes",
        about: "One after the other, and what is left behind when one of them fails.",
        sql: seed!("003-multi-pair/002-add-symbol-indexes"),
    },
    Example {
        title: "A table swapped for a partitioned one",
        about: "Copy, rename, drop: all of it in one transaction.",
        sql: seed!("004-partition-swap/swap"),
    },
    Example {
        title: "The upkeep of partitions",
        about: "Functions that make them ahead of time and drop the expired ones.",
        sql: seed!("004-partition-swap/maintenance"),
    },
    Example {
        title: "Three triggers on one hot table",
        about: "Row-level triggers that make every batch update the same rows.",
        sql: seed!("000-triggers/before"),
    },
    Example {
        title: "The same triggers, once a statement",
        about: "Transition tables do in one go what the rows did one by one.",
        sql: seed!("000-triggers/after"),
    },
    Example {
        title: "A trigger replaced by a generated column",
        about: "What a migration tool printed for it, transaction and all.",
        sql: seed!("001-generated-column/replace-trigger"),
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

    #[test]
    fn no_two_examples_share_a_title() {
        for (n, example) in EXAMPLES.iter().enumerate() {
            assert!(EXAMPLES[..n].iter().all(|it| it.title != example.title));
        }
    }
}
