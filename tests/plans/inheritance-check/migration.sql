ALTER TABLE shapes ADD CONSTRAINT area_positive CHECK (area > 0);
ALTER TABLE circles ADD CONSTRAINT radius_positive CHECK (radius > 0) NO INHERIT;
ALTER TABLE ONLY shapes ADD CONSTRAINT id_positive CHECK (id > 0) NO INHERIT;
CREATE INDEX circles_radius ON ONLY circles (radius);
