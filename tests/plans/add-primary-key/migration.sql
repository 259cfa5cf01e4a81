-- majors: 12-18
ALTER TABLE line_items ADD PRIMARY KEY (order_id, line);
ALTER TABLE "Tags" ADD CONSTRAINT "Tags_pk" PRIMARY KEY ("Id") INCLUDE (label);
