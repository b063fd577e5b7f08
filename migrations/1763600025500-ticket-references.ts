import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets are found by what people are told of them: the last eight digits of the id. */
export class TicketReferences1763600025500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('create index tickets_reference on tickets (tenant_id, right(id::text, 8), opened_at, id)');
  }

  async down(): Promise<void> {
    throw new Error('Ticket references cannot be reverted: restore a backup instead.');
  }
}
