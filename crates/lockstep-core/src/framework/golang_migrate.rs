//! golang-migrate: `000001_name.up.sql` and `000001_name.down.sql`, without a
//! transaction.
//!
//! The file is one message, so that two or more statements are one implicit
//! transaction. Source: `database/postgres/README.md` and `source/parse.go` of
//! golang-migrate/migrate.

use super::layout::{Beside, Layout, Style, When};
use super::{Framework, Section, Sending, digits, last_parts};

/// See the module.
pub(super) static GOLANG_MIGRATE: Framework = Framework {
    name: "golang-migrate",
    wraps_in_transaction: false,
    recognises: |_| false,
    // A stamp of 14 digits may as well be a reversible migration of sqlx.
    names: |path| {
        let (file, _) = last_parts(path);
        let (count, rest) = digits(file);
        count == 6
            && rest.starts_with('_')
            && (rest.ends_with(".up.sql") || rest.ends_with(".down.sql"))
    },
    sections: |path, _| Section::whole(Sending::Together, path.ends_with(".down.sql")),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "{version}_{name}.up.sql",
        beside: &[Beside {
            path: "{version}_{name}.down.sql",
            text: "{down}\n",
            when: When::Always,
        }],
        version: Style::Number(6),
        begins: true,
        alone: true,
        usage: "`migrate up` runs what is pending, `migrate down 1` undoes the last file; run one migrator at a time. Settings go into the URL, as in `?lock_timeout=0`. Files behind these have to be numbered on from the last.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When golang-migrate stops half-way

Any failure leaves `dirty = true` at this version in `schema_migrations`, also one that was rolled back as a whole. If nothing is left of the file, mend it, run `migrate force <the version before>` and `migrate up`. If a part of it stays, drop what is INVALID, finish by hand and run `migrate force <this version>`; `force` runs no SQL. CREATE INDEX CONCURRENTLY has to be alone in its file, and one migrator at a time may run, since those that wait for its lock would be waited for.
";
