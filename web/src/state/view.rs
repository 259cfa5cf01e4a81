//! What the page shows of all it knows.

use std::rc::Rc;

use lockstep_wasm::request::Format;
use serde::{Deserialize, Serialize};
use yew::AttrValue;

use crate::model::library::Library;
use crate::share::LinkError;

/// What the left pane holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The migration itself.
    #[default]
    Migration,
    /// What already exists.
    Schema,
    /// How large the tables are.
    Sizes,
}

impl Source {
    /// All of them, in order.
    pub const ALL: [Source; 3] = [Source::Migration, Source::Schema, Source::Sizes];
}

/// What can be looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shelf {
    /// Nobody has wanted to, or it is on its way.
    #[default]
    Closed,
    /// It is here.
    Open(Rc<Library>),
    /// It cannot be had.
    Missing,
}

/// The views of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    /// A card for each statement.
    #[default]
    Review,
    /// The locks over time, of the migration and of the plan.
    Timeline,
    /// The safe steps.
    Plan,
    /// What to check before, during and after.
    Runbook,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Tab; 4] = [Tab::Review, Tab::Timeline, Tab::Plan, Tab::Runbook];
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
    /// Few colours, as far apart as can be; light or dark as the system.
    Contrast,
}

impl Theme {
    /// All of them, in the order of the button.
    pub const ALL: [Theme; 4] = [Theme::System, Theme::Light, Theme::Dark, Theme::Contrast];

    /// The one after it on the button.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Contrast,
            Theme::Contrast => Theme::System,
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
    /// Something else was opened in place of this text, or nothing.
    Replaced(AttrValue),
    /// A newer build of the page is here.
    Update,
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

/// A file that was asked for, and which request it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Counts requests.
    pub serial: u32,
    /// Its kind.
    pub format: Format,
    /// What to do with it.
    pub target: Target,
}

/// What becomes of a file that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The clipboard.
    Clipboard,
    /// A download.
    Download,
}
