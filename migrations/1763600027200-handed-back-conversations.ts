import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far a conversation went when a person gave it back to the agent. */
export class HandedBackConversations1763600027200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(HANDED_BACK);
  }

  async down(): Promise<void> {
    throw new Error('Conversations that were handed back cannot be reverted: restore a backup instead.');
  }
}

const HANDED_BACK = /* sql */ `
-- Place of the last turn when a person gave the conversation back last; null when none has. What was decided up to there is settled.
alter table conversations add column handed_back_turn integer check (handed_back_turn between 0 and turn_count);
alter table conversations no force row level security;
alter table escalations no force row level security;
alter table turns no force row level security;
update conversations c set handed_back_turn = (
  select count(*)::int from turns t where t.tenant_id = c.tenant_id and t.conversation_id = c.id and t.spoken_at <= back.moment)
from (
  select tenant_id, conversation_id, max(handed_back_at) as moment from escalations
  where conversation_id is not null and handed_back_at is not null group by tenant_id, conversation_id
) back
where c.tenant_id = back.tenant_id and c.id = back.conversation_id and c.call_id is null;
alter table conversations force row level security;
alter table escalations force row level security;
alter table turns force row level security;
`;
