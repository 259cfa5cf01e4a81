//! Random `ALTER TABLE`s: every action, alone and together.

use super::statement::Choice;
use super::world::{Strategy, Table};

/// One `ALTER TABLE`.
pub(super) fn alter_table(choice: &mut Choice<'_>) -> String {
    let table = choice.table();
    let exists = choice.random.maybe(4, "IF EXISTS ");
    let only = choice.random.maybe(6, "ONLY ");
    let name = if choice.random.chance(2) {
        choice.relation()
    } else {
        table.name.clone()
    };
    if choice.random.chance(14) {
        return alone(choice, &table, &format!("ALTER TABLE {exists}{name}"));
    }
    let actions = match choice.random.below(10) {
        0..7 => 1,
        7 | 8 => 2,
        _ => 3,
    };
    let actions: Vec<String> = (0..actions).map(|_| action(choice, &table)).collect();
    format!("ALTER TABLE {exists}{only}{name} {}", actions.join(", "))
}

/// Forms that take one action only.
fn alone(choice: &mut Choice<'_>, table: &Table, head: &str) -> String {
    let (column, _) = choice.column(table);
    let partitioned = choice.partitioned().filter(|_| choice.random.chance(75));
    match choice.random.below(9) {
        0 | 1 => format!(
            "{head} RENAME COLUMN {column} TO {}",
            choice.random.word(&["renamed", "a", "id"])
        ),
        2 => format!(
            "{head} RENAME TO {}",
            choice.random.word(&["renamed", "t1"])
        ),
        3 => format!(
            "{head} RENAME CONSTRAINT {} TO renamed",
            choice.named(&table.constraints)
        ),
        4 => format!(
            "{head} SET SCHEMA {}",
            choice.random.word(&["other", "gone", "public"])
        ),
        5 | 6 => match partitioned {
            Some(parent) => {
                let strategy = parent.partitioned.unwrap_or(Strategy::Range);
                let bound = choice.bound(strategy);
                let part = if choice.random.chance(75) {
                    format!("{}_spare", parent.name)
                } else {
                    choice.table().name
                };
                format!(
                    "ALTER TABLE {} ATTACH PARTITION {part} {bound}",
                    parent.name
                )
            }
            None => format!("{head} ATTACH PARTITION {} DEFAULT", choice.table().name),
        },
        _ => match partitioned {
            Some(parent) => format!(
                "ALTER TABLE {0} DETACH PARTITION {0}_{1}{2}",
                parent.name,
                1 + choice.random.below(3),
                choice.random.word(&["", "", "", " CONCURRENTLY"])
            ),
            None => format!("{head} DETACH PARTITION {}", choice.table().name),
        },
    }
}

fn action(choice: &mut Choice<'_>, table: &Table) -> String {
    match choice.random.below(100) {
        0..20 => add_column(choice),
        20..27 => {
            let exists = choice.random.maybe(20, "IF EXISTS ");
            let (column, _) = choice.column(table);
            format!(
                "DROP COLUMN {exists}{column}{}",
                choice.random.word(&["", "", " CASCADE"])
            )
        }
        27..39 => change_type(choice, table),
        39..55 => alter_column(choice, table),
        55..75 => add_constraint(choice, table),
        75..85 => constraint(choice, table),
        _ => setting(choice, table),
    }
}

