import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a company's own front end shows a conversation. */
export class TranscriptPages1763600025800 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table escalation_settings add column transcript_page text
      check (length(transcript_page) <= 500 and transcript_page ~ '^https://' and transcript_page like '%{conversationId}%')`);
  }

  async down(): Promise<void> {
    throw new Error('Transcript pages cannot be reverted: restore a backup instead.');
  }
}
