//! Times the front end on hostile and on huge inputs, and says how much
//! memory each took at most.
#![expect(clippy::print_stdout, reason = "printing is its purpose")]

use std::time::Instant;

use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::script;

fn main() {
    println!(
        "{:34} {:>9} {:>9} {:>9} {:>8}",
        "input", "bytes", "lex ms", "read ms", "peak MB"
    );
    for (name, text) in inputs() {
        let start = Instant::now();
        let tokens = Lexer::new(&text).count();
        let lexed = start.elapsed();
        reset_peak();
        let before = memory("VmRSS");
        let start = Instant::now();
        let script = script::read(&text);
        let read = start.elapsed();
        let peak = memory("VmHWM").saturating_sub(before);
        println!(
            "{name:34} {:9} {:9.1} {:9.1} {peak:8}   {tokens} tokens, {} statements",
            text.len(),
            lexed.as_secs_f64() * 1e3,
            read.as_secs_f64() * 1e3,
            script.statements().count(),
        );
    }
}

fn inputs() -> Vec<(&'static str, String)> {
    const MB10: usize = 10_000_000;
    let fill = |part: &str| part.repeat(MB10 / part.len());
    let mut inputs = vec![
        ("random bytes", random(MB10)),
        (
            "100k open brackets",
            "SELECT ".to_owned() + &"(".repeat(100_000),
        ),
        (
            "100k nested brackets",
            format!("SELECT {}1{};", "(".repeat(100_000), ")".repeat(100_000)),
        ),
        (
            "100k CHECK brackets",
            format!(
                "ALTER TABLE t ADD CHECK ({}a > 1{});",
                "(".repeat(100_000),
                ")".repeat(100_000)
            ),
        ),
        (
            "100k closing brackets",
            "SELECT ".to_owned() + &")".repeat(100_000),
        ),
        (
            "100k array brackets",
            format!(
                "SELECT {}{};",
                "ARRAY[".repeat(100_000),
                "]".repeat(100_000)
            ),
        ),
        (
            "100k operators",
            format!("SELECT {}1;", "1+".repeat(100_000)),
        ),
        (
            "100k UNIONs",
            format!("SELECT 1{};", " UNION SELECT 1".repeat(100_000)),
        ),
        (
            "100k ANDs",
            format!("ALTER TABLE t ADD CHECK (a{});", " AND a".repeat(100_000)),
        ),
        (
            "100k CASEs",
            format!("SELECT {}1;", "CASE WHEN ".repeat(100_000)),
        ),
        (
            "100k NOTs",
            format!("ALTER TABLE t ADD CHECK ({}a);", "NOT ".repeat(100_000)),
        ),
        ("100k open comments", "/*".repeat(100_000)),
        ("10 MB of (", fill("(")),
        ("10 MB of {{", fill("{{ ")),
        ("10 MB of ${", fill("${")),
        ("10 MB of {{ }}", fill("{{ a }} <%= b %> ")),
        ("10 MB of quoted tags", quoted_tags()),
        (
            "10 MB of quoted bodies",
            fill("CREATE FUNCTION f() RETURNS int AS '\nSELECT 1;\nSELECT 2;\n' LANGUAGE sql;\n"),
        ),
        ("10 MB of open calls", fill("SELECT f(\n")),
        ("10 MB of +-", fill("+-")),
        ("10 MB of */", fill("+*/ /*")),
        ("10 MB of '", fill("'")),
        ("10 MB of $a$", fill("$a$ ")),
        ("10 MB of ' lines", fill("SELECT ' ;\n")),
        ("10 MB of quote-odd lines", fill("SELECT 'it's ' ;\n")),
        ("10 MB of ;", fill(";")),
        ("10 MB of newlines", fill("\r\n")),
        ("10 MB of -- lines", fill("--\n")),
        ("10 MB of NUL", fill("\0")),
        ("10 MB of BOM", fill("\u{feff}")),
        ("10 MB of backslashes", fill("\\\n")),
        ("10 MB of COPY", fill("COPY t FROM stdin;\n")),
        ("10 MB of names", fill("SELECT a ")),
        ("10 MB of calls", fill("f(),")),
        (
            "10 MB of ALTER TABLE",
            fill("ALTER TABLE public.users ADD COLUMN name text;\n"),
        ),
        (
            "10 MB ALTER, one statement",
            "ALTER TABLE t ".to_owned() + &fill("ADD COLUMN name text,"),
        ),
        (
            "10 MB ALTER, no semicolon",
            fill("ALTER TABLE t ADD a int\n"),
        ),
        (
            "10 MB of INSERT rows",
            "INSERT INTO t VALUES ".to_owned() + &fill("(1, 'a', now()),") + "(1);",
        ),
        (
            "10 MB of INSERTs",
            fill("INSERT INTO t (a, b) VALUES (1, 'some text');\n"),
        ),
        (
            "10 MB of UPDATEs",
            fill("UPDATE t SET a = 1 WHERE b = 2;\n"),
        ),
        (
            "10 MB of CREATE INDEX",
            fill("CREATE INDEX CONCURRENTLY i ON t (a, lower(b)) WHERE c > 1;\n"),
        ),
        (
            "10 MB columns",
            "CREATE TABLE t (".to_owned() + &fill("a int NOT NULL DEFAULT 0,") + "b int);",
        ),
        (
            "10 MB in one $$",
            format!("DO $$ BEGIN {} END $$;", fill("UPDATE t SET a = 1;")),
        ),
        (
            "10 MB in an open $$",
            format!("DO $$ BEGIN {}", fill("UPDATE t SET a = 1;\n")),
        ),
        (
            "10 MB in an open quote",
            format!("SELECT '{}", fill("UPDATE t SET a = 1;\n")),
        ),
        ("10 MB of open tags", open_tags()),
        (
            "10 MB of IN list",
            format!("DELETE FROM t WHERE a IN ({}1);", fill("1,")),
        ),
        (
            "BEGIN ATOMIC without end",
            format!(
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC {}",
                fill("SELECT 1;\n")
            ),
        ),
        (
            "CREATE RULE without end",
            format!(
                "CREATE RULE r AS ON INSERT TO t DO ALSO ({}",
                fill("SELECT 1;\n")
            ),
        ),
    ];
    inputs.push(("bodies in bodies", nested_bodies()));
    inputs
}

fn open_tags() -> String {
    let mut text = String::new();
    for tag in 0..800_000 {
        text.push_str("$t");
        text.push_str(&tag.to_string());
        text.push_str("$\n;\nSELECT ");
    }
    text
}

/// Dollar quotes that open in strings and close far behind.
fn quoted_tags() -> String {
    let open = (0..250_000).map(|tag| format!("SELECT 'AS $t{tag}$\n;';\n"));
    let close = (0..250_000).map(|tag| format!("SELECT $t{tag}$;\n"));
    open.chain(close).collect()
}

fn nested_bodies() -> String {
    let mut text = "SELECT 1;".repeat(100_000);
    for depth in 0..20 {
        text = format!("DO $d{depth}$ BEGIN {text} END $d{depth}$;");
    }
    text
}

/// Bytes of a small generator, as text.
fn random(length: usize) -> String {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    })
    .take(length)
    .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Forgets the peak of memory so far, where Linux allows it.
fn reset_peak() {
    // Without it the peaks are those of the whole run.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// A figure of `/proc/self/status` in megabytes.
fn memory(figure: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(figure));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}
