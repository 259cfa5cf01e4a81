//! The steps around a copy: what keeps both tables in step, the batches, and
//! the moment in which the one takes the name of the other.

use super::super::keyed_write::Walk;
use super::super::operation::relation_exists;
use super::super::{Draft, Operation, drop_table};
use super::copy::{Copy, Key};
use crate::catalog::{Name, literal, object_name, quote};
use crate::report::Phase;

/// The trigger that carries over what is written.
pub(super) struct Sync {
    /// Its names: for rows, for TRUNCATE, of its function.
    triggers: [String; 2],
    function: String,
}

impl Sync {
    /// Names that nothing has. The trigger fires before the table's others, so
    /// that it sees a row before these write it once more.
    ///
    /// Source: the manual's chapter "Overview of Trigger Behavior".
    pub(super) fn of(operation: &Operation<'_>, copy: &Copy<'_>) -> Option<Self> {
        let catalog = operation.situation.catalog;
        let others = || {
            let relation = catalog.relations.get(&copy.old);
            relation.into_iter().flat_map(|it| &it.triggers)
        };
        ["", "_", "0_"].into_iter().find_map(|prefix| {
            let of = |label| object_name(&format!("{prefix}{}", copy.old.name()), "", label);
            let [rows, all] = [of("sync"), of("sync_all")];
            let function = copy.old.sibling(rows.as_str());
            let first = others().all(|it| it.name > rows && it.name != all);
            (first && !catalog.functions.contains_key(&function)).then(|| Sync {
                function: operation.spell_beside(copy.source, &rows),
                triggers: [rows, all],
            })
        })
    }

    /// The name of the trigger for rows.
    pub(super) fn name(&self) -> &str {
        &self.triggers[0]
    }

    /// The statements that take it away.
    fn drop(&self, table: &str, if_exists: &str) -> String {
        let [rows, all] = self.triggers.each_ref().map(|it| quote(it));
        format!(
            "DROP TRIGGER {if_exists}{rows} ON {table};\n\
             DROP TRIGGER {if_exists}{all} ON {table};\n\
             DROP FUNCTION {if_exists}{}();",
            self.function
        )
    }

    /// The step that makes it.
    ///
    /// A row is deleted by the key that the copy gives it and inserted again,
    /// which is right whether the batches have come to it or not. Whoever reads
    /// one snapshot for a whole transaction may not see a row that a batch has
    /// copied since: an INSERT of it then ends that transaction with 40001,
    /// where a DELETE would pass it by.
    fn create(&self, copy: &Copy<'_>, key: &Key) -> Draft {
        let table = &copy.spelled;
        // The name says where it is, because temporary tables come first in
        // every search path, and anybody can create one.
        let new = copy.new.to_string();
        let [rows, all] = self.triggers.each_ref().map(|it| quote(it));
        let function = &self.function;
        let of_row = key.found("copied", "OLD");
        let insert = |row: &str| {
            format!(
                "INSERT INTO {new} {}\n      FROM (SELECT {row}.*) AS {}{}\n      {};",
                copy.columns,
                copy.alias,
                copy.where_clause("\n      WHERE "),
                key.conflict()
            )
        };
        Draft::single(
            Phase::Expand,
            format!("Carry over to {} what is written to {table} from now on", copy.target),
            format!(
                "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql\n\
                 \x20 SECURITY DEFINER SET search_path FROM CURRENT AS $lockstep$\n\
                 #variable_conflict use_column\n\
                 BEGIN\n\
                 \x20 IF TG_OP = 'TRUNCATE' THEN\n\
                 \x20   TRUNCATE {new};\n\
                 \x20   RETURN NULL;\n\
                 \x20 END IF;\n\
                 \x20 IF TG_OP <> 'INSERT' THEN\n\
                 \x20   DELETE FROM {new} AS copied WHERE {of_row};\n\
                 \x20   IF NOT FOUND AND current_setting('transaction_isolation') <> 'read committed' THEN\n\
                 \x20     {}  -- fails where this snapshot is older than the copy\n\
                 \x20     DELETE FROM {new} AS copied WHERE {of_row};\n\
                 \x20   END IF;\n\
                 \x20 END IF;\n\
                 \x20 IF TG_OP <> 'DELETE' THEN\n\
                 \x20   {}\n\
                 \x20 END IF;\n\
                 \x20 RETURN NULL;\n\
                 END\n\
                 $lockstep$;\n\
                 CREATE TRIGGER {rows} AFTER INSERT OR UPDATE OR DELETE ON {table}\n\
                 \x20 FOR EACH ROW EXECUTE PROCEDURE {function}();\n\
                 CREATE TRIGGER {all} AFTER TRUNCATE ON {table}\n\
                 \x20 FOR EACH STATEMENT EXECUTE PROCEDURE {function}();",
                insert("OLD"),
                insert("NEW"),
            ),
        )
        .why("In the transaction that writes a row of the one table, the trigger writes it to the other. It takes SHARE ROW EXCLUSIVE for a moment: writes wait, reads go on.")
        .done(format!(
            "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = {}::regclass AND tgname = {})",
            literal(table),
            literal(&self.triggers[1])
        ))
        .rollback(self.drop(table, "IF EXISTS "))
    }
}

impl Copy<'_> {
    fn where_clause(&self, before: &str) -> String {
        let of = |condition| format!("{before}({condition})");
        self.condition.map_or_else(String::new, of)
    }
}

impl Key {
    /// The condition that a row of the new table is the copy of one.
    fn found(&self, new: &str, old: &str) -> String {
        let equal = self
            .pairs
            .iter()
            .map(|(copied, column)| format!("{new}.{} = {old}.{}", quote(copied), quote(column)));
        equal.collect::<Vec<_>>().join(" AND ")
    }

