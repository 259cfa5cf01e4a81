//! How long it takes: an estimate from the sizes of the tables.
//!
//! The model is small on purpose. Work goes through a table from end to end;
//! how many bytes or rows a second, the oracle has measured
//! (`lockstep-oracle rates`), and whoever has measured his own server says so
//! in the file. Each rate is a range, so the answer is one, too.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::effects::{Work, WorkKind};
use crate::report::{Estimate, Range, StatementReport};

/// What `--stats` tells: tables by their qualified names, and perhaps a model.
///
/// ```
/// use lockstep_core::sizes::Stats;
///
/// let text = r#"{"public.users": {"rows": 50000000, "bytes": 9000000000, "writes_per_second": 300}}"#;
/// let stats: Stats = serde_json::from_str(text).unwrap();
/// assert_eq!(stats.tables["public.users"].rows, 50_000_000);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Stats {
    /// How fast the server works.
    #[serde(default)]
    pub model: Model,
    /// The tables.
    #[serde(flatten)]
    pub tables: BTreeMap<String, Size>,
}

/// How large a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Size {
    /// Its rows.
    pub rows: u64,
    /// Its bytes, indexes not counted: `pg_table_size`.
    pub bytes: u64,
    /// Rows written a second while the migration runs.
    #[serde(default)]
    pub writes_per_second: u64,
}

/// What a server gets done in a second, at least and at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Model {
    /// Bytes of a table read and checked.
    pub scan_bytes_per_second: [u64; 2],
    /// Bytes of a table read and written anew, indexes not counted.
    pub rewrite_bytes_per_second: [u64; 2],
    /// Rows put into an index, the reading of the table included.
    pub index_rows_per_second: [u64; 2],
}

impl Default for Model {
    /// Measured by `lockstep-oracle rates` on 11, 14 and 18: tables in memory,
    /// narrow and wide, integers and texts, on two cores that others used, too.
    fn default() -> Self {
        Model {
            scan_bytes_per_second: [140_000_000, 950_000_000],
            rewrite_bytes_per_second: [12_000_000, 81_000_000],
            index_rows_per_second: [55_000, 850_000],
        }
    }
}

/// Fills in the estimates of statements, whose work stands beside them.
pub(crate) fn estimate(stats: &Stats, work: &[Vec<Work>], statements: &mut [StatementReport]) {
    let lasts: Vec<Option<Range>> = work.iter().map(|work| lasting(stats, work)).collect();
    // Sums up to each statement, so that time stays linear in the input.
    let mut sums = vec![(Range::default(), 0_usize)];
    for range in &lasts {
        let (sum, unknown) = sums.last().copied().unwrap_or_default();
        sums.push(match range {
            Some(range) => (sum.plus(*range), unknown),
            None => (sum, unknown + 1),
        });
    }
    for (index, statement) in statements.iter_mut().enumerate() {
        let Some(lasts) = lasts[index] else { continue };
        let blocks = statement.blocks.reads || statement.blocks.writes;
        let end = statement.held_to.min(work.len() - 1) + 1;
        let (before, after) = (sums[index], sums[end]);
        let blocked = (blocks && before.1 == after.1).then(|| after.0.minus(before.0));
        let busy = statement
            .locks
            .iter()
            .filter(|lock| !lock.new && lock.mode.blocks_writes())
            .filter_map(|lock| stats.tables.get(&lock.relation))
            .map(|size| size.writes_per_second)
            .sum();
        if lasts.high_ms > 0 || blocked.is_some_and(|blocked| blocked.high_ms > 0) {
            statement.estimate = Some(Estimate {
                lasts,
                blocked,
                waiting_writes: blocked.map_or(0, |blocked| scaled(blocked.high_ms, busy, 1000)),
            });
        }
    }
}

/// How long the work of one statement takes; none where a size is not known.
pub(crate) fn lasting(stats: &Stats, work: &[Work]) -> Option<Range> {
    let model = stats.model;
    work.iter().try_fold(Range::default(), |sum, work| {
        let size = stats.tables.get(&work.relation.to_string())?;
        let (amount, rate) = match work.kind {
            WorkKind::Scan => (size.bytes, model.scan_bytes_per_second),
            WorkKind::Rewrite => (size.bytes, model.rewrite_bytes_per_second),
            WorkKind::IndexBuild(_) => (size.rows, model.index_rows_per_second),
        };
        Some(sum.plus(Range {
            low_ms: scaled(amount, 1000, rate[1]),
            high_ms: scaled(amount, 1000, rate[0]),
        }))
    })
}

/// `amount × by / per`, however large.
fn scaled(amount: u64, by: u64, per: u64) -> u64 {
    let exact = u128::from(amount) * u128::from(by) / u128::from(per.max(1));
    u64::try_from(exact).unwrap_or(u64::MAX)
}

impl Range {
    fn plus(self, other: Range) -> Range {
        Range {
            low_ms: self.low_ms.saturating_add(other.low_ms),
            high_ms: self.high_ms.saturating_add(other.high_ms),
        }
    }

    fn minus(self, other: Range) -> Range {
        Range {
            low_ms: self.low_ms.saturating_sub(other.low_ms),
            high_ms: self.high_ms.saturating_sub(other.high_ms),
        }
    }
}
