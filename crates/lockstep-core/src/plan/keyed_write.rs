//! `UPDATE` and `INSERT … SELECT` of many rows that must not happen twice, a
//! batch at a time.
//!
//! The rows are taken in the order of their primary key. How far that has come
//! stands in a small table, which is written in the transaction of the batch:
//! what is stopped goes on where it was, and no row is taken twice. The last
//! key is remembered in the beginning, so that rows which come later with
//! higher keys are left alone, as they are behind the original statement.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{FunctionCall, Insert, ObjectName, Span, Update};

use super::written_rows::{Target, assigned, brackets, is_plain, is_steady, with_expression};
use super::{Draft, Operation, Rewrite};
use crate::catalog::{ConstraintKind, Index, Name, literal, naming, quote};
use crate::report::Phase;

/// `SET n = n + 1`, and what else leaves no mark.
pub(super) fn update(operation: &Operation<'_>, update: &Update<'_>) -> Option<Rewrite> {
    let target = Target::of(operation, &update.table, update.only, update.alias.as_ref())?;
    let end = update
        .condition
        .as_ref()
        .map_or(update.assignments.end, |condition| condition.span.end);
    if update.has_from || !is_plain(operation, end, "UPDATE") {
        return None;
    }
    let catalog = operation.situation.catalog;
    let key = catalog.primary_key(&target.name)?;
    // What is unique may meet a row of another batch.
    let indexes = || catalog.indexes_of(&target.name);
    let unique = |column: &str| {
        let uses = |it: &Index| {
            it.columns.iter().any(|it| it == column)
                || it.uses.uses_column(&target.name, column) != Some(false)
        };
        indexes().any(|(_, it)| it.unique && uses(it))
    };
    let relation = catalog.relations.get(&target.name)?;
    let excludes = relation
        .constraints
        .iter()
        .any(|it| matches!(it.kind, ConstraintKind::Exclude));
    if excludes || update.columns.iter().any(|it| unique(&it.value)) {
        return None;
    }
    let mut assumptions = statement_triggers(operation, &target.name, &target.spelled)?;
    let mut steady = |text: &str| {
        with_expression(text, |expression| {
            let constancy = is_steady(operation, text, expression, &target.name)?;
            if constancy.of_its_time {
                assumptions.push(format!(
                    "the time that {text} gives may be that of each batch"
                ));
            }
            (!constancy.unknown).then_some(())
        })
    };
    for value in assigned(operation, update)? {
        steady(value)?;
    }
    let mut condition = String::new();
    if let Some(it) = &update.condition {
        steady(operation.text(it.span))?;
        condition = format!("\n        AND {}", brackets(operation.text(it.span)));
    }
    let alias = update
        .alias
        .as_ref()
        .map(|it| quote(&it.value).into_owned());
    let walk = Walk {
        table: &update.table,
        spelled: target.spelled.clone(),
        from: target.from.clone(),
        alias: alias.unwrap_or_else(|| target.spelled.clone()),
        key,
    };
    let deploy = Draft::deploy(
        Phase::Prepare,
        format!(
            "Ship code that takes rows of {} as they were and as this migration leaves them",
            target.spelled
        ),
        "The rows that are there at the next step are changed once each, a batch at a time. Rows that come later stay as they are written.",
    );
    let statement = format!(
        "UPDATE {} SET {}",
        target.from,
        operation.text(update.assignments)
    );
    Some(walk.rewrite(operation, deploy, &statement, &condition, assumptions))
}

