//! Statements that read and write rows.

use lockstep_syntax::tree::{
    Copy, Delete, Expression, FunctionCall, Ident, Insert, Merge, ObjectName, Query, Shape, Span,
    StatementKind, Update,
};

use super::references::{self, Keys};
use super::{Effects, Reason, Situation, WorkKind, effects, names};
use crate::catalog::{Name, Presence, naming, sequences};
use crate::citation;
use crate::report::{LockMode, RelationKind, Understood};

pub(super) fn select(situation: Situation<'_>, query: &Query<'_>, into: &mut Effects) {
    into.cite(citation::EXPLICIT_LOCKING);
    read(situation, query, into);
    for function in &query.functions {
        unknown_call(situation, function, into);
    }
    if let Some(created) = &query.into {
        let schema = created
            .schema()
            .unwrap_or_else(|| situation.catalog.creation_schema());
        let name = Name::new(schema, created.name());
        into.lock_created(&name, crate::report::RelationKind::Table);
        scan_reads(situation, query, Reason::Query, into);
    }
}

/// A function of the user's own may do anything, DDL included.
fn unknown_call(situation: Situation<'_>, function: &FunctionCall<'_>, into: &mut Effects) {
    let name = function.name.name();
    if crate::catalog::builtin_since(name).is_none()
        && function.name.schema() != Some("pg_catalog")
        && !is_syntax(name)
        && situation
            .catalog
            .volatility(&function.name, situation.major)
            .is_none_or(|volatility| volatility == lockstep_syntax::tree::Volatility::Volatile)
    {
        into.depends(format!("what {}() does", naming::written(&function.name)));
        into.understood = into.understood.min(Understood::Partial);
    }
}

/// Names that look like calls but are aggregates, window functions or part of
/// the grammar, and so not in the table of functions.
pub(crate) fn is_syntax(name: &str) -> bool {
    matches!(
        name,
        "coalesce"
            | "nullif"
            | "greatest"
            | "least"
            | "cast"
            | "extract"
            | "overlay"
            | "position"
            | "substring"
            | "trim"
            | "array"
            | "row"
            | "grouping"
            | "count"
            | "sum"
            | "avg"
            | "min"
            | "max"
            | "string_agg"
            | "array_agg"
            | "json_agg"
            | "jsonb_agg"
            | "json_object_agg"
            | "jsonb_object_agg"
            | "bool_and"
            | "bool_or"
            | "every"
            | "bit_and"
            | "bit_or"
            | "row_number"
            | "rank"
            | "dense_rank"
            | "percent_rank"
            | "cume_dist"
            | "ntile"
            | "lag"
            | "lead"
            | "first_value"
            | "last_value"
            | "nth_value"
            | "mode"
            | "percentile_cont"
            | "percentile_disc"
            | "stddev"
            | "variance"
            | "exists"
            | "any"
            | "all"
            | "some"
            | "xmlagg"
            | "corr"
            | "range_agg"
            | "repeatable"
    )
}

/// Locks what a query reads, and what its parts write.
pub(super) fn read(situation: Situation<'_>, query: &Query<'_>, into: &mut Effects) {
    if let Some(table) = &query.twice {
        let table = naming::written(table);
        into.fail("42712", format!("FROM has {table} twice under one name"));
    }
    for name in &query.reads {
        read_relation(situation, name, LockMode::AccessShare, "read", into);
    }
    for name in &query.locks_rows_of {
        read_relation(
            situation,
            name,
            LockMode::RowShare,
            "its rows are locked",
            into,
        );
    }
    for name in &query.writes {
        let table = situation.catalog.resolve(name);
        write(situation, &table, false, KeptIndexLocks::All, into);
    }
    next_values(situation, query.span, &query.functions, into);
}

