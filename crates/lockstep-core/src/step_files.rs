//! The steps of a plan as files of a migration framework.

mod chunk;
mod language;
mod page;
mod template;
mod version;

use crate::framework::layout::{Bare, Language, Layout, When};
use crate::framework::{self, Framework, none};
use crate::render::runnable;
use crate::report::{Report, Step, StepKind, StepTransaction};
use chunk::{Chunk, chunks, literal, refusing, undo};
use template::{app, class, fill, hash, slug};
use version::Version;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepFile {
    /// Its path, parts separated by `/`, relative to wherever they are put.
    pub path: String,
    /// Its text.
    pub content: String,
}

/// The longest name of a file, without its number.
const NAME: usize = 60;

/// The steps as files that the report's framework runs, one for each
/// transaction, and `RUNBOOK.md`, which says how; nothing where no plan is
/// needed.
///
/// What has to be deployed or waited for between steps divides the files into
/// folders `release-1`, `release-2` and so on, since a framework runs
/// whatever is pending at once. The files are numbered on from the migration's
/// own name, which they stand for, or from `now` (seconds since 1970).
///
/// ```
/// use lockstep_core::{check, step_files::step_files, Options, SourceFile};
///
/// let files = [SourceFile {
///     name: "20240115101500_find_users.sql".to_owned(),
///     text: "-- migrate:up\nCREATE INDEX ON users (email);\n-- migrate:down\n".to_owned(),
/// }];
/// let files = step_files(&check(&files, &Options::default()), 0);
/// assert!(files[0].path.starts_with("db/migrations/20240115101500_build_"));
/// assert!(files[0].content.contains("-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY"));
/// ```
#[must_use]
pub fn step_files(report: &Report, now: u64) -> Vec<StepFile> {
    let framework: &Framework = framework::by_name(&report.framework.name).unwrap_or(&none::NONE);
    let layout = framework.layout;
    let input = report.statements.first().map_or("", |it| &it.file);
    let mut writer = Writer {
        layout,
        version: Version::first(layout.version, input, now),
        app: app(input),
        before: String::new(),
        revision: String::new(),
        taken: Vec::new(),
        folder: String::new(),
        files: Vec::new(),
        settings: Vec::new(),
    };
    let steps = &report.plan.steps;
    let releases = page::releases(steps);
    let mut contents = Vec::new();
    for (index, release) in releases.iter().enumerate() {
        if releases.len() > 1 {
            writer.folder = format!("release-{}/", index + 1);
        }
        for step in release.iter().filter(|it| it.kind == StepKind::Sql) {
            let first = writer.files.len();
            writer.step(step, steps.len());
            let written = writer.files[first..].iter();
            contents.push((step.number, written.map(|it| it.path.clone()).collect()));
        }
    }
    let Writer {
        mut files,
        settings,
        ..
    } = writer;
    if !steps.is_empty() {
        files.push(StepFile {
            path: "RUNBOOK.md".to_owned(),
            content: page::page(report, framework, &contents, &settings),
        });
    }
    files
}

struct Writer {
    layout: &'static Layout,
    version: Version,
    app: String,
    /// The name of the file before, and its hash.
    before: String,
    revision: String,
    /// Names, of which each may be a class's.
    taken: Vec<String>,
    folder: String,
    files: Vec<StepFile>,
    /// What the connection has to set, since files cannot.
    settings: Vec<String>,
}

/// What a file does, in one direction.
#[derive(Clone, Debug, Default)]
struct Direction {
    chunks: Vec<Chunk>,
    bare: bool,
}

/// What one file does.
struct Part {
    head: String,
    up: Direction,
    down: Direction,
    verify: String,
}

impl Writer {
    fn step(&mut self, step: &Step, of: usize) {
        let mut layout = self.layout;
        let part = Part {
            head: page::head(step, of),
            up: Direction {
                chunks: chunks(&step.sql),
                bare: step.transaction != StepTransaction::Single,
            },
            down: undo(step),
            verify: step.verify.clone().unwrap_or_default(),
        };
        if !part.up.bare {
            return self.part(layout, step, part);
        }
        let possible = match layout.bare {
            Bare::Mark(_) => true,
            Bare::Layout(other) => {
                layout = other;
                true
            }
            Bare::Only(known) => part.up.chunks.iter().all(|chunk| {
                let begins = |words: &&str| chunk.statement().starts_with(words);
                chunk.sets() || known.iter().any(begins)
            }),
            Bare::Script => false,
        };
        if !possible {
            return self.script(step, part);
        }
        if !layout.alone {
            return self.part(layout, step, part);
        }
        self.one_by_one(layout, step, part);
    }

    /// A file for each statement; what such files cannot set, the connection
    /// has to.
    fn one_by_one(&mut self, layout: &'static Layout, step: &Step, part: Part) {
        let (settings, work): (Vec<Chunk>, Vec<Chunk>) =
            part.up.chunks.into_iter().partition(Chunk::sets);
        for setting in settings {
            let setting = setting.statement().trim_end_matches(';').to_owned();
            if !self.settings.contains(&setting) {
                self.settings.push(setting);
            }
        }
        let several = work.len() > 1;
        let mut down = Some(part.down);
        for (index, chunk) in work.into_iter().enumerate() {
            let mut head = part.head.clone();
            if several {
                head = format!("{head}\n\nPart {} of the step.", index + 1);
            }
            let first = "-- What undoes the whole step stands in the file of its first part.";
            self.part(
                layout,
                step,
                Part {
                    head,
                    up: Direction {
                        chunks: vec![chunk],
                        bare: true,
                    },
                    down: down.take().unwrap_or_else(|| Direction {
                        chunks: chunks(first),
                        bare: false,
                    }),
                    verify: part.verify.clone(),
                },
            );
        }
    }

