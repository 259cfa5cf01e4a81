//! The web app, built by trunk.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::error::{Error, Result};
use crate::process;
use crate::setup::cargo_tool::CargoTool;
use crate::setup::{Need, npm, rust};
use crate::wasm;
use crate::workspace::Workspace;

/// What building the site takes that is not here yet.
pub(crate) fn needs(workspace: &Workspace) -> Result<Vec<Need<'_>>> {
    let needs = [
        rust::wasm_target(),
        rust::crates(workspace),
        CargoTool::trunk().need()?,
        CargoTool::wasm_bindgen(workspace)?.need()?,
        npm::wasm_opt(),
        npm::packages(workspace.editor(), "the SQL editor is made of them"),
    ];
    Ok(needs.into_iter().flatten().collect())
}

/// Builds the release of the site into `dist/`.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    bundle_editor(workspace)?;
    process::run(trunk(workspace)?.args(["build", "--release"]))?;
    let dist = workspace.dist();
    for entry in fs::read_dir(&dist).map_err(Error::file("read", &dist))? {
        let path = entry.map_err(Error::file("read", &dist))?.path();
        if path.extension().is_some_and(|it| it == "wasm") {
            wasm::optimise(&path)?;
            wasm::strip(&path)?;
        }
    }
    reference(workspace)?;
    offline(&dist)
}

/// Writes what can be looked up, made by the page's own code.
fn reference(workspace: &Workspace) -> Result<()> {
    let file = workspace.dist().join("reference.json");
    process::run(
        workspace
            .cargo()
            .args(["run", "--quiet", "--package=lockstep-web"])
            .args(["--example=reference", "--"])
            .arg(file),
    )
}

/// The line of the service worker that the build fills in.
const BUILD: &str = r#"const BUILD = { version: "", files: [] };"#;

/// Tells the service worker which files it keeps, and a version that changes
/// when one of them does.
fn offline(dist: &Path) -> Result<()> {
    let worker = dist.join("sw.js");
    let script = fs::read_to_string(&worker).map_err(Error::file("read", &worker))?;
    let mut files = Vec::new();
    list(dist, dist, &mut files)?;
    files.retain(|name| name != "sw.js");
    files.sort();
    let mut hasher = DefaultHasher::new();
    script.hash(&mut hasher);
    for name in &files {
        let path = dist.join(name);
        let bytes = fs::read(&path).map_err(Error::file("read", &path))?;
        (name, bytes).hash(&mut hasher);
    }
    // The page itself is asked for by its folder.
    for name in &mut files {
        if name == "index.html" {
            "./".clone_into(name);
        }
    }
    let version = format!("{:016x}", hasher.finish());
    let build = json!({ "version": version, "files": files });
    let filled = script.replacen(BUILD, &format!("const BUILD = {build};"), 1);
    if filled == script {
        let message = format!("{} has no line `{BUILD}`", worker.display());
        return Err(Error::Unexpected(message));
    }
    fs::write(&worker, filled).map_err(Error::file("write", &worker))
}

/// The files of a folder and of those in it, by their paths below `root`.
fn list(root: &Path, folder: &Path, into: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(Error::file("read", folder))? {
        let path = entry.map_err(Error::file("read", folder))?.path();
        if path.is_dir() {
            list(root, &path, into)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let parts: Vec<_> = name.iter().map(|it| it.to_string_lossy()).collect();
            into.push(parts.join("/"));
        }
    }
    Ok(())
}

/// The command that serves the site on this machine, unoptimised.
///
/// It writes to a folder of its own, lest a release build in `dist/` be
/// replaced while somebody measures it.
pub(crate) fn serve(workspace: &Workspace, port: u16) -> Result<Command> {
    bundle_editor(workspace)?;
    let mut command = trunk(workspace)?;
    command
        .args(["serve", "--port"])
        .arg(port.to_string())
        .arg("--dist")
        .arg(workspace.target.join("serve"));
    Ok(command)
}

/// trunk, which finds wasm-bindgen on its `PATH` and downloads nothing.
fn trunk(workspace: &Workspace) -> Result<Command> {
    let tools = [
        CargoTool::trunk().folder()?,
        CargoTool::wasm_bindgen(workspace)?.folder()?,
    ];
    let mut command = Command::new(tools[0].join("trunk"));
    process::prepend_path(&mut command, &tools.each_ref().map(AsRef::as_ref))?;
    command.current_dir(&workspace.root);
    Ok(command)
}

/// Joins the editor's JavaScript into one file, where there is an editor.
fn bundle_editor(workspace: &Workspace) -> Result<()> {
    let folder = workspace.editor();
    if !folder.join("package.json").exists() {
        return Ok(());
    }
    process::run(
        process::npm()
            .args(["run", "--silent", "build"])
            .current_dir(folder),
    )
}