fn default(choice: &mut Choice<'_>, type_name: &str) -> String {
    let value = match type_name {
        "integer" | "bigint" | "smallint" | "numeric" | "real" | "double precision"
        | "numeric(10,2)" | "numeric(12,2)" => choice.random.word(&[
            "7",
            "1 + 1",
            "steady()",
            "fickle()",
            "settled()",
            "(random() * 5)::integer",
            "nextval('seq1')",
            "length('abc')",
        ]),
        "amount" => choice.random.word(&["7", "steady()", "fickle()"]),
        "text" | "varchar(20)" | "varchar(10)" | "varchar" | "char(10)" | "label" => {
            choice.random.word(&[
                "'x'",
                "'a' || 'b'",
                "current_user",
                "clock_timestamp()::text",
                "upper('x')",
            ])
        }
        "timestamptz" | "timestamp" | "timestamp(3)" | "date" => choice.random.word(&[
            "now()",
            "CURRENT_TIMESTAMP",
            "clock_timestamp()",
            "'2024-01-01'",
            "now() + interval '1 day'",
        ]),
        "boolean" => "true",
        "jsonb" | "json" | "integer[]" | "varchar(10)[]" => "'{}'",
        "uuid" => choice.random.word(&[
            "gen_random_uuid()",
            "'00000000-0000-0000-0000-000000000000'",
            "uuidv7()",
        ]),
        "mood" => "'calm'",
        _ => "NULL",
    };
    format!(" DEFAULT {value}")
}

fn add_column(choice: &mut Choice<'_>) -> String {
    let exists = choice.random.maybe(10, "IF NOT EXISTS ");
    let name = choice
        .random
        .word(&["fresh", "fresh", "fresh", "more", "a"]);
    let mut type_name = choice.type_name().to_owned();
    let mut rest = String::new();
    match choice.random.below(14) {
        0 => {
            choice
                .random
                .word(&["serial", "bigserial"])
                .clone_into(&mut type_name);
        }
        1 => {
            "bigint".clone_into(&mut type_name);
            rest = format!(
                " GENERATED {} AS IDENTITY",
                choice.random.word(&["ALWAYS", "BY DEFAULT"])
            );
        }
        2 => {
            "integer".clone_into(&mut type_name);
            rest = format!(
                " GENERATED ALWAYS AS ({}){}",
                choice.random.word(&["1 + 1", "length('x')"]),
                choice.random.word(&[" STORED", " STORED", " VIRTUAL", ""])
            );
        }
        3 => {
            "integer".clone_into(&mut type_name);
            let (target, _) = choice.referenced();
            rest = format!(
                "{} REFERENCES {target}{}",
                choice.random.word(&["", " DEFAULT 5", " DEFAULT NULL"]),
                choice.random.word(&["", " ON DELETE CASCADE"])
            );
        }
        4..8 => rest = default(choice, &type_name),
        _ => {}
    }
    rest += choice.random.maybe(15, " NOT NULL");
    if choice.random.chance(8) {
        rest.extend([" CHECK (", name, " IS NOT NULL)"]);
    }
    rest += choice.random.maybe(5, " UNIQUE");
    rest += choice.random.maybe(2, " PRIMARY KEY");
    format!("ADD COLUMN {exists}{name} {type_name}{rest}")
}

fn change_type(choice: &mut Choice<'_>, table: &Table) -> String {
    let (column, old) = choice.column(table);
    // Mostly neighbours, which is where the work differs.
    let close: &[&str] = match old {
        "integer" | "smallint" | "amount" => &["integer", "bigint", "numeric", "oid", "amount"],
        "bigint" => &["integer", "numeric", "bigint"],
        "text" | "varchar(20)" | "varchar(10)" | "varchar" | "char(10)" | "label" => &[
            "text",
            "varchar",
            "varchar(20)",
            "varchar(40)",
            "varchar(5)",
            "char(10)",
            "label",
        ],
        "numeric" | "numeric(10,2)" | "numeric(12,2)" => &[
            "numeric",
            "numeric(14,2)",
            "numeric(10,2)",
            "numeric(14,3)",
            "bigint",
        ],
        "timestamp" | "timestamptz" | "timestamp(3)" | "date" => &[
            "timestamp",
            "timestamptz",
            "timestamptz(3)",
            "timestamp(6)",
            "date",
        ],
        "json" | "jsonb" => &["json", "jsonb", "text"],
        "inet" | "cidr" => &["inet", "cidr", "text"],
        "integer[]" => &["bigint[]", "integer[]"],
        "varchar(10)[]" => &["varchar(20)[]", "text[]", "varchar(10)[]"],
        "bit(8)" => &["bit(8)", "varbit", "varbit(8)", "bit(16)"],
        "mood" => &["text", "mood"],
        _ => &["text"],
    };
    let new = if choice.random.chance(85) {
        choice.random.word(close)
    } else {
        choice.type_name()
    };
    let using = match choice.random.below(10) {
        0 => format!(" USING {column}"),
        1 | 2 => format!(" USING {column}::{new}"),
        3 => format!(" USING {column}::text::{new}"),
        _ => String::new(),
    };
    let textual = matches!(new, "text" | "varchar" | "varchar(40)");
    let collate = if textual {
        choice.random.maybe(8, " COLLATE \"C\"")
    } else {
        ""
    };
    format!("ALTER COLUMN {column} TYPE {new}{collate}{using}")
}

