//! What the page knows, and the one place where it changes.

mod action;
mod settings;
mod view;

use std::rc::Rc;

use yew::{AttrValue, Reducible};

use crate::examples::EXAMPLES;
use crate::model::commands::Step;
use crate::model::edits;
use crate::model::review::Review;
use crate::route::Route;
use crate::share::{LinkError, Shared};
use crate::text;

pub use action::Action;
pub use settings::Settings;
pub use view::{Engine, GoToStep, Notice, Reveal, Shelf, Source, Tab, Target, Theme, Wanted};

/// Cards drawn at first, and with each request for more.
pub const PAGE: usize = 60;

/// What the page knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The migration, its lines ended by `\n` alone.
    pub sql: AttrValue,
    /// What may be assumed.
    pub settings: Settings,
    /// Counts changes of what is analysed.
    pub revision: u32,
    /// Counts changes of the text that did not come from the editor.
    pub document: u32,
    /// The last answer, with a plan or without.
    pub review: Option<Rc<Review>>,
    /// The revision it answers.
    pub answered: u32,
    /// The last answer with a plan.
    pub planned: Option<Rc<Review>>,
    /// The revision it answers.
    pub planned_for: u32,
    /// The text that it answers.
    pub planned_sql: AttrValue,
    /// The web worker that checks.
    pub engine: Engine,
    /// The web worker that makes plans.
    pub planner: Engine,
    /// The page that is shown.
    pub route: Route,
    /// What can be looked up.
    pub shelf: Shelf,
    /// The page of the left pane.
    pub source: Source,
    /// The view.
    pub tab: Tab,
    /// The statement in which the caret stands.
    pub caret: Option<usize>,
    /// The statement pointed at, in the editor or among the cards.
    pub pointed: Option<usize>,
    /// What the editor should show.
    pub reveal: Reveal,
    /// What the plan should show.
    pub step: GoToStep,
    /// How many cards are drawn.
    pub shown: usize,
    /// The last file that was asked for.
    pub wanted: Option<Wanted>,
    /// The list of commands is open.
    pub palette: bool,
    /// The colours.
    pub theme: Theme,
    /// Something to tell.
    pub notice: Option<Notice>,
}

impl State {
    /// The state before anything happened.
    #[must_use]
    pub fn new(sql: &str, settings: Settings, tab: Tab, theme: Theme) -> Self {
        State {
            sql: normalized(sql).into(),
            settings,
            revision: 1,
            document: 1,
            review: None,
            answered: 0,
            planned: None,
            planned_for: 0,
            planned_sql: AttrValue::default(),
            engine: Engine::Starting,
            planner: Engine::Starting,
            route: Route::default(),
            shelf: Shelf::default(),
            source: Source::default(),
            tab,
            caret: None,
            pointed: None,
            reveal: Reveal::default(),
            step: GoToStep::default(),
            shown: PAGE,
            wanted: None,
            palette: false,
            theme,
            notice: None,
        }
    }

