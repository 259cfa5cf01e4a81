-- majors: 14-18
REINDEX INDEX readings_kind;
REINDEX TABLE readings;
