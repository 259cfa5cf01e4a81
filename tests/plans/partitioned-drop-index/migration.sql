DROP INDEX readings_kind_idx;
