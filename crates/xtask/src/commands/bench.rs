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
    usage: "bench [--browser | --beside PROGRAM]",
    summary: "measure speed and memory of the analysis, or of the page, or lockstep beside another linter; leave the machine alone",
    run,
};

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let browser = arguments.flag("--browser");
    let beside = arguments.value("--beside")?;
    arguments.finish()?;
    if browser {
        return in_the_browser(workspace);
    }
    if let Some(program) = beside {
        return super::beside::measure(workspace, &program);
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
