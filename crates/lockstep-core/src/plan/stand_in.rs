//! A view that stands in for a relation under a name that code still uses.

use lockstep_syntax::tree::{AlterTable, RelationWord};

use super::Operation;
use crate::catalog::literal;

/// Whether a view can stand in for a relation that changes its name: it is
/// one that the migration finds, whose rows a view hands on both ways.
///
/// A view reads and writes with the rights of its owner before PostgreSQL 15
/// (`security_invoker` in the manual's CREATE VIEW), which row security would
/// not survive.
pub(super) fn can_stand_in(operation: &Operation<'_>, alter: &AlterTable<'_>) -> bool {
    let catalog = operation.situation.catalog;
    let name = operation.resolve(&alter.name);
    let relation = catalog.relations.get(&name);
    operation.effects.fails.is_none()
        && matches!(
            alter.object,
            RelationWord::Table | RelationWord::View | RelationWord::MaterializedView
        )
        && !catalog.is_new(&name)
        && !catalog.indexes.contains_key(&name)
        && (!alter.if_exists || relation.is_some())
        && !operation.is_substituted(&name)
        && !catalog.copies.iter().any(|(source, _)| *source == name)
        && (operation.situation.major >= 15
            || relation.is_none_or(|relation| relation.policies.is_empty()))
}

/// The statements that create a view over a relation, with its owner and
/// everybody's privileges.
///
/// `columns` is its select list.
pub(super) fn create(operation: &Operation<'_>, view: &str, columns: &str, over: &str) -> String {
    let invoker = if operation.situation.major >= 15 {
        " WITH (security_invoker = true)"
    } else {
        ""
    };
    let real = literal(over);
    let view_in_format = view.replace('%', "%%");
    let (owner, grant) = (
        literal(&format!("ALTER VIEW {view_in_format} OWNER TO %s")),
        literal(&format!("GRANT %s%s ON {view_in_format} TO %s")),
    );
    format!(
        "CREATE VIEW {view}{invoker} AS SELECT {columns} FROM {over};\n\
         -- lockstep-ignore hidden-statements: gives the view the owner and the privileges of what it shows\n\
         DO $lockstep$\n\
         BEGIN\n\
         \x20 EXECUTE (\n\
         \x20   SELECT string_agg(command, '; ') FROM (\n\
         \x20     SELECT format({owner}, relowner::regrole) FROM pg_class WHERE oid = {real}::regclass\n\
         \x20     UNION ALL\n\
         \x20     SELECT format({grant}, privilege_type, ' (' || quote_ident(attname) || ')', coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'))\n\
         \x20     FROM (\n\
         \x20       SELECT relacl, NULL FROM pg_class WHERE oid = {real}::regclass\n\
         \x20       UNION ALL\n\
         \x20       SELECT attacl, attname FROM pg_attribute WHERE attrelid = {real}::regclass\n\
         \x20     ) AS own (acl, attname), aclexplode(acl)\n\
         \x20     WHERE privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')\n\
         \x20   ) AS commands (command)\n\
         \x20 );\n\
         END\n\
         $lockstep$;"
    )
}

/// The condition that a name is that of a view.
pub(super) fn is_view(name: &str) -> String {
    format!(
        "EXISTS (SELECT FROM pg_class WHERE oid = to_regclass({}) AND relkind = 'v')",
        literal(name)
    )
}

/// What is taken for granted when a view stands in.
pub(super) fn assumptions(operation: &Operation<'_>, spelled: &str) -> Vec<String> {
    // Measured on 17: each of these fails on a view.
    let mut assumptions = vec![
        format!(
            "no code runs COPY FROM, TRUNCATE or LOCK on {spelled}, and no function is declared with its row type while the view stands in"
        ),
        format!(
            "no code says ON CONFLICT ON CONSTRAINT, WHERE CURRENT OF, ctid, xmin or GROUP BY the key alone of {spelled} while the view stands in"
        ),
    ];
    if operation.situation.major < 15 {
        assumptions.push(format!("row security is not enabled for {spelled}"));
    }
    assumptions
}

/// The word between ALTER and the name.
pub(super) fn word(alter: &AlterTable<'_>) -> &'static str {
    match alter.object {
        RelationWord::View => "VIEW",
        RelationWord::MaterializedView => "MATERIALIZED VIEW",
        _ => "TABLE",
    }
}
