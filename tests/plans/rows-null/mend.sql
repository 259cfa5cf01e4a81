UPDATE parcels SET weight = 1 WHERE weight IS NULL;
