UPDATE orders SET state = 'old' WHERE state <> 'old';
