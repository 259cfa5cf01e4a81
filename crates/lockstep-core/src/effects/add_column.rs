//! `ADD COLUMN`: what the definition of a new column asks of the rows that
//! are already there.

use lockstep_syntax::tree::{
    ColumnConstraint, ColumnConstraintKind, ColumnDefinition, Expression, GeneratedStorage, Shape,
    Span, TypeName, Volatility,
};

use super::alter_table::{Target, everyone, scan};
use super::moment::Pass;
use super::{Effects, Reason, Situation, WorkKind, constraint, dml, foreign_key};
use crate::catalog::{Name, naming};
use crate::citation;
use crate::report::{LockMode, RelationKind};

pub(super) fn add_column(
    situation: Situation<'_>,
    target: Target<'_>,
    if_not_exists: bool,
    column: &ColumnDefinition<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let name = &*column.name.value;
    forms(situation, column, into);
    let known = catalog.relations.get(target.table);
    if known.is_some_and(|known| known.column(name).is_some()) {
        // Measured: until 12 what stands behind the type is added to the
        // column that is there.
        let mode = LockMode::AccessExclusive;
        into.lock(situation, target.table, mode, "altered");
        if if_not_exists && situation.major < 13 {
            let identity = column
                .constraints
                .iter()
                .any(|it| matches!(it.kind, ColumnConstraintKind::Identity(_)));
            if column.data_type.as_ref().is_some_and(|it| it.serial) || identity {
                create_sequence(situation, target.table, name, into);
            }
            let is_check =
                |it: &ColumnConstraint<'_>| matches!(it.kind, ColumnConstraintKind::Check(_));
            if column.constraints.iter().any(is_check) {
                everyone(situation, target, mode, "altered", into);
            }
            constraints(situation, target, column, true, into);
        }
        return;
    }
    let (kept, merged) = reached(situation, target, column, into);
    let target = Target {
        all: &kept,
        ..target
    };
    everyone(
        situation,
        target,
        LockMode::AccessExclusive,
        "altered",
        into,
    );
    if if_not_exists && !known.is_some_and(|known| known.complete) {
        into.depends(format!("whether {}.{name} exists already", target.table));
    }
    if target.only && !catalog.descendants(target.table).is_empty() {
        into.fail("42P16", "the column must be added to the child tables, too");
    }

    let rewrite = rewrite_reason(situation, target, column, into);
    if let Some((reason, span)) = rewrite {
        into.cite(citation::ALTER_TABLE_NOTES);
        for relation in target.all.iter().filter(|it| !merged.contains(it)) {
            into.rewrite(situation, relation, reason, span);
        }
    }
    constraints(situation, target, column, false, into);
}

/// The tables that get the column, and those among them that have it already:
/// theirs becomes the inherited one, and children of theirs are left alone.
///
/// Source: `ATExecAddColumn` in `src/backend/commands/tablecmds.c`.
fn reached(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &ColumnDefinition<'_>,
    into: &mut Effects,
) -> (Vec<Name>, Vec<Name>) {
    let catalog = situation.catalog;
    let mut kept = target.all.to_vec();
    let mut merged = Vec::new();
    for relation in target.all.iter().filter(|it| *it != target.table) {
        let known = catalog.relations.get(relation);
        let Some(own) = known.and_then(|known| known.column(&column.name.value)) else {
            continue;
        };
        let wanted = column.data_type.as_ref().map(|it| catalog.data_type(it));
        if own.data_type.is_some() && wanted.is_some() && own.data_type != wanted {
            let reason = format!("{relation}.{} has another type", column.name.value);
            into.fail("42804", reason);
        }
        let below = catalog.descendants(relation);
        kept.retain(|it| !below.contains(it));
        merged.push(relation.clone());
    }
    (kept, merged)
}

