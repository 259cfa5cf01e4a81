//! The commands, one file each.

mod bench;
mod beside;
mod bless;
mod build;
mod corpus;
pub(crate) mod new_rule;
mod oracle;
mod serve;
mod size;
mod test;

use std::fmt::Write as _;

use crate::arguments::Arguments;
use crate::error::Result;
use crate::workspace::Workspace;

/// A development command.
pub(crate) struct Command {
    /// Its name and options; the first word is what one types.
    pub(crate) usage: &'static str,
    /// What it does, in one line.
    pub(crate) summary: &'static str,
    /// Does it.
    pub(crate) run: fn(&Workspace, Arguments) -> Result<()>,
}

/// Every command. A new one is a file here and a line in this list.
const COMMANDS: &[Command] = &[
    serve::COMMAND,
    test::COMMAND,
    build::COMMAND,
    bless::COMMAND,
    corpus::COMMAND,
    oracle::COMMAND,
    bench::COMMAND,
    size::COMMAND,
    new_rule::COMMAND,
];

/// The command of this name.
pub(crate) fn find(name: &str) -> Option<&'static Command> {
    COMMANDS
        .iter()
        .find(|command| command.usage.split(' ').next() == Some(name))
}

/// All commands with what they do.
pub(crate) fn help() -> String {
    let mut text = "usage: cargo xtask <command>\n\n".to_owned();
    for command in COMMANDS {
        // Writing to a string cannot fail.
        // What is wider than its column has a line of its own.
        let gap = if command.usage.len() < 26 {
            ""
        } else {
            "\n                            "
        };
        let _ = writeln!(text, "  {:<26}{gap}{}", command.usage, command.summary);
    }
    text
}
