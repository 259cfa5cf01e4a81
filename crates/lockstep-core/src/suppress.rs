//! Comments that silence findings: `-- lockstep-ignore rule: reason`, and those
//! of other linters, whose rules have names of their own.

mod names;

use std::ops::Range;

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::script::Piece;
use lockstep_syntax::tree::Span;

use crate::analysis::{File, Unit};
use crate::report::{Finding, Note, Severity, Suppressed};
use crate::rules::RULES;

/// A comment that silences something.
struct Silence<'a> {
    file: usize,
    span: Span,
    /// The rules that it silences; all where it names none.
    rules: Option<Vec<&'static str>>,
    /// The statements that it is about.
    statements: Range<usize>,
    reason: &'a str,
    /// It is in our own words, so that nobody else needs it.
    own: bool,
    used: bool,
}

/// What a comment asks for.
struct Directive<'a> {
    scope: Scope,
    own: bool,
    names: Vec<&'a str>,
    reason: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The statement behind it, around it, or before it on its line.
    Statement,
    /// The whole file.
    File,
    /// All statements up to the end.
    Start,
    /// The end of those.
    End,
}

/// How the comments begin; the longer of two that begin alike goes first.
const BEGINS: &[(&str, Scope)] = &[
    ("lockstep-ignore-file", Scope::File),
    ("lockstep-ignore", Scope::Statement),
    ("squawk-ignore-file", Scope::File),
    ("squawk-ignore", Scope::Statement),
    ("eugene: ignore", Scope::Statement),
    ("pgfence-ignore", Scope::Statement),
    ("pgfence: ignore", Scope::Statement),
    ("migrationpilot-disable-file", Scope::File),
    ("migrationpilot-disable-next-line", Scope::Statement),
    ("migrationpilot-disable", Scope::Statement),
    ("pgls-ignore-all", Scope::File),
    ("pgls-ignore-start", Scope::Start),
    ("pgls-ignore-end", Scope::End),
    ("pgls-ignore", Scope::Statement),
    ("pgt-ignore-all", Scope::File),
    ("pgt-ignore-start", Scope::Start),
    ("pgt-ignore-end", Scope::End),
    ("pgt-ignore", Scope::Statement),
    ("safety-assured:start", Scope::Start),
    ("safety-assured:end", Scope::End),
    ("safety-assured", Scope::Statement),
];

/// Takes out the findings that a comment silences. A comment of ours that
/// silences nothing becomes a finding itself, a name that nobody knows a note.
pub(crate) fn suppress(
    files: &[File<'_>],
    units: &[Unit<'_>],
    findings: &mut Vec<Finding>,
    notes: &mut Vec<Note>,
) -> Vec<Suppressed> {
    let mut silences: Vec<Silence<'_>> = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let first = units.partition_point(|unit| unit.file < number);
        let last = units.partition_point(|unit| unit.file <= number);
        collect(
            number,
            file,
            first,
            &units[first..last],
            &mut silences,
            notes,
        );
    }
    let mut suppressed = Vec::new();
    if silences.is_empty() {
        return suppressed;
    }
    // Those of a file stand together; each finding asks its own file's alone.
    findings.retain(|finding| {
        let Some(unit) = units.get(finding.statement) else {
            return true;
        };
        let start = silences.partition_point(|it| it.file < unit.file);
        let silence = silences[start..]
            .iter_mut()
            .take_while(|it| it.file == unit.file)
            .find(|it| {
                it.statements.contains(&finding.statement)
                    && it
                        .rules
                        .as_ref()
                        .is_none_or(|rules| rules.iter().any(|rule| *rule == finding.rule))
            });
        let Some(silence) = silence else {
            return true;
        };
        silence.used = true;
        suppressed.push(Suppressed {
            rule: finding.rule.clone(),
            statement: finding.statement,
            line: finding.line,
            reason: silence.reason.to_owned(),
        });
        false
    });
    let unused: Vec<Finding> = silences
        .iter()
        .filter(|it| it.own && !it.used)
        .filter_map(|it| unused(&files[it.file], it))
        .collect();
    findings.extend(unused);
    suppressed
}

/// The comments of a file that silence something.
fn collect<'a>(
    number: usize,
    file: &File<'a>,
    first: usize,
    units: &[Unit<'a>],
    silences: &mut Vec<Silence<'a>>,
    notes: &mut Vec<Note>,
) {
    let text = file.script.text;
    let mut open: Option<usize> = None;
    for (span, inside) in comments(file) {
        let Some(directive) = read(span.of(text)) else {
            continue;
        };
        let rules = match rules(&directive) {
            Ok(rules) => rules,
            Err(unknown) => {
                notes.push(note(file, span, unknown, directive.own));
                continue;
            }
        };
        let next = first + units.partition_point(|unit| unit.statement.span.start < span.start);
        let end = first + units.len();
        let statements = match directive.scope {
            Scope::File => first..end,
            Scope::Start => {
                open = Some(silences.len());
                next..end
            }
            Scope::End => {
                if let Some(silence) = open.take().and_then(|index| silences.get_mut(index)) {
                    silence.statements.end = next;
                }
                continue;
            }
            Scope::Statement => {
                let before = next
                    .checked_sub(first + 1)
                    .and_then(|index| units.get(index));
                let same_line = before.is_some_and(|unit| {
                    let end = unit.statement.span.end as usize;
                    text.get(end..span.start as usize)
                        .is_some_and(|between| !between.contains('\n'))
                });
                if inside || same_line {
                    next - 1..next
                } else {
                    next..end.min(next + 1)
                }
            }
        };
        silences.push(Silence {
            file: number,
            span,
            rules,
            statements,
            reason: directive.reason,
            own: directive.own,
            used: false,
        });
    }
}

/// The comments of a file in the order of the text, and whether each stands
/// inside a statement.
fn comments(file: &File<'_>) -> Vec<(Span, bool)> {
    let text = file.script.text;
    let mut found = Vec::new();
    for piece in &file.script.pieces {
        match piece {
            Piece::Comment(span) => found.push((*span, false)),
            Piece::Statement(statement) => {
                // Few statements hold such a comment, and reading all of them
                // again would cost more than they do.
                let written = statement.span.of(text);
                if !written.contains("--") && !written.contains("/*") {
                    continue;
                }
                if !["ignore", "disable", "safety-assured"]
                    .iter()
                    .any(|word| written.contains(word))
                {
                    continue;
                }
                let tokens = Lexer::within(text, statement.span);
                found.extend(tokens.filter_map(|token| {
                    matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment)
                        .then_some((token.span, true))
                }));
            }
            _ => {}
        }
    }
    found
}

