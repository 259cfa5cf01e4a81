//! Files as one text, each behind the marker line that the analysis knows.

use lockstep_core::order;

/// A file that was opened or dropped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opened {
    /// Its path below what was opened.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Whether a file of a folder is one of a migration.
#[must_use]
pub fn is_wanted(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
    ["sql", "diff", "patch"]
        .iter()
        .any(|it| kind.eq_ignore_ascii_case(it))
}

/// One text for all files, in the order of their names, which is the order in
/// which frameworks run them. Names are kept, because they tell who runs them.
///
/// ```
/// use lockstep_web::model::files::{Opened, joined};
///
/// let file = |path: &str, text: &str| Opened { path: path.into(), text: text.into() };
/// let text = joined(vec![file("2.sql", "DROP TABLE b;"), file("1.sql", "DROP TABLE a;\n")]);
/// assert_eq!(text, "-- file: 1.sql\nDROP TABLE a;\n\n-- file: 2.sql\nDROP TABLE b;\n");
/// ```
#[must_use]
pub fn joined(mut files: Vec<Opened>) -> String {
    order::sort_once(&mut files);
    let mut text = String::new();
    for file in &files {
        if !text.is_empty() {
            text.push('\n');
        }
        // A diff names its files itself.
        if is_wanted(&file.path) && file.path.to_ascii_lowercase().ends_with(".sql") {
            text.push_str("-- file: ");
            text.extend(file.path.chars().filter(|it| !it.is_control()));
            text.push('\n');
        }
        text.push_str(&file.text);
        if !file.text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Opened {
        Opened {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_diff_stands_as_it_is() {
        let diff = "diff --git a/1.sql b/1.sql\n";
        assert_eq!(joined(vec![file("change.patch", diff)]), diff);
    }

    #[test]
    fn a_name_cannot_begin_another_line() {
        let text = joined(vec![file("a\n; DROP TABLE b;.sql", "SELECT 1;")]);
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[test]
    fn of_a_folder_only_migrations_are_read() {
        for (path, wanted) in [
            ("db/migrate/1.SQL", true),
            ("x.patch", true),
            ("README.md", false),
            ("sql", false),
            ("a.sql/notes.txt", false),
        ] {
            assert_eq!(is_wanted(path), wanted, "{path}");
        }
    }
}
