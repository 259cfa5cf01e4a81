//! Writing many rows a batch at a time.

use crate::catalog::literal;

/// A DO block that carries out `UPDATE table SET assignment` for every row that
/// satisfies `pending`; see [`write()`].
pub(crate) fn update(table: &str, assignment: &str, pending: &str, major: u8) -> String {
    write(
        table,
        table,
        &format!("UPDATE {table} SET {assignment}"),
        &format!("({pending})"),
        major,
    )
}

/// A DO block that carries out `statement`, an `UPDATE` or a `DELETE` without
/// its condition, for every row that satisfies `pending`, a range of blocks at
/// a time, each committed. `from` is the table with `ONLY` and alias.
///
/// It goes through the table by `ctid`, so it needs no key and reads each block
/// once. Rows that others move meanwhile are found by a last look. `pending`
/// has to be false for a row once it is written: that makes the block safe to
/// stop and to run again.
///
/// A range of `ctid` is read as such from PostgreSQL 14 on; before, the rows of
/// the blocks are named one by one. The block's variables are qualified,
/// because a column may have the name of one.
pub(crate) fn write(table: &str, from: &str, statement: &str, pending: &str, major: u8) -> String {
    let (blocks, range) = if major >= 14 {
        (
            64,
            "ctid >= format('(%s,0)', batches.block)::tid AND ctid < format('(%s,0)', batches.block + batches.size)::tid"
                .to_owned(),
        )
    } else {
        (
            16,
            "ctid = ANY (ARRAY(SELECT format('(%s,%s)', b, i)::tid\n        FROM generate_series(batches.block, batches.block + batches.size - 1) AS b, generate_series(1, 291) AS i))"
                .to_owned(),
        )
    };
    let regclass = format!("{}::regclass", literal(table));
    format!(
        "DO $lockstep$\n\
         #variable_conflict use_column\n\
         <<batches>>\n\
         DECLARE\n\
         \x20 size CONSTANT bigint := {blocks};  -- blocks of the table a batch\n\
         \x20 block bigint := 0;\n\
         \x20 blocks bigint;\n\
         \x20 written bigint;\n\
         \x20 total bigint := 0;\n\
         BEGIN\n\
         \x20 LOOP\n\
         \x20   blocks := pg_relation_size({regclass}) / current_setting('block_size')::bigint;\n\
         \x20   EXIT WHEN block >= blocks;\n\
         \x20   {statement}\n\
         \x20     WHERE {range}\n\
         \x20       AND {pending};\n\
         \x20   GET DIAGNOSTICS written = ROW_COUNT;\n\
         \x20   COMMIT;\n\
         \x20   total := total + written;\n\
         \x20   block := block + size;\n\
         \x20   IF written > 0 THEN\n\
         \x20     RAISE NOTICE '% rows written, block % of %', total, least(block, blocks), blocks;\n\
         \x20     PERFORM pg_sleep(0.05);  -- leaves room for others and for replicas\n\
         \x20   END IF;\n\
         \x20 END LOOP;\n\
         \x20 FOR attempt IN 1..100 LOOP  -- rows that were moved meanwhile\n\
         \x20   {statement}\n\
         \x20     WHERE ctid = ANY (ARRAY(SELECT ctid FROM {from} WHERE {pending} LIMIT 1000))\n\
         \x20       AND {pending};\n\
         \x20   GET DIAGNOSTICS written = ROW_COUNT;\n\
         \x20   COMMIT;\n\
         \x20   EXIT WHEN written = 0;\n\
         \x20 END LOOP;\n\
         END\n\
         $lockstep$;"
    )
}
