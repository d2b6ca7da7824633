-- What the batch writes for each row of the month: all of it, and in which band the balance lies.
SELECT
  *,
  CASE WHEN balance < 0 THEN 'overdrawn' WHEN balance < 10000 THEN 'usual' ELSE 'wealthy' END AS balance_band
FROM incoming
