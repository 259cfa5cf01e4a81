//! What the page draws, one component a file.

pub mod app;
mod copy_button;
mod empty_state;
mod examples_menu;
mod finding_item;
mod glyph;
mod lock_facts;
mod messages;
mod plan_view;
mod prose;
mod result_pane;
mod review_view;
mod runbook_view;
mod share_button;
mod source_pane;
mod splitter;
mod sql_block;
mod statement_card;
mod step_item;
mod tabs;
mod tags;
mod theme_button;
mod top_bar;
mod verdict_header;
