UPDATE accounts SET ratio = 0.1, state = 'fresh';
UPDATE accounts a SET email = lower(email);
UPDATE accounts SET settings = '{"beta": true}', total = 1.005;