    /// A script for psql, and a migration that waits for it.
    fn script(&mut self, step: &Step, part: Part) {
        let name = format!("psql/{}_{}.sql", self.version, slug(&step.title, NAME));
        let mut content = Language::Sql.comment(&part.head);
        content.push_str("\\set ON_ERROR_STOP on\n");
        content.push_str(&runnable(step));
        content.push('\n');
        self.put(&name, content);
        let message = format!("run {name} first: psql -X -f {name}");
        let query = part.verify.trim_end_matches(';');
        let up = if query.is_empty() {
            chunks(&format!("-- {message}\nSELECT 1;"))
        } else {
            chunks(&format!(
                "DO $lockstep$\nBEGIN\n  IF NOT ({query}) THEN\n    RAISE EXCEPTION USING MESSAGE = {};\n  END IF;\nEND\n$lockstep$;",
                literal(&message)
            ))
        };
        let part = Part {
            head: format!("{}\n\nThis framework cannot run it: {message}", part.head),
            up: Direction {
                chunks: up,
                bare: false,
            },
            ..part
        };
        self.part(self.layout, step, part);
    }

    fn part(&mut self, layout: &'static Layout, step: &Step, mut part: Part) {
        let together = part
            .down
            .chunks
            .iter()
            .filter(|it| it.is_statement())
            .count()
            > 1;
        let apart = !layout.is_shared() || part.up.bare;
        let possible = matches!(layout.bare, Bare::Mark(_)) && apart && !(layout.alone && together);
        if part.down.bare && !possible {
            part.down = refusing(&part.down.chunks);
        }
        let bare = part.up.bare || part.down.bare;
        let mark = |wanted: bool| match layout.bare {
            Bare::Mark(mark) if wanted => mark,
            _ => "",
        };
        let name = self.name(&step.title);
        let version = self.version.to_string();
        let revision = hash(&format!("{}{version}_{name}", self.revision));
        let previous = std::mem::replace(&mut self.revision, revision);
        let class = class(&name);
        let text = |template: &str, flipped: bool| {
            fill(template, &|key| {
                Some(match key {
                    "version" => version.clone(),
                    "name" => name.clone(),
                    "Name" => class.clone(),
                    "revision" => self.revision.clone(),
                    "previous" if previous.is_empty() => "None".to_owned(),
                    "previous" => format!("\"{previous}\""),
                    "before" => self.before.clone(),
                    "app" => self.app.clone(),
                    "head" if flipped => String::new(),
                    "head" => format!("{}\n", layout.language.comment(&part.head)),
                    "up" => part.up.written(layout, mark(part.up.bare)),
                    "down" => prefixed(layout, part.down.written(layout, mark(part.down.bare))),
                    "verify" => part.verify.trim_end_matches(';').to_owned(),
                    "bare" => mark(bare).to_owned(),
                    "bare up" => mark(part.up.bare).to_owned(),
                    "bare down" => mark(part.down.bare).to_owned(),
                    _ => return None,
                })
            })
        };
        let mut files = vec![(text(layout.path, false), text(layout.text, false))];
        for file in layout.beside {
            let wanted = match file.when {
                When::Always => true,
                When::Bare => bare,
                When::BareUp => part.up.bare,
                When::BareDown => part.down.bare,
                When::Verified => !part.verify.is_empty(),
            };
            if wanted {
                files.push((text(file.path, true), text(file.text, true)));
            }
        }
        self.before = format!("{version}_{name}");
        self.version.advance();
        for (path, content) in files {
            self.put(&path, content);
        }
    }

    fn put(&mut self, path: &str, content: String) {
        self.files.push(StepFile {
            path: format!("{}{path}", self.folder),
            content,
        });
    }

    /// A name that no other file of the series has.
    fn name(&mut self, title: &str) -> String {
        let slug = slug(title, NAME);
        let mut name = slug.clone();
        let mut number = 1;
        while self.taken.contains(&name) {
            number += 1;
            name = format!("{slug}_{number}");
        }
        self.taken.push(name.clone());
        name
    }
}

impl Direction {
    fn written(&self, layout: &Layout, mark: &str) -> String {
        let statements = self.chunks.iter().filter(|it| it.is_statement()).count();
        if statements == 0 && !layout.nothing.is_empty() {
            return layout.nothing.to_owned();
        }
        if layout.begins && !self.bare && statements > 1 {
            let all: Vec<&str> = self.chunks.iter().map(|it| &*it.text).collect();
            let all = format!("BEGIN;\n{}\nCOMMIT;", all.join("\n"));
            return call(layout, mark, &Chunk::new(all));
        }
        let written: Vec<String> = self
            .chunks
            .iter()
            .map(|it| call(layout, mark, it))
            .collect();
        written.join(layout.between)
    }
}

/// One statement as the layout writes it; what is only a comment, as one.
fn call(layout: &Layout, mark: &str, chunk: &Chunk) -> String {
    if !chunk.is_statement() {
        let comment = layout.language.comment(&chunk.comment());
        return comment.trim_end().to_owned();
    }
    let template = match layout.call_with_body {
        Some(with_body) if chunk.has_body() => with_body,
        _ => layout.call,
    };
    fill(template, &|key| match key {
        "sql" => Some(layout.language.statement(&chunk.text)),
        "bare" => Some(mark.to_owned()),
        _ => None,
    })
}

/// What goes down, where each of its lines has to say so.
fn prefixed(layout: &Layout, down: String) -> String {
    if layout.undo_prefix.is_empty() {
        return down;
    }
    let lines: Vec<String> = down
        .lines()
        .map(|line| format!("{}{line}", layout.undo_prefix))
        .collect();
    lines.join("\n")
}
