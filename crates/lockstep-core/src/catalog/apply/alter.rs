//! `ALTER TABLE` and `DROP`.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, Behavior, ColumnChange, Firing, Ident, RelationWord,
    SequenceOption, SequenceOptionKind, StorageParameter, TableConstraintKind, TriggerChoice,
};

use super::super::links::Roles;
use super::super::naming::{constraint_name, remade};
use super::super::text::identity_clause;
use super::super::{Bound, Catalog, ConstraintKind, Name, Object, ObjectKind, Presence, Uses};
use super::Apply;
use super::table::add_sequence;
use crate::order;
use crate::report::RelationKind;

impl Catalog {
    /// Whether `ALTER INDEX` or another `ALTER` of that word means an index:
    /// `ALTER INDEX … RENAME` takes any relation, and `ALTER TABLE` an index.
    pub(crate) fn is_index(&self, name: &Name, word: RelationWord) -> bool {
        self.indexes.contains_key(name)
            || (word == RelationWord::Index && !self.relations.contains_key(name))
    }

    /// The schema without what an `ALTER TABLE` drops, where it adds a column
    /// or a constraint besides: PostgreSQL drops first, however it is written.
    ///
    /// Source: `AlterTablePass` in `src/backend/commands/tablecmds.c`.
    pub(crate) fn behind_drops(&self, alter: &AlterTable<'_>) -> Option<Catalog> {
        let dropped = alter.actions.iter().filter_map(|it| dropped_part(&it.kind));
        let replaces = alter.actions.iter().any(|action| match &action.kind {
            AlterActionKind::AddConstraint(_)
            | AlterActionKind::ValidateConstraint(_)
            | AlterActionKind::AlterConstraint { .. }
            | AlterActionKind::ClusterOn(_)
            | AlterActionKind::ReplicaIdentity(_) => dropped.clone().next().is_some(),
            AlterActionKind::AddColumn { column, .. } if !column.constraints.is_empty() => {
                dropped.clone().next().is_some()
            }
            AlterActionKind::AddColumn { column, .. } => {
                let same = |(kind, name, _): (ObjectKind, &Ident<'_>, Behavior)| {
                    kind == ObjectKind::Column && name.value == column.name.value
                };
                dropped.clone().any(same)
            }
            _ => false,
        });
        if !replaces {
            return None;
        }
        let mut left = self.clone();
        let name = left.resolve(&alter.name);
        let targets = left.altered(&name, alter.only);
        left.drop_parts(&targets, alter);
        Some(left)
    }

    /// The table and, unless `ONLY` was written, everything below it.
    fn altered(&self, name: &Name, only: bool) -> Vec<Name> {
        let mut targets = vec![name.clone()];
        if !only {
            targets.extend(self.descendants(name));
        }
        targets
    }

    fn drop_parts(&mut self, targets: &[Name], alter: &AlterTable<'_>) {
        for action in &alter.actions {
            if let Some((kind, part, behavior)) = dropped_part(&action.kind) {
                let losing = self.losing(targets, kind, &part.value);
                self.drop(&parts(kind, &losing, &part.value), behavior);
            }
        }
    }

    /// Those of a table and the tables below it that lose a column or a
    /// constraint with it: a child that has it from another parent, too, keeps
    /// it.
    ///
    /// Source: `ATExecDropColumn` and `dropconstraint_internal` in
    /// `src/backend/commands/tablecmds.c`.
    pub(crate) fn losing(&self, targets: &[Name], kind: ObjectKind, part: &str) -> Vec<Name> {
        if targets.len() < 2 {
            return targets.to_vec();
        }
        let mut losing: BTreeSet<Name> = order::set(targets.iter().take(1).cloned());
        loop {
            let before = losing.len();
            for target in targets {
                let known = self.relations.get(target);
                let parents = known.map_or(&[][..], |known| &known.parents);
                if parents.iter().any(|parent| losing.contains(parent))
                    && parents.iter().all(|parent| {
                        losing.contains(parent) || self.has_part(kind, parent, part) != Some(true)
                    })
                {
                    losing.insert(target.clone());
                }
            }
            if losing.len() == before {
                return losing.into_iter().collect();
            }
        }
    }
}

/// The column or constraint that an action drops.
fn dropped_part<'a>(
    action: &'a AlterActionKind<'a>,
) -> Option<(ObjectKind, &'a Ident<'a>, Behavior)> {
    match action {
        AlterActionKind::DropColumn { name, behavior, .. } => {
            Some((ObjectKind::Column, name, *behavior))
        }
        AlterActionKind::DropConstraint { name, behavior, .. } => {
            Some((ObjectKind::Constraint, name, *behavior))
        }
        _ => None,
    }
}