    /// Nothing to analyse.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sql.trim().is_empty()
    }

    /// The result is of an older text than the one in the editor.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.answered != self.revision
    }

    /// The plan is of an older text than the one in the editor, and another is
    /// still to come.
    #[must_use]
    pub fn awaits_plan(&self) -> bool {
        self.planned_for != self.revision && !matches!(self.planner, Engine::Crashed(_))
    }

    /// The statement to mark: the one pointed at, or else the caret's.
    #[must_use]
    pub fn active(&self) -> Option<usize> {
        self.pointed.or(self.caret)
    }

    /// What a link to this state holds.
    #[must_use]
    pub fn shared(&self) -> Shared {
        Shared {
            sql: self.sql.to_string(),
            settings: self.settings.clone(),
            tab: self.tab,
        }
    }

    fn changed(&mut self) {
        self.revision += 1;
        if matches!(self.planner, Engine::Crashed(_)) {
            self.planner = Engine::Starting;
        }
    }

    fn replace(&mut self, sql: &str) {
        self.sql = normalized(sql).into();
        self.document += 1;
        self.caret = None;
        self.pointed = None;
        self.shown = PAGE;
        self.changed();
    }

    fn statement_at(&self, offset: usize) -> Option<usize> {
        self.review.as_ref()?.statement_at(offset)
    }

    /// Changes it; `false` when nothing is different.
    fn apply(&mut self, action: Action) -> bool {
        match action {
            Action::Typed(sql) => {
                if sql == self.sql {
                    return false;
                }
                self.sql = sql;
                self.changed();
            }
            Action::Opened(sql) => {
                let own = std::mem::take(&mut self.sql);
                let lost = own != sql && !own.trim().is_empty() && !is_example(&own);
                self.notice = lost.then_some(Notice::Replaced(own));
                self.source = Source::Migration;
                self.tab = Tab::Review;
                self.planned = None;
                self.replace(&sql);
            }
            Action::Files(text) if self.source == Source::Schema => {
                return self.apply(Action::Schema(text));
            }
            Action::Files(text) => {
                return self.apply(Action::Opened(text));
            }
            Action::Link(Ok(shared)) => self.open(shared),
            Action::Link(Err(error)) => self.notice = Some(Notice::BadLink(error)),
            Action::Fix(fix) => {
                if self.is_stale() {
                    return false;
                }
                let sql = edits::apply(&self.sql, &fix);
                let (caret, shown) = (self.caret, self.shown);
                self.replace(&sql);
                self.caret = caret;
                self.shown = shown;
            }
            Action::Postgres(postgres) => {
                if !Settings::MAJORS.contains(&postgres) || postgres == self.settings.postgres {
                    return false;
                }
                self.settings.postgres = postgres;
                self.settings.compare = self.settings.compare.filter(|it| *it != postgres);
                self.changed();
            }
            Action::Framework(framework) => {
                if framework == self.settings.framework {
                    return false;
                }
                self.settings.framework = framework;
                self.changed();
            }
            Action::Compare(other) => {
                let other = other
                    .filter(|it| Settings::MAJORS.contains(it) && *it != self.settings.postgres);
                if other == self.settings.compare {
                    return false;
                }
                self.settings.compare = other;
                self.changed();
            }
            Action::Schema(schema) => {
                let schema = normalized(&schema);
                if schema == self.settings.schema.as_str() {
                    return false;
                }
                self.settings.schema = schema.into();
                self.changed();
            }
            Action::Size(table, size) => {
                let before = match size {
                    Some(size) => self.settings.sizes.insert(table, size),
                    None => self.settings.sizes.remove(&table),
                };
                if before == size {
                    return false;
                }
                self.changed();
            }
            Action::Sizes(sizes) => {
                self.settings.sizes.extend(sizes);
                self.changed();
            }
            Action::Go(route) => self.route = route,
            Action::Fetched(fetched) => self.shelf = fetched,
            Action::ShowSource(source) => self.source = source,
            Action::Export(format, target) => {
                let serial = self.wanted.map_or(0, |it| it.serial) + 1;
                self.wanted = Some(Wanted {
                    serial,
                    format,
                    target,
                });
            }
            Action::Answered(revision, report) => {
                if revision != self.revision {
                    return false;
                }
                let mut report = Rc::unwrap_or_clone(report);
                if let Some(planned) = &self.planned {
                    planned.lend_steps(&mut report);
                }
                self.review = Some(Rc::new(Review::new(report)));
                self.answered = revision;
                self.engine = Engine::Ready;
                self.keep_to_cards();
            }
            Action::Planned(revision, report) => {
                if revision != self.revision {
                    return false;
                }
                let review = Rc::new(Review::new(Rc::unwrap_or_clone(report)));
                self.review = Some(Rc::clone(&review));
                self.answered = revision;
                self.planned = Some(review);
                self.planned_for = revision;
                self.planned_sql.clone_from(&self.sql);
                self.planner = Engine::Ready;
                self.keep_to_cards();
            }
            Action::Crashed(revision, words) => {
                if revision != self.revision {
                    return false;
                }
                self.engine = Engine::Crashed(words);
            }
            Action::PlanCrashed(revision, words) => {
                if revision != self.revision {
                    return false;
                }
                self.planned = None;
                self.planner = Engine::Crashed(words);
            }
            Action::Show(tab) => self.tab = tab,
            Action::ShowStep(step) => {
                self.tab = Tab::Plan;
                self.step = GoToStep {
                    serial: self.step.serial + 1,
                    step,
                };
            }
            Action::ShowMore => self.shown += PAGE,
            Action::Caret(offset) => {
                self.caret = self.statement_at(offset);
                self.show_card(self.caret);
            }
            Action::PointAt(offset) => {
                self.pointed = offset.and_then(|offset| self.statement_at(offset));
            }
            Action::Point(statement) => self.pointed = statement,
            Action::Reveal(statement) => {
                self.source = Source::Migration;
                let Some(card) = self.review.as_ref().and_then(|it| it.cards.get(statement)) else {
                    return false;
                };
                self.reveal = Reveal {
                    serial: self.reveal.serial + 1,
                    start: card.statement.start,
                    end: card.statement.end,
                };
            }
            Action::GoToFinding(step) => {
                let Some(id) = self.finding_from_here(step) else {
                    return false;
                };
                self.route = Route::Playground;
                self.tab = Tab::Review;
                self.caret = Some(id);
                self.pointed = None;
                self.show_card(Some(id));
                return self.apply(Action::Reveal(id));
            }
            Action::Palette(open) => self.palette = open,
            Action::Theme(theme) => self.theme = theme,
            Action::Say(words) => self.notice = Some(Notice::Said(words)),
            // What a visitor can take back is not pushed aside.
            Action::UpdateFound if self.notice.is_some() => return false,
            Action::UpdateFound => self.notice = Some(Notice::Update),
            Action::Dismiss => self.notice = None,
            Action::RestoreDraft => {
                let Some(Notice::OpenedLink(draft) | Notice::Replaced(draft)) = self.notice.take()
                else {
                    return false;
                };
                self.replace(&draft);
            }
        }
        true
    }

    fn open(&mut self, shared: Shared) {
        let draft = std::mem::take(&mut self.sql);
        let same = normalized(&shared.sql) == draft.as_str();
        self.notice = (!same && !draft.trim().is_empty()).then_some(Notice::OpenedLink(draft));
        self.settings = shared.settings;
        self.route = Route::Playground;
        self.source = Source::Migration;
        self.tab = shared.tab;
        self.planned = None;
        self.replace(&shared.sql);
    }

    /// Statements that are gone are not marked.
    fn keep_to_cards(&mut self) {
        let count = self.review.as_ref().map_or(0, |review| review.cards.len());
        self.caret = self.caret.filter(|id| *id < count);
        self.pointed = self.pointed.filter(|id| *id < count);
    }

    /// The next statement that something is found in, round and round.
    fn finding_from_here(&self, step: Step) -> Option<usize> {
        let cards = &self.review.as_ref()?.cards;
        let count = cards.len();
        let from = match (self.active(), step) {
            (Some(id), _) => id,
            (None, Step::Forward) => count.checked_sub(1)?,
            (None, Step::Back) => 0,
        };
        let found = |id: &usize| cards.get(*id).is_some_and(|it| !it.findings.is_empty());
        let others = 1..=count;
        match step {
            Step::Forward => others.map(|far| (from + far) % count).find(found),
            Step::Back => others.map(|far| (from + count - far) % count).find(found),
        }
    }

    /// Draws far enough that the card of a statement is among them.
    fn show_card(&mut self, statement: Option<usize>) {
        if let Some(id) = statement.filter(|id| *id >= self.shown) {
            self.shown = (id / PAGE + 1) * PAGE;
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = State::clone(&self);
        if next.apply(action) && next != *self {
            Rc::new(next)
        } else {
            self
        }
    }
}

/// Nobody misses what one click brings back.
fn is_example(sql: &str) -> bool {
    EXAMPLES
        .iter()
        .any(|example| normalized(example.sql) == sql)
}

/// A text as every browser's text field holds it: lines end with `\n` alone.
fn normalized(sql: &str) -> String {
    sql.replace("\r\n", "\n").replace('\r', "\n")
}

/// What to say about a link that could not be opened.
#[must_use]
pub fn link_error(error: LinkError) -> &'static str {
    match error {
        LinkError::UnknownVersion => text::LINK_UNKNOWN,
        LinkError::Damaged => text::LINK_DAMAGED,
        LinkError::TooLarge => text::LINK_TOO_LARGE,
    }
}

#[cfg(test)]
mod tests;
