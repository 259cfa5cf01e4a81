-- majors: 12-18
ALTER TABLE orders ADD PRIMARY KEY (id, placed, region);