impl Apply<'_> {
    pub(super) fn alter_table(&self, catalog: &mut Catalog, alter: &AlterTable<'_>) {
        let name = catalog.resolve(&alter.name);
        if catalog.is_index(&name, alter.object) {
            for action in &alter.actions {
                match &action.kind {
                    AlterActionKind::Rename(to) => {
                        catalog.rename_relation(&name, &name.sibling(to.value.as_ref()));
                    }
                    AlterActionKind::AttachPartition { partition, .. } => {
                        let partition = catalog.resolve(partition);
                        if let Some(index) = catalog.indexes.get_mut(&partition) {
                            index.parent = Some(name.clone());
                        }
                    }
                    _ => {}
                }
            }
            return;
        }
        let kind = match alter.object {
            RelationWord::View => RelationKind::View,
            RelationWord::MaterializedView => RelationKind::MaterializedView,
            RelationWord::Sequence => RelationKind::Sequence,
            RelationWord::ForeignTable => RelationKind::ForeignTable,
            RelationWord::Table | RelationWord::Index => RelationKind::Table,
        };
        let missing = matches!(catalog.presence(&name), Presence::Absent);
        if missing && alter.if_exists {
            return;
        }
        catalog.assumed(&name, kind);
        let targets = catalog.altered(&name, alter.only);
        catalog.drop_parts(&targets, alter);
        for action in &alter.actions {
            self.alter_action(catalog, &name, &targets, &action.kind);
        }
    }

    fn alter_action(
        &self,
        catalog: &mut Catalog,
        name: &Name,
        targets: &[Name],
        action: &AlterActionKind<'_>,
    ) {
        match action {
            AlterActionKind::AddColumn { column, .. } => {
                for target in targets {
                    self.add_column(catalog, target, column);
                }
            }
            AlterActionKind::AlterColumn {
                name: column,
                change,
            } => {
                let data_type = match change {
                    ColumnChange::SetType(change) => {
                        for (old, new) in remade(catalog, targets, &column.value) {
                            if old != new {
                                catalog.rename_relation(&old, &new);
                            }
                        }
                        Some(catalog.data_type(&change.data_type))
                    }
                    _ => None,
                };
                for target in targets {
                    if let ColumnChange::SetDefault(expression) = change {
                        let known = catalog.relations.get(target);
                        let known = known.and_then(|known| known.column(&column.value));
                        let own = known.and_then(|known| known.data_type.as_ref());
                        let default_type = catalog.default_type(self.text, expression, own);
                        let relation = catalog.assumed(target, RelationKind::Table);
                        relation.column_mut(&column.value).default_type = default_type;
                    }
                    if let Some(data_type) = &data_type {
                        let relation = catalog.assumed(target, RelationKind::Table);
                        relation.column_mut(&column.value).data_type = Some(data_type.clone());
                    }
                    self.change_column(catalog, target, &column.value, change);
                }
            }
            AlterActionKind::AddConstraint(constraint) => {
                let given = constraint_name(catalog, name, constraint, self.major);
                self.add_named(catalog, name, (given.clone(), constraint), false);
                let partitioned = catalog.is_partitioned(name);
                let index = name.sibling(given.as_str());
                match constraint.kind {
                    // Partitions get indexes of their own, with names of their own.
                    TableConstraintKind::Unique(_)
                    | TableConstraintKind::PrimaryKey(_)
                    | TableConstraintKind::Exclude(_) => {
                        let partitions = catalog.partitions(name).map(|(name, _)| name.clone());
                        let partitions: Vec<Name> = partitions.collect();
                        for partition in partitions.iter().filter(|_| targets.len() > 1) {
                            catalog.place_index(&index, partition, self.origin, self.major);
                        }
                    }
                    TableConstraintKind::ForeignKey { .. } if !partitioned => {}
                    _ => {
                        let own = catalog.constraint(name, &given).cloned();
                        for target in targets.iter().filter(|target| *target != name) {
                            for constraint in own.iter().filter(|own| !own.no_inherit) {
                                catalog.inherit(target, constraint, self.major);
                            }
                        }
                    }
                }
            }
            AlterActionKind::ValidateConstraint(constraint) => {
                for target in targets {
                    let relation = catalog.assumed(target, RelationKind::Table);
                    let mut proven = None;
                    for existing in &mut relation.constraints {
                        if existing.name == constraint.value {
                            existing.validated = true;
                            if let ConstraintKind::NotNull { column } = &existing.kind {
                                proven = Some(column.clone());
                            }
                        }
                    }
                    if let Some(column) = proven {
                        relation.column_mut(&column).not_null = Some(true);
                    }
                }
            }
            AlterActionKind::Rename(to) => {
                catalog.rename_relation(name, &name.sibling(to.value.as_ref()));
            }
            AlterActionKind::SetSchema(schema) => {
                let to = Name::new(schema.value.as_ref(), name.name());
                catalog.rename_relation(name, &to);
            }
            AlterActionKind::RenameColumn { from, to } => {
                for target in targets {
                    catalog.rename_column(target, &from.value, &to.value);
                }
            }
            AlterActionKind::RenameConstraint { from, to } => {
                for target in targets {
                    let (old, new) = (
                        target.sibling(from.value.as_ref()),
                        target.sibling(to.value.as_ref()),
                    );
                    catalog.rename_index(&old, &new);
                    let relation = catalog.assumed(target, RelationKind::Table);
                    for constraint in &mut relation.constraints {
                        if constraint.name == from.value {
                            constraint.name = to.value.to_string();
                        }
                    }
                }
            }
            AlterActionKind::AttachPartition {
                partition,
                bound: Some(bound),
            } => {
                let partition = catalog.resolve(partition);
                self.attach(catalog, name, &partition, Bound::of(&bound.kind));
            }
            AlterActionKind::Sequence(options) => {
                own_sequence(catalog, name, options);
                catalog.forget_identity(name, options);
            }
            AlterActionKind::SetLogged | AlterActionKind::SetUnlogged => {
                let unlogged = matches!(action, AlterActionKind::SetUnlogged);
                catalog.assumed(name, RelationKind::Table).unlogged = Some(unlogged);
            }
            AlterActionKind::Trigger { firing, which } => {
                let key = match which {
                    TriggerChoice::Named(trigger) => &*trigger.value,
                    TriggerChoice::All => "ALL",
                    TriggerChoice::User => "USER",
                };
                let disabled = &mut catalog.assumed(name, RelationKind::Table).disabled_triggers;
                if *firing == Firing::Disable {
                    disabled.push(key.to_owned());
                } else if matches!(which, TriggerChoice::Named(_)) {
                    disabled.retain(|it| it != key);
                } else {
                    disabled.clear();
                }
            }
            AlterActionKind::SetParameters(parameters) => {
                if let Some(off) = autovacuum_off(parameters) {
                    catalog.assumed(name, RelationKind::Table).autovacuum_off = off;
                }
            }
            AlterActionKind::ResetParameters(parameters)
                if parameters
                    .iter()
                    .any(|it| it.name.value == "autovacuum_enabled") =>
            {
                catalog.assumed(name, RelationKind::Table).autovacuum_off = false;
            }
            AlterActionKind::ReplicaIdentity(identity) => {
                catalog.identify(name, identity);
            }
            AlterActionKind::ClusterOn(index) => {
                let relation = catalog.assumed(name, RelationKind::Table);
                relation.clustered = Some(index.value.to_string());
            }
            AlterActionKind::SetWithoutCluster => {
                catalog.assumed(name, RelationKind::Table).clustered = None;
            }
            AlterActionKind::Inherit(parent) => {
                let parent = catalog.resolve(parent);
                if parent == *name || catalog.descendants(name).contains(&parent) {
                    return;
                }
                catalog.links.add_child(&parent, name, false);
                let relation = catalog.assumed(name, RelationKind::Table);
                relation.parents.push(parent);
            }
            AlterActionKind::NoInherit(parent) => {
                let parent = catalog.resolve(parent);
                let relation = catalog.assumed(name, RelationKind::Table);
                relation.parents.retain(|known| *known != parent);
            }
            AlterActionKind::AlterConstraint {
                name: constraint,
                properties,
            } => {
                for target in targets {
                    let relation = catalog.assumed(target, RelationKind::Table);
                    for known in &mut relation.constraints {
                        if known.name == constraint.value
                            && let Some(enforced) = properties.enforced
                        {
                            known.enforced = enforced;
                            known.validated = enforced;
                        } else if known.name == constraint.value
                            && (properties.deferrable, properties.initially_deferred)
                                != (None, None)
                            && let ConstraintKind::ForeignKey {
                                deferrable,
                                deferred,
                                ..
                            } = &mut known.kind
                        {
                            *deferrable = properties.is_deferrable();
                            *deferred = properties.initially_deferred == Some(true);
                        }
                    }
                }
            }
            AlterActionKind::DetachPartition { partition, .. } => {
                let partition = catalog.resolve(partition);
                catalog.detach(&partition);
            }
            _ => {}
        }
    }

    fn change_column(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        column: &str,
        change: &ColumnChange<'_>,
    ) {
        let text = self.text;
        // The type stays among what it uses, whatever becomes of the default.
        let mut uses = Uses::default();
        match change {
            ColumnChange::SetDefault(expression) => {
                uses.add_expression(catalog, text, table, expression);
            }
            ColumnChange::SetExpression(expression) => {
                uses.add_expression(catalog, text, table, expression);
            }
            ColumnChange::SetType(change) => uses.add_type(catalog, &change.data_type),
            _ => {}
        }
        catalog.link(&uses, table, Roles::RELATION);
        match change {
            // A partition takes its numbers from the partitioned table's.
            ColumnChange::AddIdentity(identity)
                if !catalog
                    .relations
                    .get(table)
                    .is_some_and(|it| it.is_partition) =>
            {
                add_sequence(catalog, table, column, &identity.options, self.origin);
            }
            ColumnChange::DropIdentity { .. } => catalog.drop_sequence_of(table, column),
            _ => {}
        }
        let relation = catalog.assumed(table, RelationKind::Table);
        let column = relation.column_mut(column);
        match change {
            ColumnChange::SetDefault(expression) => {
                column.default = Some(expression.span.of(text).to_owned());
                column.uses.replace_expression(uses);
            }
            ColumnChange::DropDefault => {
                column.default = None;
                column.default_type = None;
                column.uses.replace_expression(uses);
            }
            ColumnChange::SetExpression(_) => column.uses.replace_expression(uses),
            ColumnChange::DropExpression { .. } => {
                column.generated = None;
                column.uses.replace_expression(uses);
            }
            ColumnChange::AddIdentity(identity) => {
                column.identity = true;
                column.default = Some(identity_clause(text, identity));
            }
            ColumnChange::DropIdentity { .. } => {
                column.identity = false;
                column.default = None;
            }
            // As it is now it stands nowhere.
            ColumnChange::SetIdentity(_) => column.default = None,
            ColumnChange::SetNotNull => column.not_null = Some(true),
            ColumnChange::DropNotNull => column.not_null = Some(false),
            ColumnChange::SetType(change) => {
                let collation = change.collation.as_ref();
                column.collation = collation.map(|collation| collation.name().to_owned());
                column.uses.types.clone_from(&uses.types);
            }
            _ => {}
        }
    }
}

