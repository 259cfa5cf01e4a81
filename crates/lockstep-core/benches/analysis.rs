//! How fast a migration is analysed, in megabytes a second: from its text to
//! the effects of each statement, and to the whole report.
//!
//! It takes a script made here, and when `../shared/corpus` is there the
//! statements of real migrations, those of each project as one history.
#![expect(clippy::print_stdout, reason = "printing is its purpose")]

#[path = "../../lockstep-syntax/benches/input/mod.rs"]
mod input;

use std::fmt;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::BytesCount;
use lockstep_core::catalog::{Catalog, Origin};
use lockstep_core::effects::{Situation, effects};
use lockstep_core::{Options, SourceFile, check};
use lockstep_syntax::script;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    for script in scripts() {
        if script.histories.is_empty() {
            println!("{script} is not there: nothing is measured");
        }
    }
    divan::main();
}

struct Script {
    name: &'static str,
    histories: Vec<String>,
}

impl Script {
    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.histories.iter().map(String::len).sum::<usize>())
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

fn scripts() -> &'static [Script] {
    static SCRIPTS: OnceLock<[Script; 2]> = OnceLock::new();
    SCRIPTS.get_or_init(|| {
        let corpus = input::corpus("migrations.jsonl").unwrap_or_default();
        [
            Script {
                name: "made here",
                histories: vec![input::migration(1_000_000)],
            },
            Script {
                name: "migrations.jsonl",
                histories: corpus,
            },
        ]
    })
}

fn there() -> impl Iterator<Item = &'static Script> {
    scripts()
        .iter()
        .filter(|script| !script.histories.is_empty())
}

/// Lexed, read, and each statement asked for its effects on the catalog that
/// the ones before it have left.
#[divan::bench(args = there())]
fn to_effects(bencher: Bencher<'_, '_>, script: &Script) {
    bencher.counter(script.bytes()).bench_local(|| {
        let mut locks = 0;
        for text in &script.histories {
            let mut catalog = Catalog::default();
            for statement in script::read(text).statements() {
                let situation = Situation {
                    text,
                    catalog: &catalog,
                    major: 17,
                    in_transaction: false,
                };
                locks += effects(situation, statement).locks.len();
                catalog.apply(text, statement, Origin::New, 17);
            }
        }
        locks
    });
}

/// With findings and the plan.
#[divan::bench(args = there())]
fn to_report(bencher: Bencher<'_, '_>, script: &Script) {
    let files = script.histories.iter().map(|text| SourceFile {
        name: "migration.sql".to_owned(),
        text: text.clone(),
    });
    let files: Vec<[SourceFile; 1]> = files.map(|file| [file]).collect();
    bencher.counter(script.bytes()).bench_local(|| {
        let reports = files.iter().map(|file| check(file, &Options::default()));
        reports.map(|it| it.statements.len()).sum::<usize>()
    });
}
