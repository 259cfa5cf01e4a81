//! A primary key of four bytes runs out.

use super::declared::{advise, replace};
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "integer-primary-key",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("An integer key ends at 2,147,483,647"),
    docs: page!(
        "\
An int key has 2,147,483,647 values, a smallint key 32,767. Deleted rows, failed \
inserts and ON CONFLICT use up values, too. When they are gone every insert fails, \
and the way to bigint rewrites the table and all that reference it.

Use bigint: four bytes more a row, most of them lost to alignment anyway."
    ),
    versions: "11-18",
    source: citation::NUMERIC_TYPES,
    hazards: page!(&["D"]),
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
                    writes_per_second: 0
                }
            )])
    ]),
    good: page!(&[
        example("CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"),
        example("CREATE TABLE members (room int, person int, PRIMARY KEY (room, person));"),
        example("CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users);")
            .given("CREATE TABLE users (id int PRIMARY KEY);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(declared) = context.declared() else {
        return Vec::new();
    };
    // A key of several columns ends with that of other tables.
    let Some((key, span)) = declared.primary_key() else {
        return Vec::new();
    };
    let [key] = *key.as_slice() else {
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
    let data_type = declared.type_of(context.catalog(), key);
    let name = data_type.as_ref().filter(|it| !it.array);
    let last = match name.and_then(|it| it.builtin_name()) {
        Some("int4") => "2,147,483,647",
        Some("int2") => "32,767",
        _ => return Vec::new(),
    };
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