fn alter_column(choice: &mut Choice<'_>, table: &Table) -> String {
    let (column, type_name) = choice.column(table);
    let what = match choice.random.below(22) {
        0..4 => "SET NOT NULL",
        4..6 => "DROP NOT NULL",
        6 | 7 => return format!("ALTER COLUMN {column} SET{}", default(choice, type_name)),
        8 => "DROP DEFAULT",
        9 => "SET STATISTICS 100",
        10 => "SET STATISTICS -1",
        11 => choice.random.word(&[
            "SET STORAGE EXTERNAL",
            "SET STORAGE PLAIN",
            "SET STORAGE MAIN",
            "SET STORAGE DEFAULT",
        ]),
        12 => "SET COMPRESSION pglz",
        13 => "SET (n_distinct = 5)",
        14 => "RESET (n_distinct)",
        15 => "ADD GENERATED BY DEFAULT AS IDENTITY",
        16 => choice
            .random
            .word(&["SET GENERATED ALWAYS", "RESTART", "SET INCREMENT BY 5"]),
        17 => choice
            .random
            .word(&["DROP IDENTITY", "DROP IDENTITY IF EXISTS"]),
        18 => choice
            .random
            .word(&["DROP EXPRESSION", "DROP EXPRESSION IF EXISTS"]),
        19 => "SET EXPRESSION AS (5)",
        20 => "SET STATISTICS DEFAULT",
        _ => "SET NOT NULL",
    };
    format!("ALTER COLUMN {column} {what}")
}

fn add_constraint(choice: &mut Choice<'_>, table: &Table) -> String {
    let (column, type_name) = choice.column(table);
    let name = match choice.random.below(12) {
        0 => format!("CONSTRAINT {} ", choice.named(&table.constraints)),
        1..6 => String::new(),
        _ => "CONSTRAINT fresh_con ".to_owned(),
    };
    match choice.random.below(16) {
        0..4 => {
            let check = match type_name {
                "integer" | "bigint" | "numeric" => {
                    choice.random.word(&["> -1", "IS NOT NULL", "< 1000000"])
                }
                _ => "IS NOT NULL",
            };
            let rest = choice
                .random
                .word(&["", "", " NOT VALID", " NO INHERIT", " NOT ENFORCED"]);
            format!("ADD {name}CHECK ({column} {check}){rest}")
        }
        4..6 => {
            let nulls = choice.random.maybe(10, "NULLS NOT DISTINCT ");
            let second = if choice.random.chance(30) {
                format!(", {}", choice.column(table).0)
            } else {
                String::new()
            };
            format!(
                "ADD {name}UNIQUE {nulls}({column}{second}){}",
                choice.random.maybe(10, " DEFERRABLE")
            )
        }
        6 | 7 => {
            let key = if choice.random.chance(70) {
                table.columns[0].0.clone()
            } else {
                column
            };
            format!("ADD {name}PRIMARY KEY ({key})")
        }
        8 => format!("ADD {name}EXCLUDE USING btree ({column} WITH =)"),
        9 => format!(
            "ADD {name}{} USING INDEX {}",
            choice.random.word(&["UNIQUE", "PRIMARY KEY"]),
            choice.named(&choice.world.indexes)
        ),
        10 | 11 => format!(
            "ADD {name}NOT NULL {column}{}",
            choice.random.word(&["", " NOT VALID", " NO INHERIT"])
        ),
        _ => {
            let own = table
                .columns
                .iter()
                .find(|(column, _)| column == "ref")
                .map_or(column, |(column, _)| column.clone());
            let (target, key) = choice.referenced();
            let actions = choice.random.word(&[
                "",
                "",
                " ON DELETE CASCADE",
                " ON UPDATE SET NULL",
                " DEFERRABLE INITIALLY DEFERRED",
                " MATCH FULL",
            ]);
            let rest = choice
                .random
                .word(&["", "", " NOT VALID", " NOT VALID", " NOT ENFORCED"]);
            let columns = if choice.random.chance(60) {
                String::new()
            } else {
                format!(" ({key})")
            };
            format!("ADD {name}FOREIGN KEY ({own}) REFERENCES {target}{columns}{actions}{rest}")
        }
    }
}

