//! Statements of PostgreSQL's regression suite and of real migrations.
//!
//! They are not part of the project; the test looks for them beside the
//! workspace and says so when they are not there. It asserts what must hold
//! for every input and prints the rates: `-- --nocapture` shows them, and
//! with `CORPUS_MISSES=1` also what was missed.
#![expect(clippy::print_stdout, reason = "the rates are its result")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod actions;
mod damage;
mod joins;

use std::collections::BTreeMap;
use std::path::PathBuf;

use lockstep_syntax::script::{self, Piece};
use lockstep_syntax::tree::Statement;
use serde_json::Value;

/// Statements that the tree holds in full, every clause.
const FAMILY: [&str; 7] = [
    "AlterTableStmt",
    "AlterTableMoveAllStmt",
    "AlterSeqStmt",
    "CreateForeignTableStmt",
    "CreateStmt",
    "CreateSeqStmt",
    "IndexStmt",
];

#[test]
fn regression_suite() {
    check("regress.jsonl");
}

#[test]
fn migrations() {
    check("migrations.jsonl");
}

fn check(name: &str) {
    let Some(rows) = read(name) else {
        println!("{name} is not there: nothing was checked");
        return;
    };
    let mut tally = Tally::default();
    for row in &rows {
        tally.statement(row["stmt"].as_str().unwrap(), row);
    }
    for (file, statements) in files(&rows) {
        tally.file(&file, &statements);
    }
    println!("{name}: {tally:#?}");
    assert_eq!(tally.wrong_command, 0, "commands of {name}");
    assert_eq!(tally.with_errors, 0, "valid statements of {name}");
    assert_eq!(tally.skipped, 0, "clauses of {name}");
    assert_eq!(tally.wrong_actions, 0, "actions of ALTER TABLE in {name}");
    assert_eq!(tally.family_not_in_full, 0, "tables and indexes in {name}");
    assert_eq!(
        tally.lost_in_a_script, 0,
        "statements of {name} in a script"
    );
}

/// One statement of a script is broken; the others come out unchanged.
#[test]
fn recovery() {
    for name in ["regress.jsonl", "migrations.jsonl"] {
        let Some(rows) = read(name) else {
            println!("{name} is not there: nothing was checked");
            continue;
        };
        let mut poor = Vec::new();
        for damage in damage::ALL {
            let mut tally = damage::Tally::default();
            for statements in files(&rows).values().filter(|it| it.len() > 1) {
                // The files of the regression suite are long: pieces of them.
                for part in statements.chunks(12).step_by(8) {
                    tally.add(damage, part);
                }
            }
            println!("{name}: {damage:?}: {tally}");
            if tally.rate() < 99.0 {
                poor.push(damage);
            }
        }
        assert!(poor.is_empty(), "too much is lost in {name}: {poor:?}");
    }
}

/// The statements by the file that they stand in.
fn files(rows: &[Value]) -> BTreeMap<String, Vec<&str>> {
    let mut files: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for row in rows {
        let [repo, file, text] = ["repo", "file", "stmt"].map(|it| row[it].as_str().unwrap());
        files
            .entry(format!("{repo} {file}"))
            .or_default()
            .push(text);
    }
    files
}

fn read(name: &str) -> Option<Vec<Value>> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let places = ["../shared", "../../shared"];
    let text = places
        .iter()
        .map(|place| workspace.join(place).join("corpus").join(name))
        .find_map(|path| std::fs::read_to_string(path).ok())?;
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

#[derive(Debug, Default)]
struct Tally {
    statements: usize,
    wrong_command: usize,
    with_errors: usize,
    skipped: usize,
    wrong_actions: usize,
    family_not_in_full: usize,
    files: usize,
    lost_in_a_script: usize,
}

impl Tally {
    fn statement(&mut self, text: &str, row: &Value) {
        self.statements += 1;
        let script = script::read(text);
        assert_no_byte_lost(text, &script.pieces);
        let miss = |what: &str, detail: &str| {
            if std::env::var_os("CORPUS_MISSES").is_some() {
                println!("{what}: {} | {detail}", text.replace('\n', " "));
            }
        };
        let statements: Vec<&Statement<'_>> = script.statements().collect();
        let [statement] = statements.as_slice() else {
            self.wrong_command += 1;
            miss("SPLIT", "");
            return;
        };
        let tag = row["tag"].as_str().unwrap();
        if !is_command(statement.command, tag, row["detail"].as_str().unwrap()) {
            self.wrong_command += 1;
            miss("COMMAND", &format!("{} {tag}", statement.command));
        }
        if let Some(error) = statement.errors.first() {
            self.with_errors += 1;
            miss("ERROR", &format!("{error:?}"));
        }
        if !statement.skipped.is_empty() {
            self.skipped += 1;
            miss("SKIPPED", statement.command);
        }
        // `ALTER TYPE … ADD ATTRIBUTE` goes through the same node.
        let of_type = statement.command == "ALTER TYPE";
        if tag == "AlterTableStmt" && !of_type {
            let found = actions::of(statement);
            let expected = [&row["sub"], &row["cons"]].map(|names| {
                let names = names.as_array().into_iter().flatten();
                let mut names: Vec<_> = names.map(|it| it.as_str().unwrap()).collect();
                names.sort_unstable();
                names
            });
            if found != expected {
                self.wrong_actions += 1;
                miss("ACTIONS", &format!("{found:?} {expected:?}"));
            }
        }
        let in_full = statement.errors.is_empty() && statement.skipped.is_empty();
        if FAMILY.contains(&tag) && !of_type && !in_full {
            self.family_not_in_full += 1;
            miss("FAMILY", tag);
        }
    }

