//! Facts that can be read off the relations before and after.

use std::collections::BTreeSet;

use crate::relations::{Relation, Relations};

/// Created, dropped, renamed and rewritten relations. TOAST relations are
/// left out: they follow their table.
pub(crate) fn changes(before: &Relations, after: &Relations) -> Vec<String> {
    let mut facts = Vec::new();
    let old_files: BTreeSet<u32> = before
        .values()
        .filter_map(|relation| relation.file)
        .collect();
    for (oid, old) in before.iter().filter(|(_, old)| !old.toast) {
        let Some(new) = after.get(oid) else {
            if !replaced(old, before, after) {
                facts.push(format!("drop {} {}", old.name, old.kind));
            }
            continue;
        };
        if old.name != new.name {
            facts.push(format!("rename {} {}", old.name, new.name));
        }
        if old.file != new.file {
            facts.extend(new_file(old, new, before, after));
        }
    }
    for (oid, new) in after.iter().filter(|(_, new)| !new.toast) {
        if before.contains_key(oid) {
            continue;
        }
        if !replaced(new, after, before) {
            facts.push(format!("new {} {}", new.name, new.kind));
        }
        if new.kind == "index" {
            // A rebuilt constraint whose index is still good keeps the file.
            let kept = new.file.is_some_and(|file| old_files.contains(&file));
            let word = if kept { "index-keep" } else { "index-build" };
            facts.push(format!("{word} {}", new.name));
        }
    }
    facts
}

/// Whether the other side has another relation of the same name: one that was
/// dropped and made again, as a type change does to indexes.
fn replaced(relation: &Relation, own: &Relations, other: &Relations) -> bool {
    other
        .iter()
        .any(|(oid, twin)| twin.name == relation.name && !own.contains_key(oid))
}

fn new_file(
    old: &Relation,
    new: &Relation,
    before: &Relations,
    after: &Relations,
) -> Option<String> {
    match old.kind {
        "table" | "materialized view" if emptied(old, new) => {
            Some(format!("truncate {}", old.name))
        }
        "table" | "materialized view" => Some(format!("rewrite {}", old.name)),
        // The index of a truncated table is exchanged for an empty one, too.
        "index" => {
            let table = old.table.and_then(|table| {
                let (old, new) = (before.get(&table)?, after.get(&table)?);
                Some(emptied(old, new))
            });
            (table != Some(true)).then(|| format!("index-build {}", new.name))
        }
        _ => None,
    }
}

fn emptied(old: &Relation, new: &Relation) -> bool {
    old.file != new.file && old.rows > 0 && new.rows == 0
}
