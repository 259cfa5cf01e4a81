UPDATE parcels SET weight = NULL WHERE id % 1000 = 0;