/// `INSERT … SELECT` from one table.
pub(super) fn insert(operation: &Operation<'_>, insert: &Insert<'_>) -> Option<Rewrite> {
    let catalog = operation.situation.catalog;
    let target = operation.resolve(&insert.table);
    let [source, others @ ..] = insert.query.reads.as_slice() else {
        return None;
    };
    let text = operation.situation.text;
    let query = Select::of(text, operation.statement.span, source)?;
    let source_name = operation.resolve(source);
    let reads_target = |it: &ObjectName<'_>| operation.resolve(it) == target;
    let key = catalog.primary_key(&source_name)?;
    if !insert.query.writes.is_empty()
        || insert.on_conflict_update
        || source_name == target
        || others.iter().any(reads_target)
        // Nobody waits for it, and perhaps it takes the place of the other.
        || catalog.is_new(&target)
        || !insert.query.functions.iter().all(|it| is_of_one_row(operation, it))
    {
        return None;
    }
    let from = Target::of(operation, source, false, None)?;
    let assumptions = statement_triggers(operation, &target, &operation.spell(&insert.table))?;
    let alias = query
        .alias
        .map_or_else(|| from.spelled.clone(), str::to_owned);
    let walk = Walk {
        table: source,
        spelled: from.spelled.clone(),
        from: from.spelled.clone(),
        alias,
        key,
    };
    let condition = query
        .condition
        .map(|it| format!("\n        AND {}", brackets(it)))
        .unwrap_or_default();
    let deploy = Draft::deploy(
        Phase::Prepare,
        format!(
            "Ship code that does not ask {} for rows of {} that come from now on",
            operation.spell(&insert.table),
            from.spelled
        ),
        "The rows that are there at the next step are copied once each, a batch at a time. Rows that come later are not.",
    );
    Some(walk.rewrite(
        operation,
        deploy,
        query.until_condition.trim_end(),
        &(condition + query.conflict),
        assumptions,
    ))
}

/// Whether a function makes of one row what it makes of it among others: no
/// aggregate, and nothing of which nobody knows what it reads.
pub(super) fn is_of_one_row(operation: &Operation<'_>, call: &FunctionCall<'_>) -> bool {
    let grammar = [
        "coalesce",
        "nullif",
        "greatest",
        "least",
        "cast",
        "extract",
        "overlay",
        "position",
        "substring",
        "trim",
    ];
    let (catalog, major) = (operation.situation.catalog, operation.situation.major);
    !catalog
        .functions
        .contains_key(&operation.resolve(&call.name))
        && (catalog.volatility(&call.name, major).is_some() || grammar.contains(&call.name.name()))
}

/// What is taken for granted of triggers that fire once a statement; none
/// where there is one.
fn statement_triggers(
    operation: &Operation<'_>,
    table: &Name,
    spelled: &str,
) -> Option<Vec<String>> {
    match operation.situation.catalog.relations.get(table) {
        Some(it) if !it.triggers.iter().all(|it| it.for_each_row) => None,
        Some(it) if it.complete => Some(Vec::new()),
        _ => Some(vec![format!(
            "no trigger of {spelled} fires once a statement, rather than for each row"
        )]),
    }
}

/// The parts of `INSERT INTO … SELECT … FROM table [WHERE …]`.
pub(super) struct Select<'t> {
    /// What is selected.
    pub(super) list: Span,
    /// All before the condition.
    until_condition: &'t str,
    pub(super) alias: Option<&'t str>,
    pub(super) condition: Option<&'t str>,
    /// `ON CONFLICT … DO NOTHING`.
    pub(super) conflict: &'t str,
}

