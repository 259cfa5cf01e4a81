//! The steps of a long command, each with a headline, its time and its fate.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// The stages so far.
///
/// A failed stage does not keep the next from running: whoever repairs things
/// wants to see everything that is broken.
#[derive(Default)]
pub(crate) struct Stages {
    done: Vec<Stage>,
}

struct Stage {
    name: &'static str,
    fate: Fate,
    time: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passed,
    Failed,
    NotRun,
}

impl Stages {
    /// Runs a stage, and returns whether it passed.
    pub(crate) fn run(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        println!("\n==> {name}");
        let start = Instant::now();
        let outcome = work();
        let time = start.elapsed();
        let fate = match outcome {
            Ok(()) => Fate::Passed,
            Err(error) => {
                eprintln!("error: {error}");
                Fate::Failed
            }
        };
        println!("--- {name}: {} in {}", fate.word(), seconds(time));
        self.done.push(Stage { name, fate, time });
        fate == Fate::Passed
    }

    /// Records a stage that makes no sense after what failed before it.
    pub(crate) fn skip(&mut self, name: &'static str, because: &str) {
        println!("\n==> {name}\n--- {name}: not run, because {because}");
        self.done.push(Stage {
            name,
            fate: Fate::NotRun,
            time: Duration::ZERO,
        });
    }

    /// Prints the table of stages; an error if not all of them passed.
    pub(crate) fn finish(self) -> Result<()> {
        println!("\n==> summary");
        for stage in &self.done {
            let time = seconds(stage.time);
            println!("{:<24}{:<8}{time:>10}", stage.name, stage.fate.word());
        }
        let total = seconds(self.done.iter().map(|stage| stage.time).sum());
        let passed = self.count(Fate::Passed);
        let failed = self.done.len() - passed;
        println!("{:<24}{:<8}{total:>10}\n", "in all", "");
        println!("{passed} passed, {failed} failed");
        if failed == 0 {
            return Ok(());
        }
        let names: Vec<&str> = self
            .done
            .iter()
            .filter(|stage| stage.fate != Fate::Passed)
            .map(|stage| stage.name)
            .collect();
        Err(Error::Check(format!("not passed: {}", names.join(", "))))
    }

    fn count(&self, fate: Fate) -> usize {
        self.done.iter().filter(|stage| stage.fate == fate).count()
    }
}

impl Fate {
    fn word(self) -> &'static str {
        match self {
            Fate::Passed => "passed",
            Fate::Failed => "FAILED",
            Fate::NotRun => "not run",
        }
    }
}

/// A duration as people read it.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::Stages;
    use crate::error::Error;

    #[test]
    fn goes_on_after_a_failure_and_fails_in_the_end() {
        let mut stages = Stages::default();
        assert!(!stages.run("one", || Err(Error::Check("broken".to_owned()))));
        assert!(stages.run("two", || Ok(())));
        stages.skip("three", "one failed");
        let error = stages.finish().unwrap_err();
        assert_eq!(error.to_string(), "not passed: one, three");
    }
}
