//! What people see, over a report written by hand: it holds every shape that
//! a report can have, whatever the analysis knows today.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use common::by_hand::{files, report};
use common::{contract, golden, root};
use lockstep_core::render::human;
use lockstep_core::rules::RULES;

#[test]
fn keeps_the_contract() {
    contract::check(&report(), &files());
}

#[test]
fn golden_pages() {
    let beside = |name| root().join("crates/lockstep-core/tests/render").join(name);
    let report = report();
    golden(
        &beside("check.txt"),
        &human::report(&report, &files(), false),
    );
    golden(&beside("plan.txt"), &human::plan(&report, false));
}

#[test]
fn colour_changes_nothing_but_colour() {
    let strip = |text: &str| {
        let mut plain = String::new();
        for (number, part) in text.split("\u{1b}[").enumerate() {
            let from = if number == 0 {
                0
            } else {
                part.find('m').unwrap() + 1
            };
            plain.push_str(&part[from..]);
        }
        plain
            .lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let report = report();
    let (plain, coloured) = (
        human::report(&report, &files(), false),
        human::report(&report, &files(), true),
    );
    assert!(
        !plain.contains('\u{1b}'),
        "no escape gets through from the input either"
    );
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(strip(&coloured), plain.trim_end());
    assert_eq!(
        strip(&human::plan(&report, true)),
        human::plan(&report, false).trim_end()
    );
}

#[test]
fn stays_within_80_columns() {
    for page in [
        human::report(&report(), &files(), false),
        human::plan(&report(), false),
        human::rules(RULES, false),
    ] {
        for line in page.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
