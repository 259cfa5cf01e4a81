//! What a rule is, what it looks at, and what it finds.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::fmt;

use lockstep_syntax::tree::{AlterAction, Span, Statement, StatementKind};

use crate::analysis::Unit;
use crate::catalog::{Catalog, Name};
use crate::citation::Source;
use crate::effects::{Effects, Reason, Situation, Work, WorkKind};
use crate::report::{Edit, Fix, LockMode, Range, RelationKind, Severity, StatementReport};
use crate::rules::Declared;
use crate::session::Session;
use crate::settings::Settings;
use crate::sizes::{self, Size, Stats};
use crate::transaction::Locks;

/// A hazard.
#[derive(Debug)]
pub struct Rule {
    /// Its identifier, kebab-case; it never changes.
    pub id: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// When it is asked, and how often it is told.
    pub occasion: Occasion,
    /// One line.
    pub title: &'static str,
    /// Its page: what, why, what to do.
    pub docs: &'static str,
    /// The PostgreSQL majors it exists on.
    pub versions: &'static str,
    /// Where PostgreSQL says so.
    pub source: Source,
    /// The rows of `docs/hazards.md` that it answers.
    pub hazards: &'static [&'static str],
    /// Migrations in which it is found.
    pub bad: &'static [Example],
    /// Migrations in which no rule finds anything, but rules of design.
    pub good: &'static [Example],
    pub(crate) check: fn(&Context<'_>) -> Vec<Hit>,
}

/// When a rule is asked, and how often what it finds is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Of every statement.
    Always,
    /// Likewise, about the schema that the migration leads to, which a plan
    /// that leads to the same one cannot change.
    Outcome,
    /// Of a statement that no rule before calls dangerous, in which case its
    /// cause has a better name already.
    Otherwise,
    /// Likewise, and told once a migration, at the first place.
    Once,
    /// A matter of design, which a review shows on request only; told once a
    /// migration.
    Design,
}

/// A migration in which rules find something, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The migration.
    pub sql: &'static str,
    /// What exists before it; empty where nothing is given.
    pub schema: &'static str,
    /// How large tables are, by their qualified names.
    pub sizes: &'static [(&'static str, Size)],
    /// The major it is judged for.
    pub postgres: u8,
    /// The rules that find something in it besides the one whose example it is.
    pub also: &'static [&'static str],
}

/// An example for the default major, with no schema given.
pub(crate) const fn example(sql: &'static str) -> Example {
    Example {
        sql,
        schema: "",
        sizes: &[],
        postgres: 17,
        also: &[],
    }
}

#[cfg(feature = "rule-pages")]
impl Example {
    /// On another major.
    pub(crate) const fn on(self, postgres: u8) -> Example {
        Example { postgres, ..self }
    }

    /// With a schema that exists before it.
    pub(crate) const fn given(self, schema: &'static str) -> Example {
        Example { schema, ..self }
    }

    /// With tables of known sizes.
    pub(crate) const fn sized(self, sizes: &'static [(&'static str, Size)]) -> Example {
        Example { sizes, ..self }
    }

    /// With findings of other rules.
    pub(crate) const fn also(self, also: &'static [&'static str]) -> Example {
        Example { also, ..self }
    }
}