fn read(comment: &str) -> Option<Directive<'_>> {
    let said = comment
        .strip_prefix("--")
        .or_else(|| comment.strip_prefix("/*"))?
        .trim_start();
    let said = said.strip_suffix("*/").unwrap_or(said).trim_end();
    let (begin, scope) = BEGINS.iter().find(|(begin, _)| {
        said.strip_prefix(begin)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '\t']))
    })?;
    let rest = said[begin.len()..].trim_start_matches(':').trim();
    let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let own = begin.starts_with("lockstep");
    // What assures safety gives a reason and names no rule.
    let (names, reason) = if begin.starts_with("safety") {
        ("", rest)
    } else {
        (names, reason.trim())
    };
    Some(Directive {
        scope: *scope,
        own,
        names: names
            .split([',', ' ', '\t'])
            .filter(|name| !name.is_empty())
            .collect(),
        reason,
    })
}

/// The rules that a directive means, all where it names none; or the name that
/// nobody knows.
fn rules<'a>(directive: &Directive<'a>) -> Result<Option<Vec<&'static str>>, &'a str> {
    if directive.names.is_empty() {
        return Ok(None);
    }
    let mut rules = Vec::new();
    for name in &directive.names {
        match RULES.iter().find(|rule| rule.id == *name) {
            Some(rule) => rules.push(rule.id),
            None if directive.own => return Err(name),
            None => rules.extend(names::meant(name).ok_or(*name)?),
        }
    }
    Ok(Some(rules))
}

fn note(file: &File<'_>, span: Span, name: &str, own: bool) -> Note {
    Note {
        file: file.source.name.to_string(),
        line: file.source.place(span).line,
        text: if own {
            format!(
                "No rule is called {name}, so this comment silences nothing. `lockstep rules` lists them."
            )
        } else {
            format!(
                "{name} is no rule that is known here, so this comment silences nothing. Write lockstep-ignore and a rule of `lockstep rules`."
            )
        },
    }
}

/// The finding that a comment of ours silences nothing.
fn unused(file: &File<'_>, silence: &Silence<'_>) -> Option<Finding> {
    let rule = RULES.iter().find(|rule| rule.id == "unused-suppression")?;
    let place = file.source.place(silence.span);
    let named = match silence.rules.as_deref() {
        None => "No rule finds".to_owned(),
        Some([one]) => format!("{one} does not find"),
        Some(many) => format!("None of {} finds", many.join(", ")),
    };
    Some(Finding {
        rule: rule.id.to_owned(),
        severity: Severity::Advice,
        statement: silence
            .statements
            .start
            .checked_sub(usize::from(silence.statements.is_empty()))?,
        file: file.source.name.to_string(),
        source: file.source.given,
        start: place.start,
        end: place.end,
        line: place.line,
        column: place.column,
        diff: place.diff,
        title: "This comment silences nothing.".to_owned(),
        what: format!("{named} anything in what the comment is about."),
        why: "A comment that is left over hides the next hazard that comes to its place."
            .to_owned(),
        action: "Take the comment out, or put it before the statement that it is meant for."
            .to_owned(),
        relations: Vec::new(),
        versions: rule.versions.to_owned(),
        citation: rule.source.citation(),
        plan_steps: Vec::new(),
        fix: None,
    })
}