/// The forms of a column that are younger than others, and those that
/// PostgreSQL reads and refuses.
///
/// Source: `transformConstraintAttrs` in
/// `src/backend/parser/parse_utilcmd.c`.
pub(super) fn forms(situation: Situation<'_>, column: &ColumnDefinition<'_>, into: &mut Effects) {
    if let Some(storage) = &column.storage {
        if storage.storage.is_some() {
            into.needs(situation, 16, "STORAGE of a new column");
        }
        if storage.compression.is_some() {
            into.needs(situation, 14, "COMPRESSION");
        }
    }
    for constraint in &column.constraints {
        let properties = constraint.properties;
        // Can it be deferred, can it go without being enforced?
        let possible = match &constraint.kind {
            ColumnConstraintKind::Unique {
                nulls_not_distinct, ..
            } => {
                if *nulls_not_distinct {
                    into.needs(situation, 15, "NULLS NOT DISTINCT");
                }
                [true, false]
            }
            ColumnConstraintKind::PrimaryKey { .. } => [true, false],
            ColumnConstraintKind::Generated { storage, .. } => {
                match storage {
                    Some(GeneratedStorage::Stored) => {
                        into.needs(situation, 12, "generated columns");
                    }
                    Some(GeneratedStorage::Virtual) => {
                        into.needs(situation, 18, "VIRTUAL generated columns");
                    }
                    None => into.needs(situation, 18, "generated columns without STORED"),
                }
                [false, false]
            }
            ColumnConstraintKind::References(target) => {
                foreign_key::forms(situation, target, into);
                [true, true]
            }
            ColumnConstraintKind::Check(_) => [false, true],
            ColumnConstraintKind::NotNull if properties.is_no_inherit() => {
                into.needs(situation, 18, "NO INHERIT of NOT NULL");
                [false, false]
            }
            _ => [false, false],
        };
        if properties.enforced.is_some() {
            into.needs(situation, 18, "ENFORCED and NOT ENFORCED");
        }
        let asked = [
            (
                properties.deferrable.is_some() || properties.initially_deferred.is_some(),
                "DEFERRABLE",
            ),
            (properties.enforced.is_some(), "ENFORCED"),
        ];
        for ((asked, word), possible) in asked.into_iter().zip(possible) {
            if asked && !possible {
                into.fail("42601", format!("misplaced {word} clause"));
            }
        }
    }
}

/// Why existing rows have to be written anew, and where the column says so.
fn rewrite_reason(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &ColumnDefinition<'_>,
    into: &mut Effects,
) -> Option<(Reason, Span)> {
    let name = &*column.name.value;
    let mut found = None;
    if let Some(data_type) = &column.data_type {
        if data_type.serial {
            create_sequence(situation, target.table, name, into);
            found = Some((Reason::SerialColumn, data_type.span));
        } else if domain_with_constraints(situation, data_type, target, name, into) {
            found = Some((Reason::ConstrainedDomain, data_type.span));
        }
    }
    for constraint in &column.constraints {
        let reason = match &constraint.kind {
            ColumnConstraintKind::Identity(_) => {
                let partitioned = situation.catalog.is_partitioned(target.table);
                let recurses = partitioned && situation.major >= 17;
                if (target.only || !recurses)
                    && !situation.catalog.descendants(target.table).is_empty()
                {
                    into.fail(
                        "42P16",
                        "a table gets no identity column while others inherit from it; partitioned tables do from PostgreSQL 17 on",
                    );
                }
                create_sequence(situation, target.table, name, into);
                Reason::IdentityColumn
            }
            ColumnConstraintKind::Generated { storage, .. } => {
                into.cite(citation::GENERATED_COLUMNS);
                if *storage != Some(GeneratedStorage::Stored) {
                    continue;
                }
                Reason::StoredColumn
            }
            ColumnConstraintKind::Default(expression)
                if is_volatile(situation, expression, target.table, name, into) =>
            {
                if !target
                    .all
                    .iter()
                    .all(|table| situation.catalog.is_empty(table))
                {
                    dml::next_values(situation, expression.span, &expression.functions, into);
                }
                Reason::VolatileDefault
            }
            _ => continue,
        };
        found = found.or(Some((reason, constraint.span)));
    }
    found
}

fn create_sequence(situation: Situation<'_>, table: &Name, column: &str, into: &mut Effects) {
    let sequence = naming::sequence_name(situation.catalog, table, column);
    into.lock_created(&sequence, RelationKind::Sequence);
}

/// Whether a default has to be computed row by row. A default that is the
/// same for all rows is stored once, in the catalog.
///
/// Source: `ATExecAddColumn` in `src/backend/commands/tablecmds.c`, which asks
/// `contain_volatile_functions`.
fn is_volatile(
    situation: Situation<'_>,
    expression: &Expression<'_>,
    table: &Name,
    column: &str,
    into: &mut Effects,
) -> bool {
    let mut unknown = Vec::new();
    for call in &expression.functions {
        match situation
            .catalog
            .planned_volatility(&call.name, situation.major)
        {
            Some(Volatility::Volatile) => return true,
            Some(_) => {}
            None => unknown.push(naming::written(&call.name)),
        }
    }
    if let Some(function) = unknown.first() {
        into.depends(format!(
            "whether {function}(), which the default of {table}.{column} calls, is volatile"
        ));
        return true;
    }
    false
}

