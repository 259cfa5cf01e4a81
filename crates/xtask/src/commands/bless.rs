//! `cargo xtask bless`: accept what the golden tests see now.

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::Result;
use crate::process;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "bless",
    summary: "rewrite the expectations of golden tests; read the diff before you commit it",
    run,
};

fn run(workspace: &Workspace, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    process::run(
        workspace
            .cargo()
            .args([
                "test",
                "--workspace",
                "--lib",
                "--bins",
                "--tests",
                "--no-fail-fast",
            ])
            .env("UPDATE_EXPECT", "1"),
    )
}
