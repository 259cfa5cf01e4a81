//! What the page knows, and the one place where it changes.

use std::rc::Rc;

use lockstep_core::report::{Edit, Report};
use serde::{Deserialize, Serialize};
use yew::{AttrValue, Reducible};

use crate::model::edits;
use crate::model::review::Review;
use crate::share::{LinkError, Shared};
use crate::text;

/// Cards drawn at first, and with each request for more.
pub const PAGE: usize = 60;

/// What may be assumed about the database and who runs the migration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Settings {
    /// The PostgreSQL major.
    pub postgres: u8,
    /// Who runs the files; recognised from them when absent.
    pub framework: Option<String>,
}

impl Settings {
    /// The majors to choose from.
    pub const MAJORS: std::ops::RangeInclusive<u8> = lockstep_core::MAJORS;
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            postgres: lockstep_core::Options::default().postgres,
            framework: None,
        }
    }
}

/// The views of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    /// A card for each statement.
    #[default]
    Review,
    /// The safe steps.
    Plan,
    /// What to check before, during and after.
    Runbook,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Tab; 3] = [Tab::Review, Tab::Plan, Tab::Runbook];
}

/// The colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one after it on the button.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }
}

/// What the web worker is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// It has not answered yet.
    #[default]
    Starting,
    /// It answered the last request.
    Ready,
    /// It broke down; the words are for a report.
    Crashed(AttrValue),
}

/// Something to tell once, above the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A link that could not be opened.
    BadLink(LinkError),
    /// A link was opened over this draft.
    OpenedLink(AttrValue),
    /// Something short.
    Said(&'static str),
}

