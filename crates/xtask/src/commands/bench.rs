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
    usage: "bench [--browser | --beside PROGRAM | --traffic [--rows N] [--majors N]]",
    summary: "measure speed and memory of the analysis, or of the page, or lockstep beside another linter, or how long clients wait for migrations and plans; leave the machine alone",
    run,
};

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let browser = arguments.flag("--browser");
    let beside = arguments.value("--beside")?;
    if arguments.flag("--traffic") {
        return in_traffic(workspace, arguments);
    }
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

/// Migrations and their plans on a real server, with clients that wait.
fn in_traffic(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let rows = arguments.value("--rows")?;
    let majors = arguments.value("--majors")?;
    let port_base = arguments.value("--port-base")?;
    arguments.finish()?;
    // Plans are measured as users get them, from the command.
    process::run(
        workspace
            .cargo()
            .args(["build", "--quiet", "--package=lockstep-cli"]),
    )?;
    let mut oracle = workspace.cargo();
    oracle.args([
        "run",
        "--quiet",
        "--package=lockstep-oracle",
        "--",
        "traffic",
    ]);
    oracle.args(rows);
    oracle.args(["--majors", majors.as_deref().unwrap_or("17")]);
    oracle.args(port_base.iter().flat_map(|port| ["--port-base", port]));
    process::run(&mut oracle)
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