/// The same part of a table and of those below it.
fn parts(kind: ObjectKind, tables: &[Name], part: &str) -> Vec<Object> {
    let object = |table: &Name| Object::part(kind, table, part);
    tables.iter().map(object).collect()
}

impl Catalog {
    /// How the sequence of an identity column counts stands nowhere any more,
    /// unless only its next number changes.
    fn forget_identity(&mut self, sequence: &Name, options: &[SequenceOption<'_>]) {
        let counts = |it: &SequenceOption<'_>| {
            !matches!(
                it.kind,
                SequenceOptionKind::Restart(_) | SequenceOptionKind::OwnedBy(_)
            )
        };
        let known = self.relations.get(sequence);
        if let Some((table, column)) = known.and_then(|known| known.owned_by.clone())
            && options.iter().any(counts)
            && let Some(relation) = self.relations.get_mut(&table)
        {
            let column = relation.column_mut(&column);
            if column.identity {
                column.default = None;
            }
        }
    }
}

/// `OWNED BY table.column`, or by nobody.
pub(super) fn own_sequence(catalog: &mut Catalog, sequence: &Name, options: &[SequenceOption<'_>]) {
    for option in options {
        if let SequenceOptionKind::OwnedBy(owner) = &option.kind {
            let owner = match owner.parts.as_slice() {
                [.., table, column] => {
                    let schema = owner.parts.iter().rev().nth(2);
                    let table =
                        catalog.resolve_parts(schema.map(|schema| &*schema.value), &table.value);
                    Some((table, column.value.to_string()))
                }
                _ => None,
            };
            if let Some((table, _)) = &owner {
                catalog.links.add_part(table, sequence, Roles::RELATION);
            }
            catalog.assumed(sequence, RelationKind::Sequence).owned_by = owner;
        }
    }
}

/// Whether storage parameters keep autovacuum away from the table; none when
/// they say nothing of it.
pub(crate) fn autovacuum_off(parameters: &[StorageParameter<'_>]) -> Option<bool> {
    let said = parameters
        .iter()
        .rfind(|it| it.name.value == "autovacuum_enabled")?;
    let value = said.value.unwrap_or("true").trim_matches('\'');
    Some(
        ["false", "off", "no", "0"]
            .iter()
            .any(|it| value.eq_ignore_ascii_case(it)),
    )
}