    /// What an INSERT does with a row that is there already.
    fn conflict(&self) -> String {
        let columns: Vec<_> = self.pairs.iter().map(|(new, _)| quote(new)).collect();
        format!("ON CONFLICT ({}) DO NOTHING", columns.join(", "))
    }
}

/// The steps before the switch.
pub(super) fn before(
    operation: &Operation<'_>,
    copy: &Copy<'_>,
    key: &Key,
    sync: &Sync,
) -> Vec<Draft> {
    let Copy {
        spelled,
        alias,
        target: new,
        ..
    } = copy;
    let walk = Walk {
        table: copy.source,
        spelled: spelled.clone(),
        from: spelled.clone(),
        alias: alias.clone(),
        key: &key.walk,
    };
    let from = if *alias == *spelled {
        spelled.clone()
    } else {
        format!("{spelled} AS {alias}")
    };
    let [remember, batches, forget] = walk.steps(
        operation,
        &format!("INSERT INTO {new} {}\n      FROM {from}", copy.columns),
        &format!(
            "{}\n      FOR SHARE\n      {}",
            copy.where_clause("\n        AND "),
            key.conflict()
        ),
    );
    let batches = Draft {
        title: format!("Copy the rows that were there before to {new}"),
        rollback_note: None,
        ..batches
    }
    .why("A batch at a time, each committed together with the place that it has come to. The rows of a batch are locked against changes for its moment, so that none is copied as it no longer is. It can be stopped and run again.");
    let found = key.found("copied", alias);
    let missing = format!(
        "NOT EXISTS (SELECT FROM {from} WHERE {}NOT EXISTS (SELECT FROM {new} AS copied WHERE {found}))",
        copy.condition
            .map_or_else(String::new, |it| format!("({it}) AND "))
    );
    let compare = Draft::single(
        Phase::Validate,
        format!("Compare both tables, and let the planner know {new}"),
        format!("ANALYZE {new};"),
    )
    .why("Reads a sample, while reads and writes go on; without it queries could be planned badly from the switch on. Its verify query finds rows that are in one table only, at whatever time it is asked: there are none.")
    .done(format!(
        "{missing}\n  AND NOT EXISTS (SELECT FROM {new} AS copied WHERE NOT EXISTS (SELECT FROM {from} WHERE {found}))"
    ))
    .rollback("-- Nothing to undo: the statistics go with the table.");
    let mut steps = vec![
        sync.create(copy, key),
        remember,
        batches.rollback("-- Nothing to undo: the rows go with the table."),
        forget,
        compare,
    ];
    if !key.same_columns {
        steps.push(Draft::deploy(
            Phase::Switch,
            format!("Ship code that reads and writes {spelled} with the columns of either table"),
            format!("With the next step {new} takes its place for everybody at once, and some of its columns are others. Connections that hold prepared statements on it have to prepare them again."),
        ));
    }
    steps
}

/// The moment in which the copy takes the name.
pub(super) fn switch(copy: &Copy<'_>, sync: &Sync, written: &[String]) -> Draft {
    let (table, new) = (&copy.spelled, &copy.target);
    Draft::single(
        Phase::Switch,
        format!("Put {new} in the place of {table}"),
        format!("{}\n{}", sync.drop(table, ""), written.join("\n")),
    )
    .why("One transaction, which begins with the strongest lock on the table: whoever writes waits for that moment, and then writes to the new one.")
    .done(format!("NOT ({})", relation_exists(new)))
    .no_rollback("What is written from here on is in the new table only. To go back, swap the tables the same way in the other direction.")
}

/// The end of the old table, which had to make room for the other first.
pub(super) fn drop_aside(operation: &Operation<'_>, copy: &Copy<'_>, aside: &str) -> Vec<Draft> {
    let spelled = operation.spell_beside(copy.source, aside);
    let mut steps = drop_table::foreign_keys(operation, &copy.old, &spelled, |it| *it != copy.old);
    steps.push(
        Draft::single(
            Phase::Contract,
            format!("Drop {spelled}"),
            format!(
                "-- lockstep-ignore data-loss: all its rows are in {}\n\
                 DROP TABLE {spelled};",
                copy.spelled.replace('\n', " ")
            ),
        )
        .why("Code uses the new table by now. Look at that first: as long as this one is there, nothing is lost.")
        .done(format!("to_regclass({}) IS NULL", literal(&spelled)))
        .no_rollback("The rows as they were before the swap are gone; only a backup has them."),
    );
    steps
}

/// The statements that give indexes, which have been built under other names,
/// their own.
pub(super) fn renames<'n>(
    operation: &'n Operation<'_>,
    copy: &'n Copy<'_>,
    names: &'n [(String, Name)],
) -> impl DoubleEndedIterator<Item = String> {
    let pairs = names.iter().map(|(other, name)| (&**other, name.name()));
    pairs.map(|(from, to)| rename(operation, copy, from, to))
}

fn rename(operation: &Operation<'_>, copy: &Copy<'_>, from: &str, to: &str) -> String {
    let from = operation.spell_beside(&copy.insert.table, from);
    format!("ALTER INDEX {from} RENAME TO {};", quote(to))
}

/// The same as a step.
pub(super) fn name(operation: &Operation<'_>, copy: &Copy<'_>, names: &[(String, Name)]) -> Draft {
    let all: Vec<String> = renames(operation, copy, names).collect();
    let back = names.iter().rev();
    let back = back.map(|(other, name)| rename(operation, copy, name.name(), other));
    Draft::single(
        Phase::Contract,
        "Give the indexes the names that have become free",
        all.join("\n"),
    )
    .why("They were built while the new table was empty. Reads no row.")
    .rollback(back.collect::<Vec<_>>().join("\n"))
}
