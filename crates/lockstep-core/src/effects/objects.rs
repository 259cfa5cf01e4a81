//! Rules, policies, statistics, publications, privileges and
//! comments: what their statements lock among tables.

use lockstep_syntax::tree::{
    AlterObject, Comment, CreateRule, CreateSchema, CreateStatistics, Grant, ObjectChange,
    ObjectReference, Publication, PublicationChange, Span, Subscription,
};

use super::{Effects, Situation, index_kind, names, nested, user_type};
use crate::citation;
use crate::report::{LockMode, Understood};

pub(super) fn alter_object(
    situation: Situation<'_>,
    alter: &AlterObject<'_>,
    span: Span,
    into: &mut Effects,
) {
    into.cite(citation::SYNTAX);
    let catalog = situation.catalog;
    let object = &alter.object;
    let Some(name) = &object.name else {
        return;
    };
    match (&alter.change, object.kind) {
        (_, "TYPE" | "DOMAIN") => user_type::alter(situation, name, alter, span, into),
        (ObjectChange::Statistics(_), _) => {
            into.needs(situation, 13, "ALTER STATISTICS … SET STATISTICS");
        }
        (ObjectChange::DependsOnExtension { .. }, "TRIGGER") => {
            on_table(situation, object, LockMode::AccessShare, "named", into);
        }
        (_, "TRIGGER" | "RULE" | "POLICY") => {
            let cause = "what belongs to it is altered";
            on_table(situation, object, LockMode::AccessExclusive, cause, into);
            if object.kind == "TRIGGER" {
                trigger_below(situation, object, into);
            }
            if let ObjectChange::Policy { reads, .. } = &alter.change {
                for read in reads {
                    let read = catalog.resolve(read);
                    into.lock(
                        situation,
                        &read,
                        LockMode::AccessShare,
                        "read by the policy",
                    );
                }
            }
        }
        (ObjectChange::Update(_) | ObjectChange::SetSchema(_), "EXTENSION") => {
            into.depends("what the extension's objects are");
            into.understood = into.understood.min(Understood::Partial);
        }
        (ObjectChange::AddMember(member) | ObjectChange::DropMember(member), _) => {
            match member.kind {
                "FUNCTION" if matches!(alter.change, ObjectChange::AddMember(_)) => {}
                "TABLE" if matches!(alter.change, ObjectChange::AddMember(_)) => {
                    named(situation, member, "joins an extension", into);
                }
                _ => into.understood = into.understood.min(Understood::Partial),
            }
        }
        _ => {}
    }
}

/// Locks the table of `name ON table`.
/// From 15 on the clones of a trigger are renamed with it, and not alone.
///
/// Source: `renametrig` in `src/backend/commands/trigger.c`.
fn trigger_below(situation: Situation<'_>, object: &ObjectReference<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let (Some(table), Some(name)) = (&object.table, &object.name) else {
        return;
    };
    let table = catalog.resolve(table);
    if situation.major < 15 {
        return;
    }
    if let Some(above) = catalog.trigger_above(&table, name.name()) {
        let code = if situation.major < 18 {
            "XX000"
        } else {
            "0A000"
        };
        into.fail(code, format!("it is renamed with the trigger of {above}"));
    }
    if catalog.is_partitioned(&table) {
        for partition in catalog.descendants(&table) {
            let cause = format!("partition of {table}");
            into.lock(situation, &partition, LockMode::AccessExclusive, cause);
        }
    }
}

fn on_table(
    situation: Situation<'_>,
    object: &ObjectReference<'_>,
    mode: LockMode,
    cause: &'static str,
    into: &mut Effects,
) {
    if let Some(table) = &object.table {
        let table = situation.catalog.resolve(table);
        names::exists(situation, &table, into);
        into.lock(situation, &table, mode, cause);
    }
}

