//! Where PostgreSQL says so: the manual's pages and the source files that the
//! facts rest on.

use crate::report::Citation;

/// A page of the manual or a file of the source: its number among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source(u8);

impl Source {
    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        PAGES
            .get(usize::from(self.0))
            .map_or("", |(title, _)| title)
    }

    /// Its address.
    #[must_use]
    pub fn url(self) -> &'static str {
        PAGES.get(usize::from(self.0)).map_or("", |(_, url)| url)
    }

    /// As the report has it.
    #[must_use]
    pub fn citation(self) -> Citation {
        Citation {
            title: self.title().to_owned(),
            url: self.url().to_owned(),
        }
    }
}

/// What a statement cites, each source once, in the order in which it was
/// cited. Nearly every statement cites something, so that this takes no
/// allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    count: u8,
    numbers: [u8; PAGES.len()],
}

impl Default for Cited {
    fn default() -> Self {
        Cited {
            count: 0,
            numbers: [0; PAGES.len()],
        }
    }
}

impl Cited {
    /// Adds a source, unless it is there.
    pub(crate) fn add(&mut self, source: Source) {
        let count = usize::from(self.count);
        if !self.numbers[..count].contains(&source.0)
            && let Some(place) = self.numbers.get_mut(count)
        {
            *place = source.0;
            self.count += 1;
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Source> {
        let numbers = self.numbers.iter().take(usize::from(self.count));
        numbers.map(|number| Source(*number))
    }
}

macro_rules! manual {
    ($($name:ident = $page:literal, $title:literal;)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "they are named as their sources")]
        #[repr(u8)]
        enum Number {
            $($name,)*
        }

        $(
            #[doc = concat!("The manual, ", $title, ".")]
            pub const $name: Source = Source(Number::$name as u8);
        )*

        /// The title and the address of each.
        const PAGES: &[(&str, &str)] = &[
            $((
                concat!("PostgreSQL manual, ", $title),
                concat!("https://www.postgresql.org/docs/current/", $page),
            ),)*
        ];
    };
}

manual! {
    EXPLICIT_LOCKING = "explicit-locking.html#LOCKING-TABLES", "Table-Level Locks";
    ALTER_TABLE = "sql-altertable.html", "ALTER TABLE";
    ALTER_TABLE_NOTES = "sql-altertable.html#SQL-ALTERTABLE-NOTES", "ALTER TABLE, Notes";
    ALTER_INDEX = "sql-alterindex.html", "ALTER INDEX";
    CREATE_INDEX = "sql-createindex.html", "CREATE INDEX";
    CREATE_INDEX_CONCURRENTLY = "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY", "Building Indexes Concurrently";
    DROP_INDEX = "sql-dropindex.html", "DROP INDEX";
    CREATE_TABLE = "sql-createtable.html", "CREATE TABLE";
    CREATE_EXTENSION = "sql-createextension.html", "CREATE EXTENSION";
    CREATE_TABLE_AS = "sql-createtableas.html", "CREATE TABLE AS";
    DROP_TABLE = "sql-droptable.html", "DROP TABLE";
    CREATE_TRIGGER = "sql-createtrigger.html", "CREATE TRIGGER";
    DROP_TRIGGER = "sql-droptrigger.html", "DROP TRIGGER";
    CREATE_POLICY = "sql-createpolicy.html", "CREATE POLICY";
    CREATE_VIEW = "sql-createview.html", "CREATE VIEW";
    GENERATED_COLUMNS = "ddl-generated-columns.html", "Generated Columns";
    NUMERIC_TYPES = "datatype-numeric.html", "Numeric Types";
    SERIAL_TYPES = "datatype-numeric.html#DATATYPE-SERIAL", "Serial Types";
    MONETARY_TYPES = "datatype-money.html", "Monetary Types";
    CHARACTER_TYPES = "datatype-character.html", "Character Types";
    DATE_TIME_TYPES = "datatype-datetime.html", "Date/Time Types";
    ENUMERATED_TYPES = "datatype-enum.html", "Enumerated Types";
    JSON_TYPES = "datatype-json.html", "JSON Types";
    INDEX_TYPES = "indexes-types.html", "Index Types";
    MULTICOLUMN_INDEXES = "indexes-multicolumn.html", "Multicolumn Indexes";
    CONSTRAINTS = "ddl-constraints.html", "Constraints";
    PRIMARY_KEYS = "ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS", "Primary Keys";
    IDENTIFIERS = "sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS", "Identifiers and Key Words";
    FOREIGN_KEYS = "ddl-constraints.html#DDL-CONSTRAINTS-FK", "Foreign Keys";
    PARTITIONING = "ddl-partitioning.html", "Table Partitioning";
    TRUNCATE = "sql-truncate.html", "TRUNCATE";
    LOCK = "sql-lock.html", "LOCK";
    VACUUM = "sql-vacuum.html", "VACUUM";
    ANALYZE = "sql-analyze.html", "ANALYZE";
    COMMENT = "sql-comment.html", "COMMENT";
    UPDATE = "sql-update.html", "UPDATE";
    REINDEX = "sql-reindex.html", "REINDEX";
    CLUSTER = "sql-cluster.html", "CLUSTER";
    REFRESH = "sql-refreshmaterializedview.html", "REFRESH MATERIALIZED VIEW";
    GRANT = "sql-grant.html", "GRANT";
    EXPLAIN = "sql-explain.html", "EXPLAIN";
    ALTER_DOMAIN = "sql-alterdomain.html", "ALTER DOMAIN";
    ALTER_TYPE = "sql-altertype.html", "ALTER TYPE";
    CREATE_RULE = "sql-createrule.html", "CREATE RULE";
    CREATE_STATISTICS = "sql-createstatistics.html", "CREATE STATISTICS";
    PUBLICATION = "sql-createpublication.html", "CREATE PUBLICATION";
    SYNTAX = "sql-commands.html", "SQL Commands";
    TRANSACTIONS = "tutorial-transactions.html", "Transactions";
    LOCK_TIMEOUT = "runtime-config-client.html#GUC-LOCK-TIMEOUT", "lock_timeout";
    STATEMENT_TIMEOUT = "runtime-config-client.html#GUC-STATEMENT-TIMEOUT", "statement_timeout";
    IDLE_IN_TRANSACTION = "runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT", "idle_in_transaction_session_timeout";
    DEADLOCKS = "explicit-locking.html#LOCKING-DEADLOCKS", "Deadlocks";
    BEGIN = "sql-begin.html", "BEGIN";
    CHECK_CONSTRAINTS = "ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS", "Check Constraints";
    DEPENDENCIES = "ddl-depend.html", "Dependency Tracking";
    DYNAMIC_SQL = "plpgsql-statements.html#PLPGSQL-STATEMENTS-EXECUTING-DYN", "Executing Dynamic Commands";
    IDENTITY_COLUMNS = "ddl-identity-columns.html", "Identity Columns";
    INSERT = "sql-insert.html", "INSERT";
    PLANNER_STATISTICS = "routine-vacuuming.html#VACUUM-FOR-STATISTICS", "Updating Planner Statistics";
    REPLICA_IDENTITY = "logical-replication-publication.html", "Publication";
    ROW_SECURITY = "ddl-rowsecurity.html", "Row Security Policies";
    SECURITY_DEFINER = "sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY", "Writing SECURITY DEFINER Functions Safely";
    SEQUENCE_FUNCTIONS = "functions-sequence.html", "Sequence Manipulation Functions";
}
