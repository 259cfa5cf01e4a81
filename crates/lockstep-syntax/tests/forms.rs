//! Nothing that is said in a statement is missing from its tree: what is left
//! out changes the tree, what is put in is an error or stands in the tree.
//!
//! It holds of our own statements, and of the forms that a migration linter
//! must tell apart. These are not part of the project; the test looks for them
//! beside the workspace and says so when they are not there.

#[path = "dump/debug.rs"]
mod debug;
mod trace;

use std::path::{Path, PathBuf};

use lockstep_syntax::script;
use lockstep_syntax::tree::StatementKind;

#[test]
fn every_form_is_in_the_tree() {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let places = ["../shared", "../../shared"];
    let Some(text) = places
        .iter()
        .map(|place| workspace.join(place).join("corpus/forms.txt"))
        .find_map(|path| std::fs::read_to_string(path).ok())
    else {
        println!("forms.txt is not there: nothing was checked");
        return;
    };
    let forms: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let missed: Vec<&&str> = forms.iter().filter(|form| !is_read(form)).collect();
    println!("forms.txt: {} forms, not read: {missed:#?}", forms.len());
    assert!(missed.is_empty(), "{} forms are not read", missed.len());
    assert_visible(forms.into_iter());
}

/// Words that say nothing of their own, or what holds without them.
const NOISE: [&str; 26] = [
    // Defaults.
    "ADD",
    "IN ACCESS EXCLUSIVE MODE",
    "LANGUAGE PLPGSQL",
    "LANGUAGE SQL",
    "MATCH SIMPLE",
    "RESTRICT",
    "SESSION",
    "USING BTREE",
    // PostgreSQL reads over them as well.
    "*",
    ";",
    "4",
    "ARRAY",
    "AS",
    "BY",
    "COLUMN",
    "FROM",
    "GROUP",
    "IN",
    "PREPARE",
    "SAVEPOINT",
    "SET DATA",
    "TABLE",
    "TRANSACTION",
    "USING",
    "WITH",
    "WITH OPTIONS",
];

fn assert_visible<'a>(statements: impl Iterator<Item = &'a str>) {
    let mut missing = Vec::new();
    for text in statements {
        let mut lost = trace::invisible(text);
        lost.retain(|run| !NOISE.contains(&run.as_str()));
        if !lost.is_empty() {
            missing.push(format!("{text}: {}", lost.join(", ")));
        }
    }
    assert!(
        missing.is_empty(),
        "not in the tree:\n{}",
        missing.join("\n")
    );
}

#[test]
fn all_of_our_own_statements_is_in_the_tree() {
    const FILES: [&str; 9] = [
        "alter_table",
        "create_table",
        "dependents",
        "index_and_drop",
        "objects",
        "routines",
        "session",
        "types",
        "utility",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for file in FILES {
        let text = std::fs::read_to_string(folder.join(file).with_extension("sql")).unwrap();
        let script = script::read(&text);
        let good = script.statements().filter(|it| it.errors.is_empty());
        assert_visible(good.map(|it| it.span.of(&text)));
    }
}

/// Whether it is one statement, read to its end into a node of its own.
fn is_read(form: &str) -> bool {
    let script = script::read(form);
    let statements: Vec<_> = script.statements().collect();
    let [statement] = statements.as_slice() else {
        return false;
    };
    statement.errors.is_empty()
        && statement.skipped.is_empty()
        && !matches!(
            statement.kind,
            StatementKind::Other | StatementKind::Unknown | StatementKind::Fragment
        )
}
