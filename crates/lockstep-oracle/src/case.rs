//! Case files: plain SQL, in which comments of a fixed form open the parts.
//!
//! ```sql
//! -- case: add-column-constant-default
//! -- setup:
//! CREATE TABLE users (id bigint PRIMARY KEY);
//! -- session:
//! SET TimeZone = 'UTC';
//! -- statement:
//! ALTER TABLE users ADD COLUMN active boolean DEFAULT true;
//! ```
//!
//! `setup` and `session` may be left out; `-- alone:` in the place of
//! `-- statement:` is what runs outside of a transaction block although
//! PostgreSQL would let it run inside. A case without `setup` takes the
//! one of the case before it, so that a family of statements is measured on
//! the same tables without repeating them; `-- setup: none` starts from an
//! empty database. Any other comment is text of the part that it stands in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// One statement (or several, run as one) and the database it runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Unique in its file, in kebab case.
    pub name: String,
    /// Makes the schema and its rows.
    pub setup: String,
    /// `SET` commands of the measured session.
    pub session: String,
    /// What is measured.
    pub statement: String,
    /// It runs in no transaction block.
    pub alone: bool,
}

impl Case {
    /// The same case for somebody who does not know what there is.
    #[must_use]
    pub fn without_schema(&self) -> Case {
        Case {
            setup: String::new(),
            ..self.clone()
        }
    }
}

#[derive(Clone, Copy)]
enum Part {
    Setup,
    Session,
    Statement,
}

/// The case files of a directory, in the order of their names.
pub fn files(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(Error::file(directory))? {
        let path = entry.map_err(Error::file(directory))?.path();
        if path.extension().is_some_and(|extension| extension == "sql") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the cases of a file.
pub fn read(file: &Path) -> Result<Vec<Case>, Error> {
    let text = fs::read_to_string(file).map_err(Error::file(file))?;
    parse(&text).map_err(|(line, problem)| Error::Case {
        file: file.to_owned(),
        line,
        problem,
    })
}

/// Statements as one text, a line each.
pub(crate) fn script(statements: &[String]) -> String {
    statements
        .iter()
        .flat_map(|statement| [statement.as_str(), ";\n"])
        .collect()
}

fn parse(text: &str) -> Result<Vec<Case>, (usize, String)> {
    let mut cases: Vec<Case> = Vec::new();
    let mut part = None;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if let Some(name) = line.strip_prefix("-- case:") {
            finish(cases.last(), number)?;
            let name = name.trim().to_owned();
            if cases.iter().any(|case| case.name == name) {
                return Err((number, format!("a second case `{name}`")));
            }
            let setup = cases.last().map_or_else(String::new, |c| c.setup.clone());
            cases.push(Case {
                name,
                setup,
                session: String::new(),
                statement: String::new(),
                alone: false,
            });
            part = None;
            continue;
        }
        // Comments at the head of the file belong to no case.
        let Some(case) = cases.last_mut() else {
            if line.is_empty() || line.starts_with("--") {
                continue;
            }
            return Err((number, "SQL before the first `-- case:`".to_owned()));
        };
        match line.trim_end() {
            "-- setup:" => {
                case.setup.clear();
                part = Some(Part::Setup);
            }
            "-- setup: none" => case.setup.clear(),
            "-- session:" => part = Some(Part::Session),
            "-- statement:" => part = Some(Part::Statement),
            "-- alone:" => {
                case.alone = true;
                part = Some(Part::Statement);
            }
            line => {
                let text = match part {
                    Some(Part::Setup) => &mut case.setup,
                    Some(Part::Session) => &mut case.session,
                    Some(Part::Statement) => &mut case.statement,
                    None if line.is_empty() || line.starts_with("--") => continue,
                    None => return Err((number, "SQL outside of a part".to_owned())),
                };
                if !line.is_empty() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    finish(cases.last(), text.lines().count())?;
    Ok(cases)
}

fn finish(case: Option<&Case>, line: usize) -> Result<(), (usize, String)> {
    match case {
        Some(case) if case.statement.is_empty() => {
            Err((line, format!("case `{}` has no statement", case.name)))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_without_setup_takes_the_one_before() {
        let cases = parse(
            "-- about\n\n-- case: a\n-- setup:\nCREATE TABLE t ();\n-- statement:\nSELECT 1;\n\n\
             -- case: b\n-- session:\nSET x = 1;\n-- statement:\nSELECT 2;\nSELECT 3;\n\
             -- case: c\n-- setup: none\n-- statement:\nSELECT 4;\n",
        )
        .unwrap();
        assert_eq!(cases[1].setup, "CREATE TABLE t ();\n");
        assert_eq!(cases[1].session, "SET x = 1;\n");
        assert_eq!(cases[1].statement, "SELECT 2;\nSELECT 3;\n");
        assert_eq!(cases[2].setup, "");
    }

    #[test]
    fn a_file_of_the_wrong_form_names_the_line() {
        assert_eq!(parse("SELECT 1;").unwrap_err().0, 1);
        assert_eq!(parse("-- case: a\n\n-- case: b\n").unwrap_err().0, 3);
        let twice = "-- case: a\n-- statement:\nSELECT 1;\n-- case: a\n";
        assert_eq!(parse(twice).unwrap_err(), (4, "a second case `a`".into()));
    }
}
