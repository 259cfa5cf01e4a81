//! `cargo xtask size`: what a visitor has to download, and what it consists of.

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::Result;
use crate::setup;
use crate::site;
use crate::sizes;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "size [--largest N]",
    summary: "build and weigh the engine, by crate, and the site; name the N largest functions",
    run,
};

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let largest = match arguments.value("--largest")? {
        None => 0,
        Some(text) => text
            .parse()
            .map_err(|_| arguments.misuse(&format!("`{text}` is no number of functions")))?,
    };
    arguments.finish()?;
    setup::install(site::needs(workspace)?)?;
    let engine = sizes::engine(workspace, largest);
    site::build(workspace)?;
    sizes::site(workspace).and(engine)
}
