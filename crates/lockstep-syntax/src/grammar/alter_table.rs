//! `ALTER TABLE`, and the statements that share its grammar.

use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{
    AlterAction, AlterActionKind, AlterTable, Behavior, Firing, Ident, MergePartitions, MoveAll,
    RelationWord, ReplicaIdentity, RowSecurity, SplitPartition, StatementKind, TriggerChoice,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `ALTER TABLE`, `ALTER INDEX`, …
    pub(super) fn alter_relation(&mut self, object: RelationWord) -> Parsed<StatementKind<'a>> {
        use RelationWord::{ForeignTable, Index, MaterializedView, Table};
        let movable = matches!(object, Table | Index | MaterializedView);
        // Not asked for in vain: who forgot a name meant one table.
        if movable && self.is_word_at(0, "ALL") {
            self.expect("ALL IN TABLESPACE")?;
            return self.move_all(object);
        }
        let if_exists = self.accept("IF EXISTS");
        let inherited = matches!(object, Table | ForeignTable);
        let (name, only) = if inherited {
            self.maybe_only()?
        } else {
            (self.object_name("a name")?, false)
        };
        let mut statement = AlterTable {
            object,
            if_exists,
            only,
            name,
            actions: Vec::new(),
        };
        let read = self.alter_actions(object, &mut statement.actions);
        self.recover(read);
        Ok(StatementKind::AlterTable(statement))
    }

    /// What follows `ALL IN TABLESPACE`.
    fn move_all(&mut self, object: RelationWord) -> Parsed<StatementKind<'a>> {
        let from = self.ident("a tablespace")?;
        let mut owned_by = Vec::new();
        if self.accept("OWNED BY") {
            owned_by.push(self.role()?);
            while self.accept_comma() {
                owned_by.push(self.role()?);
            }
        }
        self.expect("SET TABLESPACE")?;
        Ok(StatementKind::MoveAll(Box::new(MoveAll {
            object,
            from,
            owned_by,
            to: self.ident("a tablespace")?,
            nowait: self.accept("NOWAIT"),
        })))
    }

    fn alter_actions(
        &mut self,
        object: RelationWord,
        actions: &mut Vec<AlterAction<'a>>,
    ) -> Parsed<()> {
        loop {
            let mark = self.mark();
            let mut alone = false;
            let kind = match self.alter_action()? {
                Some(kind) => kind,
                // These cannot be combined with others.
                None if actions.is_empty() => {
                    alone = true;
                    self.alter_alone(object)?
                }
                None => return Err(self.fail("")),
            };
            let span = self.span_from(mark);
            if !self.is_at_end() && (alone || self.kind_at(0) != TokenKind::Comma) {
                // What goes on in the wrong way was not read in the right way.
                return Err(self.fail(if alone {
                    "end of statement"
                } else {
                    "a comma or end of statement"
                }));
            }
            push(actions, AlterAction { span, kind });
            if !self.accept_comma() {
                return Ok(());
            }
        }
    }

    /// An action that stands in a list with others, when one comes next.
    fn alter_action(&mut self) -> Parsed<Option<AlterActionKind<'a>>> {
        let kind = if self.accept("ADD") {
            self.alter_add()?
        } else if self.accept("DROP") {
            self.alter_drop()?
        } else if self.accept("ALTER") {
            self.alter_alter()?
        } else if self.accept("VALIDATE CONSTRAINT") {
            AlterActionKind::ValidateConstraint(self.ident("a constraint name")?)
        } else if self.accept("OWNER TO") {
            AlterActionKind::Owner(self.role()?)
        } else if self.accept_before_bracket("SET") {
            AlterActionKind::SetParameters(self.parameters()?)
        } else if self.accept_before_bracket("RESET") {
            AlterActionKind::ResetParameters(self.parameters()?)
        } else if self.accept("ENABLE") {
            self.alter_switch(true)?
        } else if self.accept("DISABLE") {
            self.alter_switch(false)?
        } else if self.accept("FORCE ROW LEVEL SECURITY") {
            AlterActionKind::RowSecurity(RowSecurity::Force)
        } else if self.accept("NO FORCE ROW LEVEL SECURITY") {
            AlterActionKind::RowSecurity(RowSecurity::NoForce)
        } else {
            return self.alter_storage();
        };
        Ok(Some(kind))
    }

    /// The rarer ones of them.
    fn alter_storage(&mut self) -> Parsed<Option<AlterActionKind<'a>>> {
        let kind = if self.accept("REPLICA IDENTITY") {
            AlterActionKind::ReplicaIdentity(self.replica_identity()?)
        } else if self.accept("SET LOGGED") {
            AlterActionKind::SetLogged
        } else if self.accept("SET UNLOGGED") {
            AlterActionKind::SetUnlogged
        } else if self.accept("SET TABLESPACE") {
            AlterActionKind::SetTablespace(self.ident("a tablespace")?)
        } else if self.accept("SET ACCESS METHOD") {
            let method = if self.accept("DEFAULT") {
                None
            } else {
                Some(self.ident("an access method")?)
            };
            AlterActionKind::SetAccessMethod(method)
        } else if self.accept("CLUSTER ON") {
            AlterActionKind::ClusterOn(self.ident("an index name")?)
        } else if self.accept("SET WITHOUT CLUSTER") {
            AlterActionKind::SetWithoutCluster
        } else if self.accept("SET WITHOUT OIDS") {
            AlterActionKind::SetWithoutOids
        } else if self.accept("INHERIT") {
            AlterActionKind::Inherit(self.object_name("a table name")?)
        } else if self.accept("NO INHERIT") {
            AlterActionKind::NoInherit(self.object_name("a table name")?)
        } else if self.accept("OF") {
            AlterActionKind::OfType(self.object_name("a type name")?)
        } else if self.accept("NOT OF") {
            AlterActionKind::NotOf
        } else if self.accept("OPTIONS") {
            AlterActionKind::Options(self.generic_options(true)?)
        } else {
            return Ok(None);
        };
        Ok(Some(kind))
    }

    /// An action that stands alone; which ones there are depends on the kind
    /// of relation.
    fn alter_alone(&mut self, object: RelationWord) -> Parsed<AlterActionKind<'a>> {
        use RelationWord::{Index, MaterializedView, Sequence, Table};
        if self.accept("RENAME") {
            return self.alter_rename(object);
        }
        if object != Index && self.accept("SET SCHEMA") {
            return Ok(AlterActionKind::SetSchema(self.ident("a schema name")?));
        }
        if matches!(object, Table | Index) && self.accept("ATTACH PARTITION") {
            let partition = self.object_name("a name")?;
            let bound = if object == Table {
                Some(Box::new(self.partition_bound()?))
            } else {
                None
            };
            return Ok(AlterActionKind::AttachPartition { partition, bound });
        }
        if object == Table {
            if self.accept("DETACH PARTITION") {
                let partition = self.object_name("a table name")?;
                let concurrently = self.accept("CONCURRENTLY");
                return Ok(AlterActionKind::DetachPartition {
                    partition,
                    concurrently,
                    finalize: !concurrently && self.accept("FINALIZE"),
                });
            }
            if self.accept("SPLIT PARTITION") {
                return self.split_partition();
            }
            if self.accept("MERGE PARTITIONS") {
                return self.merge_partitions();
            }
        }
        if matches!(object, Index | MaterializedView) {
            let independent = self.accept("NO DEPENDS ON EXTENSION");
            if independent || self.accept("DEPENDS ON EXTENSION") {
                return Ok(AlterActionKind::DependsOnExtension {
                    depends: !independent,
                    extension: self.ident("an extension")?,
                });
            }
        }
        if object == Sequence {
            let options = self.sequence_options()?;
            if !options.is_empty() {
                return Ok(AlterActionKind::Sequence(options));
            }
        }
        Err(self.fail(""))
    }

    fn alter_add(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.at_table_constraint() {
            let constraint = self.table_constraint()?;
            return Ok(AlterActionKind::AddConstraint(Box::new(constraint)));
        }
        self.accept("COLUMN");
        let if_not_exists = self.accept("IF NOT EXISTS");
        let column = Box::new(self.column_definition(true)?);
        Ok(AlterActionKind::AddColumn {
            if_not_exists,
            column,
        })
    }

    fn alter_drop(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.accept("CONSTRAINT") {
            return Ok(AlterActionKind::DropConstraint {
                if_exists: self.accept("IF EXISTS"),
                name: self.ident("a constraint name")?,
                behavior: self.behavior(),
            });
        }
        self.accept("COLUMN");
        Ok(AlterActionKind::DropColumn {
            if_exists: self.accept("IF EXISTS"),
            name: self.ident("a column name")?,
            behavior: self.behavior(),
        })
    }

    /// `[CASCADE | RESTRICT]`
    pub(super) fn behavior(&mut self) -> Behavior {
        if self.accept("CASCADE") {
            Behavior::Cascade
        } else {
            self.accept("RESTRICT");
            Behavior::Restrict
        }
    }

    fn alter_rename(&mut self, object: RelationWord) -> Parsed<AlterActionKind<'a>> {
        use RelationWord::{Index, Sequence, Table};
        if self.accept("TO") {
            return Ok(AlterActionKind::Rename(self.ident("a name")?));
        }
        if matches!(object, Index | Sequence) {
            return Err(self.fail(""));
        }
        let constraint = object == Table && self.accept("CONSTRAINT");
        if !constraint {
            self.accept("COLUMN");
        }
        let label = if constraint {
            "a constraint name"
        } else {
            "a column name"
        };
        let from = self.ident(label)?;
        self.expect("TO")?;
        let to = self.ident(label)?;
        Ok(if constraint {
            AlterActionKind::RenameConstraint { from, to }
        } else {
            AlterActionKind::RenameColumn { from, to }
        })
    }

    /// What follows `ENABLE` or `DISABLE`.
    fn alter_switch(&mut self, enable: bool) -> Parsed<AlterActionKind<'a>> {
        if self.accept("ROW LEVEL SECURITY") {
            let security = [RowSecurity::Disable, RowSecurity::Enable];
            return Ok(AlterActionKind::RowSecurity(security[usize::from(enable)]));
        }
        let firing = if !enable {
            Firing::Disable
        } else if self.accept("ALWAYS") {
            Firing::EnableAlways
        } else if self.accept("REPLICA") {
            Firing::EnableReplica
        } else {
            Firing::Enable
        };
        if self.accept("RULE") {
            let name = self.ident("a rule name")?;
            return Ok(AlterActionKind::Rule { firing, name });
        }
        self.expect("TRIGGER")?;
        let several = matches!(firing, Firing::Enable | Firing::Disable);
        let which = if several && self.accept("ALL") {
            TriggerChoice::All
        } else if several && self.accept("USER") {
            TriggerChoice::User
        } else {
            TriggerChoice::Named(self.ident("a trigger name")?)
        };
        Ok(AlterActionKind::Trigger { firing, which })
    }

    fn replica_identity(&mut self) -> Parsed<ReplicaIdentity<'a>> {
        Ok(if self.accept("NOTHING") {
            ReplicaIdentity::Nothing
        } else if self.accept("FULL") {
            ReplicaIdentity::Full
        } else if self.accept("DEFAULT") {
            ReplicaIdentity::Default
        } else {
            self.expect("USING INDEX")?;
            ReplicaIdentity::Index(self.ident("an index name")?)
        })
    }

    /// `name INTO (PARTITION name bound, …)`
    fn split_partition(&mut self) -> Parsed<AlterActionKind<'a>> {
        let partition = self.object_name("a table name")?;
        self.expect("INTO")?;
        self.expect_open()?;
        let mut into = Vec::new();
        loop {
            self.expect("PARTITION")?;
            into.push((self.object_name("a table name")?, self.partition_bound()?));
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        let split = SplitPartition { partition, into };
        Ok(AlterActionKind::SplitPartition(Box::new(split)))
    }

    /// `(name, …) INTO name`
    fn merge_partitions(&mut self) -> Parsed<AlterActionKind<'a>> {
        self.expect_open()?;
        let partitions = self.object_names("a table name")?;
        self.expect_close()?;
        self.expect("INTO")?;
        let into = self.object_name("a table name")?;
        let merge = MergePartitions { partitions, into };
        Ok(AlterActionKind::MergePartitions(Box::new(merge)))
    }

    /// `role`, `CURRENT_USER` and its kin.
    pub(super) fn role(&mut self) -> Parsed<Ident<'a>> {
        let special = ["CURRENT_USER", "SESSION_USER", "CURRENT_ROLE"];
        if special.iter().any(|word| self.at(word)) {
            self.any_ident("a role")
        } else {
            self.ident("a role")
        }
    }
}