/// Whether values of the type have to be checked row by row.
fn domain_with_constraints(
    situation: Situation<'_>,
    data_type: &TypeName<'_>,
    target: Target<'_>,
    column: &str,
    into: &mut Effects,
) -> bool {
    let resolved = situation.catalog.data_type(data_type);
    if resolved.array {
        return false;
    }
    if resolved.builtin_name().is_some() || situation.catalog.knows_type(&resolved) {
        return situation.catalog.is_constrained(&resolved);
    }
    into.depends(format!(
        "whether {}, the type of {}.{column}, is a domain with constraints",
        data_type.name, target.table
    ));
    true
}

fn constraints(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &ColumnDefinition<'_>,
    is_there: bool,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let partitioned = catalog.is_partitioned(target.table);
    // Children of inheritance get neither keys nor foreign keys.
    let own = if partitioned {
        target.all
    } else {
        std::slice::from_ref(target.table)
    };
    let name = &*column.name.value;
    let serial = column
        .data_type
        .as_ref()
        .is_some_and(|data_type| data_type.serial);
    let mut default = None;
    let mut filled = serial;
    let mut virtual_column = false;
    for constraint in &column.constraints {
        match &constraint.kind {
            ColumnConstraintKind::Default(expression) => {
                filled = !matches!(expression.shape, Shape::Null);
                default = Some(expression);
            }
            ColumnConstraintKind::Identity(_) => filled = true,
            ColumnConstraintKind::Generated { storage, .. } => {
                filled = true;
                virtual_column = *storage != Some(GeneratedStorage::Stored);
            }
            _ => {}
        }
    }
    for written in &column.constraints {
        match &written.kind {
            ColumnConstraintKind::NotNull | ColumnConstraintKind::PrimaryKey { .. }
                if !filled && !is_there =>
            {
                for relation in target.all {
                    if !situation.catalog.is_new(relation) {
                        into.depends(format!(
                            "whether {relation} holds rows: with any, PostgreSQL refuses the statement (23502)"
                        ));
                    }
                }
            }
            ColumnConstraintKind::NotNull if virtual_column && !is_there => {
                for relation in target.all {
                    scan(situation, relation, Reason::NotNull, written.span, into);
                }
            }
            ColumnConstraintKind::Check(_) => {
                constraint::refuse_no_inherit(partitioned, written.properties, into);
                if written.properties.is_not_enforced() {
                    continue;
                }
                for relation in target.all {
                    scan(situation, relation, Reason::Check, written.span, into);
                }
            }
            ColumnConstraintKind::References(reference) => {
                let referenced = catalog.resolve(&reference.table);
                foreign_key::refuse_own_partition(target, own, &referenced, into);
                foreign_key::lock_referenced(
                    situation,
                    &referenced,
                    LockMode::ShareRowExclusive,
                    "referenced by the new foreign key",
                    into,
                );
                into.cite(citation::FOREIGN_KEYS);
                // Without a default nothing has to be checked: every value is
                // NULL, and PostgreSQL knows it. With one it looks.
                if default.is_some() || serial {
                    for relation in own {
                        scan(situation, relation, Reason::ForeignKey, written.span, into);
                    }
                    if filled {
                        scan(
                            situation,
                            &referenced,
                            Reason::ForeignKey,
                            written.span,
                            into,
                        );
                    }
                }
            }
            _ => {}
        }
        let (reason, label) = match &written.kind {
            ColumnConstraintKind::Unique { .. } => (Reason::Unique, "key"),
            ColumnConstraintKind::PrimaryKey { .. } => (Reason::PrimaryKey, "pkey"),
            _ => continue,
        };
        // One index serves for both.
        let keyed =
            |it: &ColumnConstraint<'_>| matches!(it.kind, ColumnConstraintKind::PrimaryKey { .. });
        if label == "key" && column.constraints.iter().any(keyed) {
            continue;
        }
        let moment = into.pass(Pass::Index);
        super::index::covers_partition_key(situation, target.table, &[name], into);
        into.moment = moment;
        for relation in own {
            let index = match (&written.name, label) {
                (Some(given), _) if relation == target.table => {
                    relation.sibling(given.value.as_ref())
                }
                (_, "pkey") => {
                    relation.sibling(crate::catalog::object_name(relation.name(), "", "pkey"))
                }
                _ => relation.sibling(naming::unique_name(
                    situation.catalog,
                    relation,
                    [name].into_iter(),
                )),
            };
            let partitioned = situation.catalog.is_partitioned(relation);
            into.lock_created(&index, super::index_kind(partitioned));
            into.work_on(
                situation,
                relation,
                &WorkKind::IndexBuild(index),
                reason,
                written.span,
            );
        }
    }
}
