//! Views, and tables made of queries.

use lockstep_syntax::tree::{CreateView, Ident, Output, Query, Span};

use super::super::names::{self, Named};
use super::super::{Effects, Situation};
use crate::catalog::quote;
use crate::report::RelationKind;

pub(super) fn view(situation: Situation<'_>, create: &CreateView<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let name = names::created_or_hides(situation, &create.name, create.temporary);
    for read in &create.query.reads {
        names::exists(situation, &catalog.resolve(read), into);
    }
    selects_columns(situation, &create.query, &create.output, into);
    names::missing_schema(situation, name.schema(), into);
    if create.materialized && situation.major >= 14 && !create.if_not_exists {
        names::is_free(situation, &name, into);
    }
    if create.query.twice.is_none() {
        outputs_once(&create.columns, &create.output, into);
    }
    match names::look_up(situation, &name) {
        Named::Relation(known) if create.or_replace => {
            names::is_kind(situation, &name, &[RelationKind::View], "a view", into);
            if known.complete && known.kind == RelationKind::View {
                replaced(situation, create, &known.columns, into);
            }
        }
        Named::Relation(_) | Named::Index if !create.if_not_exists => {
            names::is_free(situation, &name, into);
        }
        _ => {}
    }
}

/// A view keeps the columns that it has, and can get more.
///
/// Source: `checkViewColumns` in `src/backend/commands/view.c`.
fn replaced(
    situation: Situation<'_>,
    create: &CreateView<'_>,
    columns: &[crate::catalog::Column],
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let mut new: Vec<Option<String>> = Vec::new();
    for output in &create.output {
        match output {
            Output::Column(name) => new.push(Some(name.value.to_string())),
            Output::Unnamed => new.push(None),
            Output::All(_) => {
                let [only] = create.query.reads.as_slice() else {
                    return;
                };
                let Some(read) = catalog.relations.get(&catalog.resolve(only)) else {
                    return;
                };
                if !read.complete {
                    return;
                }
                new.extend(read.columns.iter().map(|it| Some(it.name.clone())));
            }
        }
    }
    for (name, given) in new.iter_mut().zip(&create.columns) {
        *name = Some(given.value.to_string());
    }
    if new.is_empty() {
        return;
    }
    if new.len() < columns.len() {
        into.fail("42P16", "a view cannot lose columns: drop it first");
    }
    for (new, old) in new.iter().zip(columns) {
        if let Some(new) = new
            && *new != old.name
        {
            let (old, new) = (quote(&old.name), quote(new));
            into.fail(
                "42P16",
                format!("the view's column {old} cannot become {new}"),
            );
        }
    }
}

/// What a query is stored as has each column once.
pub(super) fn outputs_once(given: &[Ident<'_>], output: &[Output<'_>], into: &mut Effects) {
    let mut names: Vec<&str> = Vec::new();
    for (index, output) in output.iter().enumerate() {
        let name = match (given.get(index), output) {
            (Some(given), _) => &*given.value,
            (None, Output::Column(name)) => &*name.value,
            (None, Output::Unnamed) => continue,
            (None, Output::All(_)) => return,
        };
        if names.contains(&name) {
            let name = quote(name);
            return into.fail("42701", format!("{name} is there twice"));
        }
        names.push(name);
    }
}

/// Refuses the columns that a query takes as they are from the only table that
/// it reads, where that has none of the name; any other query may have them
/// from elsewhere.
pub(super) fn selects_columns(
    situation: Situation<'_>,
    query: &Query<'_>,
    output: &[Output<'_>],
    into: &mut Effects,
) {
    let [read] = query.reads.as_slice() else {
        return;
    };
    let text = query.span.of(situation.text);
    let starts = |text: &str, words: &[&str]| {
        let end = text.find(|it: char| !it.is_ascii_alphabetic());
        let word = &text[..end.unwrap_or(text.len())];
        words.iter().any(|it| it.eq_ignore_ascii_case(word))
    };
    let around = |part: Span| {
        let before = Span {
            start: query.span.start,
            end: part.start,
        };
        let behind = Span {
            start: part.end,
            end: query.span.end,
        };
        let [before, behind] = [before, behind].map(|it| it.of(situation.text));
        (before.trim_end(), behind.trim_start())
    };
    let (before, behind) = around(read.span);
    let alone = behind.is_empty() || starts(behind, &["WHERE", "ORDER", "LIMIT"]);
    let from = before.get(before.len().saturating_sub(4)..).unwrap_or("");
    if !starts(text, &["SELECT"]) || !alone || !starts(from, &["FROM"]) {
        return;
    }
    let table = situation.catalog.resolve(read);
    for item in output {
        let Output::Column(column) = item else {
            continue;
        };
        let (before, behind) = around(column.span);
        let first = before.eq_ignore_ascii_case("SELECT") || before.ends_with(',');
        let last = behind.starts_with(',') || starts(behind, &["FROM"]);
        let always = column.value == table.name()
            || column.value == "oid"
            || names::is_system_column(&column.value);
        if first && last && !always {
            names::has_column(situation, &table, &column.value, into);
        }
    }
}
