//! PostgreSQL migration scripts to statements to a syntax tree with byte ranges.
