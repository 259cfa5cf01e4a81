//! goose: `-- +goose Up` and `-- +goose Down`, the file in one transaction
//! unless it says `-- +goose NO TRANSACTION`.
//!
//! Statements are sent one by one; what stands between `StatementBegin` and
//! `StatementEnd` is one message. Source: `internal/sqlparser/parser.go`,
//! `migration_sql.go` and `provider_run.go` of pressly/goose.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Layout};
use super::{Framework, Section, Sending, behind, directives};

/// See the module.
pub(super) static GOOSE: Framework = Framework {
    name: "goose",
    wraps_in_transaction: true,
    recognises: |script| annotations(script).next().is_some(),
    names: |_| false,
    sections: |_, script| sections(script),
    recovery: Some(RECOVERY),
    record: Some("INSERT INTO goose_db_version (version_id, is_applied) VALUES ({version}, true);"),
    layout: &Layout {
        text: "{head}{bare}-- +goose Up\n{up}\n\n-- +goose Down\n{down}\n",
        call_with_body: Some("-- +goose StatementBegin\n{sql}\n-- +goose StatementEnd"),
        bare: Bare::Mark("-- +goose NO TRANSACTION\n"),
        usage: "`goose up` runs what is pending, `goose down` undoes the last file.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When goose stops half-way

A file with a transaction has changed nothing: mend it, and run `goose up` again. With `NO TRANSACTION` the statements before the failed one stay, and the version is not recorded. Drop what is INVALID, then either undo those statements and run `goose up`, or finish by hand and record the version. A `SET` need not reach the next statement of such a file, since the command takes connections from a pool.
";

/// The annotations, in upper case, with their place.
fn annotations<'s>(script: &'s Script<'_>) -> impl Iterator<Item = (u32, String)> + 's {
    directives(script).filter_map(|(span, comment)| {
        let words = behind(comment.strip_prefix("--")?.trim_start(), "+goose ")?;
        Some((span.start, words.to_ascii_uppercase()))
    })
}

fn sections(script: &Script<'_>) -> Vec<Section> {
    let transaction = annotations(script).all(|(_, words)| words != "NO TRANSACTION");
    let sending = if transaction {
        Sending::InTransaction
    } else {
        Sending::OneByOne
    };
    let mut down = false;
    let mut sections = Section::whole(sending, false);
    for (start, words) in annotations(script) {
        let sending = match words.as_str() {
            "UP" | "DOWN" => {
                down = words == "DOWN";
                sending
            }
            "STATEMENTBEGIN" if !transaction => Sending::Together,
            "STATEMENTEND" if !transaction => Sending::OneByOne,
            _ => continue,
        };
        sections.push(Section {
            start,
            sending,
            down,
        });
    }
    sections
}
