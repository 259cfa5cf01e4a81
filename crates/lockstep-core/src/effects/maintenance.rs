//! `VACUUM`, `ANALYZE`, `REINDEX`, `CLUSTER`, `REPACK`, `REFRESH`.

use lockstep_syntax::tree::{
    Cluster, Maintenance, NamedOption, Refresh, Reindex, ReindexTarget, Span,
};

use super::{Effects, Reason, Situation, WorkKind, dml, names};
use crate::catalog::{ConstraintKind, Name, Presence, Relation};
use crate::citation;
use crate::report::{LockMode, RelationKind, Understood};

/// The first major that knows an option of `VACUUM` or `ANALYZE`, for those
/// that came behind 11; measured for some, else from the manual's pages.
const OPTION_SINCE: [(&str, u8); 9] = [
    ("skip_locked", 12),
    ("truncate", 12),
    ("index_cleanup", 12),
    ("parallel", 13),
    ("process_toast", 14),
    ("process_main", 16),
    ("skip_database_stats", 16),
    ("only_database_stats", 16),
    ("buffer_usage_limit", 16),
];

fn needs_option(situation: Situation<'_>, option: &NamedOption<'_>, into: &mut Effects) {
    let since = OPTION_SINCE.iter().find(|(name, _)| option.name == *name);
    if let Some((name, since)) = since {
        into.needs(situation, *since, &format!("the option {name}"));
    }
    if !option.value.is_empty() {
        into.needs(situation, 12, "an option with a value");
    }
}

pub(super) fn maintenance(
    situation: Situation<'_>,
    run: &Maintenance<'_>,
    span: Span,
    into: &mut Effects,
) {
    into.cite(if run.vacuum {
        citation::VACUUM
    } else {
        citation::ANALYZE
    });
    for option in &run.options {
        needs_option(situation, option, into);
    }
    if run.vacuum {
        into.refuse_transaction();
    }
    if run.tables.is_empty() {
        into.depends("the tables of the database: every one is locked in turn");
        for name in tables(situation, None) {
            maintain(situation, run, (&name, false), span, into);
        }
    }
    for table in &run.tables {
        if table.only {
            into.needs(situation, 18, "ONLY");
        }
        let name = situation.catalog.resolve(&table.name);
        names::exists(situation, &name, into);
        for column in &table.columns {
            names::has_column(situation, &name, &column.value, into);
        }
        maintain(situation, run, (&name, table.only), span, into);
    }
}

/// The tables and materialized views that are known, in one schema or in all.
fn tables(situation: Situation<'_>, schema: Option<&str>) -> Vec<Name> {
    let stored = |kind| {
        matches!(
            kind,
            RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView
        )
    };
    let relations = situation.catalog.relations.iter();
    relations
        .filter(|(name, known)| {
            stored(known.kind) && schema.is_none_or(|schema| name.schema() == schema)
        })
        .map(|(name, _)| name.clone())
        .collect()
}

fn maintain(
    situation: Situation<'_>,
    run: &Maintenance<'_>,
    (table, only): (&Name, bool),
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    // What has no rows is left out with a warning.
    let rowless = |known: &Relation| {
        !matches!(
            known.kind,
            RelationKind::Table
                | RelationKind::PartitionedTable
                | RelationKind::MaterializedView
                | RelationKind::ForeignTable
        )
    };
    if catalog.indexes.contains_key(table) || catalog.relations.get(table).is_some_and(rowless) {
        return;
    }
    let partitioned = catalog.is_partitioned(table);
    let strongest = if run.full {
        LockMode::AccessExclusive
    } else {
        LockMode::ShareUpdateExclusive
    };
    // Children of inheritance are vacuumed with their parent from 18 on.
    let inherited = !partitioned && situation.major < 18;
    let below = if run.vacuum && (only || inherited && !run.analyze) {
        Vec::new()
    } else {
        catalog.descendants(table)
    };
    for relation in std::iter::once(table.clone()).chain(below) {
        let cause = if run.vacuum { "vacuumed" } else { "analyzed" };
        // Measured: ANALYZE only reads children, of inheritance until 17 and
        // everywhere with ONLY.
        let read = relation != *table && (inherited || only && !run.vacuum);
        let mode = if read {
            LockMode::AccessShare
        } else {
            strongest
        };
        into.lock(situation, &relation, mode, cause);
        if run.full {
            into.rewrite(situation, &relation, Reason::Maintenance, span);
        } else if run.vacuum {
            scan(situation, &relation, Reason::Maintenance, span, into);
        }
    }
}

fn scan(situation: Situation<'_>, relation: &Name, reason: Reason, span: Span, into: &mut Effects) {
    into.work_on(situation, relation, &WorkKind::Scan, reason, span);
}

