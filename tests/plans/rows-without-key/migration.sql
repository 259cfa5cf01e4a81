-- majors: 12-18
ALTER TABLE votes ADD PRIMARY KEY (poll, voter);
