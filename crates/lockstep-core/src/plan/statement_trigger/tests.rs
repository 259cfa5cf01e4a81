//! `tests/trigger/<case>.sql` beside `<case>.plan`: what exists before stands
//! above the line `-- migration`.

use std::fs;
use std::path::{Path, PathBuf};

use lockstep_syntax::script;

use super::super::Operation;
use super::attempt;
use crate::catalog::{Catalog, Origin};
use crate::effects::{Situation, effects};

const MAJOR: u8 = 17;

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trigger")
}

/// What becomes of each trigger of the migration.
fn outcome(text: &str) -> String {
    let (before, migration) = text.split_once("-- migration\n").unwrap();
    let mut given = Catalog::default();
    for statement in script::read(before).statements() {
        given.apply(before, statement, Origin::Given, MAJOR);
    }
    let script = script::read(migration);
    let mut ahead = given.clone();
    for statement in script.statements() {
        ahead.apply(migration, statement, Origin::New, MAJOR);
    }
    let mut catalog = given;
    let mut found = Vec::new();
    for statement in script.statements() {
        let situation = Situation {
            text: migration,
            catalog: &catalog,
            major: MAJOR,
            in_transaction: false,
        };
        if statement.command == "CREATE TRIGGER" {
            let operation = Operation {
                situation,
                statement,
                effects: &effects(situation, statement),
                ahead: &ahead,
                qualified: false,
                substitutes: &[],
                unbatched: false,
                replaces: false,
                inline: false,
            };
            match attempt(&operation) {
                Ok(rewrite) => {
                    found.extend(rewrite.steps.into_iter().map(|step| step.sql));
                    let assumed = rewrite.assumptions.into_iter();
                    found.extend(assumed.map(|it| format!("-- assumes: {it}")));
                }
                Err(reason) => found.push(format!("none: {reason}")),
            }
        }
        catalog.apply(migration, statement, Origin::New, MAJOR);
    }
    found.push(String::new());
    found.join("\n")
}

fn check(case: &Path) {
    let actual = outcome(&fs::read_to_string(case).unwrap());
    let golden = case.with_extension("plan");
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    if expected != actual && std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&golden, actual).unwrap();
        return;
    }
    assert_eq!(
        expected,
        actual,
        "{}: read the difference, then bless it with UPDATE_EXPECT=1",
        golden.display()
    );
}

#[test]
fn cases() {
    let mut cases: Vec<PathBuf> = fs::read_dir(directory())
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    cases.sort();
    for path in &cases {
        match path.extension().and_then(|it| it.to_str()) {
            Some("sql") => check(path),
            Some("plan") => assert!(
                path.with_extension("sql").exists(),
                "{} is an orphan: delete it",
                path.display()
            ),
            _ => panic!("{}: what is it?", path.display()),
        }
    }
    assert!(cases.len() > 20, "the cases are gone");
}
