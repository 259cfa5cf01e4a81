//! Random statements on random schemas: the core's answers beside those of
//! live servers, where nobody thought of the case before.
//!
//! A history of random numbers makes a schema and some migrations for it;
//! each runs on two majors, in a transaction that is rolled back. A few of
//! those that PostgreSQL refuses there are measured the long way, in a
//! database of their own.

mod alter;
mod number;
mod reduce;
mod statement;
mod world;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{process, thread};

use postgres::Client;

use crate::case::{self, Case};
use crate::compare::{Verdict, compare, is_of_rows};
use crate::error::Error;
use crate::measure::{attempt, measure, undone};
use crate::relations;
use crate::run::Servers;
use crate::server::Address;
pub(crate) use number::Random;
use statement::{Choice, migration};
use world::World;

/// Migrations for each schema: making one takes as long as many statements.
const EACH: usize = 25;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Statements, each counted once for each of its two majors: that agree,
    /// that the core does not claim to understand, that differ.
    pub counts: BTreeMap<u8, [usize; 3]>,
    /// Schemas that could not be measured to the end, and why.
    pub lost: Vec<String>,
    /// How many were measured the long way.
    pub alone: usize,
    /// What the core does not claim to understand: the words of the statement,
    /// how often, and one of them.
    pub not_claimed: BTreeMap<String, (usize, String)>,
    /// What is known of a form already: the cause it came down to.
    forms: BTreeMap<String, String>,
    /// What differs, by cause.
    pub groups: BTreeMap<String, Group>,
}

/// Differences that have one cause, as far as their form tells.
#[derive(Debug)]
pub struct Group {
    /// How often it was seen, by major.
    pub majors: BTreeMap<u8, usize>,
    /// The first of them, made small.
    pub case: Case,
    /// The major that it was seen on.
    pub major: u8,
    /// What differs there.
    pub lines: Vec<String>,
    /// What PostgreSQL did.
    pub facts: Vec<String>,
}

/// Runs this many random statements.
pub fn run(servers: &Servers, seed: u64, statements: usize) -> Result<Outcome, Error> {
    let worlds = statements.div_ceil(EACH);
    let next = AtomicUsize::new(0);
    let outcome = Mutex::new(Outcome::default());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let worker = |thread: usize| {
        let mut benches: BTreeMap<u8, Bench> = BTreeMap::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= worlds {
                break;
            }
            let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
            let world = World::new(&mut random);
            let migrations: Vec<Vec<String>> = (0..EACH.min(statements - number * EACH))
                .map(|_| {
                    migration(&mut Choice {
                        random: &mut random,
                        world: &world,
                    })
                })
                .collect();
            let addresses = servers.addresses();
            let first = random.below(addresses.len());
            let second = (first + 1 + random.below(addresses.len() - 1)) % addresses.len();
            for address in [addresses[first], addresses[second]] {
                let bench = match benches.entry(address.major) {
                    Entry::Occupied(it) => it.into_mut(),
                    Entry::Vacant(it) => it.insert(Bench::new(address, thread)?),
                };
                if let Err(error) = bench.try_world(&world, &migrations, &mut random, &outcome) {
                    // A server may crash, or lose a file at a rollback.
                    let mut outcome = outcome.lock().map_err(|_| Error::Lost("the outcome"))?;
                    let line = format!("PostgreSQL {}, schema {number}: {error}", address.major);
                    outcome.lost.push(line);
                    bench.renew()?;
                }
            }
        }
        benches.into_values().try_for_each(Bench::finish)
    };
    let worker = &worker;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || worker(thread)))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or(Err(Error::Lost("a measuring thread")))
        })
    })?;
    Ok(outcome.into_inner().unwrap_or_default())
}

/// A database of one server, filled again and again.
struct Bench {
    address: Address,
    database: String,
}

impl Bench {
    fn new(address: Address, thread: usize) -> Result<Self, Error> {
        let database = format!("random_{}_{thread}", process::id());
        let bench = Self { address, database };
        bench.renew()?;
        // A second thread may have made it, or an earlier run.
        let mut admin = address.connect("postgres")?;
        attempt(&mut admin, "CREATE ROLE lockstep_reader", "a role")?;
        Ok(bench)
    }

