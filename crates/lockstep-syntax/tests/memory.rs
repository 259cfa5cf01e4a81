//! How much memory a long script takes.

use lockstep_syntax::script;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

#[test]
fn a_megabyte_of_alter_table() {
    use std::fmt::Write as _;
    let mut text = String::new();
    for n in 0..20_000 {
        writeln!(text, "ALTER TABLE users{n} ADD COLUMN nickname{n} text;").unwrap();
    }
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let script = script::read(&text);
    let peak = MEMORY.peak_usage() - before;
    assert_eq!(script.statements().count(), 20_000);
    assert!(peak < 10 * text.len(), "{peak} bytes for {}", text.len());
}
