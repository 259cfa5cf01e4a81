//! How fast scripts are lexed, split and read, in megabytes a second.
//!
//! Besides scripts made here it takes the statements of real migrations and of
//! PostgreSQL's regression suite, when `../shared/corpus` is there.
#![expect(clippy::print_stdout, reason = "printing is its purpose")]

mod input;

use std::fmt;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::BytesCount;
use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::script;

fn main() {
    for script in scripts() {
        if script.text.is_empty() {
            println!("{script} is not there: nothing is measured");
        }
    }
    divan::main();
}

struct Script {
    name: &'static str,
    text: String,
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

fn scripts() -> &'static [Script] {
    static SCRIPTS: OnceLock<Vec<Script>> = OnceLock::new();
    SCRIPTS.get_or_init(|| {
        let corpus = |name| input::corpus(name).unwrap_or_default().concat();
        [
            ("made here", input::migration(1_000_000)),
            ("ALTER TABLEs", input::alters(1_000_000)),
            ("migrations.jsonl", corpus("migrations.jsonl")),
            ("regress.jsonl", corpus("regress.jsonl")),
        ]
        .map(|(name, text)| Script { name, text })
        .into()
    })
}

fn there() -> impl Iterator<Item = &'static Script> {
    scripts().iter().filter(|script| !script.text.is_empty())
}

#[divan::bench(args = there())]
fn lex(bencher: Bencher<'_, '_>, script: &Script) {
    bencher
        .counter(BytesCount::of_str(&script.text))
        .bench(|| Lexer::new(&script.text).count());
}

#[divan::bench(args = there())]
fn split(bencher: Bencher<'_, '_>, script: &Script) {
    bencher
        .counter(BytesCount::of_str(&script.text))
        .bench(|| script::ranges(&script.text).count());
}

#[divan::bench(args = there())]
fn read(bencher: Bencher<'_, '_>, script: &Script) {
    bencher
        .counter(BytesCount::of_str(&script.text))
        .bench_local(|| script::read(&script.text));
}
