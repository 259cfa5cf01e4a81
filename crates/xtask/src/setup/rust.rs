//! What comes from rustup and from the crates' registry.

use std::path::Path;
use std::process::Command;

use crate::error::Error;
use crate::process;
use crate::setup::{Lane, Need};
use crate::workspace::Workspace;

/// The target of everything that runs in the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What there is to do to compile to WebAssembly.
pub(crate) fn wasm_target() -> Option<Need<'static>> {
    if has_wasm_target() {
        return None;
    }
    Some(Need {
        what: format!("Rust's target {WASM}"),
        why: "the web app is compiled to WebAssembly",
        takes: "about 10 s",
        lane: Lane::Rust,
        install: Box::new(|| {
            if process::on_path("rustup").is_none() {
                return Err(Error::Missing {
                    what: format!("Rust's target {WASM}"),
                    remedy: "install Rust through rustup, or your system's package of that target"
                        .to_owned(),
                });
            }
            process::run_quietly(Command::new("rustup").args(["target", "add", WASM]))
        }),
    })
}

/// Asking the compiler, not rustup: some systems package the target themselves.
fn has_wasm_target() -> bool {
    process::capture(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// What there is to do to have the source of all dependencies, which trunk
/// wants before it starts: it is run without access to the network.
pub(crate) fn crates(workspace: &Workspace) -> Option<Need<'_>> {
    let fetch = || {
        let mut command = workspace.cargo();
        command.args(["fetch", "--quiet"]);
        command
    };
    if process::succeeds(fetch().arg("--offline")) {
        return None;
    }
    Some(Need {
        what: "the source of the crates in Cargo.lock".to_owned(),
        why: "what we build on",
        takes: "about 10 s",
        lane: Lane::Rust,
        install: Box::new(move || process::run_quietly(&mut fetch())),
    })
}