fn constraint(choice: &mut Choice<'_>, table: &Table) -> String {
    let name = choice.named(&table.constraints);
    match choice.random.below(8) {
        0..2 => format!("VALIDATE CONSTRAINT {name}"),
        2 => format!(
            "ALTER CONSTRAINT {name} {}",
            choice.random.word(&[
                "DEFERRABLE",
                "NOT DEFERRABLE",
                "DEFERRABLE INITIALLY DEFERRED",
                "NOT ENFORCED",
                "ENFORCED",
                "NO INHERIT"
            ])
        ),
        _ => {
            let exists = choice.random.maybe(25, "IF EXISTS ");
            format!(
                "DROP CONSTRAINT {exists}{name}{}",
                choice.random.word(&["", "", " CASCADE"])
            )
        }
    }
}

fn setting(choice: &mut Choice<'_>, table: &Table) -> String {
    match choice.random.below(22) {
        0 => format!("ENABLE TRIGGER {}", choice.named(&table.triggers)),
        1 => format!("DISABLE TRIGGER {}", choice.random.word(&["ALL", "USER"])),
        2 => format!("DISABLE TRIGGER {}", choice.named(&table.triggers)),
        3 => "ENABLE ROW LEVEL SECURITY".to_owned(),
        4 => "FORCE ROW LEVEL SECURITY".to_owned(),
        5 => format!("CLUSTER ON {}", choice.named(&choice.world.indexes)),
        6 => "SET WITHOUT CLUSTER".to_owned(),
        7 => "SET UNLOGGED".to_owned(),
        8 => "SET LOGGED".to_owned(),
        9 => "SET ACCESS METHOD heap".to_owned(),
        10 => "SET TABLESPACE pg_default".to_owned(),
        11 => "SET (fillfactor = 80)".to_owned(),
        12 => "SET (autovacuum_enabled = false, fillfactor = 90)".to_owned(),
        13 => "RESET (fillfactor)".to_owned(),
        14 => format!("INHERIT {}", choice.table().name),
        15 => format!(
            "NO INHERIT {}",
            table.parent.clone().unwrap_or_else(|| choice.table().name)
        ),
        16 => format!(
            "OWNER TO {}",
            choice.random.word(&["CURRENT_USER", "lockstep_reader"])
        ),
        17 => format!(
            "REPLICA IDENTITY {}",
            choice.random.word(&["FULL", "NOTHING", "DEFAULT"])
        ),
        18 => format!(
            "REPLICA IDENTITY USING INDEX {}",
            choice.named(&choice.world.indexes)
        ),
        19 => format!("ENABLE REPLICA TRIGGER {}", choice.named(&table.triggers)),
        20 => "NOT OF".to_owned(),
        _ => "SET WITHOUT OIDS".to_owned(),
    }
}