/// A relation that is named as an object: SHARE UPDATE EXCLUSIVE.
fn named(
    situation: Situation<'_>,
    object: &ObjectReference<'_>,
    cause: &'static str,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let Some(name) = &object.name else {
        return;
    };
    let mode = LockMode::ShareUpdateExclusive;
    match object.kind {
        "TABLE" | "VIEW" | "MATERIALIZED VIEW" | "SEQUENCE" | "FOREIGN TABLE" => {
            into.lock(situation, &catalog.resolve(name), mode, cause);
        }
        "INDEX" => {
            let index = catalog.resolve(name);
            let known = catalog.indexes.get(&index);
            let kind = index_kind(known.is_some_and(|known| known.partitioned));
            into.hold(&index, kind, mode, catalog.is_new(&index), cause);
        }
        "COLUMN" => {
            let mut parts: Vec<&str> = name.parts.iter().map(|part| &*part.value).collect();
            parts.pop();
            if let Some(table) = parts.pop() {
                let table = catalog.resolve_parts(parts.pop(), table);
                into.lock(situation, &table, mode, cause);
            }
        }
        _ => {}
    }
}

/// Source: `get_object_address` for COMMENT in
/// `src/backend/commands/comment.c`: SHARE UPDATE EXCLUSIVE on a relation or a
/// column's relation, ACCESS SHARE on the table of what belongs to one.
pub(super) fn comment(situation: Situation<'_>, comment: &Comment<'_>, into: &mut Effects) {
    into.cite(citation::COMMENT);
    if comment.object.kind == "DOMAIN CONSTRAINT" {
        return;
    }
    named(situation, &comment.object, "commented on", into);
    let cause = "what belongs to it is commented on";
    on_table(
        situation,
        &comment.object,
        LockMode::AccessShare,
        cause,
        into,
    );
}

/// Measured: until 17 a GRANT locks nothing, from 18 on the relations named,
/// but not those of `ALL TABLES IN SCHEMA`.
pub(super) fn grant(situation: Situation<'_>, grant: &Grant<'_>, into: &mut Effects) {
    into.cite(citation::GRANT);
    if grant.kind == Some("PARAMETER") {
        into.needs(situation, 15, "GRANT ON PARAMETER");
    }
    if grant.kind.is_some() && grant.granted_by.is_some() {
        into.needs(situation, 14, "GRANTED BY for privileges");
    }
    let younger = |name: &str| matches!(name, "inherit" | "set");
    if grant.options.iter().any(|option| younger(&option.name)) {
        into.needs(situation, 16, "an option of membership other than ADMIN");
    }
    if grant.in_schema || situation.major < 18 {
        return;
    }
    if !matches!(grant.kind, Some("TABLE" | "SEQUENCE")) {
        return;
    }
    for name in grant
        .objects
        .iter()
        .filter_map(|object| object.name.as_ref())
    {
        let relation = situation.catalog.resolve(name);
        let cause = "its privileges change";
        into.lock(situation, &relation, LockMode::AccessShare, cause);
    }
}

pub(super) fn create_rule(situation: Situation<'_>, create: &CreateRule<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    into.cite(citation::CREATE_RULE);
    let table = catalog.resolve(&create.table);
    names::exists(situation, &table, into);
    into.lock(situation, &table, LockMode::AccessExclusive, "gets a rule");
    let tables = create.condition.iter().flat_map(|it| &it.tables);
    for read in tables {
        let read = catalog.resolve(read);
        into.lock(situation, &read, LockMode::AccessShare, "read by the rule");
    }
    for action in &create.actions {
        nested::plan(situation, action, action.span, into);
    }
    // The rule's own pseudo-relations look like tables.
    into.locks
        .retain(|name| *name == table || !matches!(name.name(), "new" | "old"));
}

pub(super) fn create_statistics(
    situation: Situation<'_>,
    create: &CreateStatistics<'_>,
    into: &mut Effects,
) {
    into.cite(citation::CREATE_STATISTICS);
    if create.name.is_none() {
        into.needs(situation, 16, "CREATE STATISTICS without a name");
    }
    if situation.major < 14
        && create
            .keys
            .iter()
            .any(|key| key.columns.len() != 1 || !is_column(key))
    {
        into.fail("0A000", "statistics on expressions came with PostgreSQL 14");
    }
    let table = situation.catalog.resolve(&create.table);
    names::exists(situation, &table, into);
    let mode = LockMode::ShareUpdateExclusive;
    into.lock(situation, &table, mode, "gets extended statistics");
}

