//! `ADD COLUMN` of type `serial`, or `GENERATED … AS IDENTITY`, on a table in
//! use: the numbers of the rows that are there come in batches.
//!
//! `serial` is short for a sequence that the column owns, a default and NOT
//! NULL. Source: `generateSerialExtraStmts` in
//! `src/backend/parser/parse_utilcmd.c`. A column that is NOT NULL already and
//! has no default becomes an identity column without a look at the rows, with
//! a sequence of its own that goes on where another has stopped.

use lockstep_syntax::tree::{AlterActionKind, ColumnConstraintKind, Identity, SequenceOptionKind};

use super::operation::has_column;
use super::volatile_default::{backfill_assumptions, fill};
use super::{Draft, Operation, Rewrite, not_null};
use crate::catalog::{literal, naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddColumn {
        if_not_exists: false,
        column,
    } = &action.kind
    else {
        return None;
    };
    let (catalog, major) = (operation.situation.catalog, operation.situation.major);
    let table = operation.resolve(&alter.name);
    if !operation.blocks_for(&[Reason::SerialColumn, Reason::IdentityColumn])
        || operation.effects.fails.is_some()
        || catalog.is_partitioned(&table)
        || !catalog.descendants(&table).is_empty()
        || column.storage.is_some()
        // Nothing proves there that a column is not NULL.
        || major < 12
    {
        return None;
    }
    let mut identity = None;
    for constraint in &column.constraints {
        match &constraint.kind {
            ColumnConstraintKind::Identity(it) => identity = Some((it, constraint.span)),
            ColumnConstraintKind::NotNull if constraint.name.is_none() => {}
            _ => return None,
        }
    }
    let data_type = column.data_type.as_ref()?;
    let written = operation.text(data_type.span);
    let data_type = match &*data_type.name {
        "int2" if data_type.serial => "smallint",
        "int4" if data_type.serial => "integer",
        "int8" if data_type.serial => "bigint",
        _ => written,
    };
    let spelled = operation.spell(&alter.name);
    let raw = &*column.name.value;
    let name = quote(raw);
    let own = naming::sequence_name(catalog, &table, raw);
    let own = operation.spell_beside(&alter.name, own.name());
    let unlogged = catalog.relations.get(&table).and_then(|it| it.unlogged) == Some(true);
    let kind = if unlogged && major >= 15 {
        "UNLOGGED "
    } else {
        ""
    };
    let drop_column = format!("ALTER TABLE {spelled} DROP COLUMN IF EXISTS {name};");
    let mut assumptions = backfill_assumptions(operation, &table, &spelled);
    let (first, last) = if let Some((identity, span)) = identity {
        let options = options(operation, identity)?;
        let helper = naming::free_relation_name(catalog, &table, raw, "numbers");
        let helper = operation.spell_beside(&alter.name, &helper);
        let with = |sequence: &str| {
            format!(
                "CREATE {kind}SEQUENCE {sequence} AS {data_type}{options};\n\
                 GRANT USAGE ON SEQUENCE {sequence} TO PUBLIC;"
            )
        };
        let column = format!("ALTER TABLE {spelled} ALTER COLUMN {name}");
        let default = format!(
            "{column} SET DEFAULT nextval({}::regclass);",
            literal(&helper)
        );
        let go_on = |from: &str, to: &str| {
            format!(
                "SELECT setval({}, last_value, is_called) FROM {from};",
                literal(to)
            )
        };
        let first = Draft::single(
            Phase::Expand,
            format!("Add {raw} empty, with numbers for new rows"),
            format!(
                "{}\nALTER TABLE {spelled} ADD COLUMN {name} {data_type};\n{default}",
                with(&helper)
            ),
        )
        .why("A default that is set afterwards is computed for new rows only, so no row is written and the lock lasts a moment. Until the last step the numbers come from a sequence that anybody may draw from, because an identity column asks for no rights on its own.")
        .rollback(format!("{drop_column}\nDROP SEQUENCE IF EXISTS {helper};"));
        let last = Draft::single(
            Phase::Switch,
            format!("Make {raw} an identity column that goes on counting"),
            format!(
                "{column} DROP DEFAULT;\n{column} ADD {};\n{}\nDROP SEQUENCE {helper};",
                operation.text(span),
                go_on(&helper, &own)
            ),
        )
        .why(
            "Changes the catalog only, so the lock lasts a moment, in which nobody draws a number.",
        )
        .done(has_column(&spelled, raw, " AND attidentity <> ''"))
        .rollback(format!(
            "{}\n{}\n{column} DROP IDENTITY;\n{default}",
            with(&helper),
            go_on(&own, &helper)
        ));
        (first, Some(last))
    } else {
        assumptions.push(format!(
            "whoever runs the plan is the owner of {spelled}, so that its column can own the sequence"
        ));
        let first = Draft::single(
            Phase::Expand,
            format!("Add {raw} empty, with numbers for new rows"),
            format!(
                "CREATE {kind}SEQUENCE {own} AS {data_type};\n\
                 ALTER TABLE {spelled} ADD COLUMN {name} {data_type};\n\
                 ALTER TABLE {spelled} ALTER COLUMN {name} SET DEFAULT nextval({}::regclass);\n\
                 ALTER SEQUENCE {own} OWNED BY {spelled}.{name};",
                literal(&own)
            ),
        )
        .why("This is what serial is short for, but for NOT NULL. A default that is set afterwards is computed for new rows only, so no row is written and the lock lasts a moment.")
        .rollback(drop_column);
        (first, None)
    };
    let mut steps = vec![
        first.done(has_column(&spelled, raw, " AND atthasdef")),
        fill(operation, &spelled, raw),
    ];
    steps.extend(not_null::steps(operation, &table, &spelled, raw));
    steps.extend(last);
    Some(Rewrite {
        steps,
        assumptions,
        ..Rewrite::default()
    })
}

/// The options of an identity column's sequence, as `CREATE SEQUENCE` has
/// them; none where they give it a name or a type.
fn options(operation: &Operation<'_>, identity: &Identity<'_>) -> Option<String> {
    let plain = |kind: &SequenceOptionKind<'_>| {
        !matches!(
            kind,
            SequenceOptionKind::Name(_)
                | SequenceOptionKind::As(_)
                | SequenceOptionKind::OwnedBy(_)
                | SequenceOptionKind::Restart(_)
                | SequenceOptionKind::Logged(_)
        )
    };
    let mut all = String::new();
    for option in &identity.options {
        if !plain(&option.kind) {
            return None;
        }
        all.push(' ');
        all.push_str(operation.text(option.span));
    }
    Some(all)
}
