//! Lock modes, and the locks that a session holds or waits for.

use std::collections::BTreeMap;

use postgres::Client;

use crate::error::Error;

/// Table-level lock modes from the weakest to the strongest, as the manual
/// orders them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    /// Read.
    AccessShare,
    /// `SELECT … FOR UPDATE`, foreign-key checks.
    RowShare,
    /// Write.
    RowExclusive,
    /// Vacuum, analyse, concurrent index builds, validation.
    ShareUpdateExclusive,
    /// Index builds.
    Share,
    /// Foreign keys, triggers.
    ShareRowExclusive,
    /// Materialized views being refreshed concurrently.
    Exclusive,
    /// Everything else.
    AccessExclusive,
}

impl Mode {
    /// The name that `pg_locks` uses.
    #[must_use]
    pub(crate) fn from_catalog(name: &str) -> Option<Self> {
        Some(match name {
            "AccessShareLock" => Self::AccessShare,
            "RowShareLock" => Self::RowShare,
            "RowExclusiveLock" => Self::RowExclusive,
            "ShareUpdateExclusiveLock" => Self::ShareUpdateExclusive,
            "ShareLock" => Self::Share,
            "ShareRowExclusiveLock" => Self::ShareRowExclusive,
            "ExclusiveLock" => Self::Exclusive,
            "AccessExclusiveLock" => Self::AccessExclusive,
            _ => return None,
        })
    }

    /// The name that SQL uses.
    #[must_use]
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::AccessShare => "ACCESS SHARE",
            Self::RowShare => "ROW SHARE",
            Self::RowExclusive => "ROW EXCLUSIVE",
            Self::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Self::Share => "SHARE",
            Self::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Self::Exclusive => "EXCLUSIVE",
            Self::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }
}

/// Strongest mode by relation.
pub(crate) type Held = BTreeMap<u32, Mode>;

/// The state of one session as `pg_locks` shows it.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    /// Granted locks on relations.
    pub held: Held,
    /// The relation that it waits for.
    pub waits_for: Option<(u32, Mode)>,
    /// It waits for another transaction to end.
    pub waits_for_transaction: bool,
}

/// Looks at the locks of a session, from another one.
pub(crate) fn sample(monitor: &mut Client, pid: i32) -> Result<Sample, Error> {
    let rows = monitor
        .query(
            "SELECT locktype, relation, mode, granted FROM pg_locks \
             WHERE pid = $1 AND (database IS NULL OR database = \
               (SELECT oid FROM pg_database WHERE datname = current_database()))",
            &[&pid],
        )
        .map_err(Error::server("reading pg_locks"))?;
    let mut sample = Sample::default();
    for row in rows {
        let locktype: String = row.get(0);
        let relation: Option<u32> = row.get(1);
        let granted: bool = row.get(3);
        let mode = Mode::from_catalog(row.get(2));
        match (locktype.as_str(), relation, mode) {
            ("relation", Some(relation), Some(mode)) if granted => {
                strengthen(&mut sample.held, relation, mode);
            }
            ("relation", Some(relation), Some(mode)) => sample.waits_for = Some((relation, mode)),
            ("virtualxid" | "transactionid", ..) if !granted => sample.waits_for_transaction = true,
            _ => {}
        }
    }
    Ok(sample)
}

/// Notes a lock, unless a stronger one is known already.
pub(crate) fn strengthen(held: &mut Held, relation: u32, mode: Mode) {
    let known = held.entry(relation).or_insert(mode);
    *known = mode.max(*known);
}
