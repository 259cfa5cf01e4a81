//! Rows that the migration is refused for: duplicates below a new key, NULLs
//! below NOT NULL.

use super::contract::{Kind, Step};
use super::laws::{End, Proof, end, play, roll_back};
use super::stage::{Rows, Stage};
use super::state::difference;
use crate::error::Error;

impl Proof<'_> {
    /// Law 6 with such rows, which the fixture knows how to mend: the plan
    /// stops at a step that does not claim to be done, whose `on_failure`
    /// leaves the way open both back to the beginning and, once the rows are
    /// mended, on to the goal.
    pub(super) fn in_the_way(&mut self, mend: &str, goal: &End) -> Result<(), Error> {
        let (plan, fixture) = (self.plan, self.fixture);
        let refusal = self.on_stage_with(Rows::AsTheyAre, |stage| stage.run(&fixture.original))?;
        if refusal.is_none() {
            self.broken(6, None, "what mend.sql mends is in nobody's way");
        }
        let mut broken = Vec::new();
        let (stopped, found) = self.on_stage_with(Rows::AsTheyAre, |stage| {
            let mut stopped = None;
            for (index, step) in plan.steps.iter().enumerate() {
                let Some(refusal) = refused(stage, step, &mut broken)? else {
                    continue;
                };
                let mut problem = stopped.map(|_| refusal);
                if problem.is_none() {
                    stopped = Some(index);
                    problem = stage.run(mend)?;
                }
                if problem.is_none() {
                    problem = play(stage, step)?;
                }
                if let Some(problem) = problem {
                    let text = format!("with the rows mended: {problem}");
                    broken.push((Some(step.number), text));
                    return Ok((stopped, None));
                }
            }
            Ok((stopped, Some(end(stage, fixture)?)))
        })?;
        if let Some(found) = &found {
            self.compare(6, goal, found);
        }
        let Some(stopped) = stopped else {
            self.broken(6, None, "no step is refused where the migration is");
            return Ok(());
        };
        let note = format!("stops at step {}", plan.steps[stopped].number);
        self.verdict.notes.push(note);
        let back = self.on_stage_with(Rows::AsTheyAre, |stage| {
            let start = stage.catalog()?;
            for step in &plan.steps[..=stopped] {
                refused(stage, step, &mut Vec::new())?;
            }
            let broken = roll_back(stage, &plan.steps[..stopped])?;
            Ok(broken.zip(Some((start, stage.catalog()?))))
        })?;
        if let Some((refusals, (start, found))) = back {
            broken.extend(refusals.into_iter().map(|(step, text)| (Some(step), text)));
            let lines = difference(&start, &found).into_iter();
            broken
                .extend(lines.map(|line| (None, format!("rolled back where it stopped: {line}"))));
        }
        for (step, text) in broken {
            self.broken(6, step, &text);
        }
        Ok(())
    }
}

/// Runs a step, and its `on_failure` where the rows make it fail.
fn refused(
    stage: &mut Stage<'_>,
    step: &Step,
    broken: &mut Vec<(Option<usize>, String)>,
) -> Result<Option<String>, Error> {
    if step.kind != Kind::Sql {
        return Ok(None);
    }
    let Some(refusal) = play(stage, step)? else {
        return Ok(None);
    };
    let number = Some(step.number);
    if let Some(verify) = &step.verify
        && stage.ask(verify)? != Ok(false)
    {
        let text = format!("{refusal}, and verify is not false");
        broken.push((number, text));
    }
    if let Some(sql) = &step.on_failure
        && let Some(refusal) = stage.run(sql)?
    {
        broken.push((number, format!("on_failure: {refusal}")));
    }
    Ok(Some(refusal))
}