/// Locks the sequences that `nextval` is called for. Where a call does not name
/// one as a constant, it takes some other.
///
/// Source: `nextval_internal` in `src/backend/commands/sequence.c`.
pub(super) fn next_values(
    situation: Situation<'_>,
    span: Span,
    calls: &[FunctionCall<'_>],
    into: &mut Effects,
) {
    if !calls.iter().any(|call| call.name.name() == "nextval") {
        return;
    }
    let named = sequences(situation.catalog, situation.text, span);
    for sequence in &named {
        into.lock(situation, sequence, LockMode::RowExclusive, "counted up");
    }
    if named.is_empty() {
        into.depends("the sequence that nextval() names, which is locked in ROW EXCLUSIVE");
        into.understood = into.understood.min(Understood::Partial);
    }
}

fn read_relation(
    situation: Situation<'_>,
    name: &ObjectName<'_>,
    mode: LockMode,
    cause: &'static str,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let relation = catalog.resolve(name);
    names::exists(situation, &relation, into);
    into.lock(situation, &relation, mode, cause);
    for base in bases(situation, [relation.clone()]) {
        if base != relation {
            into.lock(situation, &base, mode, format!("read through {relation}"));
        }
        plans_partitions(situation, &base, into);
        for below in catalog.descendants(&base) {
            into.lock(situation, &below, mode, format!("below {base}"));
            into.depends(format!("which partitions of {base} the conditions leave"));
        }
    }
}

/// What is read where these are: a view stands for what its query reads.
pub(super) fn bases(situation: Situation<'_>, named: impl IntoIterator<Item = Name>) -> Vec<Name> {
    let mut waiting: Vec<Name> = named.into_iter().collect();
    let mut found = Vec::new();
    while let Some(next) = waiting.pop() {
        if found.contains(&next) {
            continue;
        }
        if let Presence::Known(known) = situation.catalog.presence(&next)
            && known.kind == RelationKind::View
        {
            waiting.extend(known.reads.iter().cloned());
        }
        found.push(next);
    }
    found
}

/// Who plans with the partitions of a partition reads its bound, too.
///
/// Source: `set_relation_partition_info` in
/// `src/backend/optimizer/util/plancat.c`.
pub(super) fn plans_partitions(situation: Situation<'_>, table: &Name, into: &mut Effects) {
    let catalog = situation.catalog;
    if catalog.is_partitioned(table) && !catalog.descendants(table).is_empty() {
        reads_bound(situation, table, into);
    }
}

/// Notes that what a query reads is read from end to end: it fills another
/// table.
pub(super) fn scan_reads(
    situation: Situation<'_>,
    query: &Query<'_>,
    reason: Reason,
    into: &mut Effects,
) {
    for name in &query.reads {
        let relation = situation.catalog.resolve(name);
        into.work_on(situation, &relation, &WorkKind::Scan, reason, query.span);
        for partition in situation.catalog.descendants(&relation) {
            into.work_on(situation, &partition, &WorkKind::Scan, reason, query.span);
        }
    }
}

/// Whether the locks on the indexes of a written table are kept: UPDATE and
/// DELETE plan with them, INSERT and COPY let go of them with the last row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeptIndexLocks {
    All,
    None,
}

/// Locks a table that is written, its partitions and its indexes.
fn write(
    situation: Situation<'_>,
    table: &Name,
    only: bool,
    indexes: KeptIndexLocks,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let cause = "written";
    names::exists(situation, table, into);
    let mut relations = vec![table.clone()];
    // New rows go to partitions, but not to children of inheritance.
    if !only && (indexes == KeptIndexLocks::All || catalog.is_partitioned(table)) {
        relations.extend(catalog.descendants(table));
    }
    // A view that can be written to stands for one table.
    if let Presence::Known(view) = catalog.presence(table)
        && let (RelationKind::View, [base]) = (view.kind, view.reads.as_slice())
    {
        relations.push(base.clone());
        relations.extend(catalog.descendants(base));
    }
    for relation in relations {
        into.lock(situation, &relation, LockMode::RowExclusive, cause);
        if indexes == KeptIndexLocks::None {
            continue;
        }
        let indexes: Vec<Name> = catalog
            .indexes_of(&relation)
            .map(|(index, _)| index.clone())
            .collect();
        for index in indexes {
            into.lock(situation, &index, LockMode::RowExclusive, "kept up to date");
        }
    }
}