    /// An empty database in place of the one there was.
    fn renew(&self) -> Result<(), Error> {
        let mut admin = self.address.connect("postgres")?;
        for command in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
            admin
                .batch_execute(&format!("{command} {}", self.database))
                .map_err(Error::server("making a database anew"))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Error> {
        self.address
            .connect("postgres")?
            .batch_execute(&format!("DROP DATABASE {}", self.database))
            .map_err(Error::server("dropping a database"))
    }

    fn session(&self) -> Result<Client, Error> {
        let mut session = self.address.connect(&self.database)?;
        session
            .batch_execute("SET client_min_messages = error; SET statement_timeout = '20s'")
            .map_err(Error::server("settings"))?;
        Ok(session)
    }

    /// Makes the schema anew; the answer is what could be made of it on this
    /// major.
    fn fill(session: &mut Client, setup: &[String]) -> Result<Vec<String>, Error> {
        const EMPTY: &str = "DO $$ DECLARE it text; BEGIN
            FOR it IN SELECT pubname FROM pg_publication LOOP
                EXECUTE format('DROP PUBLICATION %I', it);
            END LOOP;
            DROP SCHEMA IF EXISTS other CASCADE;
            DROP SCHEMA public CASCADE;
            CREATE SCHEMA public;
            END $$";
        session
            .batch_execute(EMPTY)
            .map_err(Error::server("emptying the database"))?;
        let mut made = Vec::new();
        for statement in setup {
            if attempt(session, statement, "setup")?.is_none() {
                made.push(statement.clone());
            }
        }
        Ok(made)
    }

    fn try_world(
        &self,
        world: &World,
        migrations: &[Vec<String>],
        random: &mut Random,
        outcome: &Mutex<Outcome>,
    ) -> Result<(), Error> {
        let mut session = self.session()?;
        let mut monitor = self.session()?;
        let setup = Self::fill(&mut session, &world.setup)?;
        let before = relations::list(&mut session)?;
        let major = self.address.major;
        let mut differences = Vec::new();
        let mut not_claimed = Vec::new();
        let mut counts = [0; 3];
        let mut alone = 0;
        for statements in migrations {
            let case = case(&setup, statements);
            // As in a case, the session has seen no partition before, whose
            // bound it reads when it first writes to it.
            let mut fresh = self.session()?;
            let mut facts = undone::run(&mut fresh, &mut monitor, &case, &before)?;
            if statements.len() == 1 && facts[0].starts_with("error 25001") && random.chance(25) {
                facts = measure(self.address, &case, &format!("{}_alone", self.database))?;
                alone += 1;
            }
            // Behind a statement that fails for its rows nothing runs.
            let mut case = case;
            let mut statements = &statements[..];
            while is_of_rows(&facts) && statements.len() > 1 {
                let shorter = self::case(&setup, &statements[..statements.len() - 1]);
                let mut fresh = self.session()?;
                if undone::run(&mut fresh, &mut monitor, &shorter, &before)? != facts {
                    break;
                }
                statements = &statements[..statements.len() - 1];
                case = shorter;
            }
            match compare(&case, major, &facts) {
                Verdict::Agrees => counts[0] += 1,
                Verdict::NotClaimed => {
                    counts[1] += 1;
                    not_claimed.push((form(statements, &[]), case.statement));
                }
                Verdict::Differs(lines) => {
                    counts[2] += 1;
                    differences.push((statements, facts, lines));
                }
            }
        }
        let mut known = outcome.lock().map_err(|_| Error::Lost("the outcome"))?;
        let total = known.counts.entry(major).or_default();
        for (total, count) in total.iter_mut().zip(counts) {
            *total += count;
        }
        known.alone += alone;
        for (form, statement) in not_claimed {
            known.not_claimed.entry(form).or_insert((0, statement)).0 += 1;
        }
        drop(known);
        for (statements, facts, lines) in differences {
            let form = form(statements, &lines);
            let known = |outcome: &mut Outcome, form: &str| {
                let cause = outcome.forms.get(form).cloned().unwrap_or_default();
                outcome.groups.get_mut(&cause).map(|group| {
                    *group.majors.entry(major).or_default() += 1;
                })
            };
            if let Ok(mut outcome) = outcome.lock()
                && known(&mut outcome, &form).is_some()
            {
                continue;
            }
            let small = self.reduce(&mut session, &mut monitor, (&setup, statements), &lines)?;
            let (setup, statements, facts, lines) =
                small.unwrap_or_else(|| (setup.clone(), statements.to_vec(), facts, lines));
            let cause = self::form(&statements, &lines);
            let mut outcome = outcome.lock().map_err(|_| Error::Lost("the outcome"))?;
            outcome.forms.insert(form.clone(), cause.clone());
            outcome.groups.entry(cause).or_insert_with(|| Group {
                majors: BTreeMap::new(),
                case: case(&setup, &statements),
                major,
                lines,
                facts,
            });
            known(&mut outcome, &form);
        }
        Ok(())
    }
}

fn case(setup: &[String], statements: &[String]) -> Case {
    Case {
        name: "random".to_owned(),
        setup: case::script(setup),
        session: String::new(),
        statement: case::script(statements),
        alone: false,
    }
}

/// What differences of one cause have in common: PostgreSQL's words when the
/// difference is an error, else those of the statement, without any names; and
/// what kind of fact differs.
fn form(statements: &[String], lines: &[String]) -> String {
    let error = lines.iter().any(|line| is_error(line));
    let mut form = String::new();
    for statement in statements {
        let words = statement
            .split(|it: char| !it.is_ascii_alphabetic())
            .filter(|word| word.len() > 1 && word.chars().all(|it| it.is_ascii_uppercase()));
        for word in words.take(if error { 2 } else { 30 }) {
            form.push_str(word);
            form.push(' ');
        }
    }
    form.push('|');
    for line in lines {
        form.push(' ');
        form.push_str(&kind(line));
    }
    form
}

fn is_error(line: &str) -> bool {
    line.starts_with("fails") || line.starts_with("does not fail")
}

/// The kind of a difference: what it says without its names.
fn kind(line: &str) -> String {
    let named = |index: usize, part: &str| {
        if index.is_multiple_of(2) {
            part.to_owned()
        } else {
            "…".to_owned()
        }
    };
    if is_error(line) {
        return line
            .split('"')
            .enumerate()
            .map(|(index, part)| named(index, part))
            .collect();
    }
    line.split('{').next().unwrap_or_default().trim().to_owned()
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|(_, group)| Reverse(group.majors.values().sum::<usize>()));
        for (form, group) in groups {
            let times: usize = group.majors.values().sum();
            let majors: Vec<u8> = group.majors.keys().copied().collect();
            writeln!(
                f,
                "## {form}\n\n{times} times, on {majors:?}. On {}:\n",
                group.major
            )?;
            writeln!(
                f,
                "```sql\n{}-- statement:\n{}```\n",
                group.case.setup, group.case.statement
            )?;
            for line in &group.lines {
                writeln!(f, "- {line}")?;
            }
            writeln!(f, "\nMeasured: {}\n", group.facts.join("; "))?;
        }
        for line in &self.lost {
            writeln!(f, "Not measured to the end: {line}\n")?;
        }
        writeln!(f, "## Not claimed to be understood in full\n")?;
        for (times, statement) in self.not_claimed.values() {
            writeln!(
                f,
                "- {times} times: `{}`",
                statement.trim().replace('\n', " ")
            )?;
        }
        writeln!(f, "\n## Agreement\n")?;
        let mut all = [0; 3];
        writeln!(
            f,
            "| PostgreSQL | agree | not claimed | differ |\n|---|---|---|---|"
        )?;
        for (major, counts) in &self.counts {
            let [agree, not_claimed, differ] = counts;
            writeln!(f, "| {major} | {agree} | {not_claimed} | {differ} |")?;
            for (all, count) in all.iter_mut().zip(counts) {
                *all += count;
            }
        }
        let [agree, not_claimed, differ] = all;
        let claimed = (agree + differ).max(1);
        let permyriad = agree * 10_000 / claimed;
        writeln!(f, "| all | {agree} | {not_claimed} | {differ} |\n")?;
        writeln!(
            f,
            "{}.{:02} % of {claimed} agree; {} were measured outside of a transaction.",
            permyriad / 100,
            permyriad % 100,
            self.alone
        )
    }
}
