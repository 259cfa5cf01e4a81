//! Random statements about a random schema.

use super::alter;
use super::number::Random;
use super::world::{Strategy, TYPES, Table, World};

/// Where statements take their names and their chances from.
pub(super) struct Choice<'w> {
    pub(super) random: &'w mut Random,
    pub(super) world: &'w World,
}

/// A migration: one statement, now and then a few in one transaction.
pub(super) fn migration(choice: &mut Choice<'_>) -> Vec<String> {
    let statements = if choice.random.chance(88) {
        1
    } else {
        2 + choice.random.below(2)
    };
    (0..statements).map(|_| choice.statement()).collect()
}

impl Choice<'_> {
    fn statement(&mut self) -> String {
        match self.random.below(100) {
            0..48 => alter::alter_table(self),
            48..57 => self.create_table(),
            57..64 => self.create_index(),
            64..73 => self.drop_object(),
            73..80 => self.maintenance(),
            80..85 => self.alter_other(),
            85..91 => self.create_other(),
            91..95 => self.definition(),
            _ => self.rows(),
        }
    }

    /// A table, sometimes one that is not there.
    pub(super) fn table(&mut self) -> Table {
        let mut table = self.random.pick(&self.world.tables).clone();
        if self.random.chance(2) {
            "missing".clone_into(&mut table.name);
        }
        table
    }

    /// A column of a table, sometimes one that is not there.
    pub(super) fn column(&mut self, table: &Table) -> (String, &'static str) {
        let (mut name, type_name) = self.random.pick(&table.columns).clone();
        if self.random.chance(2) {
            "missing".clone_into(&mut name);
        }
        (name, type_name)
    }

    /// One of these names, sometimes one that is not there.
    pub(super) fn named(&mut self, names: &[String]) -> String {
        if names.is_empty() || self.random.chance(4) {
            return "missing".to_owned();
        }
        self.random.pick(names).clone()
    }

    /// A table that others may reference, and the column.
    pub(super) fn referenced(&mut self) -> (String, String) {
        let keyed: Vec<&Table> = self
            .world
            .tables
            .iter()
            .filter(|table| table.constraints.contains(&format!("{}_pkey", table.name)))
            .collect();
        if keyed.is_empty() || self.random.chance(8) {
            let table = self.random.pick(&self.world.tables);
            return (table.name.clone(), table.columns[0].0.clone());
        }
        let table = self.random.pick(&keyed);
        (table.name.clone(), table.columns[0].0.clone())
    }

    pub(super) fn type_name(&mut self) -> &'static str {
        self.random.pick(&TYPES).0
    }

    /// A bound for a new partition of this table.
    pub(super) fn bound(&mut self, strategy: Strategy) -> String {
        if strategy != Strategy::Hash && self.random.chance(15) {
            return "DEFAULT".to_owned();
        }
        match strategy {
            Strategy::Range => {
                let from = *self.random.pick(&[1000, 1000, 1000, 150, 5000]);
                format!("FOR VALUES FROM ({from}) TO ({})", from + 1000)
            }
            Strategy::List => format!("FOR VALUES IN ({})", self.random.pick(&[1000, 1001, 5])),
            Strategy::Hash => format!(
                "FOR VALUES WITH (MODULUS 3, REMAINDER {})",
                self.random.below(3)
            ),
        }
    }

    pub(super) fn partitioned(&mut self) -> Option<Table> {
        let found: Vec<&Table> = self
            .world
            .tables
            .iter()
            .filter(|table| table.partitioned.is_some())
            .collect();
        (!found.is_empty()).then(|| (*self.random.pick(&found)).clone())
    }

    fn create_table(&mut self) -> String {
        let exists = self.random.maybe(10, "IF NOT EXISTS ");
        let name = if self.random.chance(6) {
            self.table().name
        } else {
            "fresh".to_owned()
        };
        match self.random.below(8) {
            0 | 1 => {
                let Some(table) = self.partitioned() else {
                    return "SELECT 1".to_owned();
                };
                let bound = self.bound(table.partitioned.unwrap_or(Strategy::Range));
                format!(
                    "CREATE TABLE {exists}{name} PARTITION OF {} {bound}",
                    table.name
                )
            }
            2 => {
                let (table, column) = self.referenced();
                format!(
                    "CREATE TABLE {exists}{name} (id integer PRIMARY KEY, other integer REFERENCES {table} ({column}))"
                )
            }
            3 => {
                let table = self.table().name;
                let what = self.random.word(&[
                    "",
                    " INCLUDING ALL",
                    " INCLUDING DEFAULTS",
                    " INCLUDING INDEXES",
                    " INCLUDING CONSTRAINTS",
                ]);
                format!("CREATE TABLE {exists}{name} (LIKE {table}{what})")
            }
            4 => format!(
                "CREATE TABLE {exists}{name} (more integer) INHERITS ({})",
                self.table().name
            ),
            5 => {
                let table = self.table();
                let (column, _) = self.column(&table);
                let data = self.random.maybe(25, " WITH NO DATA");
                format!(
                    "CREATE TABLE {exists}{name} AS SELECT {column} FROM {}{data}",
                    table.name
                )
            }
            6 => {
                let type_name = self.type_name();
                let by =
                    self.random
                        .word(&["", " PARTITION BY RANGE (id)", " PARTITION BY HASH (id)"]);
                format!("CREATE TABLE {exists}{name} (id bigint, x {type_name} NOT NULL){by}")
            }
            _ => {
                let unlogged = self.random.word(&["", "UNLOGGED ", "TEMPORARY "]);
                let key = self.random.word(&[
                    "bigserial PRIMARY KEY",
                    "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                    "uuid DEFAULT gen_random_uuid() UNIQUE",
                ]);
                format!(
                    "CREATE {unlogged}TABLE {exists}{name} (id {key}, n integer CHECK (n > 0), note text DEFAULT 'x')"
                )
            }
        }
    }

    fn create_index(&mut self) -> String {
        let table = self.table();
        let (column, type_name) = self.column(&table);
        let unique = self.random.maybe(20, "UNIQUE ");
        let concurrently = self.random.maybe(6, "CONCURRENTLY ");
        let exists = self.random.maybe(8, "IF NOT EXISTS ");
        let name = if self.random.chance(6) {
            self.named(&self.world.indexes)
        } else {
            "fresh_idx".to_owned()
        };
        let only = self.random.maybe(8, "ONLY ");
        let method = match type_name {
            "jsonb" | "integer[]" | "varchar(10)[]" => "USING gin ",
            _ => self
                .random
                .word(&["", "", "", "USING btree ", "USING hash ", "USING brin "]),
        };
        let what = match self.random.below(8) {
            0 => format!("lower({column}::text)"),
            1 if method.is_empty() => format!("{column}, {}", self.column(&table).0),
            2 if method.is_empty() => format!("{column} DESC NULLS LAST"),
            _ => column,
        };
        let include = if method.is_empty() && self.random.chance(10) {
            format!(" INCLUDE ({})", self.column(&table).0)
        } else {
            String::new()
        };
        let rest = self.random.word(&[
            "",
            "",
            "",
            "",
            " WITH (fillfactor = 70)",
            " NULLS NOT DISTINCT",
            " TABLESPACE pg_default",
        ]);
        let predicate = if self.random.chance(15) {
            format!(" WHERE {} IS NOT NULL", table.columns[0].0)
        } else {
            String::new()
        };
        format!(
            "CREATE {unique}INDEX {concurrently}{exists}{name} ON {only}{} {method}({what}){include}{rest}{predicate}",
            table.name
        )
    }

    fn drop_object(&mut self) -> String {
        let exists = self.random.maybe(25, "IF EXISTS ");
        let behaviour = self.random.word(&["", "", " CASCADE", " RESTRICT"]);
        let table = self.table();
        match self.random.below(16) {
            0..4 => {
                let second = if self.random.chance(15) {
                    format!(", {}", self.table().name)
                } else {
                    String::new()
                };
                format!("DROP TABLE {exists}{}{second}{behaviour}", table.name)
            }
            4..7 => {
                let concurrently = if behaviour == " CASCADE" {
                    ""
                } else {
                    self.random.maybe(10, "CONCURRENTLY ")
                };
                format!(
                    "DROP INDEX {concurrently}{exists}{}{behaviour}",
                    self.named(&self.world.indexes)
                )
            }
            7 => format!(
                "DROP VIEW {exists}{}{behaviour}",
                self.named(&self.world.views)
            ),
            8 => format!(
                "DROP MATERIALIZED VIEW {exists}{}{behaviour}",
                self.named(&self.world.materialized)
            ),
            9 => format!(
                "DROP SEQUENCE {exists}{}{behaviour}",
                self.named(&self.world.sequences)
            ),
            10 => format!(
                "DROP TRIGGER {exists}{} ON {}{behaviour}",
                self.named(&table.triggers),
                table.name
            ),
            11 => format!("DROP POLICY {exists}{0}_policy ON {0}", table.name),
            12 => format!(
                "DROP {}{exists}{}{behaviour}",
                self.random.word(&["TYPE ", "DOMAIN "]),
                self.random.word(&["mood", "label", "amount", "pair"])
            ),
            13 => format!(
                "DROP FUNCTION {exists}{}{behaviour}",
                self.random
                    .word(&["note()", "steady()", "fickle()", "gone()"])
            ),
            14 => format!(
                "DROP SCHEMA {exists}{}{behaviour}",
                self.random.word(&["other", "gone"])
            ),
            // The wrong word for the kind of relation.
            _ => {
                let relation = self.relation();
                format!(
                    "DROP {}{exists}{relation}{behaviour}",
                    self.random
                        .word(&["TABLE ", "VIEW ", "INDEX ", "SEQUENCE "])
                )
            }
        }
    }

    /// Any relation.
    pub(super) fn relation(&mut self) -> String {
        let world = self.world;
        let tables: Vec<String> = world
            .tables
            .iter()
            .map(|table| table.name.clone())
            .collect();
        let lists = [
            &tables,
            &world.indexes,
            &world.views,
            &world.materialized,
            &world.sequences,
        ];
        let list = *self.random.pick(&lists);
        self.named(list)
    }

    fn maintenance(&mut self) -> String {
        let table = self.table().name;
        match self.random.below(18) {
            0..3 => format!("REINDEX INDEX {}", self.named(&self.world.indexes)),
            3..6 => format!("REINDEX TABLE {table}"),
            6..8 => {
                let index = self.named(&self.world.indexes);
                let table = index
                    .rsplit_once('_')
                    .map_or(table, |(table, _)| table.to_owned());
                format!("CLUSTER {table} USING {index}")
            }
            8..12 => {
                let more = if self.random.chance(20) {
                    format!(", {}", self.table().name)
                } else {
                    String::new()
                };
                let only = self.random.maybe(10, "ONLY ");
                let rest = self.random.word(&["", "", " CASCADE", " RESTART IDENTITY"]);
                format!("TRUNCATE {only}{table}{more}{rest}")
            }
            12 => {
                let view = self.named(&self.world.materialized);
                let how = self.random.word(&["", "CONCURRENTLY "]);
                let data = if how.is_empty() {
                    self.random.maybe(20, " WITH NO DATA")
                } else {
                    ""
                };
                format!("REFRESH MATERIALIZED VIEW {how}{view}{data}")
            }
            13 => format!("ANALYZE {table}"),
            14 => format!(
                "VACUUM {}{table}",
                self.random.word(&["", "FULL ", "(FREEZE) "])
            ),
            15 => format!(
                "LOCK TABLE {table} IN {} MODE",
                self.random
                    .word(&["ACCESS SHARE", "SHARE", "EXCLUSIVE", "ACCESS EXCLUSIVE"])
            ),
            16 => format!("REINDEX TABLE CONCURRENTLY {table}"),
            _ => format!(
                "REINDEX INDEX CONCURRENTLY {}",
                self.named(&self.world.indexes)
            ),
        }
    }

    fn alter_other(&mut self) -> String {
        let index = self.named(&self.world.indexes);
        let sequence = self.named(&self.world.sequences);
        let view = self.named(&self.world.views);
        let table = self.table();
        match self.random.below(20) {
            0 => format!("ALTER INDEX {index} RENAME TO fresh_idx"),
            1 => format!("ALTER INDEX {index} SET (fillfactor = 80)"),
            2 => format!("ALTER INDEX {index} SET TABLESPACE pg_default"),
            3 => format!("ALTER INDEX {index} RESET (fillfactor)"),
            4 => format!("ALTER INDEX {index} ALTER COLUMN 1 SET STATISTICS 50"),
            5 => format!(
                "ALTER INDEX {index} ATTACH PARTITION {}",
                self.named(&self.world.indexes)
            ),
            6 => format!(
                "ALTER SEQUENCE {sequence} {}",
                self.random.word(&[
                    "RESTART",
                    "INCREMENT BY 2",
                    "OWNED BY NONE",
                    "CACHE 5",
                    "AS bigint",
                    "RENAME TO fresh_seq",
                    "SET SCHEMA other"
                ])
            ),
            7 => format!(
                "ALTER VIEW {view} {}",
                self.random.word(&[
                    "RENAME TO fresh_view",
                    "SET (security_barrier = true)",
                    "SET SCHEMA other",
                    "ALTER COLUMN id SET DEFAULT 1"
                ])
            ),
            8 => format!(
                "ALTER MATERIALIZED VIEW {} {}",
                self.named(&self.world.materialized),
                self.random.word(&[
                    "RENAME TO fresh_mat",
                    "SET (fillfactor = 80)",
                    "SET SCHEMA other",
                    "CLUSTER ON gone"
                ])
            ),
            9 => format!(
                "ALTER TYPE mood ADD VALUE {}",
                self.random.word(&[
                    "'new'",
                    "IF NOT EXISTS 'calm'",
                    "'calm'",
                    "'new' BEFORE 'cross'"
                ])
            ),
            10 => format!(
                "ALTER TYPE mood RENAME VALUE {} TO 'other'",
                self.random.word(&["'calm'", "'gone'"])
            ),
            11 => format!(
                "ALTER TYPE pair {}",
                self.random.word(&[
                    "ADD ATTRIBUTE z integer",
                    "DROP ATTRIBUTE x",
                    "ALTER ATTRIBUTE y TYPE varchar",
                    "RENAME ATTRIBUTE x TO w",
                    "ADD ATTRIBUTE z integer CASCADE"
                ])
            ),
            12 => format!(
                "ALTER DOMAIN {} ADD CONSTRAINT more CHECK (VALUE IS NOT NULL){}",
                self.random.word(&["label", "amount"]),
                self.random.maybe(40, " NOT VALID")
            ),
            13 => format!(
                "ALTER DOMAIN {} {}",
                self.random.word(&["label", "amount"]),
                self.random.word(&[
                    "SET NOT NULL",
                    "DROP NOT NULL",
                    "SET DEFAULT NULL",
                    "DROP CONSTRAINT amount_check",
                    "DROP CONSTRAINT IF EXISTS gone",
                    "VALIDATE CONSTRAINT amount_check",
                    "RENAME TO renamed"
                ])
            ),
            14 => format!(
                "ALTER TRIGGER {} ON {} RENAME TO fresh_trigger",
                self.named(&table.triggers),
                table.name
            ),
            15 => format!("ALTER POLICY {0}_policy ON {0} USING (true)", table.name),
            16 => format!(
                "ALTER FUNCTION {} {}",
                self.random.word(&["steady()", "note()"]),
                self.random
                    .word(&["STABLE", "RENAME TO renamed", "SET SCHEMA other"])
            ),
            17 => format!(
                "ALTER PUBLICATION pub1 {} TABLE {}",
                self.random.word(&["ADD", "DROP", "SET"]),
                table.name
            ),
            18 => format!(
                "ALTER SCHEMA other RENAME TO {}",
                self.random.word(&["another", "public"])
            ),
            _ => format!("ALTER INDEX IF EXISTS {index} RENAME TO fresh_idx"),
        }
    }

    fn create_other(&mut self) -> String {
        let table = self.table();
        let (column, _) = self.column(&table);
        let name = &table.name;
        let replace = self.random.maybe(25, "OR REPLACE ");
        match self.random.below(14) {
            0..3 => {
                let timing = self.random.word(&["BEFORE", "AFTER"]);
                let event = self.random.word(&[
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "INSERT OR UPDATE OR DELETE",
                    "TRUNCATE",
                ]);
                let level = self.random.word(&["ROW", "STATEMENT"]);
                let old = if self.random.chance(10) {
                    self.named(&table.triggers)
                } else {
                    "fresh_trigger".to_owned()
                };
                format!(
                    "CREATE {replace}TRIGGER {old} {timing} {event} ON {name} FOR EACH {level} EXECUTE FUNCTION note()"
                )
            }
            3 => format!(
                "CREATE {replace}RULE fresh_rule AS ON {} TO {name} DO {}",
                self.random.word(&["INSERT", "UPDATE", "DELETE"]),
                self.random
                    .word(&["INSTEAD NOTHING", "ALSO NOTHING", "ALSO SELECT 1"])
            ),
            4 => format!(
                "CREATE POLICY {} ON {name} USING ({column} IS NOT NULL)",
                self.random.word(&["fresh_policy", "t1_policy"])
            ),
            5 | 6 => {
                let view = if self.random.chance(20) {
                    self.named(&self.world.views)
                } else {
                    "fresh_view".to_owned()
                };
                format!("CREATE {replace}VIEW {view} AS SELECT {column} FROM {name}")
            }
            7 => {
                let other = self.table();
                format!(
                    "CREATE MATERIALIZED VIEW fresh_mat AS SELECT count(*) FROM {name}, {}{}",
                    other.name,
                    self.random.maybe(30, " WITH NO DATA")
                )
            }
            8 => format!(
                "CREATE SEQUENCE {}{}",
                self.random
                    .word(&["fresh_seq", "seq1", "IF NOT EXISTS seq1"]),
                if self.random.chance(40) {
                    format!(" OWNED BY {name}.{column}")
                } else {
                    String::new()
                }
            ),
            9 => format!(
                "CREATE STATISTICS fresh_stats ON {column}, {} FROM {name}",
                self.column(&table).0
            ),
            10 => format!(
                "CREATE PUBLICATION {} FOR {}",
                self.random.word(&["fresh_pub", "pub1"]),
                if self.random.chance(30) {
                    "ALL TABLES".to_owned()
                } else {
                    format!("TABLE {name}")
                }
            ),
            11 => format!(
                "CREATE TYPE {} AS ENUM ('a')",
                self.random.word(&["fresh_type", "mood", "t1"])
            ),
            12 => format!(
                "CREATE DOMAIN {} AS integer",
                self.random.word(&["fresh_domain", "label"])
            ),
            _ => format!(
                "CREATE {replace}FUNCTION {} RETURNS integer LANGUAGE sql AS 'SELECT 2'",
                self.random.word(&["fresh()", "steady()"])
            ),
        }
    }

    fn definition(&mut self) -> String {
        let table = self.table();
        let (column, _) = self.column(&table);
        let name = &table.name;
        match self.random.below(8) {
            0 => format!("COMMENT ON TABLE {name} IS 'about'"),
            1 => format!("COMMENT ON COLUMN {name}.{column} IS 'about'"),
            2 => format!(
                "COMMENT ON CONSTRAINT {} ON {name} IS 'about'",
                self.named(&table.constraints)
            ),
            3 => format!(
                "COMMENT ON INDEX {} IS 'about'",
                self.named(&self.world.indexes)
            ),
            4 => format!(
                "GRANT {} ON {name} TO PUBLIC",
                self.random.word(&["SELECT", "ALL", "INSERT, UPDATE"])
            ),
            5 => format!("REVOKE SELECT ON {name} FROM PUBLIC"),
            6 => format!(
                "COMMENT ON {} IS NULL",
                self.random.word(&[
                    "TYPE mood",
                    "DOMAIN label",
                    "SCHEMA other",
                    "FUNCTION steady()",
                    "VIEW gone",
                    "SEQUENCE seq1"
                ])
            ),
            _ => format!(
                "GRANT USAGE ON SEQUENCE {} TO PUBLIC",
                self.named(&self.world.sequences)
            ),
        }
    }

    fn rows(&mut self) -> String {
        let table = self.table();
        let name = &table.name;
        let key = &table.columns[0].0;
        match self.random.below(6) {
            0 => format!("INSERT INTO {name} ({key}) VALUES (77777)"),
            1 => format!("UPDATE {name} SET {key} = {key}"),
            2 => format!("DELETE FROM {name} WHERE {key} = 5"),
            3 => format!("DELETE FROM {name}"),
            4 => format!("SELECT count(*) FROM {name}"),
            _ => format!("SELECT * FROM {name} FOR UPDATE"),
        }
    }
}
