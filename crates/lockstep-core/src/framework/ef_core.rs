//! EF Core with Npgsql: all that is pending in one transaction; scripts have a
//! transaction for each migration.
//!
//! Source: `Migrations/Internal/Migrator.cs` of dotnet/efcore and
//! `NpgsqlHistoryRepository.cs` of npgsql/efcore.pg.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Language, Layout};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static EF_CORE: Framework = Framework {
    name: "ef-core",
    wraps_in_transaction: true,
    recognises: is_printed,
    names: |_| false,
    sections: |_, script| Section::unless(is_printed(script), Sending::OneByOne, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "Migrations/{version}_{Name}.cs",
        text: "{head}using Microsoft.EntityFrameworkCore.Migrations;\n\npublic partial class {Name} : Migration\n{\n    protected override void Up(MigrationBuilder migrationBuilder)\n    {\n{up}\n    }\n\n    protected override void Down(MigrationBuilder migrationBuilder)\n    {\n{down}\n    }\n}\n",
        language: Language::CSharp,
        call: "        migrationBuilder.Sql({sql}{bare});",
        bare: Bare::Mark(", suppressTransaction: true"),
        all_in_one: true,
        usage: "`dotnet ef migrations add <Name>` writes a migration with its designer file; put `Up` and `Down` in. `dotnet ef database update <Name>` runs up to it.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When EF Core stops half-way

What ran is rolled back, but for statements with `suppressTransaction`, which commit what stood before them: drop what is INVALID, then undo that and run it again, or finish by hand and add the row to `\"__EFMigrationsHistory\"`.
";

fn is_printed(script: &Script<'_>) -> bool {
    script.text.contains("\"__EFMigrationsHistory\"") || script.text.contains("$EF$")
}
