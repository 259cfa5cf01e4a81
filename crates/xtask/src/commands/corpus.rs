//! `cargo xtask corpus`: how much of PostgreSQL's regression suite and of real
//! migrations is read, and how far it is understood.

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::Result;
use crate::process;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "corpus",
    summary: "print how many statements of ../shared/corpus are read and understood",
    run,
};

/// The tests that measure, by package.
const TESTS: [(&str, &[&str]); 2] = [
    ("lockstep-syntax", &["corpus", "forms"]),
    ("lockstep-core", &["understood"]),
];

fn run(workspace: &Workspace, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    for (package, tests) in TESTS {
        let mut cargo = workspace.cargo();
        cargo.args(["test", "--quiet", "--package", package]);
        for test in tests {
            cargo.args(["--test", test]);
        }
        process::run(cargo.args(["--", "--nocapture", "--test-threads", "1"]))?;
    }
    Ok(())
}
