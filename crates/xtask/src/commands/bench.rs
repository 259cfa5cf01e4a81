//! `cargo xtask bench`: how fast the front end is, and what it needs.

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::Result;
use crate::process;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "bench",
    summary: "measure how fast SQL is read and analysed, and how much memory it takes; leave the machine alone",
    run,
};

fn run(workspace: &Workspace, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    process::run(workspace.cargo().args([
        "bench",
        "--package=lockstep-syntax",
        "--package=lockstep-core",
        "--bench=speed",
        "--bench=growth",
        "--bench=analysis",
    ]))
}
