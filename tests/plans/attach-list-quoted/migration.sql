SET search_path TO sales;
ALTER TABLE "Orders" ATTACH PARTITION "Orders of the US" FOR VALUES IN ('us', 'it''s', NULL);