/// A session that writes its first row of a partition reads the bound of it,
/// and with that the tables above.
///
/// Source: `generate_partition_qual` in
/// `src/backend/utils/cache/partcache.c`.
pub(super) fn reads_bound(situation: Situation<'_>, table: &Name, into: &mut Effects) {
    let partition = |known: &crate::catalog::Relation| known.is_partition;
    if situation
        .catalog
        .relations
        .get(table)
        .is_some_and(partition)
    {
        for above in situation.catalog.ancestors(table) {
            let cause = format!("says which rows {table} takes");
            into.lock(situation, &above, LockMode::AccessShare, cause);
        }
    }
}

pub(super) fn insert(situation: Situation<'_>, insert: &Insert<'_>, into: &mut Effects) {
    let table = situation.catalog.resolve(&insert.table);
    into.cite(citation::EXPLICIT_LOCKING);
    write(situation, &table, false, KeptIndexLocks::None, into);
    reads_bound(situation, &table, into);
    read(situation, &insert.query, into);
    let left_out = |column: &str| leaves_null(situation, insert, &table, column);
    references::check(
        situation,
        &table,
        &|column| !left_out(column),
        Keys::New,
        into,
    );
    if insert.from_query {
        scan_reads(situation, &insert.query, Reason::Query, into);
    }
    if insert.from_query || insert.on_conflict_update {
        depends_on_rows(situation, &table, into);
    }
    if situation.catalog.is_partitioned(&table) {
        into.depends(format!("which partitions of {table} take the rows"));
    }
    fires_triggers(situation, &table, into);
}

/// Whether an INSERT does not list a column that is NULL then.
fn leaves_null(situation: Situation<'_>, insert: &Insert<'_>, table: &Name, column: &str) -> bool {
    let known = situation.catalog.relations.get(table);
    let Some(listed) = insert.columns.map(|it| it.of(situation.text)) else {
        return false;
    };
    let mut words = listed.split(|it: char| !it.is_alphanumeric() && it != '_');
    let plain = known
        .filter(|known| known.triggers.is_empty())
        .and_then(|known| known.column(column))
        .is_some_and(|column| {
            let builtin = |it: &crate::catalog::DataType| it.builtin_name().is_some();
            column.default.is_none()
                && column.generated.is_none()
                && !column.identity
                && column.uses.relations.is_empty()
                && column.data_type.as_ref().is_some_and(builtin)
        });
    plain && !words.any(|it| it.eq_ignore_ascii_case(column))
}

/// The columns that an UPDATE sets, but for those that it sets to themselves.
fn changed<'u>(situation: Situation<'_>, update: &'u Update<'_>) -> Vec<&'u str> {
    let written = update.assignments.of(situation.text);
    let itself = |column: &str| {
        let mut sides = written
            .split(',')
            .filter_map(|it| it.split_once('='))
            .map(|(left, right)| (left.trim(), right.trim()));
        !written.contains('(') && sides.any(|it| it == (column, column))
    };
    let columns = update.columns.iter().map(|column| &*column.value);
    columns.filter(|column| !itself(column)).collect()
}

/// Only a row with a key looks for the row that it references.
fn depends_on_rows(situation: Situation<'_>, table: &Name, into: &mut Effects) {
    let known = situation.catalog.relations.get(table);
    let mut constraints = known.iter().flat_map(|known| &known.constraints);
    if let Some(referenced) = constraints.find_map(|constraint| constraint.references()) {
        into.depends(format!(
            "whether a row that is written references {referenced}"
        ));
    }
}

pub(super) fn update(
    situation: Situation<'_>,
    update: &Update<'_>,
    span: Span,
    into: &mut Effects,
) {
    let table = situation.catalog.resolve(&update.table);
    into.cite(citation::UPDATE);
    write(situation, &table, update.only, KeptIndexLocks::All, into);
    // Measured: from 14 on nothing is asked of a partition without any of its
    // own.
    let hollow = situation.catalog.is_partitioned(&table)
        && situation.catalog.descendants(&table).is_empty();
    if !hollow || situation.major < 14 {
        reads_bound(situation, &table, into);
    }
    read(situation, &update.query, into);
    let columns = changed(situation, update);
    references::check(
        situation,
        &table,
        &|it| columns.contains(&it),
        Keys::Changed,
        into,
    );
    match &update.condition {
        None if !update.has_from => {
            scan_target(situation, (&table, update.only), Reason::Rows, span, into);
        }
        None => {}
        Some(condition) => search(situation, (&table, update.only), condition, span, into),
    }
    references::search(situation, &table, Some(&columns), span, into);
    fires_triggers(situation, &table, into);
}