fn is_column(key: &lockstep_syntax::tree::Expression<'_>) -> bool {
    matches!(key.shape, lockstep_syntax::tree::Shape::Column(_))
}

/// Its elements are created one after the other, in the new schema.
pub(super) fn create_schema(
    situation: Situation<'_>,
    create: &CreateSchema<'_>,
    into: &mut Effects,
) {
    if create.elements.is_empty() {
        return;
    }
    let mut catalog = situation.catalog.clone();
    if let Some(name) = &create.name {
        catalog.search_path.insert(0, name.value.to_string());
        catalog.schemas.insert(name.value.to_string());
    }
    let inside = Situation {
        catalog: &catalog,
        ..situation
    };
    nested::one_by_one(inside, &create.elements, into);
}

pub(super) fn publication(
    situation: Situation<'_>,
    publication: &Publication<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    into.cite(citation::PUBLICATION);
    if !publication.schemas.is_empty() {
        into.needs(situation, 15, "TABLES IN SCHEMA");
    }
    let mode = LockMode::ShareUpdateExclusive;
    for table in &publication.tables {
        if !table.columns.is_empty() || table.condition.is_some() {
            into.needs(situation, 15, "publishing some columns or rows only");
        }
        let name = catalog.resolve(&table.name);
        names::exists(situation, &name, into);
        if situation.major < 13 && catalog.is_partitioned(&name) {
            into.fail("0A000", format!("{name} is a partitioned table"));
        }
        into.lock(situation, &name, mode, "published or not from now on");
        // Inheritance children are published with their parent.
        if !table.only && !catalog.is_partitioned(&name) {
            let below = catalog.descendants(&name);
            if !below.is_empty() {
                into.understood = into.understood.min(Understood::Partial);
            }
        }
    }
    let replaces = publication.change == PublicationChange::Set && publication.options.is_empty();
    if replaces {
        match catalog.publications.get(&*publication.name.value) {
            Some(known) => {
                for (table, _) in &known.tables {
                    into.lock(situation, table, mode, "was published before");
                }
            }
            None => {
                into.depends("the tables that it published before, which are locked, too");
            }
        }
    }
}

/// Forms that only change the catalog lock no relation; those that ask the
/// publisher are not measured, as nobody may be there to answer.
pub(super) fn subscription(
    situation: Situation<'_>,
    subscription: &Subscription<'_>,
    into: &mut Effects,
) {
    let says = |name: &str| {
        let option = subscription
            .options
            .iter()
            .find(|option| option.name == name);
        option.map(|option| option.is_on(situation.text))
    };
    let local = match subscription.change {
        "CREATE" => {
            let connects = says("connect") != Some(false);
            if connects && says("create_slot") != Some(false) {
                into.refuse_transaction();
            }
            let asked = |name: &&&str| says(name) == Some(true);
            let contradicting = ["enabled", "create_slot", "copy_data"];
            if let Some(name) = contradicting.iter().find(asked).filter(|_| !connects) {
                let reason = format!("connect = false and {name} = true exclude each other");
                into.fail("42601", reason);
            }
            !connects
        }
        "ADD PUBLICATION" | "DROP PUBLICATION" => {
            into.needs(situation, 14, "ADD PUBLICATION and DROP PUBLICATION");
            says("refresh") == Some(false)
        }
        "SET PUBLICATION" => says("refresh") == Some(false),
        "SKIP" => {
            into.needs(situation, 15, "SKIP");
            true
        }
        change => matches!(change, "ENABLE" | "DISABLE" | "SET" | "CONNECTION"),
    };
    if !local {
        into.depends("what the publisher publishes");
        into.understood = into.understood.min(Understood::Partial);
    }
}

/// What a provider of labels does is not known; without one it fails.
pub(super) fn security_label(into: &mut Effects) {
    into.depends("whether a provider of labels is loaded: else it fails");
    into.understood = into.understood.min(Understood::Partial);
}
