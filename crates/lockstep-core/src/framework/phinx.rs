//! Phinx: PHP, each migration in one transaction, and no way around it.
//!
//! Source: `src/Phinx/Migration/Manager/Environment.php` of cakephp/phinx.

use super::layout::{Bare, Language, Layout};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static PHINX: Framework = Framework {
    name: "phinx",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "db/migrations/{version}_{name}.php",
        text: "<?php\n\n{head}use Phinx\\Migration\\AbstractMigration;\n\nfinal class {Name} extends AbstractMigration\n{\n    public function up(): void\n    {\n{up}\n    }\n\n    public function down(): void\n    {\n{down}\n    }\n}\n",
        language: Language::Php,
        call: "        $this->execute({sql});",
        bare: Bare::Script,
        usage: "`phinx migrate` runs what is pending, `phinx rollback` undoes the last. What Phinx's transaction cannot hold is a script in `psql`, and a migration that stops until it has run.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Phinx stops half-way

A migration that failed has changed nothing: mend it, and run `phinx migrate` again. What was finished by hand is recorded with `phinx migrate --fake`.
";
