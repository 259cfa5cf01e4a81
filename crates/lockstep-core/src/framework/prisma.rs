//! Prisma Migrate: `20240115101500_name/migration.sql`, without a transaction.
//!
//! Up to 7.3 the file is one message, and so an implicit transaction; later
//! versions send the statements one by one where they can split the file. The
//! worse of both is taken: locks are held to the end. Source: the PostgreSQL
//! connector of prisma/prisma-engines, and its pull request 5767.

use super::layout::Layout;
use super::{Framework, Section, Sending, digits, directives, last_parts};

/// See the module.
pub(super) static PRISMA: Framework = Framework {
    name: "prisma",
    wraps_in_transaction: false,
    recognises: |script| {
        directives(script).any(|(_, comment)| {
            matches!(
                comment,
                "-- CreateTable"
                    | "-- AlterTable"
                    | "-- CreateIndex"
                    | "-- DropIndex"
                    | "-- AddForeignKey"
                    | "-- DropForeignKey"
                    | "-- CreateEnum"
                    | "-- AlterEnum"
                    | "-- RenameIndex"
            )
        })
    },
    names: |path| {
        let (file, folder) = last_parts(path);
        let (count, rest) = digits(folder);
        file == "migration.sql" && count == 14 && rest.starts_with('_')
    },
    sections: |_, _| Section::whole(Sending::Together, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "prisma/migrations/{version}_{name}/migration.sql",
        text: "{head}{up}\n",
        begins: true,
        alone: true,
        usage: "`prisma migrate deploy` runs what is pending. There are no down migrations: what undoes a step stands in the plan.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Prisma stops half-way

The failed row in `_prisma_migrations` stops every later deploy. Look first what stayed: up to Prisma 7.3 a file of several statements is rolled back as a whole, later versions commit each statement. If nothing stayed, or once it is undone, run `prisma migrate resolve --rolled-back <name>`, mend the file and deploy again. If you finish it by hand, drop what is INVALID before and run `prisma migrate resolve --applied <name>`. CREATE INDEX CONCURRENTLY is safe with every version when it is alone in its migration.
";