    /// The statements of a file, joined to a script, come out again.
    fn file(&mut self, name: &str, statements: &[&str]) {
        self.files += 1;
        for joint in joins::JOINTS {
            let lost = joins::lost(statements, joint);
            self.lost_in_a_script += lost.len();
            if std::env::var_os("CORPUS_MISSES").is_some() {
                for index in lost {
                    println!(
                        "FILE: {name} {:?} AFTER {:?}",
                        statements[index],
                        statements[index.saturating_sub(1)]
                    );
                }
            }
        }
    }
}

fn assert_no_byte_lost(text: &str, pieces: &[Piece<'_>]) {
    let mut end = 0;
    for piece in pieces {
        assert_eq!(piece.span().start, end, "a gap in {text:?}");
        end = piece.span().end;
    }
    assert_eq!(end as usize, text.len(), "the end of {text:?}");
}

/// Whether a command tag fits what `libpg_query` says of the statement.
fn is_command(command: &str, tag: &str, detail: &str) -> bool {
    let object = |prefix: &str| {
        let words = match detail.trim_start_matches("OBJECT_") {
            "MATVIEW" => "MATERIALIZED VIEW",
            "FDW" => "FOREIGN DATA WRAPPER",
            "FOREIGN_SERVER" => "SERVER",
            "OPCLASS" => "OPERATOR CLASS",
            "OPFAMILY" => "OPERATOR FAMILY",
            "STATISTIC_EXT" => "STATISTICS",
            "TSCONFIGURATION" => "TEXT SEARCH CONFIGURATION",
            "TSDICTIONARY" => "TEXT SEARCH DICTIONARY",
            "TSPARSER" => "TEXT SEARCH PARSER",
            "TSTEMPLATE" => "TEXT SEARCH TEMPLATE",
            "LARGEOBJECT" => "LARGE OBJECT",
            // The object is part of another whose kind is not said.
            "COLUMN" | "TABCONSTRAINT" | "ATTRIBUTE" | "DOMCONSTRAINT" | "" => {
                return command.starts_with(prefix);
            }
            words => &words.replace('_', " "),
        };
        command == format!("{prefix} {words}")
    };
    match tag {
        "SelectStmt" => matches!(command, "SELECT" | "SELECT INTO"),
        "CreateStmt" => command == "CREATE TABLE",
        "CreateTableAsStmt" => {
            matches!(command, "CREATE TABLE AS" | "CREATE MATERIALIZED VIEW")
        }
        "CreateForeignTableStmt" => command == "CREATE FOREIGN TABLE",
        "CreateFunctionStmt" => matches!(command, "CREATE FUNCTION" | "CREATE PROCEDURE"),
        "IndexStmt" => command == "CREATE INDEX",
        "CreateTrigStmt" => command == "CREATE TRIGGER",
        "CreateEventTrigStmt" => command == "CREATE EVENT TRIGGER",
        "ViewStmt" => command == "CREATE VIEW",
        "RuleStmt" => command == "CREATE RULE",
        "CreateEnumStmt" | "CompositeTypeStmt" | "CreateRangeStmt" => command == "CREATE TYPE",
        "CreateDomainStmt" => command == "CREATE DOMAIN",
        "CreateSeqStmt" => command == "CREATE SEQUENCE",
        "CreateSchemaStmt" => command == "CREATE SCHEMA",
        "CreateExtensionStmt" => command == "CREATE EXTENSION",
        "CreatePolicyStmt" => command == "CREATE POLICY",
        "AlterTableStmt" | "RenameStmt" | "AlterObjectSchemaStmt" | "AlterOwnerStmt" => {
            object("ALTER")
        }
        "DropStmt" => object("DROP"),
        "TransactionStmt" => match detail {
            "TRANS_STMT_BEGIN" => command == "BEGIN",
            "TRANS_STMT_START" => command == "START TRANSACTION",
            "TRANS_STMT_COMMIT" => command == "COMMIT",
            "TRANS_STMT_ROLLBACK" | "TRANS_STMT_ROLLBACK_TO" => command == "ROLLBACK",
            "TRANS_STMT_SAVEPOINT" => command == "SAVEPOINT",
            "TRANS_STMT_RELEASE" => command == "RELEASE",
            _ => command.ends_with("PREPARED") || command == "PREPARE TRANSACTION",
        },
        "VariableSetStmt" => match detail {
            "VAR_RESET" | "VAR_RESET_ALL" => command == "RESET",
            _ => command == "SET",
        },
        "ConstraintsSetStmt" => command == "SET CONSTRAINTS",
        "VacuumStmt" => matches!(command, "VACUUM" | "ANALYZE"),
        "GrantStmt" => matches!(command, "GRANT" | "REVOKE"),
        "GrantRoleStmt" => matches!(command, "GRANT ROLE" | "REVOKE ROLE"),
        "DefineStmt" => object("CREATE"),
        "VariableShowStmt" => command == "SHOW",
        "SecLabelStmt" => command == "SECURITY LABEL",
        "ClosePortalStmt" => command == "CLOSE CURSOR",
        "FetchStmt" => matches!(command, "FETCH" | "MOVE"),
        _ => {
            // `AlterSeqStmt` and `ALTER SEQUENCE`: the first words agree.
            let first = command.split(' ').next().unwrap_or_default();
            !first.is_empty() && tag.to_ascii_uppercase().starts_with(first)
        }
    }
}
