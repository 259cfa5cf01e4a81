//! The report as SARIF 2.1.0, which code scanning services and editors read.
//!
//! Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version
//! 2.1.0"; sections are cited where one decided something.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::excerpt::{self, Region};
use super::pretty;
use super::text::clean;
use crate::SourceFile;
use crate::report::{Finding, Report, Severity};
use crate::rule::capital;
use crate::rules::{RULES, Rule};
use crate::source::{self, Source};

/// One run: the rules, and a result a finding.
///
/// ```
/// use lockstep_core::{Options, check, render::sarif};
///
/// let report = check(&[], &Options::default());
/// assert!(sarif::report(&report, &[]).contains("\"version\": \"2.1.0\""));
/// ```
#[must_use]
pub fn report(report: &Report, files: &[SourceFile]) -> String {
    let (sources, _) = source::open(files);
    let mut fingerprints = Fingerprints::default();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(finding, &sources, &fingerprints.of(finding, files)))
        .collect();
    let notifications: Vec<Value> = report
        .notes
        .iter()
        .map(|note| {
            json!({
                "level": "note",
                "message": { "text": clean(&note.text) },
                "locations": [location(&note.file, &json!({ "startLine": note.line }))],
            })
        })
        .collect();
    pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Lockstep",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn descriptor(rule: &Rule) -> Value {
    // The playground's build has no pages; a description must not be empty.
    let docs = if rule.docs.is_empty() {
        rule.title
    } else {
        rule.docs
    };
    json!({
        "id": rule.id,
        "name": pascal_case(rule.id),
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": docs },
        "help": {
            "text": docs,
            "markdown": format!("{docs}\n\n[{}]({})", rule.source.title(), rule.source.url()),
        },
        "helpUri": rule.source.url(),
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "postgres": rule.versions, "tags": ["postgresql", "migration"] },
    })
}

fn result(finding: &Finding, sources: &[Source<'_>], fingerprint: &str) -> Value {
    let parts = [&finding.title, &finding.what, &finding.why, &finding.action];
    let sentences: Vec<String> = parts
        .iter()
        .map(|part| clean(part.trim()))
        .filter(|part| !part.is_empty())
        .map(|part| {
            if part.ends_with('.') {
                part
            } else {
                format!("{part}.")
            }
        })
        .collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": escaped(&sentences.join(" ")) },
        "locations": [location(&finding.file, &region(&Region::of(sources, finding)))],
        "partialFingerprints": { "lockstep/v1": fingerprint },
    });
    if let Some(index) = RULES.iter().position(|rule| rule.id == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(fix) = fix(finding, sources) {
        result["fixes"] = json!([fix]);
    }
    result
}

/// A fix, where each of its edits is in a file at hand.
fn fix(finding: &Finding, sources: &[Source<'_>]) -> Option<Value> {
    let fix = finding.fix.as_ref()?;
    let replacements = fix
        .edits
        .iter()
        .map(|edit| {
            let (source, range) =
                excerpt::locate(sources, finding.source, &(edit.start..edit.end))?;
            Some(json!({
                "deletedRegion": region(&Region::within(source, &range)),
                "insertedContent": { "text": edit.text },
            }))
        })
        .collect::<Option<Vec<Value>>>()?;
    Some(json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": artifact(&finding.file),
            "replacements": replacements,
        }],
    }))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Danger => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn location(file: &str, region: &Value) -> Value {
    json!({ "physicalLocation": { "artifactLocation": artifact(file), "region": region } })
}

fn region(region: &Region) -> Value {
    json!({
        "startLine": region.start.0,
        "startColumn": region.start.1,
        "endLine": region.end.0,
        "endColumn": region.end.1,
    })
}

/// A file by a relative reference, or a `file` URI where its path is absolute
/// (section 3.4.3).
fn artifact(file: &str) -> Value {
    let path = file.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes().get(2) == Some(&b'/');
    let prefix = match (path.starts_with('/'), drive) {
        (true, _) => "file://",
        (_, true) => "file:///",
        _ => "",
    };
    let mut uri = prefix.to_owned();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    json!({ "uri": uri })
}

/// A brace would begin a placeholder, and `[text](place)` be a link (sections
/// 3.11.5 and 3.11.6).
fn escaped(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        return text.replace('[', "\\[").replace(']', "\\]");
    }
    text
}

/// `SetNotNullScan`.
fn pascal_case(id: &str) -> String {
    id.split('-').map(capital).collect()
}

/// Tells a finding from others of the same rule, and is the same when the
/// statement moves in its file or the file is renamed (section 3.27.17).
#[derive(Default)]
struct Fingerprints {
    seen: HashMap<(u64, String), usize>,
}

impl Fingerprints {
    fn of(&mut self, finding: &Finding, files: &[SourceFile]) -> String {
        let text = files
            .get(finding.source)
            .and_then(|file| file.text.get(finding.start..finding.end))
            .unwrap_or_default();
        let words = text.split_whitespace();
        let parts = [finding.rule.as_str()].into_iter().chain(words);
        let hash = parts.fold(FNV_OFFSET, |hash, part| {
            let bytes = part.bytes().chain([b' ']);
            bytes.fold(hash, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
            })
        });
        let number = self.seen.entry((hash, finding.file.clone())).or_default();
        *number += 1;
        format!("{hash:016x}:{number}")
    }
}

// The 64-bit FNV-1a hash: the same on every machine and with every compiler.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;
