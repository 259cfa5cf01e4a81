//! A database under measurement.

use postgres::Client;

use super::scans;
use crate::error::Error;
use crate::server::Address;

/// A database whose statistics can be told apart session by session: each
/// leaves a mark when it ends.
pub(crate) struct Bench<'a> {
    pub(crate) address: Address,
    pub(crate) database: &'a str,
    marks: i64,
}

impl<'a> Bench<'a> {
    /// A database that no session has worked on yet.
    pub(crate) fn new(address: Address, database: &'a str) -> Self {
        Self {
            address,
            database,
            marks: 0,
        }
    }

    /// Runs `work` in a session of its own, which is over afterwards.
    pub(crate) fn session<T>(
        &mut self,
        work: impl FnOnce(&mut Client) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut session = self.address.connect(self.database)?;
        let result = work(&mut session);
        // Whatever was left open; outside of a transaction it only warns.
        session
            .batch_execute("ROLLBACK")
            .map_err(Error::server("ROLLBACK"))?;
        scans::mark(&mut session)?;
        self.marks += 1;
        result
    }

    /// Another session has left its mark.
    pub(crate) fn marked(&mut self) {
        self.marks += 1;
    }

    /// Waits until all that has been done is counted.
    pub(crate) fn settle(&self, monitor: &mut Client) -> Result<(), Error> {
        scans::settle(monitor, self.marks)
    }
}
