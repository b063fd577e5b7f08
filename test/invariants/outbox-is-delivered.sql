-- Every recorded fact reaches its listeners within 60 s, and none is given up. Measured on the database's own clock.
select tenant_id, id, name, recorded_at, attempts, parked_at, last_error
from outbox
where parked_at is not null or recorded_at < clock_timestamp() - interval '60 seconds'