impl<'t> Select<'t> {
    /// None where it is more than that.
    pub(super) fn of(text: &'t str, span: Span, source: &ObjectName<'_>) -> Option<Self> {
        let mut depth = 0_u32;
        let mut words: Vec<(String, Span)> = Vec::new();
        let mut end = span.end;
        for token in Lexer::within(text, span) {
            match token.kind {
                TokenKind::LineComment => return None,
                TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
                TokenKind::CloseParen | TokenKind::CloseBracket => depth = depth.checked_sub(1)?,
                TokenKind::Semicolon => end = token.span.start,
                TokenKind::Comma if depth == 0 && token.span.start > source.span.start => {
                    return None;
                }
                TokenKind::Word => {
                    let word = token.span.of(text).to_ascii_uppercase();
                    if word == "OVER" {
                        return None;
                    }
                    if depth == 0 {
                        words.push((word, token.span));
                    }
                }
                TokenKind::QuotedWord if depth == 0 => words.push((String::new(), token.span)),
                _ => {}
            }
        }
        let at = |word: &str| words.iter().position(|(it, _)| it == word);
        let more = [
            "WITH",
            "DISTINCT",
            "GROUP",
            "HAVING",
            "WINDOW",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "FOR",
            "JOIN",
            "TABLESAMPLE",
            "RETURNING",
            "VALUES",
            "UPDATE",
            "ONLY",
            "LATERAL",
        ];
        if more.iter().any(|word| at(word).is_some()) || words.first()?.0 != "INSERT" {
            return None;
        }
        let (_, select) = words.get(at("SELECT")?)?;
        let (_, from) = words.get(at("FROM")?)?;
        // The first table that is read has to be that behind FROM.
        let between = Span::new(from.end, source.span.start);
        if select.start > from.start || !between.of(text).trim().is_empty() {
            return None;
        }
        let place = |it: Option<usize>| it.and_then(|it| words.get(it)).map(|(_, span)| *span);
        let condition = place(at("WHERE"));
        let conflict = place(at("ON")).map_or(end, |it| it.start);
        let table_end = condition.map_or(conflict, |it| it.start);
        let behind = Span::new(source.span.end, table_end).of(text);
        let mut alias = behind.split_whitespace();
        let alias = match (alias.next(), alias.next(), alias.next()) {
            (None, ..) => None,
            (Some(one), None, _) => Some(one),
            (Some(word), Some(one), None) if word.eq_ignore_ascii_case("as") => Some(one),
            _ => return None,
        };
        Some(Select {
            list: Span::new(select.end, from.start),
            until_condition: Span::new(span.start, table_end).of(text),
            alias,
            condition: condition.map(|it| Span::new(it.end, conflict).of(text).trim()),
            conflict: Span::new(conflict, end).of(text).trim_end(),
        })
    }
}

/// A walk through a table in the order of a key.
pub(super) struct Walk<'w> {
    pub(super) table: &'w ObjectName<'w>,
    pub(super) spelled: String,
    /// With `ONLY` and alias.
    pub(super) from: String,
    /// What its columns are called by.
    pub(super) alias: String,
    pub(super) key: &'w [String],
}

