//! What twice the input costs, in time and in memory: about twice as much, or
//! reading is not linear; and no more than ten times its size of memory.
//!
//! Names of cases as arguments choose among them.
#![expect(clippy::print_stdout, reason = "printing is its purpose")]

mod input;

use std::hint::black_box;
use std::time::Instant;

use lockstep_syntax::script;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Terms, rows, brackets.
const MANY: usize = 100_000;

type Case = (&'static str, fn(usize) -> String);

const CASES: &[Case] = &[
    ("10 MB of ALTER TABLE", |n| input::alters(n * 100)),
    ("operators", |n| chain("SELECT ", "a", " + ", n, ";")),
    ("conjunction", |n| {
        chain("DELETE FROM t WHERE ", "a = 1", " AND ", n, ";")
    }),
    ("UNION", |n| chain("", "SELECT 1", " UNION ", n, ";")),
    ("IN list", |n| chain("SELECT a IN (", "1", ", ", n, ");")),
    ("rows", |n| {
        chain("INSERT INTO t VALUES ", "(1, 'x')", ", ", n, ";")
    }),
    ("joins", |n| {
        chain("SELECT * FROM ", "t", " CROSS JOIN ", n, ";")
    }),
    ("calls", |n| chain("SELECT ", "f(a)", ", ", n, ";")),
    ("casts", |n| chain("SELECT a", "::text", "", n, ";")),
    ("brackets", |n| nested("SELECT ", n, ";")),
    ("brackets without end", |n| {
        chain("SELECT ", "(", "", n, ";")
    }),
    ("subscripts", |n| chain("SELECT a", "[1]", "", n, ";")),
    ("subqueries", |n| chain("SELECT ", "(SELECT ", "", n, ";")),
    ("NOT", |n| chain("SELECT ", "NOT", " ", n, " a;")),
    ("CASE", |n| {
        chain("SELECT ", "CASE WHEN a THEN 1", " ELSE ", n, ";")
    }),
    ("line comments", |n| {
        chain("", "-- remark", "\n", n, "\nSELECT 1;")
    }),
    ("block comments", |n| {
        chain("", "/* a */", "", n, "SELECT 1;")
    }),
    ("nested comments", |n| "/*".repeat(n) + &"*/".repeat(n)),
    ("comments without end", |n| {
        chain("", "/* SELECT 1;", "\n", n, "")
    }),
    ("quotes without end", |n| {
        chain("", "SELECT 'a;", "\n", n, "")
    }),
    ("CHECK", |n| {
        chain("ALTER TABLE t ADD CHECK (", "a > 1", " OR ", n, ");")
    }),
    ("CHECK with IN", |n| {
        chain("CREATE TABLE t (a int CHECK (a IN (", "1", ", ", n, ")));")
    }),
    ("CHECK in brackets", |n| {
        nested("ALTER TABLE t ADD CHECK (", n, ");")
    }),
    ("DEFAULT", |n| {
        chain("CREATE TABLE t (a text DEFAULT ", "'x'", " || ", n, ");")
    }),
    ("USING", |n| {
        chain("ALTER TABLE t ALTER a TYPE int USING ", "a", " + ", n, ";")
    }),
    ("view", |n| {
        chain(
            "CREATE VIEW v AS ",
            "SELECT a FROM t",
            " UNION ALL ",
            n,
            ";",
        )
    }),
    ("view of a sum", |n| {
        chain("CREATE VIEW v AS SELECT ", "a", " + ", n, " FROM t;")
    }),
    ("partial index", |n| {
        chain("CREATE INDEX ON t (a) WHERE ", "a > 1", " AND ", n, ";")
    }),
    ("columns", |n| {
        chain("CREATE TABLE t (", "a int NOT NULL", ", ", n, ");")
    }),
    ("actions", |n| {
        chain("ALTER TABLE t ", "ADD COLUMN a int", ", ", n, ";")
    }),
    ("labels", |n| {
        chain("CREATE TYPE t AS ENUM (", "'a'", ", ", n, ");")
    }),
    ("names", |n| chain("DROP TABLE ", "a.b", ", ", n, ";")),
    ("DO", |n| {
        chain("DO $$ BEGIN ", "UPDATE t SET a = 1", "; ", n, "; END $$;")
    }),
    ("sum in DO", |n| {
        chain("DO $$ BEGIN x := ", "a", " + ", n, "; END $$;")
    }),
    ("blocks in DO", |n| chain("DO $$ ", "BEGIN ", "", n, "$$;")),
    ("IF in DO", |n| {
        chain("DO $$ BEGIN ", "IF a THEN", " ", n, " END $$;")
    }),
    ("SQL function", |n| {
        chain(
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ ",
            "SELECT 1",
            "; ",
            n,
            " $$;",
        )
    }),
    ("atomic function", |n| {
        chain(
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC ",
            "SELECT 1",
            "; ",
            n,
            "; END;",
        )
    }),
    ("misspelt statements", |n| {
        chain("", "ALTER TABEL t ADD a int", ";\n", n, ";")
    }),
    ("missing semicolons", |n| {
        chain("", "ALTER TABLE t ADD a int", "\n", n, ";")
    }),
    ("meta-commands", |n| chain("", "\\echo a", "\n", n, "")),
    ("templates", |n| chain("SELECT ", "{{ a }}", ", ", n, ";")),
    ("templates without end", |n| {
        chain("SELECT ", "{{ a", " ", n, ";")
    }),
    ("signs", |n| chain("SELECT ", "+-", "", n, "1;")),
    ("dots", |n| chain("SELECT ", "a", ".", n, ";")),
    ("dollar quotes without end", |n| {
        chain("", "SELECT $a", "$ $b", n, ";")
    }),
];

fn chain(before: &str, term: &str, between: &str, terms: usize, after: &str) -> String {
    let rest = [between, term].concat().repeat(terms - 1);
    [before, term, &rest, after].concat()
}

fn nested(before: &str, depth: usize, after: &str) -> String {
    [before, &"(".repeat(depth), "1", &")".repeat(depth), after].concat()
}

fn main() {
    let chosen: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    println!(
        "{:<28}{:>9}{:>9}{:>9}{:>12}",
        "100,000 of", "n in ms", "2n in ms", "ratio", "memory/size"
    );
    for (name, text) in CASES {
        if !chosen.is_empty() && !chosen.iter().any(|part| name.contains(part.as_str())) {
            continue;
        }
        let once = measured(&text(MANY));
        let twice = measured(&text(2 * MANY));
        println!(
            "{name:<28}{:>9.1}{:>9.1}{:>9.1}{:>12.1}",
            once.milliseconds,
            twice.milliseconds,
            twice.milliseconds / once.milliseconds,
            once.memory
        );
    }
}

struct Measured {
    milliseconds: f64,
    /// The most that was in use at a time, as a multiple of the text.
    memory: f64,
}

#[expect(clippy::cast_precision_loss, reason = "numbers to look at")]
fn measured(text: &str) -> Measured {
    let mut milliseconds = f64::MAX;
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    // The shortest of some runs: what the machine does when left alone.
    for _ in 0..3 {
        let start = Instant::now();
        black_box(script::read(text));
        milliseconds = milliseconds.min(start.elapsed().as_secs_f64() * 1e3);
    }
    let memory = MEMORY.peak_usage().saturating_sub(before);
    Measured {
        milliseconds,
        memory: memory as f64 / text.len() as f64,
    }
}
