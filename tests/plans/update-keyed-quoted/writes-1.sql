DELETE FROM "Shop"."Prices" WHERE "Item" = 'nobody :n';