pub(super) fn delete(
    situation: Situation<'_>,
    delete: &Delete<'_>,
    span: Span,
    into: &mut Effects,
) {
    let table = situation.catalog.resolve(&delete.table);
    into.cite(citation::EXPLICIT_LOCKING);
    write(situation, &table, delete.only, KeptIndexLocks::All, into);
    // Measured: until 13 also for rows that only go.
    if situation.major < 14 {
        reads_bound(situation, &table, into);
    }
    plans_partitions(situation, &table, into);
    read(situation, &delete.query, into);
    match &delete.condition {
        None if !delete.has_using => {
            scan_target(situation, (&table, delete.only), Reason::Rows, span, into);
        }
        None => {}
        Some(condition) => search(situation, (&table, delete.only), condition, span, into),
    }
    references::search(situation, &table, None, span, into);
    fires_triggers(situation, &table, into);
}

fn scan_target(
    situation: Situation<'_>,
    (table, only): (&Name, bool),
    reason: Reason,
    span: Span,
    into: &mut Effects,
) {
    into.work_on(situation, table, &WorkKind::Scan, reason, span);
    if only {
        return;
    }
    for partition in situation.catalog.descendants(table) {
        into.work_on(situation, &partition, &WorkKind::Scan, reason, span);
    }
}

/// A condition finds its rows without reading all of them only where an index
/// begins with a column that it narrows down.
fn search(
    situation: Situation<'_>,
    (table, only): (&Name, bool),
    condition: &Expression<'_>,
    span: Span,
    into: &mut Effects,
) {
    let partition = |known: &crate::catalog::Relation| known.is_partition;
    if situation
        .catalog
        .relations
        .get(table)
        .is_some_and(partition)
    {
        into.depends(format!("whether {table} has such rows"));
    }
    if !only && situation.catalog.is_partitioned(table) {
        into.depends(format!("which partitions of {table} the condition leaves"));
    }
    let indexed = |column: &Ident<'_>| {
        let mut indexes = situation.catalog.indexes_of(table);
        indexes.any(|(_, index)| {
            index
                .columns
                .first()
                .is_some_and(|first| column.value.as_ref() == first)
        })
    };
    let served = is_served(&condition.shape, &indexed, &|| is_limited(situation, span));
    if served || situation.catalog.is_new(table) {
        return;
    }
    scan_target(situation, (table, only), Reason::Search, span, into);
    into.depends(format!("whether an index of {table} serves the condition"));
}

