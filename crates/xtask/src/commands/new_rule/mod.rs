//! `cargo xtask new-rule`: a rule that compiles and holds, to start from.

use std::fs;
use std::path::Path;

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::{Error, Result};
use crate::process;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "new-rule NAME",
    summary: "write a rule that compiles and holds, to start from",
    run,
};

const TEMPLATE: &str = include_str!("template.rs");
const RULES: &str = "crates/lockstep-core/src/rules";

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let id = arguments.word("the rule's name")?;
    if !is_kebab_case(&id) {
        return Err(arguments.misuse(&format!(
            "`{id}` is no name of a rule: write small letters and hyphens, as in table-rename"
        )));
    }
    arguments.finish()?;
    let file = generate(&workspace.root, &id)?;
    println!(
        "{file} finds every COMMENT, as an example: say what your rule finds instead.\n\
         Then: cargo test -p lockstep-core --lib rules::"
    );
    Ok(())
}

/// Holds what this command writes to what it promises, in a copy of the tree.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let copy = workspace.target.join("new-rule");
    if copy.exists() {
        fs::remove_dir_all(&copy).map_err(Error::file("remove", &copy))?;
    }
    // The core is made of one of the files of measured cases.
    let cases = "tests/oracle";
    for part in ["Cargo.toml", "Cargo.lock", "crates", "web", cases] {
        copy_tree(&workspace.root.join(part), &copy.join(part))?;
    }
    generate(&copy, "made-for-a-test")?;
    process::run(
        process::cargo()
            .current_dir(&copy)
            .args(["test", "--quiet", "--package=lockstep-core", "--lib"])
            .arg("rules::")
            .env("CARGO_TARGET_DIR", &workspace.target),
    )
}

/// Writes the rule, and its line in the registry; returns the file's path from
/// the root.
fn generate(root: &Path, id: &str) -> Result<String> {
    let module = id.replace('-', "_");
    let file = format!("{RULES}/{module}.rs");
    let path = root.join(&file);
    if path.exists() {
        return Err(Error::Usage(format!("{file} is there already")));
    }
    let registry = root.join(format!("{RULES}.rs"));
    let text = fs::read_to_string(&registry).map_err(Error::file("read", &registry))?;
    let text = registered(&text, &module).ok_or_else(|| {
        Error::Unexpected(format!(
            "{} has no list `rules! {{ … }}`",
            registry.display()
        ))
    })?;
    fs::write(&path, TEMPLATE.replace("{id}", id)).map_err(Error::file("write", &path))?;
    fs::write(&registry, text).map_err(Error::file("write", &registry))?;
    Ok(file)
}

/// The registry with one line more, where it belongs by name.
fn registered(text: &str, module: &str) -> Option<String> {
    let list = text.find("\nrules! {\n")? + "\nrules! {\n".len();
    let end = list + text[list..].find("\n}")? + 1;
    let line = format!("    {module},\n");
    let mut at = list;
    for other in text[list..end].split_inclusive('\n') {
        if other.trim_start() > line.trim_start() {
            break;
        }
        at += other.len();
    }
    Some(format!("{}{line}{}", &text[..at], &text[at..]))
}

fn is_kebab_case(id: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase());
    id.split('-').all(word)
}

/// Copies a file or a folder, but nothing that was built or installed.
fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    if from.is_file() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
        }
        fs::copy(from, to).map_err(Error::file("copy", from))?;
        return Ok(());
    }
    for entry in fs::read_dir(from).map_err(Error::file("read", from))? {
        let name = entry.map_err(Error::file("read", from))?.file_name();
        if name != "target" && name != "node_modules" {
            copy_tree(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_registered_in_its_place() {
        let text = |rules: &str| format!("// Before.\n\nrules! {{\n{rules}}}\n\nuse x;\n");
        for (module, rules) in [
            ("a", "    a,\n    b,\n    d,\n"),
            ("c", "    b,\n    c,\n    d,\n"),
            ("e", "    b,\n    d,\n    e,\n"),
        ] {
            let found = registered(&text("    b,\n    d,\n"), module);
            assert_eq!(found, Some(text(rules)));
        }
        assert_eq!(registered("mod a;\n", "b"), None);
    }

    #[test]
    fn names_are_kebab_case() {
        assert!(is_kebab_case("table-rename"));
        for id in ["", "Table", "table_rename", "-a", "a--b", "a/b", "rule2"] {
            assert!(!is_kebab_case(id), "{id}");
        }
    }
}
