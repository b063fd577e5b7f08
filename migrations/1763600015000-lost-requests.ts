import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests that were lost are looked for every second: for that they have an index of their own, empty but for those under way. */
export class LostRequests1763600015000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(INDEXES);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index calls_request_under_way, calls_unknown_due');
  }
}

const INDEXES = /* sql */ `
create index calls_request_under_way on calls (lease_until) where status = 'DIALING' and provider_call_id is null;
create index calls_unknown_due on calls (reconcile_at) where status = 'UNKNOWN';
`;
