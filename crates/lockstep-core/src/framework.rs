//! Who runs the files, and in which transactions.

mod dbmate;
mod none;

use lockstep_syntax::script::Script;

/// A migration tool.
#[derive(Debug)]
pub struct Framework {
    /// Its name in options and reports.
    pub name: &'static str,
    /// Whether it wraps a file in a transaction unless the file says
    /// otherwise.
    pub wraps_in_transaction: bool,
    /// Whether a file can only be meant for it.
    pub(crate) recognises: fn(&Script<'_>) -> bool,
    /// How it runs a file.
    pub(crate) sections: fn(&Script<'_>) -> Vec<Section>,
    /// Markdown: what to do when it stops half-way.
    pub(crate) recovery: Option<&'static str>,
}

/// The statements of a file from one byte to the next section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// First byte.
    pub(crate) start: u32,
    /// How its statements are sent.
    pub(crate) sending: Sending,
    /// It undoes the migration; it runs, if ever, after the rest is in use.
    pub(crate) down: bool,
}

/// How statements reach the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    /// One by one, each in a transaction of its own.
    OneByOne,
    /// Inside a transaction of the framework's.
    InTransaction,
    /// All in one message: two or more are one implicit transaction.
    ///
    /// Source: the manual, "Multiple Statements in a Simple Query".
    Together,
}

/// Every framework there is, in the order in which they are tried.
pub static FRAMEWORKS: &[&Framework] = &[&dbmate::DBMATE, &none::NONE];

/// The framework of that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Framework> {
    FRAMEWORKS
        .iter()
        .copied()
        .find(|framework| framework.name == name)
}

/// The framework that the files are written for.
#[must_use]
pub(crate) fn recognise(scripts: &[Script<'_>]) -> &'static Framework {
    FRAMEWORKS
        .iter()
        .copied()
        .find(|framework| scripts.iter().any(|script| (framework.recognises)(script)))
        .unwrap_or(&none::NONE)
}
