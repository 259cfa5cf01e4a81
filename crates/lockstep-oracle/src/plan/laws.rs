//! One proof after the other, each on a database of its own.

use std::collections::BTreeSet;

use super::Verdict;
use super::contract::{Kind, Plan, Step, units};
use super::fixture::{Fixture, Write};
use super::interrupt::interrupt;
use super::stage::{Rows, Stage};
use super::state::{State, difference};
use crate::error::Error;
use crate::measure::bench::Bench;
use crate::server::Address;

/// A plan on trial.
pub(super) struct Proof<'a> {
    pub(super) fixture: &'a Fixture,
    pub(super) plan: &'a Plan,
    pub(super) address: Address,
    pub(super) database: String,
    pub(super) verdict: Verdict,
}

/// How a database looks in the end.
#[derive(PartialEq, Eq)]
pub(super) struct End {
    pub(super) catalog: State,
    data: State,
}

impl Proof<'_> {
    /// Tries all laws.
    pub(super) fn run(mut self) -> Result<Verdict, Error> {
        if !self.plan.equivalent && self.plan.difference.is_none() {
            self.broken(1, None, "not equivalent, and no word of what differs");
        }
        if self.plan.steps.is_empty() {
            self.verdict.notes.push("no steps".to_owned());
            return Ok(self.verdict);
        }
        let Some(goal) = self.original(&[])? else {
            return Ok(self.verdict);
        };
        self.forward(&goal)?;
        self.beside_a_writer()?;
        self.backward()?;
        self.again(&goal)?;
        if let Some(mend) = &self.fixture.mend {
            self.in_the_way(mend, &goal)?;
        }
        Ok(self.verdict)
    }

    /// The migration as it was written, between what code for the old schema
    /// and code for the new one writes.
    fn original(&mut self, writes: &[Write]) -> Result<Option<End>, Error> {
        let fixture = self.fixture;
        let outcome = self.on_stage(|stage| {
            let all = |by_new_code: bool, stage: &mut Stage<'_>| {
                for it in writes.iter().filter(|it| it.by_new_code == by_new_code) {
                    if let Some(refusal) = write(stage, it)? {
                        return Err(Error::Plan(format!("the writes: {refusal}")));
                    }
                }
                Ok(())
            };
            all(false, stage)?;
            if let Some(refusal) = stage.run(&fixture.original)? {
                return Ok(Err(refusal));
            }
            all(true, stage)?;
            Ok(Ok(end(stage, fixture)?))
        })?;
        match outcome {
            Ok(end) => Ok(Some(end)),
            Err(refusal) => {
                let note = format!("the migration itself fails: {refusal}");
                self.verdict.notes.push(note);
                Ok(None)
            }
        }
    }

    /// Laws 1, 2 and 4: the steps in order, each watched.
    fn forward(&mut self, goal: &End) -> Result<(), Error> {
        let (plan, fixture) = (self.plan, self.fixture);
        let mut broken = Vec::new();
        let found = self.on_stage(|stage| {
            for step in &plan.steps {
                let number = Some(step.number);
                let early = match step.verify.as_deref().map(|it| stage.ask(it)).transpose()? {
                    // A step that only looks, for duplicates say, has nothing
                    // to see; whether this one does is known afterwards.
                    Some(Ok(true)) if step.kind == Kind::Sql => Some(end(stage, fixture)?),
                    Some(Err(problem)) => {
                        broken.push((4, number, format!("verify before the step: {problem}")));
                        None
                    }
                    _ => None,
                };
                if step.kind != Kind::Sql {
                    continue;
                }
                let (refusal, blocked) = stage.watch(step)?;
                broken.extend(blocked.into_iter().map(|it| (2, number, it)));
                if let Some(refusal) = refusal {
                    broken.push((1, number, refusal));
                    return Ok(None);
                }
                match step.verify.as_deref().map(|it| stage.ask(it)).transpose()? {
                    Some(Ok(false)) => {
                        broken.push((4, number, "verify is false after the step".to_owned()));
                    }
                    Some(Err(problem)) => {
                        broken.push((4, number, format!("verify after the step: {problem}")));
                    }
                    _ => {}
                }
                if early.is_some() && early != Some(end(stage, fixture)?) {
                    broken.push((4, number, "verify is true before the step".to_owned()));
                }
            }
            Ok(Some(end(stage, fixture)?))
        })?;
        for (law, step, text) in broken {
            self.broken(law, step, &text);
        }
        if let Some(found) = found {
            self.compare(1, goal, &found);
        }
        Ok(())
    }

    /// Law 8: writes between the steps succeed and end as if they had come
    /// before the migration; those of new code, behind it.
    fn beside_a_writer(&mut self) -> Result<(), Error> {
        if self.fixture.writes.is_empty() {
            return Ok(());
        }
        let (plan, fixture) = (self.plan, self.fixture);
        let mut broken = Vec::new();
        let mut writes: Vec<Write> = Vec::new();
        let mut deployed = 0;
        let found = self.on_stage(|stage| {
            for step in plan.steps.iter().map(Some).chain([None]) {
                if let Some(next) = fixture.write(writes.len(), deployed) {
                    if let Some(refusal) = write(stage, &next)? {
                        let text = format!("a write before it: {refusal}");
                        broken.push((8, step.map(|it| it.number), text));
                    }
                    writes.push(next);
                }
                let Some(step) = step else { break };
                deployed += usize::from(step.kind == Kind::Deploy);
                if step.kind == Kind::Sql
                    && let Some(refusal) = play(stage, step)?
                {
                    broken.push((8, Some(step.number), format!("beside a writer: {refusal}")));
                    return Ok(None);
                }
            }
            Ok(Some(end(stage, fixture)?))
        })?;
        for (law, step, text) in broken {
            self.broken(law, step, &text);
        }
        if let (Some(mut found), Some(mut goal)) = (found, self.original(&writes)?) {
            // What is written behind the swap does not come to it any more.
            for name in &fixture.set_aside {
                let marks = [format!(" × {name} "), format!("{name} at ")];
                let written = |line: &String| !marks.iter().any(|it| line.contains(it));
                found.data.retain(written);
                goal.data.retain(written);
            }
            self.compare(8, &goal, &found);
        }
        Ok(())
    }

    /// Law 5: the rollbacks of the steps so far, last first, after each step.
    /// What they restore serves for the next trial.
    fn backward(&mut self) -> Result<(), Error> {
        let plan = self.plan;
        let broken = self.on_stage(|stage| {
            let start = stage.catalog()?;
            for done in 1..=plan.steps.len() {
                let steps = &plan.steps[..done];
                if steps.last().is_some_and(|step| step.kind != Kind::Sql) {
                    continue;
                }
                for step in steps {
                    if step.kind == Kind::Sql && play(stage, step)?.is_some() {
                        return Ok(Vec::new());
                    }
                }
                let Some(refusals) = roll_back(stage, steps)? else {
                    break;
                };
                let refused = |(step, refusal)| {
                    let text = format!("rollback after {done} steps: {refusal}");
                    (Some(step), text)
                };
                let mut broken: Vec<_> = refusals.into_iter().map(refused).collect();
                for line in difference(&start, &stage.catalog()?) {
                    broken.push((None, format!("rolled back after {done} steps: {line}")));
                }
                if !broken.is_empty() {
                    return Ok(broken);
                }
            }
            Ok(Vec::new())
        })?;
        for (step, text) in broken {
            self.broken(5, step, &text);
        }
        Ok(())
    }

    /// Law 6: each step is cut off, mended with `on_failure` and run again,
    /// unless that has completed it.
    fn again(&mut self, goal: &End) -> Result<(), Error> {
        let (plan, fixture) = (self.plan, self.fixture);
        let mut broken = Vec::new();
        let mut cut = 0;
        let found = self.on_stage(|stage| {
            for step in plan.steps.iter().filter(|step| step.kind == Kind::Sql) {
                let number = Some(step.number);
                if interrupt(stage, step)? {
                    cut += 1;
                } else if step.transaction == super::contract::Transaction::Single {
                    // It went through, and is committed: nothing to repeat.
                    continue;
                }
                let pieces = step.units();
                for prefix in 0..pieces.len() {
                    // Cut off between its statements; the first time there is
                    // what the interruption has left.
                    if prefix > 0 {
                        stage.play(&pieces[..prefix], step)?;
                    }
                    if let Some(sql) = &step.on_failure
                        && let Some(refusal) = stage.run(sql)?
                    {
                        broken.push((6, number, format!("on_failure: {refusal}")));
                    }
                }
                // What mends it may be what completes it.
                let mended = step.on_failure.as_ref().and(step.verify.as_deref());
                if let Some(verify) = mended
                    && stage.ask(verify)? == Ok(true)
                {
                    continue;
                }
                if let Some(refusal) = play(stage, step)? {
                    broken.push((6, number, format!("run again: {refusal}")));
                    return Ok(None);
                }
                if let Some(verify) = &step.verify
                    && stage.ask(verify)? != Ok(true)
                {
                    broken.push((6, number, "run again: verify is not true".to_owned()));
                }
            }
            Ok(Some(end(stage, fixture)?))
        })?;
        for (law, step, text) in broken {
            self.broken(law, step, &text);
        }
        if let Some(found) = found {
            self.compare(6, goal, &found);
        }
        self.verdict.notes.push(format!("{cut} steps cut off"));
        Ok(())
    }

    pub(super) fn compare(&mut self, law: u8, goal: &End, found: &End) {
        let catalog = difference(&goal.catalog, &found.catalog);
        let mut rows = difference(&goal.data, &found.data);
        if law == 6 {
            drop_gaps(&mut rows);
        }
        if self.plan.equivalent {
            for line in catalog {
                self.broken(law, None, &line);
            }
        } else if law == 1 {
            let named = self.plan.difference.as_deref().unwrap_or_default();
            for line in left_behind(&goal.catalog, &found.catalog, named) {
                self.broken(law, None, &format!("left behind: {line}"));
            }
            let note = format!(
                "a substitute: {} lines of the catalog differ",
                catalog.len()
            );
            self.verdict.notes.push(note);
        }
        for line in rows {
            self.broken(law, None, &line);
        }
    }

    pub(super) fn broken(&mut self, law: u8, step: Option<usize>, text: &str) {
        let step = step.map(|number| format!(", step {number}"));
        let line = format!("law {law}{}: {text}", step.unwrap_or_default());
        self.verdict.broken.push(line);
    }

    fn on_stage<T>(
        &self,
        work: impl FnOnce(&mut Stage<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.on_stage_with(Rows::Mended, work)
    }

    pub(super) fn on_stage_with<T>(
        &self,
        rows: Rows,
        work: impl FnOnce(&mut Stage<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.address.with_database(&self.database, |database| {
            let bench = Bench::new(self.address, database);
            work(&mut Stage::new(bench, self.fixture, rows)?)
        })
    }
}

/// Objects under names that the plan made up and `difference` does not say:
/// helpers that nobody has taken away.
fn left_behind<'s>(goal: &'s State, found: &'s State, difference: &str) -> Vec<&'s str> {
    let words = |text: &str| -> BTreeSet<String> {
        let word = |it: char| it.is_alphanumeric() || it == '_';
        text.split(|it| !word(it)).map(str::to_owned).collect()
    };
    let mut known = words(difference);
    for line in goal {
        known.extend(words(line));
    }
    let objects = found
        .difference(goal)
        .filter(|it| it.starts_with("object "));
    objects
        .map(String::as_str)
        .filter(|line| {
            // What kind of object it is says nothing of its name.
            let name = line.splitn(3, ' ').nth(2).unwrap_or_default();
            !words(name).is_subset(&known)
        })
        .collect()
}

/// Runs the rollbacks of steps, last first. None where one of them has none and
/// says so; else what is wrong with them.
pub(super) fn roll_back(
    stage: &mut Stage<'_>,
    steps: &[Step],
) -> Result<Option<Vec<(usize, String)>>, Error> {
    let mut broken = Vec::new();
    for step in steps.iter().rev() {
        match (&step.rollback, &step.rollback_note) {
            (Some(rollback), _) => {
                if let Some(refusal) = stage.run(rollback)? {
                    broken.push((step.number, refusal));
                }
            }
            (None, Some(_)) if step.kind == Kind::Sql => return Ok(None),
            (None, None) if step.kind == Kind::Sql => {
                broken.push((step.number, "neither rollback nor note".to_owned()));
            }
            _ => {}
        }
    }
    Ok(Some(broken))
}

/// A batch that is cut off loses the numbers that it has drawn: a sequence may
/// be ahead, but never behind.
fn drop_gaps(rows: &mut Vec<String>) {
    let place = |line: &str, sign: &str| {
        let (sequence, number) = line.strip_prefix(sign)?.rsplit_once(" at ")?;
        Some((sequence.to_owned(), number.parse::<i64>().ok()?))
    };
    let all = |sign: &str| rows.iter().filter_map(|it| place(it, sign)).collect();
    let (wanted, found): (Vec<_>, Vec<_>) = (all("- "), all("+ "));
    let ahead = |(sequence, number): &(String, i64)| {
        found.iter().any(|(it, at)| it == sequence && at >= number)
    };
    let harmless: Vec<&String> = wanted
        .iter()
        .filter(|it| ahead(it))
        .map(|it| &it.0)
        .collect();
    rows.retain(|line| {
        let it = place(line, "- ").or_else(|| place(line, "+ "));
        !it.is_some_and(|(sequence, _)| harmless.contains(&&sequence))
    });
}

pub(super) fn play(stage: &mut Stage<'_>, step: &Step) -> Result<Option<String>, Error> {
    stage.play(&step.units(), step)
}

fn write(stage: &mut Stage<'_>, write: &Write) -> Result<Option<String>, Error> {
    // Several sessions of the application, not one transaction.
    for unit in units(&write.sql) {
        if let Some(refusal) = stage.run(&unit.sql)? {
            return Ok(Some(refusal));
        }
    }
    Ok(None)
}

pub(super) fn end(stage: &mut Stage<'_>, fixture: &Fixture) -> Result<End, Error> {
    Ok(End {
        catalog: stage.catalog()?,
        data: stage.data(&fixture.differs)?,
    })
}