/// What a rule looks at.
pub(crate) struct Context<'c> {
    /// What surrounds the statement.
    pub(crate) situation: Situation<'c>,
    /// The statement.
    pub(crate) statement: &'c Statement<'c>,
    /// Its number in `units`.
    pub(crate) id: usize,
    /// Every statement of the migration, in the order of the files.
    pub(crate) units: &'c [Unit<'c>],
    /// The number of the first statement of what is run in one go with it: of
    /// its file, or of its section of that.
    pub(crate) section: usize,
    /// The numbers of the statements before it in its transaction.
    pub(crate) transaction: &'c [usize],
    /// What ran before it, with what that did to tables from end to end.
    pub(crate) before: &'c [(StatementReport, Vec<Work>)],
    /// What PostgreSQL does with it.
    pub(crate) effects: &'c Effects,
    /// What its transaction holds already.
    pub(crate) held: &'c Locks,
    /// The tables in use among that, whose writers wait already.
    pub(crate) blocked: &'c BTreeSet<Name>,
    /// What the migration has set for its session.
    pub(crate) session: &'c Session,
    /// The transaction was opened by the framework, not by the file.
    pub(crate) framework_transaction: bool,
    /// Several statements that are sent together make the transaction.
    pub(crate) implicit_transaction: bool,
    /// What the team has decided.
    pub(crate) settings: &'c Settings,
    /// How large the tables are, where that is known.
    pub(crate) stats: Option<&'c Stats>,
    /// What the statement declares, once a rule has asked.
    pub(crate) declared: OnceCell<Option<Declared<'c>>>,
}

/// A hazard found.
#[derive(Debug, Default)]
pub(crate) struct Hit {
    pub(crate) span: Span,
    pub(crate) title: String,
    pub(crate) what: String,
    pub(crate) why: String,
    pub(crate) action: String,
    pub(crate) relations: Vec<Name>,
    pub(crate) fix: Option<Fix>,
    /// Where it is not the rule's own.
    pub(crate) severity: Option<Severity>,
    /// Likewise.
    pub(crate) source: Option<Source>,
    /// What later statements may do about it.
    pub(crate) unless: Option<Unless>,
}

/// Takes a hit back where it holds for the schema that its file leaves, or the
/// whole migration.
pub(crate) struct Unless(Box<dyn Fn(&Catalog) -> bool>);

impl Unless {
    /// The hit stands unless the question is answered with yes.
    pub(crate) fn new(question: impl Fn(&Catalog) -> bool + 'static) -> Self {
        Unless(Box::new(question))
    }

    /// Whether the hit is taken back.
    pub(crate) fn holds(&self, left: &Catalog) -> bool {
        (self.0)(left)
    }
}

impl fmt::Debug for Unless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unless")
    }
}

