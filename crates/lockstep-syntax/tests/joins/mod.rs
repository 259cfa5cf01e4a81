//! Statements joined to scripts as people and tools write them.

use lockstep_syntax::script;

/// What stands between two statements, the semicolon first. A statement may
/// end in a line comment, which must not swallow the semicolon.
const BETWEEN: [&str; 12] = [
    "\n;\n",
    "\n;",
    "\n;\n\n\n",
    "\n; -- it's; \"done\" (SELECT 1;\n",
    "\n;\n-- CREATE TABLE t (a int);\n--\n",
    "\n;\n/* a /* b; 'c */ DROP TABLE t; */\n",
    "\n;\n\\set x 'y'\n",
    "\n;\n\\echo it''s; done\n",
    "\n;\r\n\r\n",
    "\n;\t /**/ ",
    "\n;\n\\if :{?x}\n\\endif\n",
    "\n;;\n ;\n",
];

/// Followed by data that must not be read as SQL.
const COPY: &str = "COPY t (a, b) FROM stdin;\n1\tit's; DROP TABLE t;\n\\N\t$$ \"/*\n\\.\n";

/// Which of the joints come in turn: the first is that of most files.
pub(crate) const JOINTS: [fn(usize) -> usize; 3] = [|_| 0, |it| it, |it| it * 7 + it / 5];

/// The statements that do not come out of the script as they went in, at the
/// place where they stand.
pub(crate) fn lost(statements: &[&str], joint: fn(usize) -> usize) -> Vec<usize> {
    let mut text = String::new();
    let mut expected = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        let start = text.len();
        text.push_str(statement);
        let between = BETWEEN[joint(index) % BETWEEN.len()];
        let copies = reads_data(statement);
        let between = if copies { BETWEEN[0] } else { between };
        let end = text.len() + between.find(';').unwrap_or_default() + 1;
        expected.push(start..end);
        text.push_str(between);
        let has_data = joint(1) > 0;
        if copies && has_data {
            text.push_str(&COPY[COPY.find('\n').unwrap_or_default() + 1..]);
        } else if joint(index) % 5 == 4 && text.ends_with('\n') {
            expected.push(text.len()..text.len() + COPY.find('\n').unwrap_or_default());
            text.push_str(COPY);
        }
    }
    let script = script::read(&text);
    let found: Vec<_> = script.statements().map(|it| it.span.range()).collect();
    if found == expected {
        return Vec::new();
    }
    let lost = expected.iter().enumerate();
    let lost: Vec<usize> = lost
        .filter(|(_, range)| !found.contains(range))
        .map(|(index, _)| index.min(statements.len() - 1))
        .collect();
    // Statements that nobody wrote are no better.
    if lost.is_empty() { vec![0] } else { lost }
}

/// Whether data follows this statement in a script.
fn reads_data(statement: &str) -> bool {
    let words: Vec<String> = statement
        .split_whitespace()
        .map(str::to_ascii_uppercase)
        .collect();
    words.first().is_some_and(|word| word == "COPY")
        && words
            .windows(2)
            .any(|pair| pair[0] == "FROM" && pair[1].starts_with("STDIN"))
}
