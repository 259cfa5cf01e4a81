//! Reads mutated statements on all cores and says what broke an invariant and
//! what was slow: `cargo run --release --example fuzz -- [MANY] [FIRST] [CORES]`.
//! With `CARGO_PROFILE_RELEASE_PANIC=unwind` it goes on behind what is broken.
#![expect(clippy::print_stdout, reason = "printing is its purpose")]
#![expect(clippy::unwrap_used, reason = "it is a test")]

#[path = "../tests/invariants/mod.rs"]
mod invariants;
#[path = "../tests/mutation/mod.rs"]
mod mutation;

use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use lockstep_syntax::script;

/// A text that takes longer is worth a look.
const SLOW: Duration = Duration::from_millis(50);

/// All are read; one in so many is held to the invariants, which costs more.
const CHECKED: u64 = 8;

/// One that takes longer hangs.
const HANGS: Duration = Duration::from_secs(10);

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|it| it.parse::<u64>().unwrap());
    let many = arguments.next().unwrap_or(100_000);
    let first = arguments.next().unwrap_or(0);
    let cores = arguments.next().unwrap_or(2);
    let statements = mutation::statements(&mutation::golden());
    let next = AtomicU64::new(first);
    let [bytes, read, broken] = [(); 3].map(|()| AtomicU64::new(0));
    let slowest = Mutex::new((Duration::ZERO, 0));
    let busy: Vec<Mutex<Option<(u64, Instant)>>> = (0..cores).map(|_| Mutex::new(None)).collect();
    let start = Instant::now();
    std::panic::set_hook(Box::new(|panic| println!("{panic}")));
    std::thread::scope(|scope| {
        let workers: Vec<_> = busy
            .iter()
            .map(|busy| {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= first + many {
                            *busy.lock().unwrap() = None;
                            return;
                        }
                        *busy.lock().unwrap() = Some((number, Instant::now()));
                        let text = mutation::mutated(&statements, number);
                        bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
                        let start = Instant::now();
                        let result = catch_unwind(|| {
                            let checked = number.is_multiple_of(CHECKED);
                            let script = if checked {
                                invariants::check(&text)
                            } else {
                                script::read(&text)
                            };
                            script.statements().count() as u64
                        });
                        let mut took = start.elapsed();
                        if took > SLOW {
                            // It was read more than once, and others work here.
                            for _ in 0..5 {
                                let start = Instant::now();
                                let _ = catch_unwind(|| drop(script::read(&text)));
                                took = took.min(start.elapsed());
                            }
                        }
                        if let Ok(count) = result {
                            read.fetch_add(count, Ordering::Relaxed);
                        }
                        if let Err(panic) = result {
                            let message = panic.downcast_ref::<String>();
                            if broken.fetch_add(1, Ordering::Relaxed) < 50 {
                                println!("{number} is broken: {message:?}\n{text:?}");
                            }
                        }
                        if took > SLOW {
                            println!("{number} takes {took:?}: {} bytes", text.len());
                        }
                        let mut slowest = slowest.lock().unwrap();
                        *slowest = (*slowest).max((took, number));
                    }
                })
            })
            .collect();
        let mut said = Instant::now();
        while !workers
            .iter()
            .all(std::thread::ScopedJoinHandle::is_finished)
        {
            std::thread::sleep(Duration::from_millis(200));
            for busy in &busy {
                if let Some((number, since)) = *busy.lock().unwrap()
                    && since.elapsed() > HANGS
                {
                    println!("{number} hangs");
                    std::process::abort();
                }
            }
            if said.elapsed() > Duration::from_secs(30) {
                said = Instant::now();
                let done = next.load(Ordering::Relaxed) - first;
                println!("{done} after {:?}", start.elapsed());
            }
        }
    });
    let (took, number) = *slowest.lock().unwrap();
    println!(
        "{many} texts of {} MB, {} statements, in {:?}: {} broken; the slowest, {number}, took {took:?}",
        bytes.load(Ordering::Relaxed) / 1_000_000,
        read.load(Ordering::Relaxed),
        start.elapsed(),
        broken.load(Ordering::Relaxed),
    );
}
