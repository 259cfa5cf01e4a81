//! Everything that can be done from the keyboard, by its name.

use lockstep_core::framework::FRAMEWORKS;
use lockstep_wasm::request::Format;

use crate::examples::EXAMPLES;
use crate::route::Route;
use crate::state::{Action, Settings, Source, State, Tab, Target, Theme};
use crate::text;

/// Something to do.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its name in the list, and what is typed to find it.
    pub title: String,
    /// The keys that do the same.
    pub keys: &'static str,
    /// What happens.
    pub run: Run,
}

/// What a command does.
#[derive(Clone, Debug)]
pub enum Run {
    /// It changes the state.
    Do(Action),
    /// It copies a link to the state.
    CopyLink,
}

/// The keys of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The list of commands.
    Commands,
    /// The next statement that something is found in, or the one before.
    Finding(Step),
    /// From the editor to the result and back.
    OtherPane,
}

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// On.
    Forward,
    /// Back.
    Back,
}

impl Key {
    /// What a key means; `control` is Control, or Command on a Mac.
    ///
    /// ```
    /// use lockstep_web::model::commands::Key;
    /// assert_eq!(Key::read("k", true, false), Some(Key::Commands));
    /// assert_eq!(Key::read("k", false, false), None);
    /// ```
    #[must_use]
    pub fn read(key: &str, control: bool, shift: bool) -> Option<Self> {
        match (key, control, shift) {
            ("k", true, false) | ("F1", false, false) => Some(Key::Commands),
            ("F6", false, false) => Some(Key::OtherPane),
            ("F8", false, false) => Some(Key::Finding(Step::Forward)),
            ("F8", false, true) => Some(Key::Finding(Step::Back)),
            _ => None,
        }
    }
}

/// The commands whose name holds every word of what was typed.
#[must_use]
pub fn matching(state: &State, typed: &str) -> Vec<Command> {
    let typed = typed.to_lowercase();
    let mut found = all(state);
    found.retain(|command| {
        let title = command.title.to_lowercase();
        typed.split_whitespace().all(|word| title.contains(word))
    });
    found
}

/// All that makes sense now.
fn all(state: &State) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut add = |title: String, keys: &'static str, run: Run| {
        commands.push(Command { title, keys, run });
    };
    let do_ = Run::Do;
    if state.review.is_some() {
        for (step, title, keys) in [
            (Step::Forward, text::NEXT_FINDING, "F8"),
            (Step::Back, text::PREVIOUS_FINDING, "Shift F8"),
        ] {
            add(title.to_owned(), keys, do_(Action::GoToFinding(step)));
        }
    }
    for tab in Tab::ALL {
        add(text::show(text::tab(tab)), "", do_(Action::Show(tab)));
    }
    for source in Source::ALL {
        let title = text::show(text::source(source));
        add(title, "", do_(Action::ShowSource(source)));
    }
    if !state.is_empty() {
        add(text::COPY_LINK.0.to_owned(), "", Run::CopyLink);
        for (format, target, title, _) in text::FILES {
            add(title.to_owned(), "", do_(Action::Export(format, target)));
        }
        if state.planned.is_some() {
            let title = text::take_along(text::ONE_SQL_FILE);
            add(
                title,
                "",
                do_(Action::Export(Format::Sql, Target::Download)),
            );
            let title = text::take_along(text::PLAN_MARKDOWN);
            add(
                title,
                "",
                do_(Action::Export(Format::Plan, Target::Download)),
            );
        }
        add(text::CLEAR.to_owned(), "", do_(Action::Opened("".into())));
    }
    for theme in Theme::ALL {
        add(text::theme(theme).to_owned(), "", do_(Action::Theme(theme)));
    }
    for (title, route) in [
        (text::RULES, Route::Rules(None)),
        (text::COMMANDS, Route::Locks(None)),
        (text::CONFLICTS, Route::Conflicts(None)),
    ] {
        add(text::look_up(title), "", do_(Action::Go(route)));
    }
    for major in Settings::MAJORS.rev() {
        let title = text::for_postgres(major);
        add(title, "", do_(Action::Postgres(major)));
    }
    for major in Settings::MAJORS.rev() {
        let title = text::compare_with(major);
        add(title, "", do_(Action::Compare(Some(major))));
    }
    for framework in FRAMEWORKS {
        let title = text::run_by(framework.name);
        let name = Some(framework.name.to_owned());
        add(title, "", do_(Action::Framework(name)));
    }
    for example in EXAMPLES {
        let title = text::example(example.title);
        add(title, "", do_(Action::Opened(example.sql.into())));
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(typed: &str) -> Vec<String> {
        let state = State::new(
            "DROP TABLE a;",
            Settings::default(),
            Tab::Review,
            Theme::System,
        );
        let found = matching(&state, typed);
        found.into_iter().map(|it| it.title).collect()
    }

    #[test]
    fn every_word_has_to_be_there_in_any_order() {
        assert_eq!(
            titles("16 postgres compare"),
            ["Compare with PostgreSQL 16"]
        );
        assert_eq!(titles("no such command"), Vec::<String>::new());
        assert!(titles("").len() > 40);
    }

    #[test]
    fn no_two_have_one_name() {
        let mut all = titles("");
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn what_needs_a_migration_is_not_offered_without_one() {
        let state = State::new("", Settings::default(), Tab::Review, Theme::System);
        let found = matching(&state, "link");
        assert!(found.is_empty(), "{found:?}");
    }
}
