-- Every recorded fact reaches its listeners within 60 s, and none is given up. A fact whose name no running worker knows waits
-- for one that does, and is found here too. Measured on the database's own clock.
select tenant_id, id, name, recorded_at, attempts, parked_at, last_error
from outbox
where parked_at is not null or recorded_at < clock_timestamp() - interval '60 seconds'
