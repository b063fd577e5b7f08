-- No reservation is still held two minutes after it expired. The moment is the program's (see the setting judge.now).
select tenant_id, id as reservation_id, purpose, amount, expires_at
from token_reservations
where state = 'HELD'
  and expires_at < coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) - interval '2 minutes'