impl Walk<'_> {
    fn rewrite(
        &self,
        operation: &Operation<'_>,
        deploy: Draft,
        statement: &str,
        condition: &str,
        assumptions: Vec<String>,
    ) -> Rewrite {
        let mut steps = vec![deploy];
        steps.extend(self.steps(operation, statement, condition));
        Rewrite {
            steps,
            assumptions,
            ..Rewrite::default()
        }
    }

    /// The steps of a statement that lacks its condition, and of what is behind
    /// the range in it: where it begins and ends, the batches, and the end of
    /// what says how far they have come.
    pub(super) fn steps(
        &self,
        operation: &Operation<'_>,
        statement: &str,
        condition: &str,
    ) -> [Draft; 3] {
        let catalog = operation.situation.catalog;
        let name = operation.resolve(self.table);
        let place = naming::free_relation_name(catalog, &name, "", "place");
        let place = operation.spell_beside(self.table, &place);
        let Walk { spelled, alias, .. } = self;
        let columns: Vec<String> = self.key.iter().map(|it| quote(it).into_owned()).collect();
        let keys = columns.join(", ");
        let row = |prefix: &str, name: &str| {
            let numbers = 1..=columns.len();
            let all: Vec<String> = numbers.map(|it| format!("{prefix}{name}_{it}")).collect();
            format!("({})", all.join(", "))
        };
        let own: Vec<String> = columns.iter().map(|it| format!("{alias}.{it}")).collect();
        let own = format!("({})", own.join(", "));
        let down = columns.join(" DESC, ") + " DESC";
        let both = |end: &str| -> Vec<String> {
            let number = columns.iter().zip(1..);
            number
                .map(|(it, number)| format!("{end}.{it} AS {end}_{number}"))
                .collect()
        };
        let last: Vec<String> = columns
            .iter()
            .zip(1..)
            .map(|(it, number)| format!("{it} AS last_{number}"))
            .collect();
        let (begin, end) = (row("batches.place.", "next"), row("batches.place.", "last"));
        let stop = row("batches.stop.", "last");
        let only = if self.from.starts_with("ONLY ") {
            "ONLY "
        } else {
            ""
        };
        let done = format!("NOT EXISTS (SELECT FROM {place} WHERE next_1 IS NOT NULL)");
        let remember = Draft::single(
            Phase::Prepare,
            format!("Remember the first and the last row of {spelled}"),
            format!(
                "CREATE TABLE {place} AS\n\
                 SELECT {}, {}\n\
                 FROM (SELECT {keys} FROM {only}{spelled} ORDER BY {keys} LIMIT 1) AS next,\n\
                 \x20 (SELECT {keys} FROM {only}{spelled} ORDER BY {down} LIMIT 1) AS last;",
                both("next").join(", "),
                both("last").join(", ")
            ),
        )
        .why("Reads both ends of the key. The table that it makes says how far the next step has come, and is dropped behind it.")
        .done(format!("to_regclass({}) IS NOT NULL", literal(&place)))
        .rollback(format!("DROP TABLE IF EXISTS {place};"));
        let write = Draft::batched(
            Phase::Backfill,
            format!("{}, in batches", operation.title()),
            format!(
                "DO $lockstep$\n\
                 #variable_conflict use_column\n\
                 <<batches>>\n\
                 DECLARE\n\
                 \x20 size CONSTANT bigint := 1000;  -- rows of the table a batch\n\
                 \x20 place record;\n\
                 \x20 stop record;\n\
                 \x20 written bigint;\n\
                 \x20 total bigint := 0;\n\
                 BEGIN\n\
                 \x20 LOOP\n\
                 \x20   SELECT * INTO place FROM {place} WHERE next_1 IS NOT NULL FOR UPDATE;\n\
                 \x20   EXIT WHEN NOT FOUND;\n\
                 \x20   SELECT {} INTO stop FROM (SELECT {keys} FROM {only}{spelled}\n\
                 \x20       WHERE ({keys}) BETWEEN {begin} AND {end}\n\
                 \x20       ORDER BY {keys} LIMIT batches.size) AS batch\n\
                 \x20     ORDER BY {down} LIMIT 1;\n\
                 \x20   {statement}\n\
                 \x20     WHERE {own} BETWEEN {begin} AND {stop}{condition};\n\
                 \x20   GET DIAGNOSTICS written = ROW_COUNT;\n\
                 \x20   UPDATE {place} SET {} = (SELECT {keys} FROM {only}{spelled}\n\
                 \x20     WHERE ({keys}) > {stop} AND ({keys}) <= {end}\n\
                 \x20     ORDER BY {keys} LIMIT 1);\n\
                 \x20   COMMIT;\n\
                 \x20   total := total + written;\n\
                 \x20   RAISE NOTICE '% rows written', total;\n\
                 \x20   PERFORM pg_sleep(0.05);  -- leaves room for others and for replicas\n\
                 \x20 END LOOP;\n\
                 END\n\
                 $lockstep$;",
                last.join(", "),
                row("", "next"),
            ),
        )
        .why("A batch at a time, each committed together with the place that it has come to. It can be stopped and run again: it goes on where it was, and no row is taken twice.")
        .done(done)
        .no_rollback("The rows as they were before are not kept; only a backup has them.")
        .monitor(format!(
            "SELECT count(*) AS remaining FROM {only}{spelled} AS t, {place} AS place\n\
             WHERE ({}) BETWEEN {} AND {};",
            columns.iter().map(|it| format!("t.{it}")).collect::<Vec<_>>().join(", "),
            row("place.", "next"),
            row("place.", "last"),
        ));
        let forget = Draft::single(
            Phase::Backfill,
            format!("Drop {place}"),
            format!("DROP TABLE {place};"),
        )
        .why("All rows are done, and nothing else uses it.")
        .done(format!("to_regclass({}) IS NULL", literal(&place)))
        .rollback("-- Nothing to undo: the table was there for the batches only.");
        [remember, write, forget]
    }
}
