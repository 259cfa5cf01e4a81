//! A primary key of four bytes runs out.

use lockstep_syntax::tree::{ColumnConstraintKind, TableConstraintKind};

use super::declared::{Declared, advise, replace};
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "integer-primary-key",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: "An integer key ends at 2,147,483,647",
    docs: page!(
        "\
An int key has 2,147,483,647 values, a smallint key 32,767. Deleted rows, failed \
inserts and ON CONFLICT use up values, too. When they are gone every insert fails, \
and the way to bigint rewrites the table and all that reference it.

Use bigint: four bytes more a row, most of them lost to alignment anyway."
    ),
    versions: "11-18",
    source: citation::NUMERIC_TYPES,
    hazards: &["D"],
    bad: page!(&[
        example("CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"),
        example("CREATE TABLE users (id integer NOT NULL, PRIMARY KEY (id));"),
        example("ALTER TABLE users ADD PRIMARY KEY (id);")
            .given("CREATE TABLE users (id smallint NOT NULL);")
            .sized(&[(
                "public.users",
                crate::sizes::Size {
                    rows: 10,
                    bytes: 8192,
                    writes_per_second: 0.0
                }
            )])
    ]),
    good: page!(&[
        example("CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"),
        example("CREATE TABLE members (room int, person int, PRIMARY KEY (room, person));"),
        example(
            "CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users);"
        )
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(declared) = Declared::of(context) else {
        return Vec::new();
    };
    let table = declared.constraints.iter().find_map(|constraint| {
        match &constraint.kind {
            // A key of several columns ends with that of other tables.
            TableConstraintKind::PrimaryKey(key) => match key.columns.as_slice() {
                [column] => Some((&*column.value, constraint.span)),
                _ => None,
            },
            _ => None,
        }
    });
    let column = declared.columns.iter().find_map(|column| {
        let constraints = column.constraints.iter();
        let mut keys =
            constraints.filter(|it| matches!(it.kind, ColumnConstraintKind::PrimaryKey { .. }));
        keys.next().map(|_| (&*column.name.value, column.span))
    });
    let Some((key, span)) = table.or(column) else {
        return Vec::new();
    };
    // A key that is another table's has to be of its type.
    if declared
        .foreign_keys()
        .iter()
        .any(|it| it.columns.contains(&key))
    {
        return Vec::new();
    }
    let written = declared
        .columns
        .iter()
        .find(|column| column.name.value == key)
        .and_then(|column| column.data_type.as_ref());
    let (name, dimensions) = match written {
        Some(written) => (Some(&*written.name), written.dimensions),
        None => {
            let known = context.catalog().relations.get(&declared.table);
            (
                known
                    .and_then(|it| it.column(key))
                    .and_then(|it| it.type_name()),
                0,
            )
        }
    };
    let last = match name {
        Some("int4") => "2,147,483,647",
        Some("int2") => "32,767",
        _ => return Vec::new(),
    };
    if dimensions > 0 {
        return Vec::new();
    }
    let what = format!(
        "is a key that ends at {last}; deleted rows and failed inserts use up its values, too."
    );
    let words = [
        "The key runs out of values.",
        &what,
        "Then every insert fails, and the way to bigint rewrites the table and every table that references it.",
        "Make it bigint, and with it what references it.",
    ];
    let span = written.map_or(span, |it| it.span);
    vec![Hit {
        // Of serial another rule makes an identity column, wide enough at once.
        fix: written
            .filter(|it| !it.serial)
            .map(|it| replace("Make it bigint".to_owned(), it.span, "bigint".to_owned())),
        ..advise(span, &declared.table, &declared.named(key), words)
    }]
}
