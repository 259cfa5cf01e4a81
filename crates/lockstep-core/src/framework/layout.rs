//! What a framework's files look like, so that the steps of a plan can be
//! written as such.
//!
//! All texts are templates: `{version}` and `{name}` of the file, `{Name}` as a
//! class is called, `{revision}` and `{previous}` (a hash, and that of the file
//! before), `{before}` (the name of the file before), `{app}`, `{head}` (a
//! comment that says what the step does), `{up}` and `{down}` (its statements
//! and those that undo it), `{verify}`, and where a file says that it wants no
//! transaction `{bare}`, `{bare up}` or `{bare down}`.

/// What a framework's files look like.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Where a file goes, from the root of the project.
    pub(crate) path: &'static str,
    /// What it says.
    pub(crate) text: &'static str,
    /// Files that belong to it.
    pub(crate) beside: &'static [Beside],
    /// How files are numbered.
    pub(crate) version: Style,
    /// The language of the file.
    pub(crate) language: Language,
    /// One statement in it, as `{sql}`.
    pub(crate) call: &'static str,
    /// One with semicolons inside, where that differs.
    pub(crate) call_with_body: Option<&'static str>,
    /// What stands between two statements.
    pub(crate) between: &'static str,
    /// What begins each line of what goes down.
    pub(crate) undo_prefix: &'static str,
    /// What stands where there is no statement, if anything has to.
    pub(crate) nothing: &'static str,
    /// The framework begins no transaction by itself, so the file does.
    pub(crate) begins: bool,
    /// How a statement gets past the framework's transaction.
    pub(crate) bare: Bare,
    /// Such a statement has to be alone in its file, without settings: the file
    /// is one message, or its statements go to any connection of a pool.
    pub(crate) alone: bool,
    /// All pending files run in one transaction unless something is set.
    pub(crate) all_in_one: bool,
    /// Markdown: how such files are run, and what else they need.
    pub(crate) usage: &'static str,
}

/// A file that belongs to another one.
#[derive(Debug)]
pub(crate) struct Beside {
    pub(crate) path: &'static str,
    pub(crate) text: &'static str,
    pub(crate) when: When,
}

/// When there is such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Always,
    /// Either direction wants no transaction, and both go without one.
    Bare,
    /// What goes up wants no transaction.
    BareUp,
    /// What goes down wants none.
    BareDown,
    /// There is a query that shows whether it is done.
    Verified,
}

/// How files are numbered where the migration's own name does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// The time in UTC, 14 digits, with something between the parts of a
    /// date and before the time.
    Stamp(&'static str, &'static str),
    /// Milliseconds since 1970.
    Millis,
    /// A number of so many digits.
    Number(usize),
    /// Numbers with parts, as in `3.1`, so that a series fits between two.
    Dotted,
}

/// How a file's language writes a comment and a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Sql,
    /// A template of Go's `text/template`, in which `{{` means something.
    SqlInGoTemplate,
    /// A statement that the JDBC driver prepares, in which `?` stands for a
    /// value and `??` for itself.
    SqlThroughJdbc,
    Ruby,
    Python,
    /// Python, in which `:name` stands for a value.
    PythonWithBinds,
    JavaScript,
    /// JavaScript, in which `?` stands for a value.
    JavaScriptWithBinds,
    Elixir,
    CSharp,
    Php,
    Rust,
}

/// How a statement gets past the framework's transaction.
#[derive(Debug)]
pub(crate) enum Bare {
    /// What the file says for it, empty where there is nothing to say.
    Mark(&'static str),
    /// A file of another kind.
    Layout(&'static Layout),
    /// The framework knows statements that begin so by itself; others are as
    /// with `Script`.
    Only(&'static [&'static str]),
    /// Not at all: it becomes a script for psql, and a migration that refuses
    /// to go on before that has run.
    Script,
}

impl Layout {
    /// SQL in numbered files, to begin with.
    pub(super) const SQL: Layout = Layout {
        path: "{version}_{name}.sql",
        text: "{head}{up}\n",
        beside: &[],
        version: Style::Stamp("", ""),
        language: Language::Sql,
        call: "{sql}",
        call_with_body: None,
        between: "\n",
        undo_prefix: "",
        nothing: "",
        begins: false,
        bare: Bare::Mark(""),
        alone: false,
        all_in_one: false,
        usage: "",
    };

    /// Whether both directions of a file get past the transaction together.
    pub(crate) fn is_shared(&self) -> bool {
        self.text.contains("{bare}") || self.beside.iter().any(|file| file.when == When::Bare)
    }
}
