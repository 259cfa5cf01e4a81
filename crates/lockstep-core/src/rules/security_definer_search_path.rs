//! A function with its owner's rights that follows its caller's search path.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "security-definer-search-path",
    severity: Severity::Warning,
    occasion: Occasion::Outcome,
    title: page!("A SECURITY DEFINER function follows the search path of its caller"),
    docs: page!(
        "\
A SECURITY DEFINER function runs with the rights of its owner, but looks for names \
without a schema where the caller's search_path says. A caller who may create objects, \
if only temporary ones, can put a table or an operator of his own in front and have it \
run with the owner's rights.

Set the path with the function: the schemas that only trusted roles write to, and \
pg_temp last."
    ),
    versions: "11-18",
    source: citation::SECURITY_DEFINER,
    hazards: page!(&["C16"]),
    bad: page!(&[
        example(
            "CREATE FUNCTION is_admin() RETURNS boolean LANGUAGE sql SECURITY DEFINER AS 'SELECT true FROM admins';"
        ),
        example(
            "CREATE OR REPLACE FUNCTION reset() RETURNS void SECURITY DEFINER SET work_mem = '64MB' LANGUAGE plpgsql AS $$ BEGIN DELETE FROM tokens WHERE id = 1; END $$;"
        ),
    ]),
    good: page!(&[
        example(
            "CREATE FUNCTION is_admin() RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT true FROM admins';"
        ),
        example(
            "CREATE FUNCTION is_admin() RETURNS boolean LANGUAGE sql SECURITY INVOKER AS 'SELECT true FROM admins';"
        ),
        example("CREATE FUNCTION one() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateFunction(create) = &context.statement.kind else {
        return Vec::new();
    };
    // A body that PostgreSQL keeps parsed has found its names already.
    if context.effects.fails.is_some()
        || create.body.named.is_some()
        || matches!(&*create.body.language, "c" | "internal")
    {
        return Vec::new();
    }
    let words = |option: &lockstep_syntax::tree::Span| {
        option.of(context.situation.text).to_ascii_lowercase()
    };
    let is_definer = |option: &&lockstep_syntax::tree::Span| {
        words(option)
            .split_whitespace()
            .any(|word| word == "definer")
    };
    let sets_path = create.options.iter().any(|option| {
        let words = words(option);
        words.starts_with("set") && words.contains("search_path")
    });
    let Some(definer) = create.options.iter().find(is_definer) else {
        return Vec::new();
    };
    if sets_path {
        return Vec::new();
    }
    let name = context.catalog().resolve(&create.name);
    vec![Hit {
        span: *definer,
        title: format!("{name}() runs with its owner's rights and its caller's search path."),
        what: "A name without a schema in its body means whatever the caller's search_path finds first.".to_owned(),
        why: format!("Whoever may create a table or a temporary one can have {name}() use it, with the owner's rights."),
        action: "Add SET search_path with the schemas that only trusted roles write to, and pg_temp last: SET search_path = public, pg_temp."
            .to_owned(),
        ..Hit::default()
    }]
}
