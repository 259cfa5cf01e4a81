//! A row-level trigger that writes to another table does so once a row.

use lockstep_syntax::tree::{Body, StatementKind, TriggerEvent, TriggerTiming};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::order;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "row-trigger-updates-shared-rows",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("A row-level trigger updates another table once for every row"),
    docs: page!(
        "\
An AFTER INSERT … FOR EACH ROW trigger whose function updates a counter, a watermark or \
a parent row does so once for every row of a batch: a thousand inserts update the same \
row a thousand times, and every session that inserts waits for the one before it.

A statement-level trigger with a transition table (REFERENCING NEW TABLE AS …) does it \
once for the whole batch."
    ),
    versions: "11-18",
    source: citation::CREATE_TRIGGER,
    hazards: page!(&["S1"]),
    bad: page!(&[example(
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$\n\
         BEGIN\n\
           UPDATE topics SET updated_at = now() WHERE id = NEW.topic_id;\n\
           RETURN NULL;\n\
         END $$;\n\
         CREATE TRIGGER touch AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION touch();"
    ),]),
    good: page!(&[example(
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$\n\
         BEGIN\n\
           UPDATE topics SET updated_at = now() WHERE id IN (SELECT topic_id FROM inserted);\n\
           RETURN NULL;\n\
         END $$;\n\
         CREATE TRIGGER touch AFTER INSERT ON messages REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION touch();"
    ),]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateTrigger(create) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.situation.catalog;
    let inserts = create
        .events
        .iter()
        .any(|event| matches!(event, TriggerEvent::Insert));
    if !create.for_each_row || create.timing != TriggerTiming::After || !inserts {
        return Vec::new();
    }
    let table = catalog.resolve(&create.table);
    let function = catalog.resolve(&create.function);
    let Some(known) = catalog.functions.get(&function) else {
        return Vec::new();
    };
    let text = known.as_do_block();
    let script = lockstep_syntax::script::read(&text);
    let mut written: Vec<Name> = script
        .statements()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Do(body) => Some(updated(context, body)),
            _ => None,
        })
        .flatten()
        .filter(|name| *name != table)
        .collect();
    if written.is_empty() {
        return Vec::new();
    }
    order::sort_once(&mut written);
    vec![Hit {
        span: create.for_each.unwrap_or(context.statement.span),
        title: "The trigger writes to another table once for every row.".to_owned(),
        what: format!(
            "For a batch of 1000 rows {function}() runs 1000 times and changes rows of {} each time.",
            super::list(&written)
        ),
        why: "Sessions that insert at the same time wait for each other's row locks, and large batches run into the statement timeout."
            .to_owned(),
        action: format!(
            "Make it a statement-level trigger: REFERENCING NEW TABLE AS a transition table, FOR EACH STATEMENT, and change {} once for the whole batch.",
            super::list(&written)
        ),
        relations: vec![table],
        ..Hit::default()
    }]
}

/// The tables in which a function's body changes rows that may be shared: by
/// UPDATE, or by INSERT … ON CONFLICT DO UPDATE.
fn updated(context: &Context<'_>, body: &Body<'_>) -> Vec<Name> {
    body.statements
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Update(update) => Some(&update.table),
            StatementKind::Insert(insert) if insert.on_conflict_update => Some(&insert.table),
            _ => None,
        })
        .map(|name| context.situation.catalog.resolve(name))
        .collect()
}
