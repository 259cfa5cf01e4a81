//! What a visitor has to download.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::process;
use crate::wasm;
use crate::workspace::Workspace;

/// Which budget a file counts against.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Needed before the first paste is analysed.
    FirstLoad,
    /// Loaded when the page already works.
    Editor,
    /// What makes plans, and files of them, loaded when the first paste is
    /// analysed.
    Plans,
    /// Loaded only when somebody asks for it.
    Other,
}

/// The classes, with their names and their budgets in bytes after brotli.
const BUDGETS: [(Class, &str, Option<u64>); 4] = [
    (Class::FirstLoad, "first load", Some(600_000)),
    (Class::Editor, "editor", Some(130_000)),
    (Class::Plans, "plans and files", Some(640_000)),
    (Class::Other, "other", None),
];

/// The budget of all of the analysis, plans included, without the page around
/// it and the files that it makes, in bytes after brotli.
const ENGINE_BUDGET: u64 = 600_000;

/// Node.js has brotli built in; a crate would cost each first build more.
const COMPRESS: &str = r"
const { readFileSync } = require('node:fs');
const { brotliCompressSync } = require('node:zlib');
const sizes = process.argv.slice(1).map((path) => {
  const bytes = readFileSync(path);
  return [bytes.length, brotliCompressSync(bytes).length];
});
console.log(JSON.stringify(sizes));
";

/// Builds the engine, prints its size, by crate and with its largest
/// functions, and compares it with its budget.
pub(crate) fn engine(workspace: &Workspace, largest: usize) -> Result<()> {
    let module = wasm::engine(workspace)?;
    let mut parts = wasm::parts(&module)?;
    let mut crates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for function in &parts.functions {
        let (count, bytes) = crates.entry(wasm::crate_of(&function.name)).or_default();
        *count += 1;
        *bytes += function.bytes;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, (_, bytes))| std::cmp::Reverse(*bytes));
    println!("{:>10}{:>11}  crate", "bytes", "functions");
    for (name, (count, bytes)) in crates {
        let name = if name.is_empty() { "(others)" } else { name };
        println!("{bytes:>10}{count:>11}  {name}");
    }
    println!("{:>10}{:>11}  (data)", parts.data, "");
    parts
        .functions
        .sort_by_key(|function| std::cmp::Reverse(function.bytes));
    for function in parts.functions.iter().take(largest) {
        println!("{:>10}  {}", function.bytes, function.name);
    }

    wasm::strip(&module)?;
    let (plain, compressed) = compress(&[module])?.first().copied().unwrap_or_default();
    println!("engine: {plain} bytes, {compressed} of {ENGINE_BUDGET} after brotli");
    if compressed > ENGINE_BUDGET {
        let over = compressed - ENGINE_BUDGET;
        return Err(Error::Check(format!("over budget: engine by {over} bytes")));
    }
    Ok(())
}

/// The bytes of each file, and those after brotli.
fn compress(files: &[PathBuf]) -> Result<Vec<(u64, u64)>> {
    let answer = process::capture(Command::new("node").args(["--eval", COMPRESS]).args(files))?;
    serde_json::from_str::<Value>(&answer)
        .and_then(serde_json::from_value)
        .map_err(|error| Error::Unexpected(format!("sizes from node: {error}")))
}

/// Prints the size of every file of the site and compares it with the budgets.
pub(crate) fn site(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let files = files_below(&dist)?;
    let sizes = compress(&files)?;
    println!("{:<12}{:>12}{:>12}  file", "class", "bytes", "brotli");
    let mut totals = BUDGETS.map(|_| 0);
    for (path, (plain, compressed)) in files.iter().zip(sizes) {
        let name = path.strip_prefix(&dist).unwrap_or(path);
        let class = classify(name);
        for ((budgeted, label, _), total) in BUDGETS.iter().zip(&mut totals) {
            if *budgeted == class {
                println!("{label:<12}{plain:>12}{compressed:>12}  {}", name.display());
                *total += compressed;
            }
        }
    }
    let mut exceeded = Vec::new();
    for ((_, label, budget), total) in BUDGETS.iter().zip(totals) {
        match budget {
            Some(budget) => {
                println!("{label}: {total} of {budget} bytes after brotli");
                if total > *budget {
                    exceeded.push(format!("{label} by {} bytes", total - budget));
                }
            }
            None => println!("{label}: {total} bytes after brotli, not budgeted"),
        }
    }
    if exceeded.is_empty() {
        return Ok(());
    }
    Err(Error::Check(format!(
        "over budget: {}",
        exceeded.join(", ")
    )))
}

/// The editor's files are named `editor…`, those of the plans after their
/// crate; what is neither code, style nor
/// page (a picture, an example) does not keep the first paste waiting.
fn classify(name: &Path) -> Class {
    let first = name.components().next();
    let first = first.map(|it| it.as_os_str().to_string_lossy());
    let starts_with = |start: &str| first.as_ref().is_some_and(|it| it.starts_with(start));
    if starts_with("editor") {
        return Class::Editor;
    }
    if starts_with("lockstep-wasm") {
        return Class::Plans;
    }
    // What the page asks for once it is there.
    if starts_with("later") || starts_with("sw.js") {
        return Class::Other;
    }
    match name.extension().and_then(|it| it.to_str()) {
        Some("html" | "css" | "js" | "mjs" | "wasm") => Class::FirstLoad,
        _ => Class::Other,
    }
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::file("read", &folder))? {
            let path = entry.map_err(Error::file("read", &folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Class, classify};

    #[test]
    fn each_file_counts_against_one_budget() {
        let class = |name: &str| classify(Path::new(name));
        assert!(class("index.html") == Class::FirstLoad);
        assert!(class("lockstep-web_bg.wasm") == Class::FirstLoad);
        assert!(class("editor.js") == Class::Editor);
        assert!(class("editor/sql.js") == Class::Editor);
        assert!(class("lockstep-wasm.js") == Class::Plans);
        assert!(class("icon.svg") == Class::Other);
        assert!(class("later/plan.css") == Class::Other);
    }
}
