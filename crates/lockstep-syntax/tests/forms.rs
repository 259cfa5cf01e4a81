//! The forms of statements that a migration linter must tell apart.
//!
//! They are not part of the project; the test looks for them beside the
//! workspace and says so when they are not there.

use std::path::PathBuf;

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
