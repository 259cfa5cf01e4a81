//! `cargo xtask test`: everything that has to hold before a change is merged.

use std::fs;
use std::path::PathBuf;
use std::process;

use serde_json::json;

use crate::arguments::Arguments;
use crate::commands::{Command, new_rule};
use crate::error::{Error, Result};
use crate::licences;
use crate::process::run as execute;
use crate::setup::cargo_tool::CargoTool;
use crate::setup::{self, browser, npm, rust};
use crate::site;
use crate::sizes;
use crate::stages::Stages;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "test [--quick]",
    summary: "run every check; with --quick, only those that need no browser and no server",
    run,
};

/// One plan of each kind: an index, a key, NOT NULL, a rename, a framework's
/// file, rows in the way; `cargo xtask oracle --plans` proves them all.
const PLANS: &[&str] = &[
    "compound",
    "foreign-key-swap",
    "framework-dbmate",
    "rename-column",
    "rows-duplicates",
];

/// What `lockstep-oracle` ends with where it cannot start servers.
const NO_SERVERS: i32 = 3;

/// The crates that exist for the browser; those that they depend on are linted
/// along with them.
const IN_THE_BROWSER: &[&str] = &["--package=lockstep-wasm", "--package=lockstep-web"];

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let quick = arguments.flag("--quick");
    arguments.finish()?;

    // What cannot be installed fails the stages that need it, and those alone.
    let mut stages = Stages::default();
    let needs = if quick {
        quick_needs(workspace)
    } else {
        needs(workspace)?
    };
    if !needs.is_empty() {
        stages.run("set-up", || setup::install(needs));
    }

    stages.run("formatting", || {
        execute(workspace.cargo().args(["fmt", "--all", "--check"]))?;
        rules_are_formatted(workspace)
    });
    stages.run("clippy, native", || clippy(workspace, &["--workspace"]));
    stages.run("clippy, wasm32", || {
        clippy(
            workspace,
            &[&["--target", rust::WASM], IN_THE_BROWSER].concat(),
        )
    });
    stages.run("unit and golden tests", || {
        execute(workspace.cargo().args([
            "test",
            "--quiet",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--no-fail-fast",
        ]))
    });
    stages.run("doc tests", || {
        execute(
            workspace
                .cargo()
                .args(["test", "--quiet", "--workspace", "--doc"]),
        )
    });
    stages.run("documentation", || {
        execute(
            workspace
                .cargo()
                .args(["doc", "--quiet", "--workspace", "--no-deps"])
                .arg("--document-private-items")
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    });
    stages.run("a new rule", || new_rule::check(workspace));
    stages.run("licences", || licences::check(workspace));
    if !quick {
        stages.run("plans on a server", || plans(workspace));
        browser_stages(workspace, &mut stages);
    }
    stages.finish()
}

/// Plans keep their laws on a real server, where one can be started.
fn plans(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join("tests/plans");
    execute(
        workspace
            .cargo()
            .args(["build", "--quiet", "--package=lockstep-cli"]),
    )?;
    let proved = execute(
        workspace
            .cargo()
            .args(["run", "--quiet", "--package=lockstep-oracle", "--"])
            .args(["plan", "--majors", "17"])
            .args(PLANS.iter().map(|name| folder.join(name))),
    );
    match proved {
        Err(Error::Failed { status, .. }) if status.code() == Some(NO_SERVERS) => {
            println!("No server can be started here, so no plan is proved.");
            Ok(())
        }
        proved => proved,
    }
}

fn browser_stages(workspace: &Workspace, stages: &mut Stages) {
    stages.run("WebAssembly tests", || wasm_tests(workspace));
    stages.run("size of the engine", || sizes::engine(workspace, 0));
    if stages.run("release build", || site::build(workspace)) {
        stages.run("sizes", || sizes::site(workspace));
        stages.run("browser tests", || browser_tests(workspace));
    } else {
        let because = "there is no release build";
        stages.skip("sizes", because);
        stages.skip("browser tests", because);
    }
}

fn quick_needs(workspace: &Workspace) -> Vec<setup::Need<'_>> {
    [rust::wasm_target(), rust::crates(workspace)]
        .into_iter()
        .flatten()
        .collect()
}

fn needs(workspace: &Workspace) -> Result<Vec<setup::Need<'_>>> {
    let mut needs = site::needs(workspace)?;
    needs.extend(browser::needs(workspace));
    Ok(needs)
}

/// The rules, whose modules stand in a macro, where `cargo fmt` does not see
/// them.
fn rules_are_formatted(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join("crates/lockstep-core/src/rules");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(Error::file("read", &folder))? {
        files.push(entry.map_err(Error::file("read", &folder))?.path());
    }
    let mut rustfmt = process::Command::new("rustfmt");
    rustfmt
        .current_dir(&workspace.root)
        .args(["--edition", "2024", "--check"]);
    execute(rustfmt.args(files))
}

fn clippy(workspace: &Workspace, what: &[&str]) -> Result<()> {
    execute(
        workspace
            .cargo()
            .args(["clippy", "--quiet", "--all-targets"])
            .args(what)
            .args(["--", "-D", "warnings"]),
    )
}

/// The tests that are compiled to WebAssembly, run in headless Chromium.
fn wasm_tests(workspace: &Workspace) -> Result<()> {
    let chromium = browser::chromium()?;
    let chromedriver = browser::chromedriver()?;
    let runner = CargoTool::wasm_bindgen(workspace)?
        .folder()?
        .join("wasm-bindgen-test-runner");
    let settings = workspace.target.join("webdriver.json");
    let capabilities = json!({
        "goog:chromeOptions": { "binary": chromium, "args": browser::FLAGS }
    });
    fs::write(&settings, capabilities.to_string()).map_err(Error::file("write", &settings))?;
    execute(
        workspace
            .cargo()
            .args(["test", "--target", rust::WASM])
            .args(IN_THE_BROWSER)
            // Without the doc tests, which run natively.
            .arg("--tests")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", chromedriver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            .env("WASM_BINDGEN_USE_BROWSER", "1"),
    )
}

/// The tests in `tests/e2e`, which use the site as a visitor does.
fn browser_tests(workspace: &Workspace) -> Result<()> {
    npm::check_node()?;
    let chromium = browser::chromium()?;
    let folder = workspace.browser_tests();
    let files = test_files(workspace)?;
    execute(
        process::Command::new("node")
            .args(["--test", "--test-reporter=spec"])
            .args(files)
            .current_dir(folder)
            .env("CHROMIUM", chromium),
    )
}

/// Named one by one: what `node --test <folder>` means differs between versions.
fn test_files(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let folder = workspace.browser_tests();
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(Error::file("read", &folder))? {
        let path = entry.map_err(Error::file("read", &folder))?.path();
        if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
