//! Triggers that are switched off and stay off.

use lockstep_syntax::tree::{AlterActionKind, Firing, StatementKind, TriggerChoice};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "triggers-disabled",
    severity: Severity::Warning,
    occasion: Occasion::Outcome,
    title: page!("Triggers are switched off and stay off"),
    docs: page!(
        "\
Foreign keys are triggers, too: DISABLE TRIGGER ALL and session_replication_role = \
replica switch off the checks of both sides. What is written meanwhile is never \
checked again, and DISABLE TRIGGER holds for every session until somebody enables them.

Disable the one trigger that is in the way, by its name, and enable it in the same \
transaction."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["C9"]),
    bad: page!(&[
        example("ALTER TABLE users DISABLE TRIGGER ALL;"),
        example("ALTER TABLE users DISABLE TRIGGER audit;"),
        example("SET session_replication_role = replica;"),
    ]),
    good: page!(&[
        example(
            "BEGIN; ALTER TABLE users DISABLE TRIGGER audit; UPDATE users SET name = '' WHERE id = 1; ALTER TABLE users ENABLE TRIGGER audit; COMMIT;"
        )
        .given(
            "CREATE TABLE users (id int PRIMARY KEY, name text);\n\
             CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n\
             CREATE TRIGGER audit BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION audit();"
        ),
        example(
            "SET session_replication_role = replica; DELETE FROM users WHERE id = 1; RESET session_replication_role;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if let StatementKind::Set(set) = &context.statement.kind {
        let replica = set
            .values
            .first()
            .is_some_and(|it| it.eq_ignore_ascii_case("replica"));
        if set.name != "session_replication_role" || set.local || !replica {
            return Vec::new();
        }
        return vec![Hit {
            span: context.statement.span,
            title: "From here on no trigger fires and no foreign key is checked.".to_owned(),
            what: "Foreign keys are triggers, and with session_replication_role = replica this session writes without them.".to_owned(),
            why: "What it writes is never checked again, and a pooled connection keeps the setting for whoever gets it next.".to_owned(),
            action: "Use SET LOCAL in the one transaction that needs it, or RESET it behind that.".to_owned(),
            unless: Some(Unless::new(|left| !left.replica_role)),
            ..Hit::default()
        }];
    }
    let Some((table, actions)) = context.altered() else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    for action in actions {
        let AlterActionKind::Trigger {
            firing: Firing::Disable,
            which,
        } = &action.kind
        else {
            continue;
        };
        let all = format!("The triggers of {table} are switched off");
        let (key, title, what, them) = match which {
            TriggerChoice::Named(name) => (
                name.value.to_string(),
                format!("Trigger {} of {table} is switched off", name.value),
                "It fires for nobody",
                "it",
            ),
            TriggerChoice::All => (
                "ALL".to_owned(),
                all,
                "None of them fires and no foreign key of the table is checked",
                "them",
            ),
            TriggerChoice::User => ("USER".to_owned(), all, "None of them fires", "them"),
        };
        let of = table.clone();
        hits.push(Hit {
            span: action.span,
            title: format!("{title}, and this migration does not enable {them} again."),
            what: format!("{what} until somebody enables {them} again, whichever session writes."),
            why: "What a trigger keeps in step or refuses goes wrong without an error, and is not made good later.".to_owned(),
            action: format!("Enable {them} in the same transaction; drop a trigger that is no longer wanted."),
            relations: vec![table.clone()],
            unless: Some(Unless::new(move |left| {
                left.relations.get(&of).is_none_or(|it| !it.disabled_triggers.contains(&key))
            })),
            ..Hit::default()
        });
    }
    hits
}
