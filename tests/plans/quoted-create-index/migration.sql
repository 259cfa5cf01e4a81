CREATE INDEX "By user" ON app."Order" ("user" DESC, "Total amount");