impl<'c> Context<'c> {
    /// The schema as it stands before the statement.
    pub(crate) fn catalog(&self) -> &'c Catalog {
        self.situation.catalog
    }

    /// What the statement declares of a table that lasts.
    pub(crate) fn declared(&self) -> Option<&Declared<'c>> {
        self.declared.get_or_init(|| Declared::of(self)).as_ref()
    }

    /// Nobody uses the relation while the statement runs: the migration
    /// creates it.
    pub(crate) fn is_new(&self, relation: &Name) -> bool {
        // A block may create it itself.
        let created = |held: &crate::effects::Held| held.new;
        self.catalog().is_new(relation) || self.effects.locks.get(relation).is_some_and(created)
    }

    /// The relation is known to have few rows.
    pub(crate) fn is_small(&self, relation: &Name) -> bool {
        self.stats
            .and_then(|stats| stats.tables.get(&relation.to_string()))
            .is_some_and(|size| size.rows <= self.settings.small_table_rows)
    }

    /// Others use the relation, and going through all of it takes its time.
    pub(crate) fn is_busy(&self, relation: &Name) -> bool {
        !self.is_new(relation) && !self.is_small(relation)
    }

    /// The table that an `ALTER TABLE` changes while others use it, and the
    /// actions; none where PostgreSQL refuses the statement.
    pub(crate) fn altered(&self) -> Option<(Name, &'c [AlterAction<'c>])> {
        let StatementKind::AlterTable(alter) = &self.statement.kind else {
            return None;
        };
        let table = self.catalog().resolve(&alter.name);
        let judged = self.effects.fails.is_none() && !self.is_new(&table);
        judged.then_some((table, &alter.actions))
    }

    /// Nobody queues behind the migration for long: it gives up when it has
    /// waited for a lock for some time.
    pub(crate) fn gives_up(&self) -> bool {
        let timeout = self.session.timeout("lock_timeout");
        self.settings.timeouts.set_elsewhere || timeout.is_some_and(|it| it > 0)
    }

    /// The relations in use that the statement locks so that others wait, and
    /// that fit the question.
    pub(crate) fn locked(&self, blocks: fn(LockMode) -> bool) -> impl Iterator<Item = &'c Name> {
        let locks = self.effects.locks.iter();
        locks
            .filter(move |(name, held)| !held.new && blocks(held.mode) && self.is_busy(name))
            .map(|(name, _)| name)
    }

    /// Where a form that cannot run in a transaction has to go, as the end of
    /// an advice.
    pub(crate) fn outside(&self) -> &'static str {
        if self.framework_transaction {
            " It cannot run in the framework's transaction: give it a file of its own that opts out."
        } else if self.implicit_transaction {
            " It cannot run in a transaction, and statements that are sent together are one: give it a file of its own."
        } else if self.situation.in_transaction {
            " It cannot run in a transaction: move it behind the COMMIT."
        } else {
            ""
        }
    }

    /// The mode in which a relation is locked while the statement works, its
    /// transaction's earlier statements counted.
    pub(crate) fn mode_on(&self, relation: &Name) -> Option<LockMode> {
        let own = self.effects.locks.get(relation).map(|held| held.mode);
        let earlier = self.held.get(relation).map(|(mode, _)| *mode);
        own.max(earlier)
    }

    /// The tables in use that earlier statements of the transaction keep
    /// others from; no more than a person would read, so that time stays
    /// linear in the input.
    pub(crate) fn blocked_before(&self) -> Option<Waiters> {
        let tables = self.blocked.iter();
        let large = tables.filter(|relation| !self.is_small(relation));
        let held = large.take(100).filter_map(|relation| {
            let (mode, _) = self.held.get(relation)?;
            Some((relation.clone(), *mode))
        });
        let held = Waiters(held.collect());
        (!held.0.is_empty()).then_some(held)
    }

    /// The modes that others find on these relations.
    pub(crate) fn held_on(&self, relations: &[Name]) -> Waiters {
        let modes = relations.iter().filter_map(|relation| {
            let mode = self.mode_on(relation)?;
            Some((relation.clone(), mode))
        });
        Waiters(modes.collect())
    }

    /// How long the statement takes, where the sizes of its tables are known.
    pub(crate) fn lasts(&self) -> Option<Range> {
        sizes::lasting(self.stats?, &self.effects.work)
    }

    /// The work on relations that are in use while reads or writes of them
    /// wait, with the mode they wait for.
    pub(crate) fn blocked_work(&self) -> impl Iterator<Item = (&'c Work, LockMode)> {
        self.effects.work.iter().filter_map(|work| {
            let mode = self.mode_on(&work.relation)?;
            // Nobody writes to a materialized view but REFRESH.
            let kind = self.effects.locks.get(&work.relation).map(|held| held.kind);
            let waited_for = match kind {
                Some(RelationKind::MaterializedView) => mode.blocks_reads(),
                _ => mode.blocks_writes(),
            };
            let blocked = waited_for && self.is_busy(&work.relation);
            blocked.then_some((work, mode))
        })
    }

    /// That work, where one of `reasons` asks for it: one entry a place in the
    /// statement, with the relations concerned and the strongest mode.
    pub(crate) fn blocked_for(&self, reasons: &[Reason]) -> Vec<Blocked> {
        let mut found: Vec<Blocked> = Vec::new();
        for (work, mode) in self.blocked_work() {
            if !reasons.contains(&work.reason) {
                continue;
            }
            let position = found.iter().position(|blocked| blocked.span == work.span);
            let index = position.unwrap_or_else(|| {
                found.push(Blocked {
                    span: work.span,
                    reason: work.reason,
                    mode,
                    relations: Vec::new(),
                    rewrite: false,
                });
                found.len() - 1
            });
            let blocked = &mut found[index];
            blocked.mode = blocked.mode.max(mode);
            blocked.rewrite |= work.kind == WorkKind::Rewrite;
            if !blocked.relations.contains(&work.relation) {
                blocked.relations.push(work.relation.clone());
            }
        }
        found
    }
}

