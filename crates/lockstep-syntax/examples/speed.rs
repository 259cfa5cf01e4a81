//! Says how fast scripts are lexed and read. Takes the files to read.
#![expect(clippy::print_stdout, reason = "printing is its purpose")]

use std::time::{Duration, Instant};

use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::script;

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file)?;
        let lex = best(|| Lexer::new(&text).count());
        let read = best(|| script::read(&text).pieces.len());
        println!(
            "{file}: {} bytes, lex {:.0} MB/s, read {:.1} MB/s",
            text.len(),
            rate(text.len(), lex),
            rate(text.len(), read)
        );
    }
    Ok(())
}

/// The shortest of some runs: what the machine can do when left alone.
fn best(mut run: impl FnMut() -> usize) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..9 {
        let start = Instant::now();
        std::hint::black_box(run());
        best = best.min(start.elapsed());
    }
    best
}

#[expect(clippy::cast_precision_loss, reason = "a number to look at")]
fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}
