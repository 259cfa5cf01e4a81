//! `cargo xtask bench`: how fast the front end is, and what it needs; how long
//! an analysis takes in the browser.

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::Result;
use crate::process;
use crate::setup::{self, browser};
use crate::site;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "bench [--browser]",
    summary: "measure speed and memory of the analysis, or of the page; leave the machine alone",
    run,
};

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let browser = arguments.flag("--browser");
    arguments.finish()?;
    if browser {
        return in_the_browser(workspace);
    }
    process::run(workspace.cargo().args([
        "bench",
        "--package=lockstep-syntax",
        "--package=lockstep-core",
        "--bench=speed",
        "--bench=growth",
        "--bench=analysis",
    ]))
}

/// The release of the site, asked by a real browser.
fn in_the_browser(workspace: &Workspace) -> Result<()> {
    let mut needs = site::needs(workspace)?;
    needs.extend(browser::needs(workspace));
    setup::install(needs)?;
    site::build(workspace)?;
    process::run(
        std::process::Command::new("node")
            .arg("bench.js")
            .current_dir(workspace.browser_tests())
            .env("CHROMIUM", browser::chromium()?),
    )
}