/// Work at one place of a statement while others wait.
#[derive(Debug)]
pub(crate) struct Blocked {
    pub(crate) span: Span,
    pub(crate) reason: Reason,
    pub(crate) mode: LockMode,
    pub(crate) relations: Vec<Name>,
    pub(crate) rewrite: bool,
}

impl Blocked {
    /// The relations, as a person lists them.
    pub(crate) fn names(&self) -> String {
        list(&self.relations)
    }

    /// Why the size of the relations matters.
    pub(crate) fn grows(&self) -> String {
        format!("How long that takes grows with {}.", self.names())
    }

    /// Who waits: `reads and writes` or `writes`.
    pub(crate) fn waiting(&self) -> &'static str {
        waiting(self.mode)
    }
}

/// Relations that others wait for, each with the mode that keeps them waiting.
#[derive(Clone, Debug)]
pub(crate) struct Waiters(Vec<(Name, LockMode)>);

impl Waiters {
    /// The relations.
    pub(crate) fn relations(&self) -> Vec<Name> {
        self.0
            .iter()
            .map(|(relation, _)| relation.clone())
            .collect()
    }

    /// Without those of them.
    pub(crate) fn without(mut self, relations: &[Name]) -> Self {
        self.0.retain(|(relation, _)| !relations.contains(relation));
        self
    }

    /// `ACCESS EXCLUSIVE on a and SHARE ROW EXCLUSIVE on b`.
    pub(crate) fn modes(&self) -> String {
        self.grouped(LockMode::name, |mode, names| format!("{mode} on {names}"))
    }

    /// `reads and writes of a and writes of b`; nothing where there is none.
    pub(crate) fn waiting_of(&self) -> String {
        self.grouped(waiting, |who, names| format!("{who} of {names}"))
    }

    /// `reads and writes`, and of what where that is not the same of all.
    pub(crate) fn waiting(&self) -> String {
        let mut who = self.0.iter().map(|(_, mode)| waiting(*mode));
        match who.next() {
            Some(first) if who.all(|it| it == first) => first.to_owned(),
            _ => self.waiting_of(),
        }
    }

    /// The relations in groups of one word, the strongest mode first.
    fn grouped(&self, word: fn(LockMode) -> &'static str, say: fn(&str, &str) -> String) -> String {
        let mut groups: Vec<(&str, Vec<&Name>)> = Vec::new();
        for mode in LockMode::ALL.into_iter().rev() {
            let names = self.0.iter().filter(|(_, held)| *held == mode);
            let names: Vec<&Name> = names.map(|(name, _)| name).collect();
            match groups.last_mut() {
                Some((last, group)) if *last == word(mode) => group.extend(names),
                _ if names.is_empty() => {}
                _ => groups.push((word(mode), names)),
            }
        }
        let groups = groups.iter().map(|(word, names)| say(word, &list(names)));
        groups.collect::<Vec<_>>().join(" and ")
    }
}

/// A quick fix that only adds something.
pub(crate) fn insertion(at: u32, title: &str, text: &str) -> Fix {
    Fix {
        title: title.to_owned(),
        edits: vec![Edit {
            start: at as usize,
            end: at as usize,
            text: text.to_owned(),
        }],
    }
}

/// Who waits for a mode.
pub(crate) fn waiting(mode: LockMode) -> &'static str {
    if mode.blocks_reads() {
        "reads and writes"
    } else {
        "writes"
    }
}

/// The text with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| {
            std::iter::once(first.to_ascii_uppercase())
                .chain(characters)
                .collect()
        })
        .unwrap_or_default()
}

/// Names as a person lists them: `a`, `a and b`, `a, b and 3 more`.
pub(crate) fn list(names: &[impl fmt::Display]) -> String {
    match names {
        [] => "the table".to_owned(),
        [one] => one.to_string(),
        [one, two] => format!("{one} and {two}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    }
}