/// A place that the editor should show, and which request it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reveal {
    /// Counts requests, so that the same place can be asked for twice.
    pub serial: u32,
    /// First UTF-16 code unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A step of the plan that should be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GoToStep {
    /// Counts requests.
    pub serial: u32,
    /// Number of the step.
    pub step: usize,
}

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
    /// The web worker that checks.
    pub engine: Engine,
    /// The web worker that makes plans.
    pub planner: Engine,
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
    /// The colours.
    pub theme: Theme,
    /// Something to tell.
    pub notice: Option<Notice>,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Action {
    /// The user typed.
    Typed(AttrValue),
    /// The text is replaced by another, from the examples or a draft.
    Opened(AttrValue),
    /// A share link was opened.
    Link(Result<Shared, LinkError>),
    /// A quick fix was chosen.
    Fix(Vec<Edit>),
    /// Another PostgreSQL major.
    Postgres(u8),
    /// Another framework.
    Framework(Option<String>),
    /// A revision was checked.
    Answered(u32, Rc<Report>),
    /// A revision was checked and planned.
    Planned(u32, Rc<Report>),
    /// The worker that checks broke down over a revision.
    Crashed(u32, AttrValue),
    /// The worker that makes plans broke down over a revision.
    PlanCrashed(u32, AttrValue),
    /// Another view.
    Show(Tab),
    /// A step of the plan.
    ShowStep(usize),
    /// More cards.
    ShowMore,
    /// The caret moved to a UTF-16 offset.
    Caret(usize),
    /// The pointer is over a UTF-16 offset of the editor.
    PointAt(Option<usize>),
    /// The pointer or the focus is on a card.
    Point(Option<usize>),
    /// Show a statement in the editor.
    Reveal(usize),
    /// Other colours.
    Theme(Theme),
    /// Tell something.
    Say(&'static str),
    /// Told.
    Dismiss,
    /// Back to the draft that a link took the place of.
    RestoreDraft,
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
            engine: Engine::Starting,
            planner: Engine::Starting,
            tab,
            caret: None,
            pointed: None,
            reveal: Reveal::default(),
            step: GoToStep::default(),
            shown: PAGE,
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
                self.notice = None;
                self.tab = Tab::Review;
                self.planned = None;
                self.replace(&sql);
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
                self.changed();
            }
            Action::Framework(framework) => {
                if framework == self.settings.framework {
                    return false;
                }
                self.settings.framework = framework;
                self.changed();
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
                let Some(card) = self.review.as_ref().and_then(|it| it.cards.get(statement)) else {
                    return false;
                };
                self.reveal = Reveal {
                    serial: self.reveal.serial + 1,
                    start: card.statement.start,
                    end: card.statement.end,
                };
            }
            Action::Theme(theme) => self.theme = theme,
            Action::Say(words) => self.notice = Some(Notice::Said(words)),
            Action::Dismiss => self.notice = None,
            Action::RestoreDraft => {
                let Some(Notice::OpenedLink(draft)) = self.notice.take() else {
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
mod tests {
    use super::*;
    use crate::model::fixture;

    fn state(sql: &str) -> Rc<State> {
        Rc::new(State::new(
            sql,
            Settings::default(),
            Tab::Review,
            Theme::System,
        ))
    }

    fn answered() -> Rc<State> {
        let state = state(fixture::sql());
        let revision = state.revision;
        state.reduce(Action::Answered(revision, Rc::new(fixture::outage())))
    }

    /// A report as the check gives it, which makes no plan.
    fn unplanned() -> Report {
        let mut report = fixture::outage();
        report.plan.needed = false;
        report.plan.steps.clear();
        for finding in &mut report.findings {
            finding.plan_steps.clear();
        }
        report
    }

    fn steps_of_first(state: &State) -> Vec<usize> {
        let review = state.review.as_ref().expect("a review");
        review.cards[0].findings[0].plan_steps.clone()
    }

    #[test]
    fn the_plan_comes_behind_the_check_and_stays_while_the_next_is_made() {
        let state = state(fixture::sql());
        let first = state.revision;
        let state = state.reduce(Action::Answered(first, Rc::new(unplanned())));
        assert!(!state.is_stale() && state.awaits_plan() && state.planned.is_none());
        assert!(steps_of_first(&state).is_empty());

        let state = state.reduce(Action::Planned(first, Rc::new(fixture::outage())));
        assert!(!state.awaits_plan());
        assert_eq!(steps_of_first(&state), [1, 2, 3]);

        let typed = format!("{}-- more", fixture::sql());
        let state = state.reduce(Action::Typed(typed.into()));
        let second = state.revision;
        let state = state.reduce(Action::Answered(second, Rc::new(unplanned())));
        assert!(state.awaits_plan() && state.planned.is_some());
        assert_eq!(steps_of_first(&state), [1, 2, 3], "lent by the last plan");
        let late = Rc::clone(&state).reduce(Action::Planned(first, Rc::new(fixture::outage())));
        assert!(Rc::ptr_eq(&state, &late), "a stale plan is dropped");
    }

    #[test]
    fn without_a_plan_the_check_stands_and_the_next_change_asks_again() {
        let state = state(fixture::sql());
        let revision = state.revision;
        let state = state
            .reduce(Action::Answered(revision, Rc::new(unplanned())))
            .reduce(Action::PlanCrashed(revision, "offline".into()));
        assert_eq!(state.planner, Engine::Crashed("offline".into()));
        assert!(state.review.is_some() && !state.awaits_plan());
        let state = state.reduce(Action::Typed("SELECT 1;".into()));
        assert!(state.awaits_plan());
    }

    #[test]
    fn a_stale_answer_is_dropped() {
        let state = state("SELECT 1;").reduce(Action::Typed("SELECT 2;".into()));
        let after = Rc::clone(&state).reduce(Action::Answered(1, Rc::new(fixture::outage())));
        assert!(Rc::ptr_eq(&state, &after));
        assert!(after.is_stale());
    }

    #[test]
    fn the_old_result_stays_while_computing() {
        let state = answered();
        assert!(!state.is_stale());
        let state = state.reduce(Action::Typed("SELECT 2;".into()));
        assert!(state.is_stale() && state.review.is_some());
    }

    #[test]
    fn typing_the_same_changes_nothing() {
        let state = state("SELECT 1;");
        let after = Rc::clone(&state).reduce(Action::Typed("SELECT 1;".into()));
        assert!(Rc::ptr_eq(&state, &after));
    }

    #[test]
    fn a_crash_keeps_the_text_and_the_next_edit_goes_on() {
        let state = answered().reduce(Action::Typed("boom".into()));
        let revision = state.revision;
        let state = state.reduce(Action::Crashed(revision, "panicked".into()));
        assert_eq!(state.engine, Engine::Crashed("panicked".into()));
        assert_eq!(state.sql, "boom");
        let state = state.reduce(Action::Typed("SELECT 1;".into()));
        let revision = state.revision;
        let state = state.reduce(Action::Answered(revision, Rc::new(fixture::outage())));
        assert_eq!(state.engine, Engine::Ready);
    }

    #[test]
    fn a_fix_changes_the_text_once() {
        let state = answered();
        let fix = state.review.as_ref().expect("a review").cards[1].findings[0]
            .fix
            .clone()
            .expect("a fix");
        let document = state.document;
        let state = state.reduce(Action::Fix(fix.edits.clone()));
        assert!(
            state
                .sql
                .contains("CREATE INDEX CONCURRENTLY idx_events_search")
        );
        assert_eq!(state.document, document + 1);
        let again = Rc::clone(&state).reduce(Action::Fix(fix.edits));
        assert!(Rc::ptr_eq(&state, &again), "its place is no longer known");
    }

    #[test]
    fn the_caret_and_the_cards_meet() {
        let state = answered();
        let start = state.review.as_ref().expect("a review").cards[1]
            .statement
            .start;
        let state = state.reduce(Action::Caret(start + 3));
        assert_eq!(state.active(), Some(1));
        let state = state.reduce(Action::Point(Some(2)));
        assert_eq!(state.active(), Some(2), "pointing goes before the caret");
        let state = state.reduce(Action::Point(None)).reduce(Action::Reveal(2));
        assert_eq!(state.active(), Some(1));
        assert_eq!(state.reveal.serial, 1);
    }

    #[test]
    fn a_link_keeps_the_draft_at_hand() {
        let shared = Shared {
            sql: "DROP TABLE t;\r\n".to_owned(),
            settings: Settings {
                postgres: 12,
                framework: None,
            },
            tab: Tab::Plan,
        };
        let state = state("my draft").reduce(Action::Link(Ok(shared)));
        assert_eq!(state.sql, "DROP TABLE t;\n");
        assert_eq!((state.settings.postgres, state.tab), (12, Tab::Plan));
        let state = state.reduce(Action::RestoreDraft);
        assert_eq!(state.sql, "my draft");
        assert_eq!(state.notice, None);
    }

    #[test]
    fn a_bad_link_changes_no_text() {
        let state = state("my draft").reduce(Action::Link(Err(LinkError::Damaged)));
        assert_eq!(state.sql, "my draft");
        assert_eq!(state.notice, Some(Notice::BadLink(LinkError::Damaged)));
    }

    #[test]
    fn an_impossible_version_is_not_taken() {
        let state = state("").reduce(Action::Postgres(10));
        assert_eq!(state.settings, Settings::default());
    }

    #[test]
    fn steps_open_the_plan() {
        let state = answered()
            .reduce(Action::ShowStep(4))
            .reduce(Action::ShowStep(4));
        assert_eq!(state.tab, Tab::Plan);
        assert_eq!(state.step, GoToStep { serial: 2, step: 4 });
    }
}
