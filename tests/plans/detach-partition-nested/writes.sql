INSERT INTO app."Log" VALUES ('a', 150, :n);
