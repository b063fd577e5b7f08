import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer that never left is sent again, and a person is asked for where the carrier does not take it. */
export class UndeliveredAnswers1763600026000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(TRIGGER);
  }

  async down(): Promise<void> {
    throw new Error('Answers that never left cannot be reverted: restore a backup instead.');
  }
}

const TRIGGER = /* sql */ `
alter table escalations drop constraint escalations_trigger_check;
alter table escalations add constraint escalations_trigger_check check (trigger in ('HUMAN_REQUESTED', 'LOW_CONFIDENCE', 'HIGH_VALUE',
  'TOO_MANY_EXCHANGES', 'KEYWORD', 'ANGER', 'MODEL_REFUSED', 'NO_KNOWLEDGE', 'UNDELIVERED', 'MANUAL'));
-- An answer that proves never to have left is sent again.
insert into legal_moves (machine, from_state, to_state) values ('answer', 'DONE', 'COMPOSED');
`;
