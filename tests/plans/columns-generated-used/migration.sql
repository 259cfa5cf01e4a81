-- majors: 12-18
ALTER TABLE boxes ADD CONSTRAINT boxes_area CHECK (area > 0);
CREATE INDEX boxes_area_idx ON boxes (area DESC NULLS LAST);
ALTER TABLE boxes ALTER COLUMN area SET NOT NULL;
COMMENT ON COLUMN boxes.area IS 'width by height';
