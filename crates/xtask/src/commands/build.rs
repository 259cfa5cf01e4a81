//! `cargo xtask build`: the static site in `dist/`.

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::Result;
use crate::setup;
use crate::site;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "build",
    summary: "build the static site into dist/, ready for any sub-path of any host",
    run,
};

fn run(workspace: &Workspace, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    setup::install(site::needs(workspace)?)?;
    site::build(workspace)?;
    println!("The site is in {}", workspace.dist().display());
    Ok(())
}