/// Source: `src/backend/commands/indexcmds.c`, `ReindexIndex` and what follows
/// it.
pub(super) fn reindex(
    situation: Situation<'_>,
    reindex: &Reindex<'_>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    into.cite(citation::REINDEX);
    let option = reindex
        .options
        .iter()
        .find(|option| option.name == "concurrently" && option.is_on(situation.text));
    for option in &reindex.options {
        if option.name != "verbose" || !option.value.is_empty() {
            into.needs(situation, 14, &format!("the option {}", option.name));
        }
    }
    let concurrently = reindex.concurrently || option.is_some();
    if concurrently {
        into.needs(situation, 12, "REINDEX CONCURRENTLY");
        into.refuse_transaction();
        into.waits_for_transactions = true;
    }
    let Some(name) = reindex
        .name
        .as_ref()
        .filter(|_| matches!(reindex.target, ReindexTarget::Index | ReindexTarget::Table))
    else {
        into.refuse_transaction();
        into.depends(
            "the tables in it: each is locked in SHARE and its indexes in ACCESS EXCLUSIVE",
        );
        let schema = reindex
            .name
            .as_ref()
            .map(lockstep_syntax::tree::ObjectName::name);
        let schema = schema.filter(|_| reindex.target == ReindexTarget::Schema);
        if reindex.target != ReindexTarget::System {
            for table in tables(situation, schema) {
                rebuild(situation, &table, None, concurrently, span, into);
            }
        }
        return;
    };
    let written = catalog.resolve(name);
    if reindex.target == ReindexTarget::Table {
        names::exists(situation, &written, into);
        if !catalog
            .relations
            .get(&written)
            .is_some_and(|known| known.complete)
        {
            into.depends(format!("the indexes of {written}"));
        }
        if catalog.is_partitioned(&written) {
            rebuild(situation, &written, None, concurrently, span, into);
            if situation.major >= 14 {
                into.refuse_transaction();
                for partition in catalog.descendants(&written) {
                    rebuild(situation, &partition, None, concurrently, span, into);
                }
            }
        } else {
            rebuild(situation, &written, None, concurrently, span, into);
        }
        return;
    }
    let Some(known) = catalog.indexes.get(&written) else {
        if matches!(catalog.presence(&written), Presence::Absent) {
            into.fail("42P01", format!("index {written} does not exist"));
        }
        let mode = LockMode::AccessExclusive;
        into.hold(&written, RelationKind::Index, mode, false, "rebuilt");
        into.depends(format!("the table of {written}, which is locked, too"));
        return;
    };
    if known.partitioned {
        if situation.major < 14 {
            into.fail("0A000", format!("{written} is partitioned"));
        }
        if situation.major >= 14 {
            into.refuse_transaction();
        }
        lock_table(situation, &known.table, concurrently, into);
        for part in catalog.index_partitions(&written) {
            if let Some(definition) = catalog.indexes.get(&part).filter(|it| !it.partitioned) {
                let partition = &definition.table;
                rebuild(situation, partition, Some(&part), concurrently, span, into);
            }
        }
    } else {
        let index = Some(&written);
        rebuild(situation, &known.table, index, concurrently, span, into);
    }
}

fn lock_table(situation: Situation<'_>, table: &Name, concurrently: bool, into: &mut Effects) {
    let mode = if concurrently {
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::Share
    };
    into.lock(situation, table, mode, "its indexes are rebuilt");
}

/// Rebuilds one index of a table, or all of them.
fn rebuild(
    situation: Situation<'_>,
    table: &Name,
    only: Option<&Name>,
    concurrently: bool,
    span: Span,
    into: &mut Effects,
) {
    lock_table(situation, table, concurrently, into);
    if situation.catalog.is_partitioned(table) {
        return;
    }
    for (index, _) in situation.catalog.indexes_of(table) {
        if only.is_some_and(|only| only != index) {
            continue;
        }
        let excludes = situation
            .catalog
            .constraint(table, index.name())
            .is_some_and(|constraint| matches!(constraint.kind, ConstraintKind::Exclude));
        if concurrently && excludes {
            if only.is_some() {
                let reason = "the index of an exclusion constraint is not built concurrently";
                into.fail("0A000", reason);
            } else {
                into.understood = into.understood.min(Understood::Partial);
            }
        }
        // Measured: CONCURRENTLY takes it, too, for the moment in which the
        // old index goes.
        into.lock(situation, index, LockMode::AccessExclusive, "rebuilt");
        let kind = WorkKind::IndexBuild(index.clone());
        into.work_on(situation, table, &kind, Reason::Rebuild, span);
        scan(situation, table, Reason::Rebuild, span, into);
    }
}

