//! `cargo xtask oracle`: the core's answers beside real servers.

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::Result;
use crate::process;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "oracle [--random N | --plans]",
    summary: "compare what the core says with real servers, case by case or on random statements; prove plans",
    run,
};

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let random = arguments.value("--random")?;
    let plans = arguments.flag("--plans");
    if plans {
        // Plans are proved as users get them, from the command.
        process::run(
            workspace
                .cargo()
                .args(["build", "--quiet", "--package=lockstep-cli"]),
        )?;
    }
    let mut oracle = workspace.cargo();
    oracle.args(["run", "--quiet", "--package=lockstep-oracle", "--"]);
    match &random {
        Some(count) => oracle.args(["random", count]),
        None if plans => oracle.arg("plan"),
        None => oracle.arg("core"),
    };
    for option in ["--seed", "--majors", "--port-base", "--case"] {
        if let Some(value) = arguments.value(option)? {
            oracle.args([option, &value]);
        }
    }
    arguments.finish()?;
    process::run(&mut oracle)
}
