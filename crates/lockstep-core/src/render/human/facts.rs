//! Locks and work, a row each.

use anstyle::Style;

use super::page::{CYAN, FAINT, GREEN, PLAIN, Page, RED, WIDTH, YELLOW};
use crate::render::text::clean;
use crate::render::words::{effect, few, severity as name_of};
use crate::report::{Lock, LockMode, RelationKind, Severity};

/// The width of the longest mode, `SHARE UPDATE EXCLUSIVE`.
const MODE: usize = 22;

/// A severity's colour and name.
pub(super) fn severity(severity: Severity) -> (Style, &'static str) {
    let style = match severity {
        Severity::Danger => RED,
        Severity::Warning => YELLOW,
        Severity::Advice => CYAN,
    };
    (style, name_of(severity))
}

/// One row a lock: how much it blocks, mode, relation, and whom that stops.
/// Relations that nobody knows yet share a row at the end.
pub(super) fn locks(page: &mut Page, indent: usize, locks: &[Lock]) {
    let left = indent + 2 + MODE + 2;
    let fits =
        |lock: &Lock| left + name(lock).chars().count() + 2 + effect(lock.mode).len() <= WIDTH;
    let (new, old): (Vec<&Lock>, Vec<&Lock>) = locks.iter().partition(|lock| lock.new);
    let column = old
        .iter()
        .filter(|lock| fits(lock))
        .map(|lock| name(lock).chars().count())
        .max()
        .unwrap_or(0);
    for lock in old {
        let (style, glyph) = glyph(lock.mode);
        let mode = format!("{:MODE$}  ", lock.mode.name());
        let (name, effect) = (name(lock), effect(lock.mode));
        if fits(lock) && left + column + 2 + effect.len() <= WIDTH {
            let name = format!("{name:column$}  ");
            page.line(
                indent,
                &[
                    (style, glyph),
                    (PLAIN, " "),
                    (style, &mode),
                    (PLAIN, &name),
                    (FAINT, effect),
                ],
            );
        } else {
            page.line(
                indent,
                &[(style, glyph), (PLAIN, " "), (style, &mode), (PLAIN, &name)],
            );
            page.line(left, &[(FAINT, effect)]);
        }
    }
    if !new.is_empty() {
        let names: Vec<String> = new.iter().map(|lock| clean(&lock.relation)).collect();
        let text = format!("new, so that nobody waits: {}", few(&names));
        page.field(indent, "○ ", 2, FAINT, &text);
    }
}

/// The relation, and its kind where it is not a table.
fn name(lock: &Lock) -> String {
    let kind = match lock.kind {
        RelationKind::Table => return clean(&lock.relation),
        RelationKind::PartitionedTable => "partitioned",
        RelationKind::Index => "index",
        RelationKind::PartitionedIndex => "partitioned index",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::Sequence => "sequence",
        RelationKind::Toast => "toast",
        RelationKind::ForeignTable => "foreign table",
        RelationKind::CompositeType => "composite type",
    };
    format!("{} ({kind})", clean(&lock.relation))
}

fn glyph(mode: LockMode) -> (Style, &'static str) {
    if mode.blocks_reads() {
        (RED, "●")
    } else if mode.blocks_writes() {
        (YELLOW, "◐")
    } else {
        (GREEN, "○")
    }
}

/// Rewrites, scans and index builds, a line each.
pub(super) fn work(
    page: &mut Page,
    indent: usize,
    rewrites: &[String],
    scans: &[String],
    index_builds: &[String],
) {
    if !rewrites.is_empty() {
        page.field(
            indent,
            "↻ ",
            2,
            PLAIN,
            &format!("rewrites {}", few(rewrites)),
        );
    }
    // A rewrite reads the table anyway.
    let scans: Vec<String> = scans
        .iter()
        .filter(|it| !rewrites.contains(it))
        .cloned()
        .collect();
    if !scans.is_empty() {
        page.field(
            indent,
            "→ ",
            2,
            PLAIN,
            &format!("reads all of {}", few(&scans)),
        );
    }
    if !index_builds.is_empty() {
        page.field(
            indent,
            "+ ",
            2,
            PLAIN,
            &format!("builds {}", few(index_builds)),
        );
    }
}