/// Source: `cluster` in `src/backend/commands/cluster.c`.
pub(super) fn cluster(
    situation: Situation<'_>,
    cluster: &Cluster<'_>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    into.cite(citation::CLUSTER);
    if cluster.repack {
        into.needs(situation, 19, "REPACK");
        return;
    }
    if !cluster.options.is_empty() {
        into.needs(situation, 14, "options of CLUSTER in brackets");
    }
    let Some(table) = &cluster.table else {
        into.refuse_transaction();
        into.depends("which tables were clustered before: each is written anew");
        for (table, known) in &catalog.relations {
            if known.clustered.is_some() {
                order(situation, table, span, into);
            }
        }
        return;
    };
    let table = catalog.resolve(table);
    names::exists(situation, &table, into);
    if cluster.index.is_none() {
        match catalog.relations.get(&table) {
            Some(known) if known.clustered.is_some() => {}
            Some(known) if known.complete => {
                into.fail("42704", format!("{table} was never clustered by an index"));
            }
            _ => into.depends(format!(
                "whether {table} was clustered before: else it fails"
            )),
        }
    }
    if catalog.is_partitioned(&table) {
        if situation.major < 15 {
            into.fail("0A000", format!("{table} is partitioned"));
        } else {
            into.refuse_transaction();
        }
    }
    if let Some(index) = &cluster.index {
        clusterable(situation, &table, &table.sibling(&*index.value), into);
    }
    for relation in std::iter::once(table.clone()).chain(catalog.descendants(&table)) {
        // Of the tables below, those with rows.
        let below = relation != table;
        if below && (!catalog.is_partitioned(&table) || catalog.is_partitioned(&relation)) {
            continue;
        }
        order(situation, &relation, span, into);
    }
}

/// Source: `check_index_is_clusterable` in `src/backend/commands/cluster.c`.
fn clusterable(situation: Situation<'_>, table: &Name, index: &Name, into: &mut Effects) {
    let Some(known) = situation.catalog.indexes.get(index) else {
        if matches!(names::look_up(situation, index), names::Named::Nothing) {
            into.fail("42704", format!("index {index} does not exist"));
        }
        return;
    };
    if known.table != *table {
        into.fail("42809", format!("{index} is not an index of {table}"));
    }
    if matches!(&*known.method, "hash" | "gin" | "brin" | "spgist") {
        into.fail("0A000", format!("{index} has no order to cluster by"));
    }
    if known.partial {
        into.fail("0A000", format!("{index} does not hold all rows"));
    }
}

/// Writes a table anew in the order of an index.
fn order(situation: Situation<'_>, table: &Name, span: Span, into: &mut Effects) {
    let cause = "written anew in the order of an index";
    into.lock(situation, table, LockMode::AccessExclusive, cause);
    into.rewrite(situation, table, Reason::Maintenance, span);
    scan(situation, table, Reason::Maintenance, span, into);
}

/// Source: `ExecRefreshMatView` in `src/backend/commands/matview.c`.
pub(super) fn refresh(
    situation: Situation<'_>,
    refresh: &Refresh<'_>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    into.cite(citation::REFRESH);
    if refresh.concurrently && !refresh.with_data {
        into.fail("42601", "CONCURRENTLY and WITH NO DATA exclude each other");
    }
    let name = catalog.resolve(&refresh.name);
    let known = match catalog.presence(&name) {
        Presence::Absent => {
            names::missing_relation(situation, &name, into);
            return;
        }
        Presence::Known(known) if known.kind == RelationKind::MaterializedView => Some(known),
        _ => None,
    };
    let mode = if refresh.concurrently {
        LockMode::Exclusive
    } else {
        LockMode::AccessExclusive
    };
    let new = catalog.is_new(&name);
    into.hold(
        &name,
        RelationKind::MaterializedView,
        mode,
        new,
        "refreshed",
    );
    let Some(known) = known else {
        into.depends(format!("the tables that {name} reads"));
        return;
    };
    let unique = |index: &crate::catalog::Index| index.unique && !index.partial;
    if refresh.concurrently && !catalog.indexes_of(&name).any(|(_, index)| unique(index)) {
        into.fail("55000", format!("{name} has no unique index"));
    }
    if !refresh.with_data {
        // An empty file takes the place of the old one.
        for (index, _) in catalog.indexes_of(&name) {
            let cause = "emptied with its view";
            into.lock(situation, index, LockMode::AccessExclusive, cause);
        }
    } else if refresh.concurrently {
        // The old rows are compared with the new ones.
        scan(situation, &name, Reason::Rebuild, span, into);
    } else {
        into.rewrite(situation, &name, Reason::Rebuild, span);
    }
    if refresh.with_data {
        for base in &dml::bases(situation, known.reads.iter().cloned()) {
            let cause = format!("read by {name}");
            dml::plans_partitions(situation, base, into);
            for relation in std::iter::once(base.clone()).chain(catalog.descendants(base)) {
                into.lock(situation, &relation, LockMode::AccessShare, cause.clone());
                if catalog.kind(&relation) != RelationKind::View {
                    into.work_on(situation, &relation, &WorkKind::Scan, Reason::Query, span);
                }
            }
        }
    }
}
