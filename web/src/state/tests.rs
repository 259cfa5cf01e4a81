use lockstep_core::report::Report;
use lockstep_core::sizes::Size;
use lockstep_wasm::request::Format;

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
            ..Settings::default()
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

#[test]
fn sizes_are_kept_by_table_and_forgotten_on_request() {
    let size = Size {
        rows: 1_000,
        bytes: 100_000,
        writes_per_second: 5,
    };
    let state = state("DROP TABLE t;");
    let revision = state.revision;
    let state = state.reduce(Action::Size("public.t".to_owned(), Some(size)));
    assert_eq!(state.settings.sizes.get("public.t"), Some(&size));
    assert_eq!(state.revision, revision + 1);
    let same = Rc::clone(&state).reduce(Action::Size("public.t".to_owned(), Some(size)));
    assert_eq!(same.revision, state.revision, "nothing new to analyse");
    let state = state.reduce(Action::Size("public.t".to_owned(), None));
    assert!(state.settings.sizes.is_empty());
}

#[test]
fn a_version_is_not_compared_with_itself() {
    let state = state("").reduce(Action::Compare(Some(18)));
    assert_eq!(state.settings.compare, Some(18));
    let state = state.reduce(Action::Postgres(18));
    assert_eq!(state.settings.compare, None);
    let state = state.reduce(Action::Compare(Some(18)));
    assert_eq!(state.settings.compare, None);
}

#[test]
fn the_same_file_can_be_asked_for_twice() {
    let ask = || Action::Export(Format::Zip, Target::Download);
    let state = state("").reduce(ask()).reduce(ask());
    assert_eq!(state.wanted.map(|it| it.serial), Some(2));
}

#[test]
fn what_is_opened_can_be_taken_back() {
    let state = state("my own").reduce(Action::Opened("".into()));
    assert_eq!(state.sql, "");
    let state = state.reduce(Action::RestoreDraft);
    assert_eq!((state.sql.as_str(), &state.notice), ("my own", &None));

    let example = EXAMPLES[0].sql;
    let state = state
        .reduce(Action::Opened(example.into()))
        .reduce(Action::Opened("DROP TABLE t;".into()));
    assert_eq!(state.notice, None, "an example is a click away");
}

#[test]
fn files_go_to_the_page_that_is_open() {
    let state = state("my own")
        .reduce(Action::ShowSource(Source::Schema))
        .reduce(Action::Files("CREATE TABLE t ();".into()));
    assert_eq!(state.settings.schema, "CREATE TABLE t ();");
    assert_eq!(state.sql, "my own");
    let state = state
        .reduce(Action::ShowSource(Source::Migration))
        .reduce(Action::Files("DROP TABLE t;".into()));
    assert_eq!(state.sql, "DROP TABLE t;");
}

#[test]
fn from_finding_to_finding_and_round() {
    let mut state = answered();
    let cards = &state.review.as_ref().expect("a review").cards;
    let found: Vec<usize> = (0..cards.len())
        .filter(|id| !cards[*id].findings.is_empty())
        .collect();
    let mut seen = Vec::new();
    for _ in 0..=found.len() {
        state = state.reduce(Action::GoToFinding(Step::Forward));
        seen.extend(state.caret);
    }
    let round: Vec<usize> = found.iter().chain(found.first()).copied().collect();
    assert_eq!(seen, round);
    let before = state.reveal.serial;
    let state = state.reduce(Action::GoToFinding(Step::Back));
    assert_eq!(state.caret, found.last().copied());
    assert_eq!(state.reveal.serial, before + 1);
}
