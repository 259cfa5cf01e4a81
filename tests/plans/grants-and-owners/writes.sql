INSERT INTO ledger VALUES (:n, 5, 'x');