/// Whether an index can answer the condition: one of the parts that all have
/// to hold, or each of the alternatives.
///
/// Source: `match_clause_to_indexcol` and `generate_bitmap_or_paths` in
/// `src/backend/optimizer/path/indxpath.c`.
fn is_served(
    shape: &Shape<'_>,
    indexed: &impl Fn(&Ident<'_>) -> bool,
    limited: &impl Fn() -> bool,
) -> bool {
    let served = |part: &Shape<'_>| is_served(part, indexed, limited);
    match shape {
        Shape::And(parts) => parts.iter().any(served),
        Shape::Or(parts) => parts.iter().all(served),
        Shape::Compare {
            column, operator, ..
        } => *operator != "<>" && indexed(column),
        Shape::IsNull(column) | Shape::Column(column) | Shape::Probe(column) => indexed(column),
        // Row by row only where the other side has few rows.
        Shape::Join(left, right) => (indexed(left) || indexed(right)) && limited(),
        _ => false,
    }
}

/// Whether the statement takes so many rows at most, as a batch does.
fn is_limited(situation: Situation<'_>, span: Span) -> bool {
    let words = span
        .of(situation.text)
        .split(|it: char| !it.is_alphanumeric());
    let mut words = words.filter(|it| !it.is_empty());
    words.any(|it| it.eq_ignore_ascii_case("limit") || it.eq_ignore_ascii_case("fetch"))
}

/// PostgreSQL refuses to change or delete rows whose change is published while
/// nothing tells them apart, also when there is no such row. Which partitions
/// a condition leaves is not known here.
///
/// Source: `CheckCmdReplicaIdentity` in
/// `src/backend/executor/execReplication.c`.
pub(super) fn refuse_unidentified(
    situation: Situation<'_>,
    statement: &StatementKind<'_>,
    into: &mut Effects,
) {
    let (catalog, major) = (situation.catalog, situation.major);
    let (written, only, condition, verb) = match statement {
        StatementKind::Update(it) => (&it.table, it.only, it.condition.as_ref(), "UPDATE"),
        StatementKind::Delete(it) => (&it.table, it.only, it.condition.as_ref(), "DELETE"),
        // Measured: 11 and 12 ask only when a row is changed.
        StatementKind::Insert(it) if it.on_conflict_update && major >= 13 => {
            (&it.table, true, None, "UPDATE")
        }
        _ => return,
    };
    let table = catalog.resolve(written);
    let published = |table: &Name| {
        catalog.publishes(table, major, |it| match verb {
            "UPDATE" => !it.without_updates,
            _ => !it.without_deletes,
        })
    };
    let chooses = |table: &Name| {
        let known = catalog.relations.get(table);
        condition.is_some_and(|condition| {
            known.is_none_or(|known| known.partition_strategy.is_none())
                || condition.columns.iter().any(|column| {
                    let mut key = known.iter().flat_map(|known| &known.partition_key);
                    key.any(|key| key.is_empty() || *key == column.value)
                })
        })
    };
    let mut below = if only {
        Vec::new()
    } else {
        catalog.descendants(&table)
    };
    let parts = below.iter().filter(|it| catalog.is_partitioned(it));
    if parts.chain([&table]).any(chooses) {
        below.clear();
    }
    for relation in std::iter::once(&table).chain(&below) {
        let complete = catalog
            .relations
            .get(relation)
            .is_some_and(|it| it.complete);
        if complete && published(relation) && !catalog.identifies_rows(relation) {
            let reason = format!(
                "each {verb} on {relation} is published, and without a primary key or REPLICA IDENTITY nothing tells its rows apart"
            );
            into.fail("55000", reason);
        }
    }
}

/// What a trigger's function does is not followed here.
fn fires_triggers(situation: Situation<'_>, table: &Name, into: &mut Effects) {
    if let Some(known) = situation.catalog.relations.get(table)
        && let Some(trigger) = known.triggers.first()
    {
        into.depends(format!("what trigger {} of {table} does", trigger.name));
    }
}

pub(super) fn merge(situation: Situation<'_>, merge: &Merge<'_>, into: &mut Effects) {
    into.needs(situation, 15, "MERGE");
    let table = situation.catalog.resolve(&merge.table);
    write(situation, &table, false, KeptIndexLocks::All, into);
    reads_bound(situation, &table, into);
    read(situation, &merge.query, into);
    references::check(situation, &table, &|_| true, Keys::New, into);
    depends_on_rows(situation, &table, into);
}

pub(super) fn copy(situation: Situation<'_>, copy: &Copy<'_>, into: &mut Effects) {
    if let Some(inner) = &copy.query {
        into.join(effects(situation, inner));
    }
    let Some(table) = &copy.table else {
        return;
    };
    if copy.from {
        let table = situation.catalog.resolve(table);
        write(situation, &table, false, KeptIndexLocks::None, into);
        reads_bound(situation, &table, into);
        into.depends("whether there are rows in the file");
        references::check(situation, &table, &|_| true, Keys::New, into);
        depends_on_rows(situation, &table, into);
    } else {
        // Measured: 11 and 12 let go of the table when they have read it.
        if situation.major >= 13 {
            read_relation(situation, table, LockMode::AccessShare, "read", into);
        }
        let table = situation.catalog.resolve(table);
        into.work_on(
            situation,
            &table,
            &WorkKind::Scan,
            Reason::Query,
            Span::default(),
        );
    }
}
