//! What can happen to the page.

use std::rc::Rc;

use lockstep_core::report::{Edit, Report};
use lockstep_core::sizes::Size;
use lockstep_wasm::request::Format;
use yew::AttrValue;

use crate::model::commands::Step;
use crate::route::Route;
use crate::share::{LinkError, Shared};
use crate::state::{Shelf, Source, Tab, Target, Theme};

/// What can happen.
#[derive(Clone, Debug)]
pub enum Action {
    /// The user typed.
    Typed(AttrValue),
    /// The text is replaced by another, from the examples or a draft.
    Opened(AttrValue),
    /// Files were opened, for the page of the left pane that is shown.
    Files(AttrValue),
    /// A share link was opened.
    Link(Result<Shared, LinkError>),
    /// A quick fix was chosen.
    Fix(Vec<Edit>),
    /// Another PostgreSQL major.
    Postgres(u8),
    /// Another framework.
    Framework(Option<String>),
    /// Another major to compare with, or none.
    Compare(Option<u8>),
    /// What already exists, as DDL.
    Schema(AttrValue),
    /// How large a table is, or that it is not known.
    Size(String, Option<Size>),
    /// How large several tables are.
    Sizes(Vec<(String, Size)>),
    /// Another page.
    Go(Route),
    /// What can be looked up is here, or cannot be had.
    Fetched(Shelf),
    /// Another page of the left pane.
    ShowSource(Source),
    /// A file of the plan is wanted.
    Export(Format, Target),
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
    /// The next statement that something is found in, or the one before.
    GoToFinding(Step),
    /// Open or close the list of commands.
    Palette(bool),
    /// Other colours.
    Theme(Theme),
    /// Tell something.
    Say(&'static str),
    /// A newer build of the page is here.
    UpdateFound,
    /// Told.
    Dismiss,
    /// Back to the draft that a link took the place of.
    RestoreDraft,
}
