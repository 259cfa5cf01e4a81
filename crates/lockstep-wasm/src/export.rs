//! A report as a file to keep or to hand on.

use std::io::{Cursor, Write};

use lockstep_core::check;
use lockstep_core::render::{html, json, markdown, sarif, sql};
use lockstep_core::step_files::{StepFile, step_files};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::request::{Export, Exported, Format, Request, RequestError};

/// Analyses and makes the file. Its offsets are those of the report contract,
/// whatever unit the request names: a file is for other programs.
///
/// # Errors
///
/// An option has a value that it cannot have.
///
/// ```
/// use lockstep_wasm::export::export;
/// use lockstep_wasm::request::{Export, File, Format, Request};
///
/// let request = Request {
///     files: vec![File { name: "m.sql".into(), text: "DROP INDEX i;".into() }],
///     ..Request::default()
/// };
/// let file = export(request, Export { format: Format::Zip, seconds: 0 }).unwrap();
/// assert_eq!(file.name, "plan.zip");
/// assert!(file.bytes.starts_with(b"PK"));
/// ```
pub fn export(request: Request, wanted: Export) -> Result<Exported, RequestError> {
    let (files, options) = request.parts()?;
    let report = check(&files, &options);
    let (name, media_type, bytes) = match wanted.format {
        Format::Zip => {
            let steps = step_files(&report, wanted.seconds);
            // Nothing can fail that is written to memory, but two files of one
            // name, which `step_files` does not make.
            let bytes = archive(&steps).map_err(|error| RequestError::input(error.to_string()))?;
            ("plan.zip", "application/zip", bytes)
        }
        Format::Sql => ("plan.sql", "application/sql", sql::plan(&report).into()),
        Format::Plan => ("plan.md", "text/markdown", markdown::plan(&report).into()),
        Format::Markdown => {
            let text = markdown::report(&report, &files);
            ("lockstep.md", "text/markdown", text.into())
        }
        Format::Html => {
            let page = html::report(&report, &files);
            ("lockstep.html", "text/html", page.into())
        }
        Format::Json => (
            "lockstep.json",
            "application/json",
            json::report(&report).into(),
        ),
        Format::Sarif => {
            let text = sarif::report(&report, &files);
            ("lockstep.sarif", "application/sarif+json", text.into())
        }
    };
    Ok(Exported {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes,
    })
}

fn archive(files: &[StepFile]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(&file.path, SimpleFileOptions::default())?;
        archive.write_all(file.content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use zip::ZipArchive;

    use super::*;
    use crate::request::File;

    fn exported(sql: &str, format: Format) -> Vec<u8> {
        let request = Request {
            files: vec![File {
                name: "20240115101500_users.sql".to_owned(),
                text: sql.to_owned(),
            }],
            ..Request::default()
        };
        let wanted = Export { format, seconds: 0 };
        export(request, wanted).expect("a file").bytes
    }

    #[test]
    fn the_archive_holds_the_steps_and_the_runbook() {
        let sql = "-- migrate:up\nCREATE INDEX ON \"Üsers\" (email);\n-- migrate:down\n";
        let bytes = exported(sql, Format::Zip);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let names: Result<Vec<_>, _> = archive.file_names().collect();
        let names = names.expect("UTF-8");
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(names[0].starts_with("db/migrations/20240115101500_"));
        assert_eq!(names[1], "RUNBOOK.md");
        let mut text = String::new();
        let mut first = archive.by_index(0).expect("a file");
        first.read_to_string(&mut text).expect("UTF-8");
        assert!(text.contains("CREATE INDEX CONCURRENTLY"), "{text}");
    }

    #[test]
    fn without_a_plan_the_archive_is_empty() {
        let bytes = exported("SELECT 1;", Format::Zip);
        let archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        assert!(archive.is_empty());
    }

    #[test]
    fn each_text_is_what_the_command_line_prints() {
        let text =
            |format| String::from_utf8(exported("DROP TABLE users;", format)).expect("UTF-8");
        assert!(text(Format::Sql).starts_with("-- "));
        assert!(text(Format::Plan).starts_with("## Lockstep: "));
        assert!(text(Format::Markdown).starts_with("## Lockstep: "));
        assert!(text(Format::Json).starts_with("{\n  \"version\": 1,"));
        assert!(text(Format::Html).contains("<h2>Runbook</h2>"));
        assert!(text(Format::Sarif).contains("\"2.1.0\""));
    }
}
