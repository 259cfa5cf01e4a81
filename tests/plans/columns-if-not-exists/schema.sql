CREATE TABLE prefs (id bigint PRIMARY KEY, theme text DEFAULT 'dark', lang varchar(5));
CREATE INDEX prefs_lang ON prefs (lang);
INSERT INTO prefs SELECT g, 'light', 'de' FROM generate_series(1, 3000) g;
