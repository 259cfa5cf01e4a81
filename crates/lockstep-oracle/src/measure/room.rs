//! A database in which one case after the other is measured.

use super::bench::Bench;
use super::waits::Bystander;
use super::{Seen, attempt, error, in_transaction, report, stepped};
use crate::case::Case;
use crate::error::Error;
use crate::facts::{Facts, normalise};
use crate::relations::{self, Relations};
use crate::server::Address;

/// A database that is made anew for each case, unless the case before left it
/// as this one needs it: making one takes longer than measuring.
pub(crate) struct Room<'a> {
    bench: Bench<'a>,
    /// The database it is a copy of, if not an empty one.
    template: Option<&'a str>,
    /// The setup that nothing has changed since, and what it made.
    ready: Option<(String, Relations)>,
}

impl<'a> Room<'a> {
    /// A room of this name; there is no database yet.
    pub(crate) fn new(address: Address, database: &'a str, template: Option<&'a str>) -> Self {
        Self {
            bench: Bench::new(address, database),
            template,
            ready: None,
        }
    }

    /// What PostgreSQL does in this case.
    pub(crate) fn measure(&mut self, case: &Case) -> Result<Facts, Error> {
        let before = match self.prepare(case)? {
            Ok(before) => before,
            Err(facts) => return Ok(facts),
        };
        let Some(seen) = in_transaction(&mut self.bench, case, &before)? else {
            return self.step_by_step(case, &before);
        };
        let facts = self.report(seen, &before)?;
        // A transaction that was refused has changed nothing.
        if !case.alone && facts.iter().any(|fact| fact.starts_with("error ")) {
            self.ready = Some((case.setup.clone(), before));
        }
        Ok(facts)
    }

    /// Gives the database back.
    pub(crate) fn close(self) -> Result<(), Error> {
        self.bench.address.drop_database(self.bench.database)
    }

    /// The relations of the case's setup, or the facts of one that fails.
    fn prepare(&mut self, case: &Case) -> Result<Result<Relations, Facts>, Error> {
        if let Some((setup, before)) = self.ready.take()
            && setup == case.setup
        {
            return Ok(Ok(before));
        }
        let (address, database) = (self.bench.address, self.bench.database);
        address.create_database(database, self.template)?;
        self.bench = Bench::new(address, database);
        self.bench.session(|owner| {
            Ok(match attempt(owner, &case.setup, "setup")? {
                Some(refusal) => Err(normalise([format!("setup-{}", error(&refusal))])),
                None => Ok(relations::list(owner)?),
            })
        })
    }

    fn step_by_step(&mut self, case: &Case, before: &Relations) -> Result<Facts, Error> {
        let mut seen = stepped::run(&mut self.bench, case, before)?;
        if seen.refusal.is_none() {
            let bystander = Bystander {
                address: self.bench.address,
                case,
                database: self.bench.database,
                template: self.template,
            };
            bystander.hidden(before, &mut seen.held)?;
            let users = bystander.users(before, &seen.held)?;
            seen.facts.extend(users);
        }
        seen.facts.push("refuses-transaction".to_owned());
        self.report(seen, before)
    }

    fn report(&self, seen: Seen, before: &Relations) -> Result<Facts, Error> {
        let mut session = self.bench.address.connect(self.bench.database)?;
        let after = relations::list(&mut session)?;
        Ok(report(seen, before, &after))
    }
}
